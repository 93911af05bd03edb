import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { localDateTime } from '../appointments/local-time.ts';
import type { Database } from '../database/database.ts';
import { readAnswers } from '../judging/exchange.ts';
import {
  type Difference,
  differenceOf,
  type Hearing,
  hearingsOf,
  hearingsOfNew,
  type Told,
  type Trial,
  toldBy,
} from '../judging/whatif.ts';
import type { RecordedResult } from '../records/assessments.ts';
import { type Day, isDay } from '../screening/names.ts';
import type { Command } from './command.ts';
import { folderInUse, refuse, usableProgramme, withDatabase } from './in-use.ts';
import { recordedBatches, shortKey } from './recorded.ts';
import { type Affected, asJson, asText, type Report } from './whatif-report.ts';

/** Runs a changed programme over what was recorded: who would hear something else. */
export const whatif: Command = {
  does: 'who would hear something else by a changed programme, and who of them has an appointment',
  help: [
    'npm run camino -- whatif --programme ../changed --on 2026-12-01',
    '',
    'Judges the newest recorded results by the programme in that folder and lists those that differ from what was said.',
    'DATABASE_URL or DATA_DIR says where the results are; PROGRAMME_DIR, or programme/, is the programme in use.',
    'Nothing is written and nobody is told.',
    '',
    '  --programme <folder>  the changed programme',
    '  --on <day>            the day for which to judge; without it, each for the day on which it was judged',
    '  --situations <file>   judges these instead: lines as for assess, {"id":"ana","on":"2023-11-15","answers":{…}}, each',
    '                        by the programme in use and by the changed one',
    '  --json                everything as one JSON document',
  ].join('\n'),
  async run(args) {
    const asked = read(args);
    if (asked === null) return refuse(this.help);
    const [inUse, changed] = [await usableProgramme(folderInUse()), await usableProgramme(asked.programme)];
    const trial: Trial = { inUse: inUse.programme, changed: changed.programme, on: asked.on };
    const write = (tried: Report) => {
      process.stdout.write(asked.json ? asJson(trial, tried) : asText(trial, tried));
      return tried.faults === 0 ? 0 : 1;
    };
    if (asked.situations !== undefined) return write(await trySituations(trial, asked.situations));
    const zones = new Map(inUse.offices.map(({ id, timeZone }) => [id as string, timeZone]));
    return withDatabase(async (database) => write(await tryRecorded(trial, database, zones)));
  },
};

type Asked = {
  readonly programme: string;
  readonly on: Day | null;
  readonly situations: string | undefined;
  readonly json: boolean;
};

function read(args: readonly string[]): Asked | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        programme: { type: 'string' },
        on: { type: 'string' },
        situations: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const { programme, on, situations, json } = values;
    if (programme === undefined || (on !== undefined && !isDay(on))) return null;
    return { programme, on: on ?? null, situations, json };
  } catch {
    return null;
  }
}

/** Tries a programme on the newest recorded results. @param zones of the offices, by their ids @internal */
export async function tryRecorded(
  trial: Trial,
  database: Database,
  zones: ReadonlyMap<string, string>,
): Promise<Report> {
  const affected: Affected[] = [];
  let hearings = 0;
  let people = 0;
  for await (const batch of recordedBatches(database, 'newest')) {
    const heard = batch.map(hearingOf);
    const appointments = new Map(batch.map(({ person, appointment }) => [person as string, appointment]));
    for (const difference of differencesOf(trial, [...heard, ...hearingsOfNew(trial, heard)])) {
      const appointment = appointments.get(difference.who) ?? null;
      affected.push({
        ...difference,
        who: shortKey(difference.who),
        appointment: appointment && whenOf(trial, appointment, zones),
      });
    }
    hearings += heard.length;
    people += appointments.size;
  }
  return { affected, hearings, people, faults: 0 };
}

/** A result as it was heard. */
export function hearingOf(result: RecordedResult): Hearing {
  const { person, pathway, on, answers } = result;
  const was: Told = toldBy({ ...result, next: null });
  return { who: person, pathway, on, answers, was };
}

function differencesOf(trial: Trial, hearings: readonly Hearing[]): Difference[] {
  return hearings.map((hearing) => differenceOf(trial, hearing)).filter((one) => one !== null);
}

function whenOf(
  { inUse }: Trial,
  { office, pathway, startsAt }: NonNullable<RecordedResult['appointment']>,
  zones: ReadonlyMap<string, string>,
): Affected['appointment'] {
  return { office, pathway, starts: localDateTime(startsAt, zones.get(office) ?? inUse.timeZone) };
}

const situation = z.strictObject({
  id: z.union([z.string(), z.number()]).optional(),
  on: z.string(),
  answers: z.record(z.string(), z.unknown()),
});

/** Tries a programme on the situations of a file. A line that cannot be read is told and left out. */
async function trySituations(trial: Trial, file: string): Promise<Report> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const hearings: Hearing[] = [];
  let [people, faults] = [0, 0];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const heard = readSituation(trial, line, index + 1);
    if (typeof heard === 'string') {
      process.stderr.write(`${file}:${index + 1}: ${heard}\n`);
      faults += 1;
    } else {
      hearings.push(...heard);
      people += 1;
    }
  }
  const affected = differencesOf(trial, hearings).map((difference) => ({ ...difference, appointment: null }));
  return { affected, hearings: hearings.length, people, faults };
}

function readSituation(trial: Trial, line: string, number: number): Hearing[] | string {
  const parsed = situation.safeParse(jsonOf(line));
  if (!parsed.success) return 'is not a situation. Write {"on":"2023-11-15","answers":{"adult":true}}.';
  const { id, on, answers } = parsed.data;
  if (!isDay(on)) return `on: '${on}' is not a day. Write it as 2023-11-15.`;
  // A question that only one of the two asks is an answer all the same.
  const questions = new Map([...trial.inUse.questions, ...trial.changed.questions]);
  const told = readAnswers({ ...trial.changed, questions }, answers);
  return told.ok ? hearingsOf(trial, String(id ?? `line ${number}`), told.answers, on) : told.problems.join(' ');
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
