import { type Claim, countFailure } from '../mail/inbox.ts';
import { LIMITS } from '../ops/limits.ts';
import { type Log, reasonOf } from '../ops/log.ts';
import { type Batch, type Failed, RolledBack, takeBatch, type Workbench } from './batch.ts';
import { NOT_REFUSED, type Refused } from './known.ts';

/** Everything a worker works with. */
export type Workshop = Workbench & {
  readonly log: Log;
  /** Called when there is something to send. */
  readonly sendSoon: () => void;
};

// Each loser of a race computes its turn again; only as many can lose in a row as there are places in a slot.
const MOST_ATTEMPTS = 12;

/**
 * Answers whoever waits longest, many at once. Whose turn needs a transaction of its own gets it right after; a turn that fails is
 * counted against its first item and costs nobody else theirs.
 * @returns whether there was anything to do
 */
export async function workOnce(workshop: Workshop): Promise<boolean> {
  const { committed, alone, failed } = await answer(workshop, { most: LIMITS.turnsInBatch });
  for (let at = 0; at < alone.length; at += LIMITS.aloneAtOnce) {
    const some = alone.slice(at, at + LIMITS.aloneAtOnce);
    await Promise.all(some.map((person) => answer(workshop, { people: [person] })));
  }
  return committed.length + alone.length + failed.length > 0;
}

/** Answers these people. Where the fault is one person's the others are answered in halves, down to that one. */
async function answer(
  workshop: Workshop,
  claim: Claim,
  attempt = 1,
  refused: ReadonlySet<Refused> = NOT_REFUSED,
): Promise<Batch> {
  const started = Date.now();
  try {
    const batch = await takeBatch(workshop, claim, refused);
    await finish(workshop, batch, { attempts: attempt, ms: Date.now() - started });
    return batch;
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    const { people, isRefused, cause } = error;
    const [first] = people;
    if (people.length === 1 && first !== undefined) {
      const why = error.refused === null ? refused : new Set([...refused, error.refused]);
      if (isRefused && attempt < MOST_ATTEMPTS) return answer(workshop, claim, attempt + 1, why);
      return fail(workshop, { item: first.first, cause });
    }
    const half = Math.ceil(people.length / 2);
    const ids = people.map(({ id }) => id);
    const parts = [
      await answer(workshop, { people: ids.slice(0, half) }),
      await answer(workshop, { people: ids.slice(half) }),
    ];
    return {
      committed: parts.flatMap(({ committed }) => committed),
      alone: parts.flatMap((part) => part.alone),
      failed: parts.flatMap(({ failed }) => failed),
    };
  }
}

/** What was superseded expires by itself; deleting it now only saves room, so a failure to is no failure. */
async function finish(
  workshop: Workshop,
  batch: Batch,
  { attempts, ms }: { readonly attempts: number; readonly ms: number },
): Promise<void> {
  const { log, sessions, database, sendSoon, step } = workshop;
  for (const { items, replies, changes, setAside } of batch.committed) {
    log.write({
      event: 'turn',
      items: items.map(({ id }) => id),
      replies: replies.map(({ key }) => key),
      changes: changes.map((change) => change.do),
      attempts,
      ms,
    });
    if (setAside) for (const { id } of items) log.write({ event: 'set_aside', item: id });
  }
  if (batch.committed.length > 0) {
    log.write({
      event: 'batch',
      turns: batch.committed.length,
      alone: batch.alone.length,
      failed: batch.failed.length,
      ms,
    });
    sendSoon();
    const superseded = batch.committed.flatMap(({ person }) => person.session ?? []);
    await sessions.remove(database, superseded).catch(() => undefined);
    step?.('superseded_removed');
  }
  for (const failed of batch.failed) await count(workshop, failed);
}

async function fail(workshop: Workshop, failed: Failed): Promise<Batch> {
  await count(workshop, failed);
  return { committed: [], alone: [], failed: [failed] };
}

/** Counted outside the transaction that failed; at the third failure the item is set aside. */
async function count({ database, log }: Workshop, { item, cause }: Failed): Promise<void> {
  const failures = await countFailure(database, item);
  log.write({ event: 'turn_failed', item, failures, ...reasonOf(cause) });
}
