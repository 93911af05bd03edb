import type { ChildProcess } from 'node:child_process';
import { on } from 'node:events';
import type { Servers } from '../../scripts/servers.ts';
import type { Order, Seen, Told } from '../driver/orders.ts';
import { BUILT } from './build.ts';
import { Meter, type Metered } from './meter.ts';
import type { SubjectName } from './options.ts';
import { end, startProcess } from './process.ts';
import { startSubject } from './subject.ts';
import { emptyRedis } from './trips.ts';

/**
 * What is measured, and on which tables.
 * @property populated people who were in the tables before
 */
export type Occasion = Omit<Order, 'url' | 'crowd'> & {
  readonly subject: SubjectName;
  readonly round: number;
  readonly databaseUrl: string;
  readonly populated: number;
  readonly profile: string | null;
};

/**
 * What was seen of one stretch.
 * @property unanswered people without a reply ten seconds after the last message of the whole run was sent
 */
export type Measured = Seen &
  Metered &
  Pick<Occasion, 'subject' | 'people' | 'reports' | 'round' | 'populated'> & { readonly unanswered: number };

/** As fast as people can, for one stretch, on tables that are empty. */
export const SHORT = { period: 0, stretches: 1, firstPerson: 0, populated: 0 } as const;

/** So many messages of each person are enough to warm up: some of their allowance must be left for what is measured. */
const WARM_EACH = 10;

/**
 * Starts a subject and a driver, lets people talk with it, and counts what that took.
 * @param told is called after each stretch, while people go on talking
 */
export async function measure(
  servers: Servers,
  occasion: Occasion,
  told: (stretch: Seen & Metered) => Promise<void> = async () => undefined,
): Promise<Measured[]> {
  const { subject, people, reports, round, populated, profile } = occasion;
  await emptyRedis(servers.redisUrl);
  const driver = startProcess('driver', `${BUILT}/driver.mjs`, {}, profile && `${profile}/driver`);
  try {
    const stretches: (Seen & Metered)[] = [];
    const unanswered = await drive(servers, occasion, driver, async (stretch) => {
      stretches.push(stretch);
      await told(stretch);
    });
    return stretches.map((stretch) => ({ subject, people, reports, round, populated, ...stretch, unanswered }));
  } finally {
    await end(driver);
  }
}

/** @returns how many were not answered */
async function drive(
  servers: Servers,
  occasion: Occasion,
  driver: ChildProcess,
  told: (stretch: Seen & Metered) => Promise<void>,
): Promise<number> {
  const { subject, people, databaseUrl, profile, warm, stretches } = occasion;
  const hear = listenTo(driver);
  const { port } = await hear('listening');
  const surroundings = { databaseUrl, redisUrl: servers.redisUrl, graphPort: port };
  const server = await startSubject(subject, surroundings, profile);
  // Whoever waits for the driver would wait for ever.
  server.process.once('exit', () => driver.kill());
  try {
    const meter = new Meter(servers, databaseUrl, server.process, driver);
    const crowd = Math.max(people, Math.ceil(warm / WARM_EACH));
    driver.send({ ...occasion, url: server.url, crowd } satisfies Order);
    for (let isCut = false, stretch = 0; !isCut && stretch < stretches; stretch += 1) {
      await hear('measuring');
      await meter.begin();
      const { seen } = await hear('measured');
      await told({ ...seen, ...(await meter.read(seen)) });
      isCut = seen.isCut;
    }
    return (await hear('ended')).unanswered;
  } finally {
    await end(server.process);
  }
}

/** @returns waits for the next thing the driver says, which must be that one */
function listenTo(driver: ChildProcess) {
  const all = on(driver, 'message', { close: ['exit'] });
  return async <Is extends Told['is']>(is: Is): Promise<Extract<Told, { is: Is }>> => {
    const next = await all.next();
    const [told] = (next.done === true ? [] : next.value) as Told[];
    if (told?.is !== is) throw new Error(`The driver or the server ended before the driver said "${is}".`);
    return told as Extract<Told, { is: Is }>;
  };
}
