import type { Dialog } from 'botbuilder-dialogs';
import type { Instant } from '../appointments/local-time.ts';
import type { Channel } from '../channels/channel.ts';
import { fitWords } from '../channels/fit.ts';
import { isBreakdown } from '../database/breakdown.ts';
import type { Connection, Database } from '../database/database.ts';
import type { ProgrammeClock } from '../database/programme-clock.ts';
import type { Seal } from '../database/seal.ts';
import { FIRST_LANGUAGE } from '../language/language.ts';
import { claimPerson, countFailure, POISON_FAILURES, waitingItems } from '../mail/inbox.ts';
import { optionInMenu, restWaits } from '../mail/outbox.ts';
import { type Log, reasonOf } from '../ops/log.ts';
import type { Loop, Step } from '../ops/loop.ts';
import type { ChannelId } from '../people/address.ts';
import type { InboxItem } from '../people/message.ts';
import type { Person } from '../people/person.ts';
import { answersOf } from '../records/answers.ts';
import { standingAppointment, takenPlaces } from '../records/appointments.ts';
import { referenceOf } from '../records/registrations.ts';
import type { Sessions } from '../records/sessions.ts';
import { wishesOf } from '../records/wishes.ts';
import { apology } from './apology.ts';
import type { House } from './house.ts';
import { newSession, readSession } from './session.ts';
import { takeTurn } from './turn.ts';
import { type FinishedTurn, writeTurn } from './turns.ts';

/** Everything a worker works with. */
export type Workshop = {
  readonly house: House;
  readonly root: Dialog;
  readonly database: Database;
  readonly sessions: Sessions;
  readonly seal: Seal;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly clock: ProgrammeClock;
  readonly log: Log;
  /** Called when there is something to send. */
  readonly sendSoon: () => void;
  /** Told each step of the protocol, for the one who watches it; a killed process is tested between any two of them. */
  readonly step?: Step;
};

// Each loser of a race computes its turn again; only as many can lose in a row as there are places in a slot.
const MOST_ATTEMPTS = 12;

/** Raised to roll a refused turn back. */
class Refused extends Error {
  override readonly name = 'Refused';
}

/**
 * Answers one person: claims them, computes the turn, commits it; all or nothing. A turn whose change was refused (the
 * place was just given away) is computed again on what is free now.
 * @returns whether there was anything to do
 */
async function workOnce(workshop: Workshop): Promise<boolean> {
  const started = Date.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      const done = await answerOne(workshop);
      if (done === 'nobody') return false;
      if (done === 'overtaken') return true;
      const { items, replies, changes, setAside } = done.finished;
      workshop.log.write({
        event: 'turn',
        items: items.map(({ id }) => id),
        replies: replies.map(({ key }) => key),
        changes: changes.map((change) => change.do),
        attempts: attempt,
        ms: Date.now() - started,
      });
      if (setAside) for (const { id } of items) workshop.log.write({ event: 'set_aside', item: id });
      workshop.sendSoon();
      await forgetSession(workshop, done.superseded);
      return true;
    } catch (error) {
      if (!(error instanceof Refused) || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

type Done = { readonly finished: FinishedTurn; readonly superseded: string | null };

function answerOne(workshop: Workshop): Promise<Done | 'nobody' | 'overtaken'> {
  const { database, seal, sessions, step } = workshop;
  return database.transaction(async (tx) => {
    const person = await claimPerson(tx);
    if (person === null) return 'nobody';
    step?.('claimed');
    const items = await waitingItems(tx, seal, person.id);
    const first = items[0];
    // Another worker finished them between our finding this person and locking them.
    if (first === undefined) return 'overtaken';
    try {
      const computed = await compute(workshop, tx, person, items);
      step?.('turn_taken');
      const session = await sessions.save(tx, computed.session);
      step?.('session_saved');
      const finished: FinishedTurn = { ...computed, person, items, session };
      const written = await writeTurn(tx, seal, finished);
      if (!written.ok) {
        // Nobody will ever ask for it; in Redis a rollback does not take it away.
        await sessions.remove(tx, session).catch(() => undefined);
        throw new Refused(written.reason);
      }
      step?.('written');
      return { finished, superseded: person.session };
    } catch (error) {
      throw error instanceof Refused || isBreakdown(error) ? error : new PoisonedTurn(first.id, error);
    }
  });
}

async function compute(
  workshop: Workshop,
  tx: Connection,
  person: Person,
  items: readonly InboxItem[],
): Promise<Omit<FinishedTurn, 'session' | 'items' | 'person'> & { session: unknown }> {
  const { house, channels, sessions, clock } = workshop;
  const last = items.at(-1) ?? missing('an item');
  const channel = channels.get(last.channel) ?? missing(`the channel ${last.channel}`);
  const to = { address: last.address, channel: last.channel };
  const poisoned = items.find(({ failures }) => failures >= POISON_FAILURES);
  if (poisoned !== undefined) {
    const replies = apology(house, person);
    return {
      ...to,
      replies,
      outgoing: channel.fit(replies, fitWords(house.words, person.language ?? FIRST_LANGUAGE)),
      session: newSession(),
      changes: SET_ASIDE,
      setAside: true,
    };
  }
  const [saved, answers, appointment, reference, wishes] = await Promise.all([
    person.session === null ? null : sessions.load(tx, person.session),
    answersOf(tx, person.id),
    standingAppointment(tx, person.id, clock.now() as Instant),
    referenceOf(tx, person.id),
    wishesOf(tx, person.id),
  ]);
  const session = readSession(saved);
  workshop.step?.('session_read');
  const turn = await takeTurn({
    house,
    root: workshop.root,
    person: person.id,
    known: {
      language: person.language,
      consent: person.consent,
      doubted: person.doubted,
      ...{ answers, appointment, reference, wishes },
    },
    session,
    items,
    lookUp: {
      now: clock.now() as Instant,
      takenPlaces: (office, from) => takenPlaces(tx, office.id, from),
      random: Math.random,
      optionInMenu: (item, index) => optionInMenu(tx, person.id, item, index),
      restWaits: () => restWaits(tx, person.id, last.channel),
    },
  });
  const outgoing = channel.fit(turn.replies, fitWords(house.words, turn.talk.language));
  return { ...to, replies: turn.replies, outgoing, session: turn.session, changes: turn.changes, setAside: false };
}

/** A defect of ours met this item; it is counted outside the transaction that failed. */
class PoisonedTurn extends Error {
  override readonly name = 'PoisonedTurn';

  constructor(
    readonly item: number,
    cause: unknown,
  ) {
    super('a turn failed', { cause });
  }
}

// After three failures the person gets an apology, an adviser a case.
const SET_ASIDE = [{ do: 'open_case', reason: 'poison', urgent: false }] as const;

/** The session that was superseded expires by itself; deleting it now only saves room, so a failure to is no failure. */
async function forgetSession({ database, sessions, step }: Workshop, id: string | null): Promise<void> {
  step?.('committed');
  if (id !== null) await sessions.remove(database, id).catch(() => undefined);
  step?.('superseded_removed');
}

/** Works until there is nothing left; used by a loop. What failed is recorded, and what will pass is waited for. */
export function workLoop(workshop: Workshop): Parameters<Loop['run']>[0] {
  return async () => {
    try {
      return await workOnce(workshop);
    } catch (error) {
      if (!(error instanceof PoisonedTurn)) throw error;
      const failures = await countFailure(workshop.database, error.item);
      workshop.log.write({ event: 'turn_failed', item: error.item, failures, ...reasonOf(error.cause) });
      return true;
    }
  };
}

function missing(what: string): never {
  throw new Error(`A turn has no ${what}.`);
}
