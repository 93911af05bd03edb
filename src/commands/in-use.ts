import { connectServer, type Database, openEmbedded } from '../database/database.ts';
import { type LoadedProgramme, loadProgramme } from '../files/programme-files.ts';
import { describeProblem } from '../judging/problem.ts';
import { settingsGiven } from '../start/config.ts';

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
  const { given, faults } = settingsGiven(process.env);
  const { DATABASE_URL, DATA_DIR } = given;
  if (!DATABASE_URL && !DATA_DIR) return refuse([...faults, 'Set DATABASE_URL or DATA_DIR first.'].join('\n'));
  const database = DATABASE_URL ? connectServer(DATABASE_URL) : await openEmbedded(DATA_DIR ?? null);
  return work(database).finally(() => database.close());
}

/** Says how a command is called. @returns its exit code */
export function refuse(why: string): number {
  process.stderr.write(`${why}\n`);
  return 2;
}
