import { parseArgs } from 'node:util';
import { type Instant, localDay } from '../appointments/local-time.ts';
import type { Database } from '../database/database.ts';
import { readProgrammeClock } from '../database/programme-clock.ts';
import { createSeal } from '../database/seal.ts';
import { type Telling, tellCorrected } from '../jobs/correct.ts';
import { type Corrected, correctedFor } from '../judging/corrections.ts';
import type { PersonId } from '../people/person.ts';
import { concernedBy } from '../records/corrections.ts';
import type { Day } from '../screening/names.ts';
import type { Correction, CorrectionId, Programme } from '../screening/programme.ts';
import { readConfig } from '../start/config.ts';
import { openChannels } from '../start/open-channels.ts';
import { readHouse } from '../start/read-house.ts';
import type { Command } from './command.ts';
import { correctionText, type Found } from './correct-report.ts';
import { folderInUse, refuse, usableProgramme, withDatabase } from './in-use.ts';
import { recordedBatches } from './recorded.ts';
import { hearingOf } from './whatif.ts';

/** Shows whom a correction concerns, and tells them once. */
export const correct: Command = {
  does: 'whom a correction of programme/corrections/ concerns; with --send they are told, once',
  help: [
    'npm run camino -- correct <correction> [--send]',
    '',
    'Finds by their recorded results who was told what the correction takes back, and lists them by registration or case: never by',
    'a name or number. Nothing is sent. DATABASE_URL or DATA_DIR says where; without a correction, all there are are listed.',
    '',
    '  --send  tells them: each person once, however often this runs, with consent only, never after STOP or DELETE. Within',
    "          WhatsApp's 24 hours as a message, later by the template correction-waiting, which Meta must have approved. Wants the",
    '          settings of the running Camino, whose senders bring the messages. Look at the list first.',
  ].join('\n'),
  async run(args) {
    const asked = read(args);
    if (asked === null) return refuse(this.help);
    const { programme } = await usableProgramme(folderInUse());
    if (asked.id === undefined) return list(programme);
    const correction = programme.corrections.get(asked.id);
    if (correction === undefined) return refuse(`programme/corrections/ has no '${asked.id}'.`);
    return withDatabase(async (database) => {
      const clock = await readProgrammeClock(database, Date.now);
      const today = localDay(clock.now() as Instant, programme.timeZone) as Day;
      if (asked.send) return send(database, correction, today);
      const found = await findConcerned(database, programme, correction, today);
      process.stdout.write(correctionText(programme, correction, found));
      return 0;
    });
  },
};

type Asked = { readonly id: CorrectionId | undefined; readonly send: boolean };

function read(args: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { send: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [id] = positionals;
    if (positionals.length > 1 || (values.send && id === undefined)) return null;
    return { id: id as CorrectionId | undefined, send: values.send };
  } catch {
    return null;
  }
}

function list({ corrections }: Programme): number {
  const lines = [...corrections.values()].map(({ id, on, pathway, wrong }) => `${id}  ${on}  ${pathway}: ${wrong}`);
  process.stdout.write(`${lines.length === 0 ? 'There is no correction.' : lines.join('\n')}\n`);
  return 0;
}

async function send(database: Database, correction: Correction, today: Day): Promise<number> {
  if (correction.on > today) return refuse(`The correction is of ${correction.on}; today is ${today}.`);
  const read = readConfig(process.env);
  if (!read.ok) return refuse(read.faults.join('\n'));
  const { config } = read;
  if (config.DATA_KEY === undefined) return refuse('DATA_KEY is missing.');
  const house = await readHouse(config.PROGRAMME_DIR, 'production', { publicUrl: config.PUBLIC_URL });
  const channels = openChannels(config, database).all;
  const told = await tellAll({ database, seal: createSeal(config.DATA_KEY), house, channels, today }, correction);
  process.stdout.write(`${told} people are told; the senders of the running Camino bring it.\n`);
  return 0;
}

/** Everybody whom a correction concerns, told or not. @internal */
export async function findConcerned(
  database: Database,
  programme: Programme,
  correction: Correction,
  today: Day,
): Promise<Found[]> {
  const found: Found[] = [];
  for await (const corrected of correctedBatches(database, programme, correction, today)) {
    const concerned = await concernedBy(database, correction.id, [...corrected.keys()]);
    for (const [person, one] of corrected) {
      const who = concerned.get(person);
      if (who !== undefined) found.push({ ...who, ...one });
    }
  }
  return found;
}

/** Tells everybody whom a correction concerns and who was not told yet. @returns how many @internal */
export async function tellAll(telling: Telling, correction: Correction): Promise<number> {
  let told = 0;
  const { database, house, today } = telling;
  for await (const corrected of correctedBatches(database, house.programme, correction, today))
    told += await tellCorrected(telling, correction, corrected);
  return told;
}

/** Enough to be quick, and few enough that nobody's turn waits long for it. */
const PEOPLE_AT_ONCE = 50;

async function* correctedBatches(
  database: Database,
  programme: Programme,
  correction: Correction,
  today: Day,
): AsyncGenerator<ReadonlyMap<PersonId, Corrected>> {
  for await (const batch of recordedBatches(database, 'newest')) {
    const found = batch.flatMap((result) => {
      const corrected = correctedFor(programme, correction, hearingOf(result), today);
      return corrected === null ? [] : [[result.person, corrected] as const];
    });
    for (let at = 0; at < found.length; at += PEOPLE_AT_ONCE) yield new Map(found.slice(at, at + PEOPLE_AT_ONCE));
  }
}
