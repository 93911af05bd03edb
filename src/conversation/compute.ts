import { randomInt } from 'node:crypto';
import type { Dialog } from 'botbuilder-dialogs';
import type { Instant } from '../appointments/local-time.ts';
import type { Channel } from '../channels/channel.ts';
import { fitWords } from '../channels/fit.ts';
import type { Connection } from '../database/database.ts';
import { drawFrom } from '../database/draw.ts';
import type { ProgrammeClock } from '../database/programme-clock.ts';
import type { Seal } from '../database/seal.ts';
import { FIRST_LANGUAGE } from '../language/language.ts';
import { POISON_FAILURES } from '../mail/inbox.ts';
import { restWaits } from '../mail/outbox.ts';
import type { ChannelId } from '../people/address.ts';
import { newestScreening } from '../records/assessments.ts';
import { ownCaseOf } from '../records/own-case.ts';
import { lastWait, movesOfToday, wasOffered } from '../records/own-visits.ts';
import { occupied } from '../records/places.ts';
import { saidLast, wasSaid } from '../records/transcript.ts';
import { apology } from './apology.ts';
import type { House } from './house.ts';
import { type Known, type LookUp, NOT_REFUSED, type Voice } from './known.ts';
import type { Recalled, ToAnswer } from './recall.ts';
import { newSession, readSession, type Session } from './session.ts';
import { takeTurn } from './turn.ts';
import type { FinishedTurn } from './turns.ts';

/** What a turn is computed with. */
export type Thinking = {
  readonly house: House;
  readonly root: Dialog;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly clock: ProgrammeClock;
  readonly seal: Seal;
};

/** A turn before its session is saved. */
export type Computed = Omit<FinishedTurn, 'session'> & { readonly session: Session };

/** Whether no turn can answer these items: the person is told so once, and an adviser sees it. */
function isPoisoned({ items }: ToAnswer): boolean {
  return items.some(({ failures }) => failures >= POISON_FAILURES);
}

/** Computes a person's turn and shapes it for their channel. Nothing is sent or written. */
export async function compute(
  thinking: Thinking,
  tx: Connection,
  waiting: ToAnswer,
  { known, session, menus }: Recalled,
  refused: LookUp['refused'] = NOT_REFUSED,
): Promise<Computed> {
  if (isPoisoned(waiting)) return apologise(thinking, waiting, known);
  const { house, root, clock, seal } = thinking;
  const { person, items } = waiting;
  const { channel } = lastOf(waiting);
  const turn = await takeTurn({
    ...{ house, root, person: person.id, known, items, session: readSession(session) },
    lookUp: {
      now: clock.now() as Instant,
      occupied: (office, from) => occupied(tx, office.id, from),
      draw: drawFrom(seal),
      refused,
      random,
      movesOfToday: () => movesOfToday(tx, person.id),
      wasOffered: (offer) => wasOffered(tx, person.id, offer),
      lastWait: () => lastWait(tx, person.id),
      screening: () => newestScreening(tx, person.id),
      ownCase: () => ownCaseOf(tx, person.id),
      optionInMenu: async (item, index) => menus.get(item.id)?.[index - 1] ?? null,
      restWaits: () => restWaits(tx, person.id, channel),
      voice: voiceOn(thinking, tx, waiting),
      isSoundless: channel === 'sms',
      takesFiles: thinking.channels.get(channel)?.takesFiles === true,
    },
  });
  const shaped = shape(thinking, waiting, turn.replies, turn.talk.language);
  return {
    ...shaped,
    session: turn.session,
    changes: turn.changes,
    understood: turn.understood,
    standing: [...known.answers.keys()],
    hasCase: known.case.isOpen,
    setAside: false,
  };
}

/** What can be heard where the person writes. */
function voiceOn({ house: { clips }, channels }: Thinking, tx: Connection, waiting: ToAnswer): Voice | undefined {
  if (clips.size === 0 || channels.get(lastOf(waiting).channel)?.playsClips !== true) return undefined;
  const { id } = waiting.person;
  return { clipOf: clips.of, saidLast: () => saidLast(tx, id), wasSaid: (key) => wasSaid(tx, id, key) };
}

/** Codes are made of it, and nobody may guess the next from the last. */
const random = () => randomInt(FINE) / FINE;
const FINE = 2 ** 47;

/** Beside an adviser nobody apologises: the bot is silent, and the case shows them that something was not heard. */
function apologise(thinking: Thinking, waiting: ToAnswer, { case: standing }: Known): Computed {
  const { person } = waiting;
  const replies = standing.owner === null ? apology(thinking.house, person) : [];
  const shaped = shape(thinking, waiting, replies, person.language ?? FIRST_LANGUAGE);
  const changes = [{ do: 'open_case', reason: 'poison', urgent: false }] as const;
  return {
    ...shaped,
    session: newSession(),
    changes,
    understood: new Map(),
    standing: [],
    hasCase: false,
    setAside: true,
  };
}

function shape(
  { house, channels }: Thinking,
  waiting: ToAnswer,
  replies: Computed['replies'],
  language: Parameters<typeof fitWords>[1],
): Pick<Computed, 'person' | 'items' | 'address' | 'channel' | 'replies' | 'outgoing'> {
  const { address, channel } = lastOf(waiting);
  const open = channels.get(channel);
  if (open === undefined) throw new Error(`Somebody wrote on ${channel}, which is not open.`);
  const outgoing = open.fit(replies, fitWords(house.words, language));
  return { ...waiting, address, channel, replies, outgoing };
}

/** Where the last item came from, which is answered. */
function lastOf({ items }: ToAnswer) {
  const last = items.at(-1);
  if (last === undefined) throw new Error('A turn has no item.');
  return last;
}
