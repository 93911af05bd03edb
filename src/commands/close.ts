import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { CLOSABLE, type Closable, type Closed, type ClosingId } from '../appointments/closing.ts';
import { type Instant, localDay } from '../appointments/local-time.ts';
import type { Office } from '../appointments/office.ts';
import type { Database } from '../database/database.ts';
import { type ProgrammeClock, readProgrammeClock } from '../database/programme-clock.ts';
import { closeAtOnce, reopen } from '../desk/closing.ts';
import { countReached, countTold, type Reached } from '../records/closing-reach.ts';
import { closingOf, closingsLike, standingClosings } from '../records/closings.ts';
import { isDay } from '../screening/names.ts';
import { accountText, effectText, standingText } from './close-report.ts';
import type { Command } from './command.ts';
import { folderInUse, refuse, type UsableProgramme, usableProgramme, withDatabase } from './in-use.ts';

/** Closes an office, a pathway or the programme in seconds, and tells who was reached. */
export const close: Command = {
  does: 'closes an office, a pathway or the programme at once, opens it again, and says who was reached',
  help: [
    'npm run camino -- close office <office> [--from <day> --until <day>] [--yes]',
    'npm run camino -- close pathway <pathway> [--yes]',
    'npm run camino -- close programme [--yes]',
    'npm run camino -- close                      what is closed or proposed, with its number',
    'npm run camino -- close account <number>     who was reached: counts only',
    'npm run camino -- close undo <number>        opens it again, or withdraws what was proposed',
    '',
    'Says first what will happen, and asks. From then on, in every process, nothing of it is offered or booked; whoever has an appointment',
    'there is told, by template where their last word is older than 24 hours, and the appointment is cancelled. The running Camino tells',
    'them: this command may be ended while it counts. DATABASE_URL says where; where Camino runs embedded (DATA_DIR), close at the desk.',
    '',
    "  --from, --until  only these days, both included, by the office's clock",
    '  --yes            does not ask',
  ].join('\n'),
  async run(args) {
    const asked = read(args);
    if (asked === null) return refuse(this.help);
    const usable = await usableProgramme(folderInUse());
    return withDatabase(async (database) => {
      const clock = await readProgrammeClock(database, Date.now);
      return doAsked({ ...usable, database, clock }, asked);
    });
  },
};

type Asked =
  | { readonly act: 'list' }
  | { readonly act: 'account' | 'undo'; readonly id: string }
  | { readonly act: 'close'; readonly closed: Closed; readonly yes: boolean };

const MOST_DAYS = 366;

function read(args: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        from: { type: 'string' },
        until: { type: 'string' },
        yes: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    });
    const [what, which, ...more] = positionals;
    if (more.length > 0) return null;
    if (what === undefined) return { act: 'list' };
    if (what === 'account' || what === 'undo') return which === undefined ? null : { act: what, id: which };
    const closed = closedAsked(what, which, values);
    return closed === null ? null : { act: 'close', closed, yes: values.yes };
  } catch {
    return null;
  }
}

function closedAsked(
  what: string,
  which: string | undefined,
  { from, until }: { readonly from?: string | undefined; readonly until?: string | undefined },
): Closed | null {
  if (!CLOSABLE.includes(what as Closable) || (what === 'programme') !== (which === undefined)) return null;
  const named = { what: what as Closable, which: which ?? null };
  if (from === undefined && until === undefined) return { ...named, days: null };
  if (what !== 'office' || !isDay(from) || !isDay(until) || until < from) return null;
  const length = (Date.parse(until) - Date.parse(from)) / 86_400_000;
  return length > MOST_DAYS ? null : { ...named, days: { from, until } };
}

type Place = UsableProgramme & { readonly database: Database; readonly clock: ProgrammeClock };

async function doAsked(place: Place, asked: Asked): Promise<number> {
  const { database } = place;
  if (asked.act === 'list') {
    process.stdout.write(standingText(await standingClosings(database)));
    return 0;
  }
  if (asked.act === 'close') return closeAsked(place, asked.closed, asked.yes);
  const id = await numbered(database, asked.id);
  if (id === null) return refuse(`There is no closing ${asked.id}; npm run camino -- close lists them.`);
  if (asked.act === 'account') return account(place, id);
  const refusal = await reopen({ ...place, house: place }, null, id);
  if (refusal !== null) return refuse('It was opened again, or withdrawn, before.');
  process.stdout.write(
    'It is open again from now on. Appointments that were cancelled stay so: whoever was told may ask anew.\n',
  );
  return 0;
}

/** The one closing whose number this is, or its beginning. */
async function numbered(database: Database, number: string): Promise<ClosingId | null> {
  const [first, ...others] = await closingsLike(database, number.toLowerCase());
  return first === undefined || others.length > 0 ? null : first.id;
}

async function closeAsked(place: Place, closed: Closed, yes: boolean): Promise<number> {
  const { database, programme, offices, clock } = place;
  const { what, which } = closed;
  const names = what === 'office' ? offices.map(({ id }) => String(id)) : [...programme.pathways.keys()].map(String);
  if (which !== null && !names.includes(which))
    return refuse(`There is no ${what} '${which}'. There are: ${names.join(', ')}.`);
  const today = localDay(clock.now() as Instant, programme.timeZone);
  if (closed.days !== null && closed.days.until < today) return refuse('These days are over.');
  process.stdout.write(effectText(closed, await countReached(database, reachedBy(place, closed))));
  if (!yes && !(await says('Close it? Write yes: '))) {
    process.stdout.write('Nothing was closed.\n');
    return 1;
  }
  const id = await closeAtOnce({ database, house: place, clock }, closed);
  if (id === null) return refuse('It is closed already; npm run camino -- close lists what is.');
  process.stdout.write(`Closed. From now on nothing of it is offered or booked.\n`);
  await follow(place, reachedBy(place, closed));
  return account(place, id);
}

function reachedBy({ offices, clock }: Pick<Place, 'offices' | 'clock'>, closed: Closed): Reached {
  return { ...closed, timeZone: zoneOf(offices, closed), now: clock.now() as Instant };
}

function zoneOf(offices: readonly Office[], { what, which }: Closed): string | null {
  return what === 'office' ? (offices.find(({ id }) => id === which)?.timeZone ?? null) : null;
}

async function says(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(question).finally(() => lines.close());
  return ['yes', 'y', 'si', 'sí', 'oui', 'wi', 'sim'].includes(answer.trim().toLowerCase());
}

const LOOK_MS = 500;
/** So long nobody was told: no Camino runs that could. */
const STILL_MS = 15_000;

/** Counts while the running Camino tells people; without one it does not wait. */
async function follow({ database }: Place, reached: Reached): Promise<void> {
  const first = await countLeft(database, reached);
  let left = first;
  let movedAt = Date.now();
  while (left > 0) {
    process.stdout.write(`\r${first - left} of ${first} people are done.   `);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const now = await countLeft(database, reached);
    if (now < left) movedAt = Date.now();
    left = now;
    if (left > 0 && Date.now() - movedAt > STILL_MS) {
      process.stdout.write(`\n${left} people are not told yet: start Camino (npm start), and it tells them.\n`);
      return;
    }
  }
  if (first > 0) process.stdout.write(`\r${first} of ${first} people are done.   \n`);
}

async function countLeft(database: Database, reached: Reached): Promise<number> {
  const { booked, waiting } = await countReached(database, reached);
  return booked + waiting;
}

async function account(place: Place, id: ClosingId): Promise<number> {
  const { database } = place;
  const closing = await closingOf(database, id);
  if (closing === null) return refuse('There is no such closing.');
  const left = closing.since === null ? 0 : await countLeft(database, reachedBy(place, closing));
  process.stdout.write(accountText(closing, await countTold(database, id), left));
  return 0;
}
