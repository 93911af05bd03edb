import type { Database } from '../database/database.ts';
import { type RecordedResult, recordedResults } from '../records/assessments.ts';

const PEOPLE_AT_ONCE = 500;
const PEOPLE_BETWEEN_LINES = 5000;

/** Everything that was recorded, some people at a time; tells on standard error how far it is. */
export async function* recordedBatches(
  database: Database,
  which: 'newest' | 'all',
): AsyncGenerator<readonly RecordedResult[]> {
  let after: RecordedResult['person'] | null = null;
  let people = 0;
  for (;;) {
    const batch: RecordedResult[] = await recordedResults(database, which, after, PEOPLE_AT_ONCE);
    const last = batch.at(-1);
    if (last === undefined) return;
    yield batch;
    after = last.person;
    const before = people;
    people += new Set(batch.map(({ person }) => person)).size;
    if (Math.floor(people / PEOPLE_BETWEEN_LINES) > Math.floor(before / PEOPLE_BETWEEN_LINES))
      process.stderr.write(`${people} people read\n`);
  }
}

/** Enough of a person's key to find them in the store again, and nothing by which to reach them. */
export function shortKey(person: string): string {
  return person.slice(0, 8);
}
