import { join } from 'node:path';
import { isTimeHeading, type TimeWords, timeWords } from '../language/time-words.ts';
import { type Found, readWordList } from './word-lists.ts';

const UNITS = ['day', 'week', 'month', 'year'];

/** Reads how a language says when and how many: `times.txt`. */
export async function readTimes(folder: string): Promise<Found<TimeWords>> {
  const path = join(folder, 'times.txt');
  const { list, faults } = await readWordList(path);
  const unknown = [...list.keys()].filter((heading) => !isTimeHeading(heading));
  const broken = (heading: string, isGood: (value: string) => boolean, meant: string) =>
    (list.get(heading) ?? [])
      .filter(({ text }) => !isGood(text.split('=')[1]?.trim() ?? ''))
      .map(({ line, text }) => `${path}:${line}: '${text}' is not '${meant}'.`);
  const isNumber = (value: string) => /^-?\d+$/.test(value);
  const short = (heading: string, lines: number) =>
    list.get(heading)?.length === lines ? [] : [`${path}: [${heading}] needs ${lines} lines, one each, in order.`];
  return {
    content: timeWords((heading) => (list.get(heading) ?? []).map(({ text }) => text)),
    faults: [
      ...faults,
      ...unknown.map((heading) => `${path}: nobody reads [${heading}].`),
      ...broken('numbers', isNumber, 'written = number'),
      ...broken('days', isNumber, 'written = days from today'),
      ...broken('units', (value) => UNITS.includes(value), 'written = day, week, month or year'),
      ...(faults.length > 0 ? [] : [...short('months', 12), ...short('weekdays', 7)]),
    ],
  };
}
