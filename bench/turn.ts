/**
 * `npm run bench -- turn`: what a turn costs the processor by itself, with no database and no network, everything
 * warm; for people who tap, and for people who write what they would tap.
 */

import { MainDialog } from '../dialogs/main.ts';
import type { Instant } from '../src/appointments/local-time.ts';
import { fitWhatsApp, fitWords } from '../src/channels/fit.ts';
import type { House } from '../src/conversation/house.ts';
import { type Known, NOT_REFUSED } from '../src/conversation/known.ts';
import { readSession } from '../src/conversation/session.ts';
import { type Turn, takeTurn } from '../src/conversation/turn.ts';
import { firstPlace, itemOf, knownAfter } from '../src/exploration/talk.ts';
import type { Content } from '../src/people/message.ts';
import type { PersonId } from '../src/people/person.ts';
import { NO_CASE } from '../src/records/own-case.ts';
import { readHouse } from '../src/start/read-house.ts';
import { GREETING, type Said, seededRandom, Walk } from './driver/walk.ts';

const PEOPLE = 200;
const WARM_UP = 10_000;
const MEASURED = 10_000;

const root = new MainDialog();

/** The day the other measurements are made on. The clock goes on by a second with every turn. */
const BEGIN = Date.parse('2023-11-15T08:00:00-05:00');

type Hand = 'taps' | 'writes';

type Person = {
  readonly id: PersonId;
  readonly walk: Walk;
  readonly random: () => number;
  known: Known;
  /** As a store keeps it. */
  session: string;
  says: Said;
};

/** Microseconds. */
type Spent = { turn: number; fit: number };

async function measure(house: House, hand: Hand): Promise<Spent> {
  const people = Array.from({ length: PEOPLE }, (_, index) => newcomer(index));
  let spent: Spent = { turn: 0, fit: 0 };
  for (let turns = 0; turns < WARM_UP + MEASURED; turns += 1) {
    if (turns === WARM_UP) spent = { turn: 0, fit: 0 };
    const person = people[turns % PEOPLE] ?? newcomer(turns);
    commit(person, await answer(house, person, (BEGIN + turns * 1000) as Instant, spent), hand);
  }
  return spent;
}

async function answer(
  house: House,
  { id: person, says, known, session, random }: Person,
  now: Instant,
  spent: Spent,
): Promise<Turn> {
  const lookUp = {
    now,
    occupied: async () => [],
    draw: () => 0,
    refused: NOT_REFUSED,
    random,
    restWaits: async () => false,
    movesOfToday: async () => 0,
    wasOffered: async () => false,
    lastWait: async () => null,
    screening: async () => null,
    ownCase: async () => NO_CASE,
    optionInMenu: async () => null,
  };
  const items = [itemOf(contentOf(says), now)];
  const input = { house, root, person, known, session: readSession(JSON.parse(session)), items, lookUp };
  const start = process.cpuUsage();
  const turn = await takeTurn(input);
  const taken = process.cpuUsage();
  fitWhatsApp(turn.replies, fitWords(house.words, turn.talk.language));
  const end = process.cpuUsage();
  spent.turn += microseconds(taken) - microseconds(start);
  spent.fit += microseconds(end) - microseconds(taken);
  return turn;
}

function microseconds({ user, system }: NodeJS.CpuUsage): number {
  return user + system;
}

function contentOf(said: Said): Content {
  return 'tap' in said ? { kind: 'choice', id: said.tap.id, title: said.tap.title } : { kind: 'text', text: said.text };
}

/** Plays the commit: what the turn left stands when the person says the next thing. */
function commit(person: Person, turn: Turn, hand: Hand): void {
  person.known = knownAfter(person.known, turn);
  person.session = JSON.stringify(turn.session);
  const options = turn.replies.findLast((reply) => reply.asks)?.options ?? [];
  const next = person.walk.next(options.map(({ id, label }) => ({ id, title: label, shown: 'list_reply' })));
  person.says = hand === 'writes' && 'tap' in next ? { text: next.tap.title } : next;
}

function newcomer(index: number): Person {
  const { known, session } = firstPlace();
  return {
    id: `person ${index}` as PersonId,
    walk: new Walk(seededRandom(index)),
    random: seededRandom(PEOPLE + index),
    known,
    session: JSON.stringify(session),
    says: GREETING,
  };
}

/** Measures both, and says what it came to. */
export async function turn(): Promise<void> {
  const house = await readHouse('programme', 'demonstration');
  for (const hand of ['taps', 'writes'] as const) {
    const { turn, fit } = await measure(house, hand);
    const each = (total: number) => `${(total / MEASURED).toFixed(0).padStart(4)} µs`;
    process.stdout.write(
      `${hand.padEnd(6)} ${each(turn + fit)} of CPU a turn: ${each(turn)} takeTurn, ${each(fit)} fit\n`,
    );
  }
}

export const USAGE = 'npm run bench -- turn\n';
