import type { House } from '../../conversation/house.ts';
import { type Organisation, organisationsAt } from '../../handoff/organisation.ts';
import { reasonWords } from '../case/case-words.ts';
import { Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import type { StaffVisit } from '../frame/visit.ts';

type Props = Pick<PageProps, 'css'> & { readonly visit: StaffVisit; readonly house: House };

/** The organisations that share the desk: what each is for, sees and takes. */
export function OrganisationsPage({ visit, css, house }: Props) {
  const { tongue, staff } = visit;
  return (
    <Page visit={visit} css={css} title={tongue.say('console.organisation.title')}>
      <div class="heading">
        <h1>{tongue.say('console.organisation.title')}</h1>
        <p class="quiet">{tongue.say('console.organisation.note')}</p>
      </div>
      <div class="organisations">
        {organisationsAt(house).map((organisation) => (
          <Card
            key={organisation.id}
            tongue={tongue}
            house={house}
            organisation={organisation}
            isOwn={organisation.id === staff.organisation}
          />
        ))}
      </div>
    </Page>
  );
}

type CardProps = { tongue: Tongue; house: House; organisation: Organisation; isOwn: boolean };

function Card({ tongue, house, organisation, isOwn }: CardProps) {
  const { id, sees, takesReferrals, hours } = organisation;
  return (
    <section aria-labelledby={`organisation-${id}`}>
      <h2 id={`organisation-${id}`}>
        {tongue.sayKept(`organisation.${id}.name`)}
        {isOwn && <span class="status">{tongue.say('console.organisation.yours')}</span>}
      </h2>
      <p>{tongue.sayKept(`organisation.${id}.for`)}</p>
      <dl>
        <dt>{tongue.say('console.organisation.sees')}</dt>
        {seenWords(tongue, house, sees).map((words) => (
          <dd key={words}>{words}</dd>
        ))}
        <dt>{tongue.say('console.organisation.referrals')}</dt>
        <dd>{tongue.say(takesReferrals ? 'console.organisation.takes' : 'console.organisation.takes-none')}</dd>
        <dt>{tongue.say('console.organisation.hours')}</dt>
        {hours.length === 0 && <dd>{tongue.say('console.organisation.hours.none')}</dd>}
        {hours.map(({ days, from, to }) => (
          <dd key={`${days} ${from}`}>
            {days.map((day) => tongue.say(`console.organisation.day.${day}`)).join(', ')} {from}–{to}
          </dd>
        ))}
      </dl>
    </section>
  );
}

function seenWords(tongue: Tongue, { programme, offices }: House, sees: Organisation['sees']): string[] {
  if (sees === 'everything') return [tongue.say('console.organisation.sees.everything')];
  const lists = {
    reasons: sees.reasons?.map((reason) => reasonWords(tongue, programme, reason)),
    languages: sees.languages?.map((language) => tongue.say(`console.language.${language}`)),
    offices: sees.offices?.map((id) => offices.find((office) => office.id === id)?.name ?? id),
    pathways: sees.pathways?.map((id) => tongue.sayKept(`pathway.${id}.name`)),
  };
  return (['reasons', 'languages', 'offices', 'pathways'] as const).flatMap((list) => {
    const names = lists[list];
    return names === undefined ? [] : [tongue.say(`console.organisation.sees.${list}`, { names: names.join(', ') })];
  });
}
