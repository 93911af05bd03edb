/** `npm run interleavings`: very many steps at appointments at once, against a private Postgres. Exit code 1 on a breach. */
import { parseArgs } from 'node:util';
import { startServers } from '../../scripts/servers.ts';
import { connectServer } from '../../src/database/database.ts';
import { newDatabase } from '../support/stores.ts';
import { walk } from './walk.ts';

const USAGE = `npm run interleavings -- [--steps 120000] [--hands 10] [--seed 1]

Holds, confirms, lets run out, cancels, moves, closes, waits, offers, accepts and deletes from several connections, and holds what was promised
against the tables all the while. The seed that was drawn is told, so that it can be given again.
`;

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '120000' },
    hands: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    help: { type: 'boolean', default: false },
  },
});
const { steps, hands, seed } = { steps: Number(values.steps), hands: Number(values.hands), seed: Number(values.seed) };
if (values.help || !(steps > 0 && hands > 0 && Number.isInteger(seed))) {
  process.stderr.write(USAGE);
  process.exit(values.help ? 0 : 2);
}

process.stderr.write(`Seed ${seed}: ${steps} steps from ${hands} connections.\n`);
// What is tried is what comes at the same time, not a lost machine: no need to wait for the disk.
const servers = await startServers(['fsync=off']);
process.env.TEST_DATABASE_URL = servers.databaseUrl;
const database = connectServer(await newDatabase(), hands + 2);
const begun = performance.now();
try {
  const walked = await walk(database, { steps, hands, seed, looks: 200 }, (line) => process.stderr.write(`${line}\n`));
  for (const [what, count] of [...walked.counts].sort(([a], [b]) => a.localeCompare(b)))
    process.stdout.write(`${String(count).padStart(8)}  ${what}\n`);
  const seconds = Math.round((performance.now() - begun) / 1000);
  process.stdout.write(
    `kept: ${walked.steps} steps from ${hands} connections in ${seconds} s; ${walked.promises} promises in ${walked.looks} looks. Seed ${seed}.\n`,
  );
} catch (error) {
  process.stdout.write(`BROKEN: ${(error as Error).stack}\nSeed ${seed}.\n`);
  process.exitCode = 1;
} finally {
  await database.close();
  servers.stop();
}
