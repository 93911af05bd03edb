import type { House } from '../../conversation/house.ts';
import type { KeptAssessment } from '../../records/case-file.ts';
import type { Tongue } from '../frame/tongue.ts';
import { programmeTime } from './case-words.ts';
import { decidersOf, type ReadReasons, reasonsOf } from './reasons.ts';

const STRENGTH = ['likely', 'see_adviser', 'undecided', 'unlikely', 'closed'] as const;
const HASH_SHOWN = 12;

type Props = { readonly tongue: Tongue; readonly house: House; readonly assessments: readonly KeptAssessment[] };

/**
 * What the rules said: of the newest screening each pathway in a line, what was closed and what was said earlier folded. Every result
 * unfolds to its reasons, rule by rule, and can be linked to: `result-<turn>-<pathway>`.
 */
export function Results({ tongue, house, assessments }: Props) {
  const newest = assessments[0]?.turn;
  const now = assessments.filter(({ turn, superseded }) => turn === newest && !superseded);
  const earlier = assessments.filter(
    ({ turn, status, superseded }) => (turn !== newest || superseded) && status !== 'closed',
  );
  const telling = now
    .filter(({ status }) => status !== 'closed')
    .sort((a, b) => STRENGTH.indexOf(a.status) - STRENGTH.indexOf(b.status));
  const closed = now.filter(({ status }) => status === 'closed');
  const results = (of: readonly KeptAssessment[], when = false) =>
    of.map((kept) => (
      <Result key={`${kept.turn} ${kept.pathway}`} tongue={tongue} house={house} kept={kept} when={when} />
    ));
  return (
    <section class="results" aria-labelledby="results">
      <h2 id="results">{tongue.say('console.results.title')}</h2>
      {now.length === 0 && <p class="quiet">{tongue.say('console.results.none')}</p>}
      {results(telling)}
      {closed.length > 0 && (
        <details class="group" open={telling.length === 0}>
          <summary>{tongue.say('console.results.closed', { n: closed.length })}</summary>
          {results(closed)}
        </details>
      )}
      {earlier.length > 0 && (
        <details class="group">
          <summary>{tongue.say('console.results.earlier', { n: earlier.length })}</summary>
          {results(earlier, true)}
        </details>
      )}
    </section>
  );
}

type ResultProps = {
  readonly tongue: Tongue;
  readonly house: House;
  readonly kept: KeptAssessment;
  readonly when: boolean;
};

function Result({ tongue, house, kept, when }: ResultProps) {
  const { turn, version, on, status, pathway } = kept;
  const programme = kept.programme.slice(0, HASH_SHOWN);
  const [decider] = status === 'likely' || status === 'closed' ? [] : decidersOf(tongue, house.programme, kept);
  return (
    <article class="result">
      <h3>
        {tongue.sayKept(`pathway.${pathway}.name`)} <Status tongue={tongue} status={status} />
        {when && (
          <time dateTime={kept.at.toISOString()}>
            {tongue.say('console.when.short', { at: programmeTime(house, kept.at) })}
          </time>
        )}
      </h3>
      {decider !== undefined && <p class="decider">{decider.sentence}</p>}
      <details>
        <summary>{tongue.say('console.results.reasons')}</summary>
        <div id={`result-${turn}-${pathway}`} class="rules">
          <p class="label">{tongue.say(`console.results.decided.${status}`)}</p>
          {reasonsOf(tongue, house.programme, kept).map((reasons) => (
            <Reasons key={`${reasons.sourceId} ${reasons.checkedOn}`} tongue={tongue} reasons={reasons} />
          ))}
          <p class="quiet small">
            {version === null
              ? tongue.say('console.results.kept.no-version', { day: on, programme })
              : tongue.say('console.results.kept', { version, day: on, programme })}
          </p>
        </div>
      </details>
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

function Status({ tongue, status }: { tongue: Tongue; status: KeptAssessment['status'] }) {
  return <span class={`status ${status}`}>{tongue.say(`console.status.${status}`)}</span>;
}
