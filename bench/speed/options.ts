import { parseArgs } from 'node:util';

/** What can be measured, and what is by default: the floor has to be asked for. */
const SUBJECTS = ['camino', 'sample', 'undici', 'floor'] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/** How a run is made; `USAGE` says it of each. Lists are empty where `0` was given. */
export type Options = {
  readonly people: readonly number[];
  readonly reports: readonly number[];
  readonly lone: readonly number[];
  readonly subjects: readonly SubjectName[];
  readonly rounds: number;
  readonly seconds: number;
  readonly loneSeconds: number;
  readonly warm: number;
  readonly think: number;
  readonly populate: number;
  readonly hold: number;
  readonly minutes: number;
  readonly rate: number;
  readonly profile: string | null;
  readonly out: string;
};

export const USAGE = `npm run bench [-- options]      about twenty minutes; tables of Markdown, and everything in .data/bench.json

Subjects side by side, in rounds, so that neighbours are compared:
  --people 400,1000       how many write at the same time
  --reports 0,3           delivery reports for each message of ours, up to three: a table for each
  --lone 1,5              so few write and think for 300 ms: a table of how long they wait; 0 for none
  --subjects camino,sample,undici    or floor: what is measured
  --rounds 5              how often each is measured; medians are told
  --seconds 8             how long each is measured
  --lone-seconds 15       the same, of the few
  --warm 3000             messages that are answered before that
  --think 20              milliseconds between a reply and the person's next message

Camino alone, instead of the above:
  --populate 1000000      pairs of empty tables and tables with so many people; filling them takes minutes
  --minutes 60            at a fixed rate, told by minute
  --hold 10               the same while a transaction stays open, so that Postgres must keep every old row
  --rate 200              messages in a second of these two

  --profile folder        writes CPU profiles of the subjects there
  --out .data/bench.json
`;

/** @throws with the usage when an option is unknown or no number */
export function readOptions(args: readonly string[]): Options {
  const values = valuesOf(args);
  const subjects = values.subjects.split(',').map((name) => {
    const subject = SUBJECTS.find((known) => known === name);
    if (subject === undefined) throw new Error(`There is no subject "${name}".\n\n${USAGE}`);
    return subject;
  });
  return {
    people: several(values.people),
    reports: values.reports.split(',').map(whole),
    lone: several(values.lone),
    subjects,
    rounds: whole(values.rounds),
    seconds: whole(values.seconds),
    loneSeconds: whole(values['lone-seconds']),
    warm: whole(values.warm),
    think: whole(values.think),
    populate: whole(values.populate),
    hold: decimal(values.hold),
    minutes: decimal(values.minutes),
    rate: whole(values.rate),
    profile: values.profile === '' ? null : values.profile,
    out: values.out,
  };
}

function valuesOf(args: readonly string[]) {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const options = {
    people: text('400,1000'),
    reports: text('0,3'),
    lone: text('1,5'),
    subjects: text('camino,sample,undici'),
    rounds: text('5'),
    seconds: text('8'),
    'lone-seconds': text('15'),
    warm: text('3000'),
    think: text('20'),
    populate: text('0'),
    hold: text('0'),
    minutes: text('0'),
    rate: text('200'),
    profile: text(''),
    out: text('.data/bench.json'),
  };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : ''}\n\n${USAGE}`);
  }
}

function several(text: string): number[] {
  return text.split(',').map(whole).filter(Boolean);
}

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`"${text}" is no whole number.\n\n${USAGE}`);
  return Number(text);
}

function decimal(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`"${text}" is no number.\n\n${USAGE}`);
  return Number(text);
}
