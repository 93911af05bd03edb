import type { House } from '../../conversation/house.ts';
import type { Sight } from '../../handoff/organisation.ts';
import { type AuditLine, type AuditWanted, type Colleague, readAudit } from '../../records/audit-reading.ts';
import { programmeTime } from '../case/case-words.ts';
import { CSV_BEGINS, csvLine } from '../frame/csv.ts';
import type { Tongue } from '../frame/tongue.ts';
import type { Desk } from '../frame/visit.ts';
import { actWords, caseIn, detailWords, whoWords } from './audit-words.ts';

/** Rows of one export; who needs more asks for fewer days. */
const MOST_EXPORTED = 100_000;
const ROWS_AT_ONCE = 1_000;

const COLUMNS = ['when', 'staff', 'organisation', 'act', 'about', 'detail'] as const;

/** Whose export it is. */
type Reader = { readonly tongue: Tongue; readonly sight: Sight; readonly colleagues: readonly Colleague[] };

/** The audit as a table, newest first, a part at a time. What staff wrote in their own words is not in it. */
export async function* auditCsv(desk: Desk, reader: Reader, wanted: AuditWanted): AsyncGenerator<string> {
  const { tongue, sight } = reader;
  yield CSV_BEGINS + csvLine(COLUMNS.map((column) => tongue.say(`console.audit.${column}`)));
  let before: number | null = null;
  for (let written = 0; written < MOST_EXPORTED; written += ROWS_AT_ONCE) {
    const lines: AuditLine[] = await readAudit(desk.database, desk.seal, sight, wanted, before, ROWS_AT_ONCE);
    yield lines.map((line) => csvLine(cellsOf(desk.house, reader, line))).join('');
    if (lines.length < ROWS_AT_ONCE) return;
    before = lines.at(-1)?.id ?? null;
  }
}

function cellsOf(house: House, { tongue, colleagues }: Reader, line: AuditLine): string[] {
  const number = caseIn(line);
  return [
    programmeTime(house, line.at).replace('T', ' '),
    whoWords(tongue, line),
    line.organisation === null ? '' : tongue.sayKept(`organisation.${line.organisation}.name`),
    actWords(tongue, line.act),
    number === null ? (line.about ?? line.subject ?? '') : tongue.say('console.case.title', { number }),
    detailWords(tongue, colleagues, line).join(' · '),
  ];
}
