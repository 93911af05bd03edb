import type { ChildProcess } from 'node:child_process';
import { freePort } from '../../scripts/servers.ts';
import { ACCOUNT } from '../account.ts';
import { BUILT } from './build.ts';
import type { SubjectName } from './options.ts';
import { answering, startProcess } from './process.ts';

const FILES: Readonly<Record<SubjectName, string>> = {
  camino: 'build/main.js',
  sample: `${BUILT}/sample.mjs`,
  undici: `${BUILT}/sample.mjs`,
  floor: `${BUILT}/floor.mjs`,
};

/** The stores a subject may use and the provider it sends to. */
type Surroundings = {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly graphPort: number;
};

/** @param profile a folder for CPU profiles, or null */
export async function startSubject(
  subject: SubjectName,
  { databaseUrl, redisUrl, graphPort }: Surroundings,
  profile: string | null,
): Promise<{ process: ChildProcess; url: string }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
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
    // Camino chooses for itself; the floor sends as the faster sample does.
    SEND_BY: subject === 'sample' ? 'fetch' : 'undici',
  };
  const child = startProcess('server', FILES[subject], env, profile && `${profile}/${subject}`);
  await answering(child, url);
  return { process: child, url };
}
