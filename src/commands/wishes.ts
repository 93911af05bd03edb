import { parseArgs } from 'node:util';
import { type Instant, localDay } from '../appointments/local-time.ts';
import { readProgrammeClock } from '../database/programme-clock.ts';
import { showGroups, showWhole } from '../handoff/groups.ts';
import { countWishes, handOverWishes, type WishCount } from '../records/wishes.ts';
import type { Day, PathwayId } from '../screening/names.ts';
import type { Programme } from '../screening/programme.ts';
import { standing } from '../screening/standing.ts';
import type { Command } from './command.ts';
import { groupLines, numberText, totals } from './counts.ts';
import { folderInUse, refuse, usableProgramme, withDatabase } from './in-use.ts';

/** Counts who wished to be told when a pathway opens, and puts them on the advisers' list when it has. */
export const wishes: Command = {
  does: 'who wished to be told when a pathway opens, by pathway and language; no group under ten',
  help: [
    'npm run camino -- wishes --opened --hand-over',
    '',
    'Counts the wishes that stand. Nothing is sent: an adviser writes to each person. DATABASE_URL or DATA_DIR says where.',
    '',
    "  --opened     only pathways that are open today, by the programme's clock",
    '  --hand-over  with --opened: opens a case for each person, where an adviser sees their number and language. A wish is',
    '               handed over once; who has a calm case open already is left for the next time.',
  ].join('\n'),
  async run(args) {
    const asked = read(args);
    if (asked === null) return refuse(this.help);
    const { programme } = await usableProgramme(folderInUse());
    return withDatabase(async (database) => {
      const clock = await readProgrammeClock(database, Date.now);
      const today = localDay(clock.now() as Instant, programme.timeZone) as Day;
      const about = asked.opened ? openOn(programme, today) : [...programme.pathways.keys()];
      process.stdout.write(wishesText(await countWishes(database, about)));
      if (!asked.handOver) return 0;
      const people = await database.transaction((tx) => handOverWishes(tx, about));
      process.stdout.write(`${people} people are on the advisers' list now.\n`);
      return 0;
    });
  },
};

type Asked = { readonly opened: boolean; readonly handOver: boolean };

function read(args: readonly string[]): Asked | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { opened: { type: 'boolean', default: false }, 'hand-over': { type: 'boolean', default: false } },
    });
    // Who is told that something opened while it is closed was promised too much.
    if (values['hand-over'] && !values.opened) return null;
    return { opened: values.opened, handOver: values['hand-over'] };
  } catch {
    return null;
  }
}

/** The pathways that are open on a day. @internal */
export function openOn(programme: Programme, day: Day): PathwayId[] {
  return [...programme.pathways.values()].filter((one) => standing(one, day).is === 'open').map(({ id }) => id);
}

/** Wishes as they may be shown, pathway by pathway. @internal */
export function wishesText(counted: readonly WishCount[]): string {
  const pathways = [...new Set(counted.map(({ pathway }) => pathway))];
  if (pathways.length === 0) return 'Nobody wishes to be told of these pathways.\n';
  const lines = pathways.flatMap((pathway) => {
    const parts = totals(
      counted.filter((each) => each.pathway === pathway),
      ({ language }) => language ?? 'not chosen',
    );
    const whole = showWhole(parts);
    const languages = whole === 'under_ten' ? [] : groupLines(showGroups(parts));
    return [`${pathway}  ${numberText(whole)}`, ...languages];
  });
  return `${lines.join('\n')}\n`;
}
