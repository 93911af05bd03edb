import type { ChildProcess } from 'node:child_process';
import type { Servers } from '../../scripts/servers.ts';
import type { Seen } from '../driver/orders.ts';
import { costOf, machineCpu } from './cost.ts';
import { Counter, type Statement, type Trips } from './trips.ts';

/** CPU in milliseconds for each message a person wrote. */
type Cpu = { readonly server: number; readonly postgres: number; readonly redis: number; readonly driver: number };

/**
 * What one stretch cost; trips and CPU are for each message a person wrote.
 * @property memory    of the server in MB, when the stretch ended
 * @property strangers how many processors were busy with something that is none of ours
 */
export type Metered = Trips & {
  readonly perSecond: number;
  readonly cpu: Cpu;
  readonly memory: number;
  readonly strangers: number;
  readonly bytesPerSession: number;
  readonly costliest: readonly Statement[];
};

/** Reads what all processes have used up, at the beginning of a stretch and at its end. */
export class Meter {
  readonly #counter: Counter;
  readonly #pids: readonly number[];
  #before: readonly number[] = [];

  constructor(
    { postgres, redis, redisUrl }: Servers,
    databaseUrl: string,
    private readonly server: ChildProcess,
    driver: ChildProcess,
  ) {
    this.#counter = new Counter(databaseUrl, redisUrl);
    this.#pids = [server, postgres, redis, driver].map(({ pid }) => pid ?? 0);
  }

  async begin(): Promise<void> {
    this.#before = this.#used();
    await this.#counter.forget();
  }

  async read({ answered, seconds }: Seen): Promise<Metered> {
    const used = this.#used().map((now, index) => now - (this.#before[index] ?? 0));
    const [server = 0, postgres = 0, redis = 0, driver = 0, own = 0, machine = 0] = used;
    const { trips, costliest } = await this.#counter.count();
    const per = (count: number) => count / Math.max(1, answered);
    return {
      perSecond: answered / seconds,
      cpu: { server: per(server), postgres: per(postgres), redis: per(redis), driver: per(driver) },
      memory: costOf(this.server.pid ?? 0).memory,
      strangers: Math.max(0, machine - server - postgres - redis - driver - own) / (seconds * 1000),
      statements: per(trips.statements),
      transactions: per(trips.transactions),
      commands: per(trips.commands),
      bytesPerSession: await this.#counter.bytesPerSession(),
      costliest,
    };
  }

  /** CPU of each process in milliseconds, of the bench itself, and of the whole machine. */
  #used(): number[] {
    const { user, system } = process.cpuUsage();
    return [...this.#pids.map((pid) => costOf(pid).cpu), (user + system) / 1000, machineCpu()];
  }
}
