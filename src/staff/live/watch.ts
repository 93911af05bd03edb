import { localDay } from '../../appointments/local-time.ts';
import type { Office } from '../../appointments/office.ts';
import type { Database } from '../../database/database.ts';
import { type OrganisationId, type Sight, seesEverything } from '../../handoff/organisation.ts';
import { casesSeen } from '../../records/case-file.ts';
import { closingsVersion } from '../../records/closings.ts';
import { changesSince, type DiaryChange, type LiveVersion, liveVersion } from '../../records/feed.ts';
import { presentIn } from '../../records/presence.ts';

/**
 * Who is told what changed: names such as `case 812`, `queue`, `presence 812`, `diary cali 2023-11-21`, `diary cali waiting`, `closings`
 * or `all`, never what it is now.
 * @property sight the cases that they may know of: no other is named to them
 * @property keepsDiary whether they read the diary
 */
export type Listener = {
  readonly sight: Sight;
  readonly keepsDiary: boolean;
  readonly tell: (names: readonly string[], version: LiveVersion) => void;
};

const POLL_MS = 500;

/**
 * What changed, for all browsers of this process: one question to the database each half second, and none while nobody listens. Nothing
 * is told by the database itself: its notifications are sent under one lock, and writers would wait for each other.
 */
export class Watch {
  readonly #database: Database;
  readonly #offices: readonly Office[];
  readonly #listeners = new Set<Listener>();
  #version: LiveVersion | null = null;
  #present: ReadonlyMap<number, string> = new Map();
  #closings = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database, offices: readonly Office[]) {
    this.#database = database;
    this.#offices = offices;
  }

  /** @returns what ends it */
  async listen(since: LiveVersion | null, listener: Listener): Promise<() => void> {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) await this.#begin();
    // What changed before the first look that is told to this listener too.
    if (since !== null) await this.#tell([listener], since);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) clearTimeout(this.#timer);
    };
  }

  async #begin(): Promise<void> {
    this.#version = await liveVersion(this.#database);
    this.#present = await this.#whoIsPresent();
    this.#closings = await closingsVersion(this.#database);
    this.#later();
  }

  #later(): void {
    clearTimeout(this.#timer);
    if (this.#listeners.size === 0) return;
    this.#timer = setTimeout(() => {
      // A database that does not answer is looked at again: what it kept is told then.
      this.#look()
        .catch(() => undefined)
        .finally(() => this.#later());
    }, POLL_MS);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    if (this.#version === null) return;
    this.#version = await this.#tell([...this.#listeners], this.#version);
    const closings = await closingsVersion(this.#database);
    if (closings !== this.#closings) for (const { tell } of this.#listeners) tell(['closings'], this.#version);
    this.#closings = closings;
    const present = await this.#whoIsPresent();
    const moved = [...new Set([...present.keys(), ...this.#present.keys()])].filter(
      (number) => present.get(number) !== this.#present.get(number),
    );
    this.#present = present;
    if (moved.length > 0) await this.#name([...this.#listeners], 'presence', moved, [], this.#version);
  }

  async #tell(listeners: readonly Listener[], since: LiveVersion): Promise<LiveVersion> {
    const { numbers, diary, version } = await changesSince(this.#database, since);
    if (numbers === null) {
      for (const { tell } of listeners) tell(['all'], version);
      return version;
    }
    // A case that left somebody's sight left their queue too.
    if (numbers.length > 0) await this.#name(listeners, 'case', numbers, ['queue'], version);
    const days = [...new Set(diary.map((one) => this.#dayName(one)))];
    if (days.length > 0) for (const { keepsDiary, tell } of listeners) if (keepsDiary) tell(days, version);
    return version;
  }

  #dayName({ office: id, at }: DiaryChange): string {
    const office = this.#offices.find((one) => one.id === id);
    return `diary ${id} ${at === null || office === undefined ? 'waiting' : localDay(at, office.timeZone)}`;
  }

  /** Names cases to whoever may know of them, asking once for each organisation. @param more is named to everybody */
  async #name(
    listeners: readonly Listener[],
    what: 'case' | 'presence',
    numbers: readonly number[],
    more: readonly string[],
    version: LiveVersion,
  ): Promise<void> {
    const seenBy = new Map<OrganisationId, ReadonlySet<number>>();
    for (const { sight, tell } of listeners) {
      const seen = seenBy.get(sight.organisation) ?? (await this.#seen(sight, numbers));
      seenBy.set(sight.organisation, seen);
      const names = [...numbers.filter((number) => seen.has(number)).map((number) => `${what} ${number}`), ...more];
      if (names.length > 0) tell(names, version);
    }
  }

  async #seen(sight: Sight, numbers: readonly number[]): Promise<ReadonlySet<number>> {
    return seesEverything(sight) ? new Set(numbers) : casesSeen(this.#database, sight, numbers);
  }

  async #whoIsPresent(): Promise<ReadonlyMap<number, string>> {
    const byCase = new Map<number, string>();
    for (const { number, staff, types } of await presentIn(this.#database, null)) {
      byCase.set(number, `${byCase.get(number) ?? ''} ${staff} ${types}`);
    }
    return byCase;
  }
}
