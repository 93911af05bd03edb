import { performance } from 'node:perf_hooks';
import { Allowance } from './allowance.ts';
import type { Outgoing } from './graph.ts';
import type { Order, Seen } from './orders.ts';
import { Tally } from './tally.ts';
import { GREETING, type Option, type Said, seededRandom, Walk } from './walk.ts';
import { messageOf, Post, reportOf, type Sender } from './webhook.ts';

type Person = Sender & {
  readonly walk: Walk;
  readonly allowance: Allowance;
  options: readonly Option[];
  /** When they wrote what was not yet answered. */
  wroteAt: number | null;
  isNew: boolean;
  isResting: boolean;
};

const REPORTS = ['sent', 'delivered', 'read'];

/** A wave in which so many are heard for the first time, as when a radio names the number; not all in one moment. */
const NEW_EACH_SECOND = 300;

/** Many people in a closed loop: each writes, waits for the reply, thinks, and writes again. */
export class Crowd {
  readonly #byAddress = new Map<string, Person>();
  readonly #people: readonly Person[];
  readonly #post: Post;
  readonly #greetings: number[] = [];
  #tally = new Tally();
  #unheard: number;
  #nextToTakeOver: number;
  #allBegunAt = 0;
  #isSpent = false;

  constructor(private readonly order: Order) {
    this.#post = new Post(order.url, order.crowd);
    this.#people = Array.from({ length: order.crowd }, (_, index) => personOf(order.firstPerson, index));
    for (const person of this.#people) this.#byAddress.set(person.number, person).set(person.userId, person);
    this.#unheard = this.#people.length;
    this.#nextToTakeOver = order.people;
  }

  /** Everyone writes for the first time, one soon after the other. */
  async begin(): Promise<void> {
    await this.#post.open();
    const { crowd, period } = this.order;
    const withinMs = Math.max(period, (crowd / NEW_EACH_SECOND) * 1000);
    this.#allBegunAt = performance.now() + withinMs;
    for (const [index, person] of this.#people.entries()) {
      setTimeout(() => this.#say(person, GREETING), (index / crowd) * withinMs);
    }
  }

  /** From here on it counts. */
  measure(): void {
    this.#tally = new Tally();
  }

  seen(): Seen {
    return this.#tally.seen(this.#isSpent, this.#greetings);
  }

  /** Those beyond so many write no more; who waits goes on waiting. */
  keep(people: number): void {
    for (const person of this.#people.slice(people)) person.isResting = true;
  }

  /** Messages answered since measuring, or warming up, began. */
  get answered(): number {
    return this.#tally.replies.length;
  }

  /** Whether so many were answered, and everyone at least once. */
  get isWarm(): boolean {
    return this.answered >= this.order.warm && this.#unheard === 0;
  }

  /** Whether someone was sent as much as WhatsApp allows, and nobody is left to take over. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  /** How many who write no more still wait for a reply. */
  get waiting(): number {
    return this.#people.filter(({ isResting, wroteAt }) => isResting && wroteAt !== null).length;
  }

  mark(): void {
    this.#tally.marks += 1;
  }

  /** A message reached the provider. One with options ends a turn: they are what the person reacts to. */
  receive(outgoing: Outgoing): void {
    const now = performance.now();
    this.#tally.sent += 1;
    const read = this.#report(outgoing);
    const person = this.#byAddress.get(outgoing.to);
    if (person === undefined) return;
    person.allowance.take(now);
    if (person.wroteAt === null || outgoing.options.length === 0) return;
    if (person.isNew) this.#unheard -= 1;
    this.#tally.replies.push(now - person.wroteAt);
    const pause = this.#pauseOf(person.wroteAt, now);
    Object.assign(person, { isNew: false, wroteAt: null, options: outgoing.options });
    // Nobody answers what they have not read. And a server that falls behind with reports would seem to be fast.
    setTimeout(() => void read.then(() => this.#react(person)), pause);
  }

  #pauseOf(wroteAt: number, now: number): number {
    const { think, period } = this.order;
    // Who came first waits for the last, or would have used up most of what they may be sent.
    return Math.max(think, wroteAt + period - now, this.#allBegunAt - now);
  }

  async #report(outgoing: Outgoing): Promise<void> {
    for (const status of REPORTS.slice(0, this.order.reports)) {
      const taken = await this.#post.send(reportOf(outgoing, status));
      if (taken) this.#tally.reported += 1;
      else this.#tally.refused += 1;
    }
  }

  #react(person: Person): void {
    if (person.isResting) return;
    if (!person.allowance.isSpent(performance.now())) {
      this.#say(person, person.walk.next(person.options));
      return;
    }
    person.isResting = true;
    const next = this.#people[this.#nextToTakeOver];
    this.#nextToTakeOver += 1;
    if (next === undefined) {
      this.#isSpent = true;
      return;
    }
    next.isResting = false;
    this.#react(next);
  }

  #say(person: Person, said: Said): void {
    const at = performance.now();
    const { isNew } = person;
    person.wroteAt = at;
    void this.#post.send(messageOf(person, said)).then((taken) => {
      const ms = performance.now() - at;
      if (!taken) this.#tally.refused += 1;
      this.#tally.acknowledged.push(ms);
      if (isNew) this.#greetings.push(ms);
    });
  }
}

/** @param index what they say depends on it alone, so that two runs ask the same of their servers */
function personOf(first: number, index: number): Person {
  return {
    number: String(573_100_000_000 + first + index),
    userId: `CO.${9_000_000_000_000_000 + first + index}`,
    walk: new Walk(seededRandom(index)),
    allowance: new Allowance(),
    options: [],
    wroteAt: null,
    isNew: true,
    isResting: false,
  };
}
