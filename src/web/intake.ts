import { isBreakdown, isOvertaken } from '../database/breakdown.ts';
import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { type Placed, storeKnown, storeNewcomers } from '../mail/groups.ts';
import { type Stored, storeReceived } from '../mail/received.ts';
import { type Reported, type ReportOf, storeReports, talliesOf } from '../mail/reports.ts';
import { Gathering } from '../ops/gathering.ts';
import { LIMITS } from '../ops/limits.ts';
import type { Log } from '../ops/log.ts';
import type { ChannelId } from '../people/address.ts';
import type { Inbound, Received } from '../people/message.ts';

/**
 * Makes webhook bodies durable, those that come at the same time by one statement: messages of people who are known, of newcomers,
 * and delivery reports each in a line of their own. What is rare or doubtful, and the members of a group that failed, are stored
 * one by one.
 */
export class Intake {
  readonly #known: Gathering<Inbound, Placed>;
  readonly #newcomers: Gathering<Inbound, Placed>;
  readonly #reports: Gathering<ReportOf, Reported>;

  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
    private readonly log: Log,
  ) {
    this.#known = this.#lane('messages', storeKnown);
    this.#newcomers = this.#lane('newcomers', storeNewcomers);
    this.#reports = this.#lane('reports', storeReports);
  }

  #lane<Item, Result>(
    name: string,
    store: (database: Database, seal: Seal, group: readonly Item[]) => Promise<readonly Result[]>,
  ): Gathering<Item, Result> {
    const send = (group: readonly Item[]) => {
      this.log.write({ event: 'group', lane: name, size: group.length });
      return store(this.database, this.seal, group);
    };
    return new Gathering(LIMITS.itemsInGroup, send, isOfOne);
  }

  /** When this returns, all of the body is durable, and the provider may be told 200. @throws when it is not */
  async store(channel: ChannelId, received: Received): Promise<Stored> {
    const { messages, reports, changes, withdrawals } = received;
    const lanes = [this.#known, this.#newcomers, this.#reports];
    if (lanes.some(({ waiting }) => waiting > LIMITS.itemsWaiting)) throw new Error('too many bodies wait');
    if (changes.length > 0 || withdrawals.length > 0) return this.#alone(channel, received);
    const [fresh, reported] = await Promise.all([
      this.#storeMessages(channel, messages),
      Promise.all(reports.map((report) => this.#reports.add({ channel, ...report }))),
    ]);
    return {
      fresh,
      duplicates: messages.length - fresh.length,
      reports: talliesOf(reported),
      changes: 0,
      withdrawals: 0,
    };
  }

  /**
   * Those that no group can place are stored by one transaction, in their order: a person's first words come in one body.
   * @returns those that were not here before
   */
  async #storeMessages(channel: ChannelId, messages: readonly Inbound[]): Promise<readonly Inbound[]> {
    const placed = await Promise.all(messages.map((message) => this.#placed(message)));
    const of = (which: Placed) => messages.filter((_, index) => placed[index] === which);
    const doubtful = of('doubtful');
    if (doubtful.length === 0) return of('fresh');
    const alone = await this.#alone(channel, { ...NOTHING, messages: doubtful });
    return [...of('fresh'), ...alone.fresh];
  }

  async #placed(message: Inbound): Promise<Placed> {
    try {
      const placed = await this.#known.add(message);
      return placed === 'newcomer' ? await this.#newcomers.add(message) : placed;
    } catch (error) {
      if (isOfOne(error)) return 'doubtful';
      throw error;
    }
  }

  #alone(channel: ChannelId, received: Received): Promise<Stored> {
    this.log.write({ event: 'group', lane: 'alone', size: 1 });
    return storeReceived(this.database, this.seal, channel, received);
  }
}

/** Where the database cannot be reached nothing else can be stored either. */
function isOfOne(error: unknown): boolean {
  return isOvertaken(error) || !isBreakdown(error);
}

const NOTHING: Received = { messages: [], reports: [], changes: [], withdrawals: [], setAside: [] };
