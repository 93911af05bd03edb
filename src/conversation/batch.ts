import type { Instant } from '../appointments/local-time.ts';
import { isBreakdown, isOvertaken } from '../database/breakdown.ts';
import type { Connection, Database } from '../database/database.ts';
import { type Claim, type Claimed, claimPeople, waitingItems } from '../mail/inbox.ts';
import { LIMITS } from '../ops/limits.ts';
import type { Step } from '../ops/loop.ts';
import type { PersonId } from '../people/person.ts';
import { closingsHeld, closingsInForce } from '../records/closings.ts';
import type { Sessions } from '../records/sessions.ts';
import { needsItsOwn } from './change.ts';
import { withClosings } from './closings.ts';
import { type Computed, compute, type Thinking } from './compute.ts';
import type { House } from './house.ts';
import { NOT_REFUSED, type Refused } from './known.ts';
import { recall, type ToAnswer } from './recall.ts';
import { type FinishedTurn, writeTurns } from './turns.ts';

/** What a batch works with. */
export type Workbench = Thinking & {
  readonly database: Database;
  readonly sessions: Sessions;
  /** Told each step of the protocol, for the one who watches it; a killed process is tested between any two of them. */
  readonly step?: Step;
};

/** A turn that a defect of ours ended. @property item the one it is counted against: the first that waits */
export type Failed = { readonly item: number; readonly cause: unknown };

/**
 * What became of a batch.
 * @property committed together, by one commit
 * @property alone     whose turn needs a transaction of its own; nothing of it is written
 * @property failed    whose turn could not be computed; nothing of it is written
 */
export type Batch = {
  readonly committed: readonly FinishedTurn[];
  readonly alone: readonly PersonId[];
  readonly failed: readonly Failed[];
};

/**
 * Why a batch was rolled back, and whom it had claimed. The fault is one person's, or of a batch of one its own: nobody else's turn
 * may be lost by it.
 */
export class RolledBack extends Error {
  override readonly name = 'RolledBack';

  constructor(
    readonly people: readonly Claimed[],
    /** Another was faster: the same turn, computed again, may stand. */
    readonly isRefused: boolean,
    cause: unknown,
    /** What the commit was refused for; null where the database itself turned it away. */
    readonly refused: Refused | null = null,
  ) {
    super('a batch of turns was rolled back', { cause });
  }
}

/**
 * Answers some people in one transaction: claims them, reads what is known, computes each turn, writes all of them, commits. Who
 * cannot be answered together with others is left out and named. One person alone is a batch of one.
 * @param refused why the commit for these people was refused before
 * @throws RolledBack where the fault may be one person's; anything else is a breakdown
 */
export async function takeBatch(
  bench: Workbench,
  claim: Claim,
  refused: ReadonlySet<Refused> = NOT_REFUSED,
): Promise<Batch> {
  const { database, sessions, step } = bench;
  let claimed: readonly Claimed[] = [];
  const saved: string[] = [];
  try {
    const batch = await database.transaction(async (tx) => {
      claimed = await claimPeople(tx, claim);
      if (claimed.length === 0) return NOBODY;
      step?.('claimed');
      const { computed, house, ...others } = await computeAll(bench, tx, claimed, refused);
      saved.push(
        ...(await sessions.save(
          tx,
          computed.map(({ session }) => session),
        )),
      );
      step?.('session_saved');
      const turns = computed.map((turn, index): FinishedTurn => ({ ...turn, session: saved[index] ?? '' }));
      if (!(await isStillOpen(bench, tx, house, turns)))
        throw new RolledBack(claimed, true, new Error('closed_meanwhile'));
      const written = turns.length === 0 ? { ok: true as const } : await writeTurns(tx, bench, turns);
      if (!written.ok) throw new RolledBack(claimed, true, new Error(written.reason), written.reason);
      step?.('written');
      return { committed: turns, ...others };
    });
    if (batch.committed.length > 0) step?.('committed');
    return batch;
  } catch (error) {
    // After a breakdown nobody knows whether it was committed; whoever is missing is answered when the store is back.
    if ((isBreakdown(error) && !isOvertaken(error)) || claimed.length === 0) throw error;
    // Nobody will ever ask for these; in Redis a rollback does not take them away.
    await sessions.remove(database, saved).catch(() => undefined);
    throw error instanceof RolledBack ? error : new RolledBack(claimed, isOvertaken(error), error);
  }
}

const NOBODY: Batch = { committed: [], alone: [], failed: [] };

/**
 * Whether what a turn takes is as open as it was when the turn was computed. From here on nothing closes until the turn is committed: so no
 * booking stands that was committed behind a closing.
 */
async function isStillOpen(
  { house: whole }: Workbench,
  tx: Connection,
  house: House,
  turns: readonly FinishedTurn[],
): Promise<boolean> {
  if (!turns.some(({ changes }) => changes.some(needsItsOwn))) return true;
  return withClosings(whole, await closingsHeld(tx)) === house;
}

async function computeAll(
  bench: Workbench,
  tx: Connection,
  claimed: readonly Claimed[],
  refused: ReadonlySet<Refused>,
): Promise<{ computed: Computed[]; alone: PersonId[]; failed: Failed[]; house: House }> {
  const items = await waitingItems(
    tx,
    bench.seal,
    claimed.map(({ id }) => id),
  );
  // Another worker may have finished somebody's items between our finding and our locking them.
  const waiting = claimed.flatMap((person): ToAnswer[] => {
    const theirs = items.get(person.id);
    return theirs === undefined ? [] : [{ person, items: theirs }];
  });
  const isTogether = waiting.length > 1;
  const [recalled, closings] = await Promise.all([
    recall(bench, tx, waiting, bench.clock.now() as Instant),
    closingsInForce(tx),
  ]);
  const house = withClosings(bench.house, closings);
  const thinking = { ...bench, house };
  bench.step?.('session_read');
  const all = { computed: [] as Computed[], alone: [] as PersonId[], failed: [] as Failed[], house };
  for (const [index, one] of waiting.entries()) {
    // Webhooks are heard between: their senders wait for us.
    if (index > 0 && index % LIMITS.turnsInOneGo === 0) await new Promise((resolve) => setImmediate(resolve));
    const known = recalled.get(one.person.id);
    if (known === undefined) continue;
    // What failed before may fail where only the database can tell, and would take the others with it.
    const failedBefore = one.items.some(({ failures }) => failures > 0);
    try {
      const turn = isTogether && failedBefore ? null : await compute(thinking, tx, one, known, refused);
      bench.step?.('turn_taken');
      if (turn === null || (isTogether && turn.changes.some(needsItsOwn))) all.alone.push(one.person.id);
      else all.computed.push(turn);
    } catch (cause) {
      if (isBreakdown(cause)) throw cause;
      all.failed.push({ item: one.items[0]?.id ?? 0, cause });
    }
  }
  return all;
}
