import type { ChildProcess } from 'node:child_process';
import { on } from 'node:events';
import type { Servers } from '../scripts/servers.ts';
import type { BenchArguments, SubjectName } from './arguments.ts';
import { costOf } from './cost.ts';
import type { Order, Seen, Told } from './driver/orders.ts';
import { end, startProcess } from './process.ts';
import { type Occasion, startSubject } from './subject.ts';
import { Counter, type Statement, type Trips } from './trips.ts';

/** CPU in milliseconds for each message a person wrote. */
type Cpu = { readonly server: number; readonly postgres: number; readonly redis: number; readonly driver: number };

/** One line of the table. Round trips and CPU are for each message a person wrote, memory in MB when measuring ended. */
export type Measured = Seen &
  Trips & {
    readonly subject: SubjectName;
    readonly people: number;
    readonly populated: number;
    readonly perSecond: number;
    readonly cpu: Cpu;
    readonly memory: number;
    readonly bytesPerSession: number;
    readonly costliest: readonly Statement[];
  };

/** Starts a subject and a driver, lets people talk with it, and counts what that took. */
export async function measure(servers: Servers, args: BenchArguments, occasion: Occasion): Promise<Measured> {
  const driver = startProcess('driver', 'bench/driver/driver.ts', {});
  const hear = listenTo(driver);
  const { port } = await hear('listening');
  const server = await startSubject(occasion, servers.redisUrl, port, args.profile);
  const counter = new Counter(occasion.databaseUrl, servers.redisUrl);
  const costs = () => [server.process, servers.postgres, servers.redis, driver].map(({ pid }) => costOf(pid ?? 0));
  try {
    const { seconds, think, reports } = args;
    driver.send({ url: server.url, people: occasion.people, seconds, think, reports } satisfies Order);
    await hear('measuring');
    await counter.forget();
    const before = costs();
    await hear('measured');
    const after = costs();
    const { trips, costliest } = await counter.count();
    const { seen } = await hear('seen');
    const per = (count: number) => count / Math.max(1, seen.answered);
    const [ofServer = 0, postgres = 0, redis = 0, ofDriver = 0] = after.map(({ cpu }, index) =>
      per(cpu - (before[index]?.cpu ?? 0)),
    );
    return {
      subject: occasion.subject,
      people: occasion.people,
      populated: occasion.populated,
      ...seen,
      perSecond: seen.answered / seen.seconds,
      statements: per(trips.statements),
      transactions: per(trips.transactions),
      commands: per(trips.commands),
      cpu: { server: ofServer, postgres, redis, driver: ofDriver },
      memory: after[0]?.memory ?? 0,
      bytesPerSession: occasion.subject === 'camino' ? await counter.bytesPerSession() : 0,
      costliest,
    };
  } finally {
    await Promise.all([end(server.process), end(driver)]);
  }
}

/** @returns waits for the next thing the driver says, which must be that one */
function listenTo(driver: ChildProcess) {
  const all = on(driver, 'message', { close: ['exit'] });
  return async <Is extends Told['is']>(is: Is): Promise<Extract<Told, { is: Is }>> => {
    const next = await all.next();
    const [told] = (next.done === true ? [] : next.value) as Told[];
    if (told?.is !== is) throw new Error(`The driver ended before it said "${is}".`);
    return told as Extract<Told, { is: Is }>;
  };
}
