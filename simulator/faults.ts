import { Chance } from './chance.ts';

/** What can go wrong on purpose. A share is between 0 (never) and 1 (always). */
export type Trouble = {
  /** Every answer to Camino's calls comes this much later, and so after the first reports on what was sent. */
  readonly delayMs: number;
  /** Every send is refused with this code; WhatsApp and Twilio each obey only codes of their own. */
  readonly refuseWith: number | null;
  /** Every send is accepted and reported as failed afterwards, with this code. */
  readonly failWith: number | null;
  /** Refusals that concern the recipient (131026, 131047, …) come as a failed status, as Meta often does. */
  readonly lateRefusals: boolean;
  /** Share of sends that reach the phone although the caller never gets an answer. */
  readonly timeoutAfterAccepting: number;
  /** Share of sends that reach the phone although the connection is cut instead of an answer. */
  readonly cutAfterAccepting: number;
  /** Share of sends that are accepted and then reach nobody; nothing is ever reported of them. */
  readonly vanish: number;
  /** Share of sends that reach the phone, and nothing is ever reported of them. */
  readonly unreported: number;
  /** Share of sends whose reports come newest first: read, then delivered, then sent. */
  readonly newestFirst: number;
  /** Share of sends beside which a report comes of a message that nobody ever sent. */
  readonly strayReports: number;
  /** Share of webhooks that come twice, at the same moment. */
  readonly duplicate: number;
  /** Share of webhooks that are overtaken by the next one. */
  readonly reorder: number;
  /** WhatsApp gathers what happens within this time, and posts it as one webhook. */
  readonly batchMs: number;
  /** Share of calls answered with a breakdown, nothing being sent. */
  readonly serverError: number;
  /** Delivery reports wait until this is lifted. */
  readonly holdStatuses: boolean;
  /** WhatsApp leaves out the person's number, as for people with a username. */
  readonly dropPhoneNumber: boolean;
};

/** No trouble at all. */
export const CALM: Trouble = {
  delayMs: 0,
  refuseWith: null,
  failWith: null,
  lateRefusals: false,
  timeoutAfterAccepting: 0,
  cutAfterAccepting: 0,
  vanish: 0,
  unreported: 0,
  newestFirst: 0,
  strayReports: 0,
  duplicate: 0,
  reorder: 0,
  batchMs: 0,
  serverError: 0,
  holdStatuses: false,
  dropPhoneNumber: false,
};

/** The faults of one simulator: off until set, and repeatable, since chance comes from a seed. */
export class Faults {
  #trouble: Trouble = CALM;
  #chance = new Chance(1);
  readonly #listeners: (() => void)[] = [];

  /** What is set now. */
  get now(): Trouble {
    return this.#trouble;
  }

  /** Changes what is named, leaves the rest. A seed starts the chance anew. */
  set(change: Partial<Trouble> & { readonly seed?: number }): void {
    const { seed, ...trouble } = change;
    if (seed !== undefined) this.#chance = new Chance(seed);
    this.#trouble = { ...this.#trouble, ...trouble };
    for (const listener of this.#listeners) listener();
  }

  /** Everything works again; what was held back goes out. */
  clear(): void {
    this.set(CALM);
  }

  /** Tells when something was set. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Whether a fault with this share strikes now. A share of nothing draws no chance, so that others keep their sequence. */
  strikes(share: number): boolean {
    return share > 0 && this.#chance.strikes(share);
  }
}

/** A change of trouble as the page sends it: what is not understood is left out. */
export function readTrouble(value: unknown): Partial<Trouble> & { seed?: number } {
  if (typeof value !== 'object' || value === null) return {};
  const known = Object.entries(value).filter(([name, setting]) => isSetting(name, setting));
  return Object.fromEntries(known) as Partial<Trouble> & { seed?: number };
}

function isSetting(name: string, setting: unknown): boolean {
  if (name === 'seed') return Number.isSafeInteger(setting);
  if (name === 'refuseWith' || name === 'failWith') return setting === null || Number.isSafeInteger(setting);
  if (name === 'delayMs' || name === 'batchMs') return typeof setting === 'number' && setting >= 0 && setting <= 60_000;
  const calm = CALM[name as keyof Trouble];
  if (typeof calm === 'boolean') return typeof setting === 'boolean';
  return typeof calm === 'number' && typeof setting === 'number' && setting >= 0 && setting <= 1;
}
