import { addDays } from '../language/calendar-days.ts';
import { type Day, isDay } from '../screening/names.ts';

/** Nobody plans for longer. */
const MOST_DAYS = 1000;

/**
 * Reads how many people write on which days: lines of `day,count`, a first line of names and empty lines left out.
 * @param name how the file is called, for problems
 * @returns the first day and how many on each day from it; days that are not named have nobody. Or what is wrong, with its line
 */
export function readArrivals(text: string, name: string): { from: Day; arrivals: number[] } | string {
  const counts = new Map<Day, number>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || (index === 0 && /^[a-z_ ]+,[a-z_ ]+$/i.test(line))) continue;
    const [day = '', count = '', ...more] = line.split(',').map((part) => part.trim());
    const where = `${name}:${index + 1}: '${line}'`;
    if (!isDay(day) || !/^\d{1,7}$/.test(count) || more.length > 0)
      return `${where} is not a day and how many people write on it. Write 2023-08-01,1200.`;
    if (counts.has(day)) return `${where}: this day stands there twice. Add the two lines up.`;
    counts.set(day, Number(count));
  }
  const days = [...counts.keys()].sort();
  const [from, last] = [days[0], days.at(-1)];
  if (from === undefined || last === undefined) return `${name} names no day. Write lines such as 2023-08-01,1200.`;
  const arrivals: number[] = [];
  for (let day = from; day <= last; day = addDays(day, 1)) {
    arrivals.push(counts.get(day) ?? 0);
    if (arrivals.length > MOST_DAYS) return `${name} reaches over more than ${MOST_DAYS} days. Plan for fewer at once.`;
  }
  return { from, arrivals };
}
