import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { migrate } from '../database/migrate.ts';
import { createAdviser } from '../records/staff.ts';
import type { Command } from './command.ts';
import { refuse, withDatabase } from './in-use.ts';

const SHORTEST_PASSWORD = 12;

/** Makes an account for the console. */
export const adviser: Command = {
  does: 'makes an account for the staff console: adviser add <e-mail> <name>',
  help: [
    'npm run camino -- adviser add ana@example.org "Ana Ruiz"',
    '',
    `Asks for a password of at least ${SHORTEST_PASSWORD} characters (or reads it from standard input). DATABASE_URL or DATA_DIR says where.`,
  ].join('\n'),
  async run([act, email, name]) {
    if (act !== 'add' || !email?.includes('@') || !name) return refuse(this.help);
    process.stderr.write('Password: ');
    const password = (await readUnseen()).trim();
    process.stderr.write('\n');
    if (password.length < SHORTEST_PASSWORD)
      return refuse(`The password needs at least ${SHORTEST_PASSWORD} characters.`);
    return withDatabase(async (database) => {
      // The first account is often made before the first start.
      await migrate(database);
      await createAdviser(database, { email, name, password });
      process.stdout.write(`${name} can sign in as ${email.toLowerCase()}.\n`);
      return 0;
    });
  },
};

/** One line of standard input, not shown while it is typed; empty when there is none. */
function readUnseen(): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: process.stdin.isTTY === true });
  return new Promise((resolve) => {
    terminal.once('line', (line) => {
      resolve(line);
      terminal.close();
    });
    terminal.once('close', () => resolve(''));
  });
}
