import type { ChildProcess } from 'node:child_process';
import { freePort } from '../scripts/servers.ts';
import { ACCOUNT } from './account.ts';
import type { SubjectName } from './arguments.ts';
import { answering, startProcess } from './process.ts';
import type { Trips } from './trips.ts';

/**
 * What is measured, and on which tables.
 * @property trips what the floor does for a message
 */
export type Occasion = {
  readonly subject: SubjectName;
  readonly people: number;
  readonly databaseUrl: string;
  readonly populated: number;
  readonly trips: Trips;
};

/** Camino is what `npm start` starts. */
const FILES: Readonly<Record<SubjectName, string>> = {
  camino: 'src/main.ts',
  sample: 'bench/subjects/sample.ts',
  floor: 'bench/subjects/floor.ts',
};

/** @param graphPort where the pretend provider listens */
export async function startSubject(
  { subject, databaseUrl, trips }: Occasion,
  redisUrl: string,
  graphPort: number,
  profile: string | null,
): Promise<{ process: ChildProcess; url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const flags = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}/${subject}`];
  const env = {
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    // A day on which the programme was open, so that there is something to ask.
    PROGRAMME_CLOCK: '2023-11-15T08:00:00-05:00',
    WHATSAPP_PHONE_NUMBER_ID: ACCOUNT.phoneNumberId,
    WHATSAPP_ACCESS_TOKEN: ACCOUNT.accessToken,
    WHATSAPP_APP_SECRET: ACCOUNT.appSecret,
    WHATSAPP_VERIFY_TOKEN: ACCOUNT.verifyToken,
    WHATSAPP_API_URL: `http://127.0.0.1:${graphPort}`,
    // Meta's own limit would be measured otherwise.
    WHATSAPP_MESSAGES_PER_SECOND: '10000',
    TRIPS: JSON.stringify(trips),
  };
  const child = startProcess('server', FILES[subject], env, flags);
  await answering(child, url);
  return { process: child, url };
}
