import { type Helpline, isNumber } from '../../handoff/helpline.ts';
import type { Due } from '../../judging/due.ts';
import type { Programme } from '../../screening/programme.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { nearestWords, type UnansweredMonth } from './unanswered.ts';

type Props = {
  readonly tongue: Tongue;
  readonly programme: Programme;
  readonly due: readonly Due[];
  readonly unconfirmed: readonly Helpline[];
  readonly unanswered: readonly UnansweredMonth[];
};

/** What somebody must do about the programme, each list one section; those with nothing in them are not here. */
export function NeedsYou(props: Props) {
  const { tongue, due, unconfirmed, unanswered } = props;
  const isNothing = due.length + unconfirmed.length + unanswered.length === 0;
  return (
    <section class="needs-you" aria-labelledby="needs-you">
      <h2 id="needs-you">{tongue.say('console.programme.needs-you')}</h2>
      {isNothing && <p>{tongue.say('console.programme.needs-you.nothing')}</p>}
      {due.length > 0 && <DueList {...props} />}
      {unanswered.length > 0 && <Unanswered {...props} />}
      {unconfirmed.length > 0 && <Unconfirmed {...props} />}
    </section>
  );
}

function DueList({ tongue, due }: Props) {
  const past = due.filter(({ isPast }) => isPast).length;
  return (
    <section class="need" aria-labelledby="due">
      <h3 id="due">{tongue.say('console.programme.due', { count: due.length, n: due.length })}</h3>
      {past > 0 && <p class="past">{tongue.say('console.programme.due.past', { count: past, n: past })}</p>}
      <ul>
        {due.map(({ of, what, by, isPast }) => (
          <li key={`${of.id} ${what.kind} ${what.id}`} class={isPast ? 'is-past' : undefined}>
            <a href={of.kind === 'pathway' ? `${HOME}/programme/${of.id}` : `${HOME}/programme/topics/${of.id}`}>
              {tongue.sayKept(`${of.kind}.${of.id}.name`)}
            </a>{' '}
            <span class="quiet">{tongue.say(`console.programme.due.${what.kind}`, { id: what.id })}</span>{' '}
            {tongue.say(isPast ? 'console.programme.due.was' : 'console.programme.due.by', { by })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What people ask that has no answer: the newest month, the others folded. Of whom, or in which words, nobody can tell. */
function Unanswered({ tongue, programme, unanswered: [newest, ...earlier] }: Props) {
  if (newest === undefined) return null;
  return (
    <section class="need" aria-labelledby="unanswered">
      <h3 id="unanswered">{tongue.say('console.programme.unanswered')}</h3>
      <p class="quiet small">{tongue.say('console.programme.unanswered.note')}</p>
      <h4>{monthWords(tongue, newest)}</h4>
      <Groups tongue={tongue} programme={programme} month={newest} />
      {earlier.map((month) => (
        <details key={month.month}>
          <summary>{monthWords(tongue, month)}</summary>
          <Groups tongue={tongue} programme={programme} month={month} />
        </details>
      ))}
    </section>
  );
}

function monthWords(tongue: Tongue, { month, whole }: UnansweredMonth): string {
  return whole === null
    ? tongue.say('console.programme.unanswered.few', { month })
    : tongue.say('console.programme.unanswered.month', { month, count: whole, n: whole });
}

function Groups({
  tongue,
  programme,
  month,
}: Pick<Props, 'tongue' | 'programme'> & { readonly month: UnansweredMonth }) {
  const { groups, hides } = month;
  return (
    <ul>
      {groups.map(({ language, nearest, count }) => (
        <li key={`${language} ${nearest}`}>
          <b>{tongue.say('console.reports.number', { n: count })}</b>{' '}
          {tongue.say(`console.language.${language ?? 'unknown'}`)}: {nearestWords(tongue, programme, nearest)}
        </li>
      ))}
      {hides && groups.length > 0 && <li class="quiet">{tongue.say('console.programme.unanswered.hidden')}</li>}
    </ul>
  );
}

/** Numbers nobody has dialled yet, country by country. */
function Unconfirmed({ tongue, unconfirmed }: Props) {
  const countries = new Map<string, Helpline[]>();
  for (const line of unconfirmed) {
    const country = isNumber(line) ? line.country : '';
    countries.set(country, [...(countries.get(country) ?? []), line]);
  }
  const regions = new Intl.DisplayNames([tongue.language], { type: 'region' });
  return (
    <section class="need" aria-labelledby="unconfirmed">
      <h3 id="unconfirmed">
        {tongue.say('console.programme.unconfirmed', { count: unconfirmed.length, n: unconfirmed.length })}
      </h3>
      <p class="quiet small">{tongue.say('console.programme.unconfirmed.note')}</p>
      {[...countries].map(([country, lines]) => (
        <details key={country}>
          <summary>
            {country === '' ? tongue.say('console.programme.unconfirmed.web') : regions.of(country)} ({lines.length})
          </summary>
          <ul>
            {lines.map(({ id, number, need, publisher }) => (
              <li key={id}>
                <b class="number">{number}</b> {tongue.say(`console.programme.need.${need}`)}{' '}
                <span class="quiet">{publisher}</span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
