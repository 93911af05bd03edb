import type { Office } from '../../appointments/office.ts';
import type { Day } from '../../screening/names.ts';
import type { Programme } from '../../screening/programme.ts';
import { isInForce } from '../../screening/standing.ts';
import type { Tongue } from '../frame/tongue.ts';
import { SourceView } from './source-view.tsx';
import { spanWords } from './standing-words.ts';

/** What we told and was not so: what people who come back may ask about. */
export function Corrections({ tongue, programme }: { readonly tongue: Tongue; readonly programme: Programme }) {
  const corrections = [...programme.corrections.values()];
  return (
    <section aria-labelledby="corrections">
      <h2 id="corrections">{tongue.say('console.programme.corrections')}</h2>
      {corrections.length === 0 && <p class="quiet">{tongue.say('console.programme.corrections.none')}</p>}
      {corrections.map(({ id, pathway, kind, on, told, source }) => (
        <article key={id} class="correction">
          <h3>{tongue.sayKept(`pathway.${pathway}.name`)}</h3>
          <p>{tongue.sayKept(`correction.about.${id}`)}</p>
          <p class="small">
            {tongue.say(`console.programme.correction.${kind}`, { on })}{' '}
            {tongue.say('console.programme.correction.told', { from: told.from, until: told.until })}
          </p>
          <SourceView tongue={tongue} programme={programme} id={source} />
        </article>
      ))}
    </section>
  );
}

type OfficesProps = { readonly tongue: Tongue; readonly offices: readonly Office[]; readonly today: Day };

/** Where people are received: those of today first. */
export function Offices({ tongue, offices, today }: OfficesProps) {
  const isOpen = ({ inForce }: Office) => isInForce({ inForce: inForce as { from: Day; until: Day | null } }, today);
  const sorted = [...offices].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)) || (a.name < b.name ? -1 : 1));
  return (
    <section aria-labelledby="offices">
      <h2 id="offices">{tongue.say('console.programme.offices')}</h2>
      <ul class="offices">
        {sorted.map((office) => (
          <li key={office.id} class="office">
            <h3>{office.name}</h3>
            <p class={isOpen(office) ? undefined : 'past'}>
              {!isOpen(office) && `${tongue.say('console.programme.office.not-today')} `}
              {spanWords(tongue, office.inForce)}
            </p>
            <p class="small">{office.pathways.map((id) => tongue.sayKept(`pathway.${id}.name`)).join(', ')}</p>
            <p class="small quiet">
              {office.languages.map((language) => tongue.say(`console.language.${language}`)).join(', ')}
              {office.example && ` · ${tongue.say('console.programme.office.example')}`}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
