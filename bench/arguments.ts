import { parseArgs } from 'node:util';

/** What is measured, in this order: the sample and the floor are told beside what they are compared with. */
const SUBJECTS = ['camino', 'sample', 'floor'] as const;
export type SubjectName = (typeof SUBJECTS)[number];

/**
 * How a run is made.
 * @property people   how many write at the same time, one measurement for each number
 * @property seconds  how long is measured, after a warm-up of a third of it
 * @property think    milliseconds between a reply and the person's next message
 * @property reports  delivery reports the provider sends for each message of ours, up to three
 * @property populate people with a settled history in the tables before Camino starts; 0 for empty tables
 * @property profile  a folder for CPU profiles of the servers, or null
 */
export type BenchArguments = {
  readonly people: readonly number[];
  readonly seconds: number;
  readonly think: number;
  readonly reports: number;
  readonly populate: number;
  readonly rounds: number;
  readonly subjects: readonly SubjectName[];
  readonly profile: string | null;
  readonly out: string;
};

const USAGE = `npm run bench -- [--people 200,1000] [--seconds 15] [--think 20] [--reports 0] [--rounds 1]
                 [--populate 1000000] [--subjects camino,sample,floor] [--profile folder] [--out .data/bench.json]
`;

/** @throws with the usage when an argument is unknown or no number */
export function readArguments(args: readonly string[]): BenchArguments {
  const text = (value: string) => ({ type: 'string', default: value }) as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      people: text('200,1000'),
      seconds: text('15'),
      think: text('20'),
      reports: text('0'),
      rounds: text('1'),
      populate: text('0'),
      subjects: text(SUBJECTS.join()),
      profile: text(''),
      out: text('.data/bench.json'),
    },
  });
  return {
    people: values.people.split(',').map(whole),
    seconds: whole(values.seconds),
    think: whole(values.think),
    reports: whole(values.reports),
    rounds: whole(values.rounds),
    populate: whole(values.populate),
    subjects: SUBJECTS.filter((name) => values.subjects.split(',').includes(name)),
    profile: values.profile === '' ? null : values.profile,
    out: values.out,
  };
}

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`"${text}" is no whole number.\n${USAGE}`);
  return Number(text);
}
