import { parseArgs } from 'node:util';
import { type Instant, localDateTime } from '../appointments/local-time.ts';
import type { Office } from '../appointments/office.ts';
import type { WhyNot } from '../appointments/rebooking.ts';
import type { Database } from '../database/database.ts';
import { readProgrammeClock } from '../database/programme-clock.ts';
import { createSeal } from '../database/seal.ts';
import { type Proposed, type Proposing, propose, type Unreceived, unreceived } from '../jobs/propose.ts';
import { readConfig } from '../start/config.ts';
import { openChannels } from '../start/open-channels.ts';
import { readHouse } from '../start/read-house.ts';
import type { Command } from './command.ts';
import { folderInUse, refuse, usableProgramme, withDatabase } from './in-use.ts';

/** Shows whom a change of the offices' files hits, and offers them another time. */
export const appointments: Command = {
  does: "appointments that today's offices cannot receive; with --propose another time is offered",
  help: [
    'npm run camino -- appointments [--propose]',
    '',
    "Lists the booked appointments to come that the offices' files of today have no room for any more: office, time, code and why,",
    'never a name or number. Nothing is sent. DATABASE_URL or DATA_DIR says where.',
    '',
    '  --propose  offers each, once, the next time that suits them, at the same office or the nearest: by the template',
    '             appointment-proposed, or by SMS. A yes moves them; until then their appointment stays. Who says no or nothing, cannot be',
    "             told, or fits nowhere is on the advisers' list. Wants the settings of the running Camino. Look at the list first.",
  ].join('\n'),
  async run(args) {
    const asked = read(args);
    if (asked === null) return refuse(this.help);
    return withDatabase(async (database) => {
      const now = (await readProgrammeClock(database, Date.now)).now() as Instant;
      if (asked.propose) return proposeAll(database, now);
      const { offices } = await usableProgramme(folderInUse());
      process.stdout.write(unreceivedText(offices, await unreceived(database, offices, now)));
      return 0;
    });
  },
};

function read(args: readonly string[]): { readonly propose: boolean } | null {
  try {
    return parseArgs({ args: [...args], options: { propose: { type: 'boolean', default: false } } }).values;
  } catch {
    return null;
  }
}

async function proposeAll(database: Database, now: Instant): Promise<number> {
  const given = readConfig(process.env);
  if (!given.ok) return refuse(given.faults.join('\n'));
  const { config } = given;
  if (config.DATA_KEY === undefined) return refuse('DATA_KEY is missing.');
  const house = await readHouse(config.PROGRAMME_DIR, 'production', { publicUrl: config.PUBLIC_URL });
  const channels = openChannels(config, database).all;
  const counted = await proposeToAll({ database, seal: createSeal(config.DATA_KEY), house, channels }, now);
  process.stdout.write(
    `${counted.offered} people are offered another time; the senders of the running Camino bring it. ` +
      `${counted.case} more are on the advisers' list. ${counted.left} were asked before.\n`,
  );
  return 0;
}

/** Offers another time to everybody who needs one. @returns how many, by what became of them @internal */
export async function proposeToAll(proposing: Proposing, now: Instant): Promise<Record<Proposed, number>> {
  const counted = { offered: 0, case: 0, left: 0 };
  for (const one of await unreceived(proposing.database, proposing.house.offices, now))
    counted[await propose(proposing, one, now)] += 1;
  return counted;
}

const WHY: Readonly<Record<WhyNot, string>> = {
  office_gone: 'the office has no file any more',
  not_served: 'the office does not serve the pathway any more',
  day_closed: 'nobody is received on that day',
  outside_hours: 'nobody is received at that time, or not for so long',
};

/** One line an appointment, by office and time, to be read before anybody is told. @internal */
export function unreceivedText(offices: readonly Office[], found: readonly Unreceived[]): string {
  if (found.length === 0) return 'The offices can receive every appointment that is booked.\n';
  const zoneOf = (id: string) => offices.find((one) => one.id === id)?.timeZone ?? 'UTC';
  const lines = found.map(({ office, startsAt, code, why, proposal }) => {
    const starts = localDateTime(startsAt, zoneOf(office)).replace('T', ' ');
    return `${office}  ${starts}  ${code}  ${WHY[why]}${proposal === null ? '' : `; another time: ${proposal}`}`;
  });
  return `${lines.sort().join('\n')}\n${found.length} appointments.\n`;
}
