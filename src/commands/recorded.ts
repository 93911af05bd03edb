import { describeProblem } from '../screening/problem.ts';
import { type RecordedResult, recordedResults } from '../store/answers.ts';
import { connectServer, type Database, openEmbedded } from '../store/database.ts';
import { type LoadedProgramme, loadProgramme } from '../store/programme-files.ts';

/** A programme that can be used. */
export type UsableProgramme = Extract<LoadedProgramme, { readonly ok: true }>;

/** Reads a programme's folder. @throws with every problem, each with its file, line and repair */
export async function usableProgramme(folder: string): Promise<UsableProgramme> {
  const loaded = await loadProgramme(folder);
  if (loaded.ok) return loaded;
  throw new Error(`${folder} cannot be used:\n${loaded.problems.map(describeProblem).join('\n')}`);
}

/** The folder of the programme in use. */
export function folderInUse(): string {
  return process.env.PROGRAMME_DIR || 'programme';
}

/** Opens the store that the environment names while `work` reads it. @returns the exit code */
export async function withDatabase(work: (database: Database) => Promise<number>): Promise<number> {
  const { DATABASE_URL, DATA_DIR } = process.env;
  if (!DATABASE_URL && !DATA_DIR) return refuse('Set DATABASE_URL or DATA_DIR first.');
  const database = DATABASE_URL ? connectServer(DATABASE_URL) : await openEmbedded(DATA_DIR ?? null);
  return work(database).finally(() => database.close());
}

/** Says how a command is called. @returns its exit code */
export function refuse(why: string): number {
  process.stderr.write(`${why}\n`);
  return 2;
}

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

/** Enough of a programme's hash to tell it from another. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
