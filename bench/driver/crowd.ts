import type { Outgoing } from './graph.ts';
import type { Order, Seen } from './orders.ts';
import { GREETING, type Option, type Said, seededRandom, Walk } from './walk.ts';
import { messageOf, postWebhook, reportOf, type Sender } from './webhook.ts';

type Person = Sender & { readonly walk: Walk; wroteAt: number | null };

const REPORTS = ['sent', 'delivered', 'read'];

/** Many people in a closed loop: each writes, waits for the reply, thinks, and writes again. */
export class Crowd {
  readonly #byAddress = new Map<string, Person>();
  readonly #people: Person[];
  readonly #webhook: URL;
  #replies: number[] = [];
  #acknowledged: number[] = [];
  #outgoing = 0;
  #refused = 0;
  #since = 0;
  #until: number | null = null;
  #resting = false;

  constructor(private readonly order: Order) {
    this.#webhook = new URL('/webhooks/whatsapp', order.url);
    this.#people = Array.from({ length: order.people }, (_, index) => ({
      number: String(573_100_000_000 + index),
      userId: `CO.${9_000_000_000_000_000 + index}`,
      walk: new Walk(seededRandom(index)),
      wroteAt: null,
    }));
    for (const person of this.#people) {
      this.#byAddress.set(person.number, person).set(person.userId, person);
    }
  }

  /** Everyone begins within that time, not in one moment. */
  begin(withinMs: number): void {
    for (const [index, person] of this.#people.entries()) {
      setTimeout(() => this.#say(person, GREETING), (index / this.#people.length) * withinMs);
    }
  }

  /** From here on it counts. */
  measure(): void {
    this.#replies = [];
    this.#acknowledged = [];
    this.#outgoing = 0;
    this.#refused = 0;
    this.#since = performance.now();
  }

  /** Nobody writes any more and nothing is counted; who waits goes on waiting. */
  rest(): void {
    this.#until = performance.now();
    this.#resting = true;
  }

  get unanswered(): number {
    return this.#people.filter(({ wroteAt }) => wroteAt !== null).length;
  }

  /** A message reached the provider. One with options ends a turn: they are what the person reacts to. */
  receive(outgoing: Outgoing): void {
    if (this.#until === null) this.#outgoing += 1;
    for (const status of REPORTS.slice(0, this.order.reports)) {
      void postWebhook(this.#webhook, reportOf(outgoing, status));
    }
    const person = this.#byAddress.get(outgoing.to);
    if (person === undefined || person.wroteAt === null || outgoing.options.length === 0) return;
    if (this.#until === null) this.#replies.push(performance.now() - person.wroteAt);
    person.wroteAt = null;
    setTimeout(() => this.#react(person, outgoing.options), this.order.think);
  }

  seen(): Seen {
    const seconds = ((this.#until ?? performance.now()) - this.#since) / 1000;
    return {
      seconds,
      answered: this.#replies.length,
      outgoing: this.#outgoing,
      replyP50: percentile(this.#replies, 0.5),
      replyP99: percentile(this.#replies, 0.99),
      acknowledgedP99: percentile(this.#acknowledged, 0.99),
      refused: this.#refused,
      unanswered: this.unanswered,
    };
  }

  #react(person: Person, options: readonly Option[]): void {
    if (!this.#resting) this.#say(person, person.walk.next(options));
  }

  #say(person: Person, said: Said): void {
    const at = performance.now();
    person.wroteAt = at;
    void postWebhook(this.#webhook, messageOf(person, said)).then((status) => {
      if (status !== 200) this.#refused += 1;
      if (this.#until === null) this.#acknowledged.push(performance.now() - at);
    });
  }
}

function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
