import type { House } from '../conversation/house.ts';
import type { KeptAssessment } from '../records/cases.ts';
import { programmeTime } from './case-words.ts';
import { type ReadReasons, reasonsOf } from './reasons.ts';
import type { Tongue } from './tongue.ts';

const STRENGTH = ['likely', 'see_adviser', 'undecided', 'unlikely', 'closed'] as const;
const HASH_SHOWN = 12;

type Props = { readonly tongue: Tongue; readonly house: House; readonly assessments: readonly KeptAssessment[] };

/** What the rules said: the newest screening in full, what was closed folded, earlier screenings in one line each. */
export function Results({ tongue, house, assessments }: Props) {
  const newest = assessments[0]?.turn;
  const now = assessments.filter(({ turn }) => turn === newest);
  const earlier = assessments.filter(({ turn }) => turn !== newest);
  const telling = now
    .filter(({ status }) => status !== 'closed')
    .sort((a, b) => STRENGTH.indexOf(a.status) - STRENGTH.indexOf(b.status));
  const closed = now.filter(({ status }) => status === 'closed');
  return (
    <section class="results" aria-labelledby="results">
      <h2 id="results">{tongue.say('console.results.title')}</h2>
      {now.length === 0 && <p class="quiet">{tongue.say('console.results.none')}</p>}
      {telling.map((kept) => (
        <Result key={kept.pathway} tongue={tongue} house={house} kept={kept} />
      ))}
      {closed.length > 0 && (
        <details open={telling.length === 0}>
          <summary>{tongue.say('console.results.closed', { n: closed.length })}</summary>
          {closed.map((kept) => (
            <Result key={kept.pathway} tongue={tongue} house={house} kept={kept} />
          ))}
        </details>
      )}
      {earlier.length > 0 && <Earlier tongue={tongue} house={house} assessments={earlier} />}
    </section>
  );
}

function Result({ tongue, house, kept }: { tongue: Tongue; house: House; kept: KeptAssessment }) {
  const { version, on, status, pathway } = kept;
  const programme = kept.programme.slice(0, HASH_SHOWN);
  return (
    <article class="result">
      <h3>
        {tongue.sayKept(`pathway.${pathway}.name`)} <Status tongue={tongue} status={status} />
      </h3>
      <p class="label">{tongue.say(`console.results.decided.${status}`)}</p>
      {reasonsOf(tongue, house.programme, kept).map((reasons) => (
        <Reasons key={`${reasons.sourceId} ${reasons.checkedOn}`} tongue={tongue} reasons={reasons} />
      ))}
      <p class="quiet small">
        {version === null
          ? tongue.say('console.results.kept.no-version', { day: on, programme })
          : tongue.say('console.results.kept', { version, day: on, programme })}
      </p>
    </article>
  );
}

function Reasons({ tongue, reasons }: { tongue: Tongue; reasons: ReadReasons }) {
  const { sentences, source, sourceId, checkedOn } = reasons;
  return (
    <div class="reasons">
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p class="source">
        {source === null ? (
          sourceId
        ) : (
          <>
            {source.publisher}:{' '}
            <a href={source.url} target="_blank" rel="noreferrer">
              {source.title}
            </a>
          </>
        )}
        , {tongue.say('console.results.source.checked', { day: checkedOn })}
      </p>
    </div>
  );
}

function Earlier({ tongue, house, assessments }: Props) {
  const telling = assessments.filter(({ status }) => status !== 'closed');
  if (telling.length === 0) return null;
  return (
    <details>
      <summary>{tongue.say('console.results.earlier', { n: telling.length })}</summary>
      <ul class="earlier">
        {telling.map((kept) => (
          <li key={`${kept.turn} ${kept.pathway}`}>
            <time dateTime={kept.at.toISOString()}>
              {tongue.say('console.when.short', { at: programmeTime(house, kept.at) })}
            </time>{' '}
            {tongue.sayKept(`pathway.${kept.pathway}.name`)} <Status tongue={tongue} status={kept.status} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Status({ tongue, status }: { tongue: Tongue; status: KeptAssessment['status'] }) {
  return <span class={`status ${status}`}>{tongue.say(`console.status.${status}`)}</span>;
}
