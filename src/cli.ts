import { adviser } from './commands/adviser.ts';
import { again } from './commands/again.ts';
import { appointments } from './commands/appointments.ts';
import { assess } from './commands/assess.ts';
import { check } from './commands/check.ts';
import { close } from './commands/close.ts';
import type { Command } from './commands/command.ts';
import { correct } from './commands/correct.ts';
import { counts } from './commands/counts.ts';
import { explore } from './commands/explore.ts';
import { forget } from './commands/forget.ts';
import { migrateDatabase } from './commands/migrate.ts';
import { plan } from './commands/plan.ts';
import { schemas } from './commands/schemas.ts';
import { templates } from './commands/templates.ts';
import { understand } from './commands/understand.ts';
import { voices } from './commands/voices.ts';
import { whatif } from './commands/whatif.ts';
import { wishes } from './commands/wishes.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  check,
  assess,
  understand,
  migrate: migrateDatabase,
  adviser,
  whatif,
  again,
  correct,
  appointments,
  close,
  forget,
  counts,
  wishes,
  explore,
  plan,
  schemas,
  templates,
  voices,
};

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS[name];
  if (command === undefined) {
    const list = Object.entries(COMMANDS).map(([each, { does }]) => `  ${each.padEnd(13)}${does}`);
    process.stdout.write(`npm run camino -- <command> [--help]\n\n${list.join('\n')}\n`);
    return name === '' || name === '--help' ? 0 : 2;
  }
  if (args.includes('--help')) {
    process.stdout.write(`${command.does}\n\n${command.help}\n`);
    return 0;
  }
  return command.run(args);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`);
    process.exitCode = 1;
  },
);
