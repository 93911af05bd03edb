import type { Case } from '../../records/case-file.ts';
import { lastWords, reasonsOfCase, type Told, timesNotUnderstood, toldTo } from '../../records/told.ts';
import type { Desk } from '../frame/visit.ts';

/**
 * What one knows of a person before reading their talk.
 * @property reasons       of the case, with when each came
 * @property lastWords     the last things they wrote, oldest first
 * @property missed        in how many turns the bot did not understand them
 * @property told          what they heard besides results, newest first
 */
export type Packet = {
  readonly reasons: readonly { readonly reason: string; readonly at: Date }[];
  readonly lastWords: readonly { readonly at: Date; readonly words: string }[];
  readonly missed: number;
  readonly told: readonly Told[];
};

/** What is shown of it to who may not read what was said. */
export const NO_WORDS: Packet = { reasons: [], lastWords: [], missed: 0, told: [] };

const LAST_WORDS = 3;

/** Reads the packet of a case. */
export async function openPacket(
  { database, seal }: Pick<Desk, 'database' | 'seal'>,
  { person, number }: Pick<Case, 'person' | 'number'>,
): Promise<Packet> {
  const [reasons, last, missed, told] = await Promise.all([
    reasonsOfCase(database, number),
    lastWords(database, seal, person, LAST_WORDS),
    timesNotUnderstood(database, person),
    toldTo(database, person),
  ]);
  return { reasons, lastWords: last, missed, told };
}
