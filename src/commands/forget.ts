import { forgetPersonOf } from '../records/people.ts';
import type { Command } from './command.ts';
import { refuse, withDatabase } from './in-use.ts';

/** Does for a person what DELETE does in the talk, where they asked somebody else for it. */
export const forget: Command = {
  does: 'deletes everything of the person behind a case: forget <case number>',
  help: [
    'Who writes DELETE is erased by the talk itself. This is for who asked an adviser: it deletes the person with their',
    'addresses, messages, answers, assessments, cases and appointment. What stays: the keyed hashes of message ids (eight',
    'days), and that it was done.',
    '',
    'DATABASE_URL or DATA_DIR says where.',
  ].join('\n'),
  async run([number]) {
    if (!/^\d+$/.test(number ?? '')) return refuse(this.help);
    return withDatabase(async (database) => {
      const done = await database.transaction((tx) => forgetPersonOf(tx, Number(number)));
      process.stdout.write(
        done ? `Everything of the person behind case ${number} is deleted.\n` : `There is no case ${number}.\n`,
      );
      return done ? 0 : 1;
    });
  },
};
