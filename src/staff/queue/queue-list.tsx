import { caseCan } from '../../handoff/case-can.ts';
import type { CaseLine } from '../../records/queue.ts';
import { QUEUE_VIEWS } from '../../records/queue-views.ts';
import { VIEW_KEYS } from '../frame/keys-help.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { isFiltered, type QueuePageAsked, queueAddress } from './queue-asked.ts';
import { CaseRow } from './queue-line.tsx';
import type { QueueShown } from './queue-shown.ts';

type Props = { readonly tongue: Tongue; readonly shown: QueueShown };

/** The parts of the day and the cases of one. The page has it, and a browser that hears of a change asks for it alone. */
export function QueueList({ tongue, shown }: Props) {
  const { asked, lines, goesOn } = shown;
  return (
    <section
      id="list"
      aria-label={tongue.say(`console.cases.view.${asked.view}`)}
      data-live="queue, presence"
      data-fragment={queueAddress(asked, true)}
    >
      <Views tongue={tongue} shown={shown} />
      {lines.length === 0 ? <NoCases tongue={tongue} asked={asked} /> : <CaseTable tongue={tongue} shown={shown} />}
      {(goesOn || asked.after !== null) && <Pager tongue={tongue} shown={shown} />}
    </section>
  );
}

function Views({ tongue, shown: { asked, counts } }: Props) {
  return (
    <nav class="views" aria-label={tongue.say('console.cases.views')}>
      <ul>
        {QUEUE_VIEWS.map((view) => (
          <li key={view}>
            <a
              id={`view-${view}`}
              href={queueAddress({ ...asked, view, after: null })}
              aria-current={view === asked.view ? 'page' : undefined}
              data-key={VIEW_KEYS[view]}
            >
              {tongue.say(`console.cases.view.${view}`)}{' '}
              <span class={view === 'stuck' && counts.stuck > 0 ? 'n is-some' : 'n'}>
                {tongue.say('console.cases.n', { n: counts[view] })}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function NoCases({ tongue, asked }: { readonly tongue: Tongue; readonly asked: QueuePageAsked }) {
  const why = isFiltered(asked) ? 'filtered' : asked.view;
  return (
    <div class="message">
      <p>
        <strong>{tongue.say(`console.cases.empty.${why}`)}</strong>
      </p>
      {why === 'waiting' && <p class="quiet">{tongue.say('console.cases.empty.next')}</p>}
    </div>
  );
}

const COLUMNS = ['number', 'reason', 'language', 'since', 'screening'] as const;

function CaseTable({ tongue, shown }: Props) {
  const { staff, lines } = shown;
  const mayClaim = (line: CaseLine) =>
    caseCan('claim', line.state, { role: staff.role, isOwner: false, isReceiver: false }) === null;
  return (
    <form method="post" data-once>
      <table class="cases">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" class={column}>
                {tongue.say(`console.cases.${column}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <CaseRow key={line.number} tongue={tongue} shown={shown} line={line} mayClaim={mayClaim(line)} />
          ))}
        </tbody>
      </table>
    </form>
  );
}

function Pager({ tongue, shown: { asked, lines, goesOn } }: Props) {
  const last = lines.at(-1);
  return (
    <nav class="pager" aria-label={tongue.say('console.cases.pages')}>
      {asked.after !== null && (
        <a href={queueAddress({ ...asked, after: null })}>{tongue.say('console.cases.first')}</a>
      )}
      {goesOn && last !== undefined && (
        <a rel="next" href={queueAddress({ ...asked, after: last.place })}>
          {tongue.say('console.cases.next')}
        </a>
      )}
    </nav>
  );
}
