import type { House } from '../conversation/house.ts';
import type { CaseCount, CaseLine } from '../records/cases.ts';
import { officeTime, programmeTime, reasonWords, waitedWords } from './case-words.ts';
import { HOME, Page, type PageProps } from './layout.tsx';
import type { Tongue } from './tongue.ts';

/** How many cases stand on one page. */
export const CASES_PER_PAGE = 50;

type Props = Pick<PageProps, 'visit' | 'css'> & {
  readonly house: House;
  readonly cases: readonly CaseLine[];
  readonly count: CaseCount;
  readonly page: number;
};

/** The open cases, in the order in which they are taken. */
export function CasesPage({ visit, css, house, cases, count, page }: Props) {
  const { tongue } = visit;
  const pages = Math.max(1, Math.ceil(count.open / CASES_PER_PAGE));
  return (
    <Page visit={visit} css={css} title={tongue.say('console.cases.title')}>
      <div class="heading">
        <h1>{tongue.say('console.cases.title')}</h1>
        <p class="count">
          <span>{tongue.say('console.cases.open', { n: count.open })}</span>
          {count.urgent > 0 && (
            <strong class="urgent">{tongue.say('console.cases.urgent', { n: count.urgent })}</strong>
          )}
        </p>
        {count.open > 0 && <p class="quiet">{tongue.say('console.cases.order')}</p>}
      </div>
      {cases.length === 0 ? <NoCases tongue={tongue} /> : <CaseTable tongue={tongue} house={house} cases={cases} />}
      {pages > 1 && <Pager tongue={tongue} page={page} pages={pages} />}
    </Page>
  );
}

function NoCases({ tongue }: { readonly tongue: Tongue }) {
  return (
    <div class="message">
      <p>
        <strong>{tongue.say('console.cases.empty')}</strong>
      </p>
      <p class="quiet">{tongue.say('console.cases.empty.next')}</p>
    </div>
  );
}

const COLUMNS = ['number', 'reason', 'language', 'since', 'screening', 'appointment'] as const;

function CaseTable({ tongue, house, cases }: { tongue: Tongue; house: House; cases: readonly CaseLine[] }) {
  return (
    <table class="cases">
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" class={column}>
              {tongue.say(`console.cases.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cases.map((line) => (
          <CaseRow key={line.number} tongue={tongue} house={house} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function CaseRow({ tongue, house, line }: { tongue: Tongue; house: House; line: CaseLine }) {
  const reason = reasonWords(tongue, house.programme, line.reason);
  const { number } = line;
  return (
    <tr class={line.urgent ? 'is-urgent' : undefined}>
      <th scope="row" class="number">
        {number}
      </th>
      <td class="reason">
        {line.urgent && <strong class="urgent">{tongue.say('console.urgent')}</strong>}
        <a href={`${HOME}/cases/${number}`} aria-label={tongue.say('console.cases.link', { number, reason })}>
          {reason}
        </a>
      </td>
      <td class="language">{tongue.say(`console.language.${line.language ?? 'unknown'}`)}</td>
      <td class="since">
        {tongue.say('console.when.short', { at: programmeTime(house, line.openedAt) })}{' '}
        <span class="waited">{waitedWords(tongue, line.waitedMinutes)}</span>
      </td>
      <td class="screening">
        <span class={`status ${line.screening ?? 'unfinished'}`}>
          {tongue.say(`console.status.${line.screening ?? 'unfinished'}`)}
        </span>
      </td>
      <td class="appointment">{appointmentWords(tongue, house, line)}</td>
    </tr>
  );
}

function appointmentWords(tongue: Tongue, house: House, { appointment }: CaseLine) {
  if (appointment === null) return null;
  const { name, at } = officeTime(house, appointment.office, appointment.startsAt);
  return `${tongue.say('console.when.short', { at })} · ${name}`;
}

function Pager({ tongue, page, pages }: { tongue: Tongue; page: number; pages: number }) {
  return (
    <nav class="pager" aria-label={tongue.say('console.cases.pages')}>
      {page > 1 && (
        <a rel="prev" href={`${HOME}/cases?page=${page - 1}`}>
          {tongue.say('console.cases.previous')}
        </a>
      )}
      <span>{tongue.say('console.cases.page', { page, pages })}</span>
      {page < pages && (
        <a rel="next" href={`${HOME}/cases?page=${page + 1}`}>
          {tongue.say('console.cases.next')}
        </a>
      )}
    </nav>
  );
}
