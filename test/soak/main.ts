/** `npm run soak`: ten minutes of trouble against a private Postgres and Redis, judged at the end. Exit code 1 on a breach. */
import { parseArgs } from 'node:util';
import { SEND_TIMES } from '../../src/mail/leases.ts';
import startServers from '../support/servers.ts';
import stopServers from '../support/servers-down.ts';
import type { Verdict } from './judge.ts';
import { soak } from './soak.ts';

const USAGE = `npm run soak -- [--minutes 10] [--people 24] [--seed 1]

Two thirds of the people are on WhatsApp, the others on SMS. The seed that was drawn is told, so that it can be given again.
`;
const MOST_BREACHES = 10;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    people: { type: 'string', default: '24' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const [minutes, people, seed] = [values.minutes, values.people, values.seed].map(Number);
if (!(minutes !== undefined && minutes > 0 && people !== undefined && people >= 3 && Number.isInteger(seed))) {
  process.stderr.write(USAGE);
  process.exit(2);
}

const tell = (line: string) => process.stderr.write(`${line}\n`);
tell(`Seed ${seed}: ${people} people for ${minutes} minutes.`);
await startServers();
try {
  const sms = Math.round(people / 3);
  const verdicts = await soak(
    {
      talkMs: minutes * 60_000,
      whatsapp: people - sms,
      sms,
      seed: seed ?? 1,
      // More than ten messages a minute to one person are refused by WhatsApp.
      pauseMs: [2_000, 12_000],
      killEveryMs: 20_000,
      settleMs: 8 * 60_000,
      sendTimes: SEND_TIMES,
      hangs: true,
    },
    tell,
  );
  process.stdout.write(verdicts.map(told).join(''));
  process.exitCode = verdicts.every(({ breaches }) => breaches.length === 0) ? 0 : 1;
  tell(`Seed ${seed}.`);
} finally {
  await stopServers();
}

function told({ promise, numbers, breaches }: Verdict): string {
  const counted = Object.entries(numbers).map(([name, number]) => `${name} ${number}`);
  const shown = breaches.slice(0, MOST_BREACHES).map((breach) => `         ${breach}\n`);
  const more = breaches.length > shown.length ? `         and ${breaches.length - shown.length} more\n` : '';
  const verdict = breaches.length === 0 ? 'kept  ' : 'BROKEN';
  return `${verdict} ${promise} (${counted.join(', ')})\n${shown.join('')}${more}`;
}
