import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';

/** Who posts a webhook. */
export type Provider = 'whatsapp' | 'twilio';

/** A webhook ready to go, made anew for each attempt, since Camino may meanwhile listen elsewhere. */
export type Posting = { readonly url: string; readonly headers: Record<string, string>; readonly body: Buffer };

/** When a provider posts again. */
export type Repeats = {
  readonly afterMs: readonly number[];
  readonly on: readonly ('connection' | 'time-out' | '5xx')[];
};

/** One webhook, and how it is repeated. */
export type Webhook = {
  readonly provider: Provider;
  readonly what: 'message' | 'status';
  readonly repeats: Repeats;
  readonly make: () => Posting;
};

/** What came back from one attempt; `status` is null when nothing did. */
export type Answer = {
  readonly status: number | null;
  readonly type: string;
  readonly body: string;
  readonly failure: 'connection' | 'time-out' | null;
};

/** Something Camino did that a provider would put in its error log. */
export type Complaint = {
  readonly provider: Provider;
  readonly at: Date;
  readonly about: string;
  readonly status: number | null;
};

const ATTEMPT_MS = 15_000;
const OVERTAKEN_WITHIN_MS = 1_000;

/** Carries webhooks to Camino over HTTP and repeats them as the providers do, within bounds. */
export class PostOffice {
  readonly complaints: Complaint[] = [];
  readonly #faults: Faults;
  readonly #clock: Clock;
  readonly #closing = new AbortController();
  #onTheWay = 0;
  #held: (() => void)[] = [];
  #overtakable: (() => void)[] = [];

  constructor(faults: Faults, clock: Clock) {
    this.#faults = faults;
    this.#clock = clock;
    faults.onChange(() => {
      if (!faults.now.holdStatuses) this.#release('held');
    });
  }

  /** Whether nothing is on the way. What is held back on purpose does not count. */
  get isIdle(): boolean {
    return this.#onTheWay === 0;
  }

  /**
   * Posts until Camino takes it or the provider gives up; tells whether it was taken.
   * @param tried is called once the first attempt is over, or put off by a fault: what follows, the sender does not see
   */
  async post(webhook: Webhook, tried: () => void = () => {}): Promise<boolean> {
    const { now } = this.#faults;
    if (webhook.what === 'status' && now.holdStatuses) await new Promise<void>((resolve) => this.#held.push(resolve));
    this.#onTheWay += 1;
    try {
      // One at a time: two that wait for each other would keep their order.
      if (this.#faults.strikes(now.reorder) && this.#overtakable.length === 0) {
        tried();
        await this.#untilOvertaken();
      }
      const copies = this.#faults.strikes(now.duplicate) ? 2 : 1;
      const taken = await Promise.all(Array.from({ length: copies }, () => this.#insist(webhook, tried)));
      return taken.includes(true);
    } finally {
      this.#onTheWay -= 1;
      this.#release('overtakable');
    }
  }

  /** One attempt, whatever the answer. */
  async attempt({ url, headers, body }: Posting): Promise<Answer> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(ATTEMPT_MS)]);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
        signal,
        redirect: 'manual',
      });
      const answer = { status: response.status, type: response.headers.get('content-type') ?? '', failure: null };
      return { ...answer, body: await response.text() };
    } catch (error) {
      const failure = error instanceof DOMException && error.name === 'TimeoutError' ? 'time-out' : 'connection';
      return { status: null, type: '', body: String(error), failure };
    }
  }

  /** Notes something a provider would complain of. */
  complain(provider: Provider, about: string, status: number | null = null): void {
    this.complaints.push({ provider, at: this.#clock.now(), about, status });
  }

  /** Gives up what is on the way. */
  close(): void {
    this.#closing.abort();
    this.#release('held');
    this.#release('overtakable');
  }

  async #insist({ provider, what, make, repeats }: Webhook, tried: () => void): Promise<boolean> {
    for (const [attempt, pause] of [0, ...repeats.afterMs].entries()) {
      if (this.#closing.signal.aborted || (pause > 0 && !(await this.#clock.wait(pause)))) return false;
      const answer = await this.attempt(make());
      tried();
      if (answer.status !== null && answer.status < 300) return this.#taken(provider, what, answer);
      if (attempt < repeats.afterMs.length && isWorthRepeating(answer, repeats)) continue;
      if (!this.#closing.signal.aborted) this.complain(provider, `${what} not taken: ${told(answer)}`, answer.status);
      return false;
    }
    return false;
  }

  #taken(provider: Provider, what: string, { status, type, body }: Answer): true {
    if (provider === 'twilio' && body !== '' && !type.includes('xml') && !type.startsWith('text/')) {
      this.complain(provider, `${what} answered with content type "${type}", which is error 12300`, status);
    }
    if (provider === 'twilio' && body.includes('<Message')) {
      this.complain(provider, 'replies inside the answer to a webhook are not delivered by this simulator', status);
    }
    return true;
  }

  async #untilOvertaken(): Promise<void> {
    await Promise.race([
      new Promise<void>((resolve) => this.#overtakable.push(resolve)),
      this.#clock.wait(OVERTAKEN_WITHIN_MS),
    ]);
  }

  #release(which: 'held' | 'overtakable'): void {
    const waiting = which === 'held' ? this.#held : this.#overtakable;
    if (which === 'held') this.#held = [];
    else this.#overtakable = [];
    for (const go of waiting) go();
  }
}

function isWorthRepeating({ status, failure }: Answer, { on }: Repeats): boolean {
  if (failure !== null) return on.includes(failure);
  return status !== null && status >= 500 && on.includes('5xx');
}

function told({ status, body }: Answer): string {
  return status === null ? body : `${status} ${body.slice(0, 200)}`.trim();
}
