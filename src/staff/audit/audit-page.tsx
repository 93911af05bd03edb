import type { House } from '../../conversation/house.ts';
import { ACTS } from '../../records/audit.ts';
import type { AuditLine, Colleague } from '../../records/audit-reading.ts';
import { programmeTime } from '../case/case-words.ts';
import { HOME, Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { type AuditForm, addressOf } from './audit-asked.ts';
import { actWords, caseIn, detailWords, whoWords } from './audit-words.ts';

type Props = Pick<PageProps, 'visit' | 'css'> & {
  readonly house: House;
  readonly asked: AuditForm;
  readonly lines: readonly AuditLine[];
  /** The row after which older ones follow, or null at the end. */
  readonly older: number | null;
  readonly colleagues: readonly Colleague[];
  readonly canExport: boolean;
  /** Whether only what their own organisation's staff did is shown. */
  readonly isOwnOnly: boolean;
};

/** Who did what, and when. */
export function AuditPage(props: Props) {
  const { visit, css, house, asked, lines, older, colleagues } = props;
  const { tongue } = visit;
  return (
    <Page visit={visit} css={css} title={tongue.say('console.audit.title')}>
      <div class="heading">
        <h1>{tongue.say('console.audit.title')}</h1>
        <p class="quiet">{tongue.say('console.audit.note', { zone: house.programme.timeZone })}</p>
        {props.isOwnOnly && <p class="quiet">{tongue.say('console.audit.own-only')}</p>}
      </div>
      <Filters tongue={tongue} asked={asked} colleagues={colleagues} />
      {lines.length === 0 ? (
        <p class="message">{tongue.say('console.audit.none')}</p>
      ) : (
        <Lines tongue={tongue} house={house} lines={lines} colleagues={colleagues} />
      )}
      <nav class="pager" aria-label={tongue.say('console.audit.pages')}>
        {asked.before !== undefined && (
          <a href={`${HOME}/audit?${addressOf(asked)}`}>{tongue.say('console.audit.newest')}</a>
        )}
        {older !== null && (
          <a rel="next" href={`${HOME}/audit?${addressOf(asked, older)}`}>
            {tongue.say('console.audit.older')}
          </a>
        )}
      </nav>
      {props.canExport && <ExportForm tongue={tongue} asked={asked} />}
    </Page>
  );
}

function Filters({
  tongue,
  asked,
  colleagues,
}: {
  tongue: Tongue;
  asked: AuditForm;
  colleagues: readonly Colleague[];
}) {
  return (
    <form class="audit-filters" method="get" action={`${HOME}/audit`}>
      <Choice tongue={tongue} name="staff" chosen={asked.staff}>
        {colleagues.map(({ id, name }) => [id, name])}
      </Choice>
      <Choice tongue={tongue} name="act" chosen={asked.act}>
        {ACTS.map((act) => [act, actWords(tongue, act)])}
      </Choice>
      <p>
        <label for="case">{tongue.say('console.audit.case')}</label>
        <input id="case" name="case" inputMode="numeric" pattern="[1-9][0-9]{0,8}" value={asked.case ?? ''} />
      </p>
      <p>
        <label for="from">{tongue.say('console.audit.from')}</label>
        <input id="from" name="from" type="date" value={asked.from ?? ''} />
      </p>
      <p>
        <label for="until">{tongue.say('console.audit.until')}</label>
        <input id="until" name="until" type="date" value={asked.until ?? ''} />
      </p>
      <p class="acts">
        <button type="submit" class="main">
          {tongue.say('console.audit.filter')}
        </button>
        <a href={`${HOME}/audit`}>{tongue.say('console.audit.all')}</a>
      </p>
    </form>
  );
}

type ChoiceProps = {
  readonly tongue: Tongue;
  readonly name: 'staff' | 'act';
  readonly chosen: string | undefined;
  readonly children: readonly (readonly [string, string])[];
};

function Choice({ tongue, name, chosen, children }: ChoiceProps) {
  return (
    <p>
      <label for={name}>{tongue.say(`console.audit.${name}`)}</label>
      <select id={name} name={name}>
        <option value="">{tongue.say('console.audit.any')}</option>
        {children.map(([value, words]) => (
          <option key={value} value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
    </p>
  );
}

type LinesProps = Pick<Props, 'house' | 'lines' | 'colleagues'> & { readonly tongue: Tongue };

const COLUMNS = ['when', 'staff', 'act', 'about', 'detail'] as const;

function Lines({ tongue, house, lines, colleagues }: LinesProps) {
  return (
    <table class="audit">
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              {tongue.say(`console.audit.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id}>
            <td class="when">
              <time dateTime={line.at.toISOString()}>
                {tongue.say('console.when.short', { at: programmeTime(house, line.at) })}
              </time>
            </td>
            <td>
              {whoWords(tongue, line)} <Organisation tongue={tongue} line={line} />
            </td>
            <td>{actWords(tongue, line.act)}</td>
            <td>
              <Subject tongue={tongue} line={line} />
            </td>
            <td>
              {detailWords(tongue, colleagues, line).join(' · ')}
              {line.words !== null && (
                <q class="words" dir="auto">
                  {line.words}
                </q>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Organisation({ tongue, line }: { tongue: Tongue; line: AuditLine }) {
  if (line.organisation === null) return null;
  return <span class="quiet small">{tongue.sayKept(`organisation.${line.organisation}.name`)}</span>;
}

function Subject({ tongue, line }: { tongue: Tongue; line: AuditLine }) {
  const number = caseIn(line);
  if (number === null) return <>{line.about ?? line.subject}</>;
  return <a href={`${HOME}/cases/${number}`}>{tongue.say('console.case.title', { number })}</a>;
}

function ExportForm({ tongue, asked }: { tongue: Tongue; asked: AuditForm }) {
  const fields = [...new URLSearchParams(addressOf(asked))];
  return (
    <form class="audit-export" method="post" action={`${HOME}/audit/export`}>
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit">{tongue.say('console.audit.export')}</button>
      <p class="quiet small">{tongue.say('console.audit.export.note')}</p>
    </form>
  );
}
