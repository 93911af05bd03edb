import { describe, expect, jest, test } from '@jest/globals';
import { holidaysOf, unreadable } from '../../src/files/holidays.ts';
import { holidaysFile } from '../../src/files/service-schema.ts';
import { contentOf, readYaml } from '../../src/files/yaml-files.ts';
import { addDays, daysSinceMonday } from '../../src/language/calendar-days.ts';

const read = contentOf(await readYaml('programme', 'holidays.yaml'), holidaysFile);
if (!read.ok) throw new Error('programme/holidays.yaml is not in its form.');
const rules = read.content;

/** The holidays of some days, both included, without those that fall on a weekend. */
function onWeekdays(country: string, from: string, until: string): string[] {
  const holidays = holidaysOf(country, rules[country] ?? { leaveOut: [], add: [] });
  const found: string[] = [];
  for (let day = from; day <= until; day = addDays(day, 1))
    if (daysSinceMonday(day) < 5 && holidays(day) === '00:00') found.push(day);
  return found;
}

// What stood in the offices' files, day by day, before a library told it.
const COLOMBIA = `
  2023-08-07 2023-08-21 2023-10-16 2023-11-06 2023-11-13 2023-12-08 2023-12-25 2024-01-01 2024-01-08 2024-03-25 2024-03-28 2024-03-29
  2024-05-01 2024-05-13 2024-06-03 2024-06-10 2024-07-01 2024-08-07 2024-08-19 2024-10-14 2024-11-04 2024-11-11 2024-12-25 2025-01-01
  2025-01-06`;

describe('public holidays', () => {
  test('of Colombia, as the offices had them, those that move to a Monday too', () => {
    expect(onWeekdays('CO', '2023-08-01', '2025-01-20')).toEqual(COLOMBIA.trim().split(/\s+/));
    expect(onWeekdays('CO', '2026-12-01', '2027-01-10')).toEqual(['2026-12-08', '2026-12-25', '2027-01-01']);
  });

  test.each([
    // The Virgin of Chiquinquirá on a Monday, since 2026.
    ['CO', 2025, '01-01 01-06 03-24 04-17 04-18 05-01 06-02 06-23 06-30 08-07 08-18 10-13 11-03 11-17 12-08 12-25'],
    [
      'CO',
      2026,
      '01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-13 07-20 08-07 08-17 10-12 11-02 11-16 12-08 12-25',
    ],
    ['GT', 2023, '04-06 04-07 05-01 07-03 09-15 10-20 11-01 12-25'],
    ['GT', 2024, '01-01 03-28 03-29 05-01 07-01 11-01 12-25'],
    ['GT', 2025, '01-01 04-17 04-18 05-01 06-30 09-15 10-20 12-25'],
    ['GT', 2027, '01-01 03-25 03-26 06-28 09-15 10-20 11-01'],
    ['EC', 2023, '01-02 02-20 02-21 04-07 05-01 05-26 08-11 10-09 11-02 11-03 12-25'],
    ['EC', 2024, '01-01 02-12 02-13 03-29 05-03 05-24 08-09 10-11 11-01 11-04 12-25'],
    ['EC', 2025, '01-01 03-03 03-04 04-18 05-02 05-23 08-11 10-10 11-03 11-04 12-25'],
    ['EC', 2026, '01-01 02-16 02-17 04-03 05-01 05-25 08-10 10-09 11-02 11-03 12-25'],
    // New Year of 2028 is a Saturday: its Friday is in the year before.
    ['EC', 2027, '01-01 02-08 02-09 03-26 04-30 05-24 08-09 10-08 11-01 11-02 12-24 12-31'],
    ['CR', 2024, '01-01 03-28 03-29 04-15 05-01 07-29 08-02 08-19 12-25'],
    ['CR', 2025, '01-01 04-11 04-17 04-18 05-01 07-25 08-15 09-15 12-01 12-25'],
    ['CR', 2026, '01-01 04-02 04-03 05-01 09-15 08-31 12-01 12-25'],
  ])('of %s in %d', (country, year, days) => {
    const expected = days.split(' ').map((day) => `${year}-${day}`);
    expect(onWeekdays(country, `${year}-01-01`, `${year}-12-31`)).toEqual(expected.sort());
  });

  test('of Guatemala on the eves of Christmas and of New Year from noon', () => {
    const holidays = holidaysOf('GT', rules.GT ?? { leaveOut: [], add: [] });
    expect([holidays('2024-12-24'), holidays('2024-12-25'), holidays('2024-12-26')]).toEqual(['12:00', '00:00', null]);
  });

  test('observances, bank holidays and what is optional are none', () => {
    expect(onWeekdays('GT', '2024-02-01', '2024-03-27')).toEqual([]);
  });

  test('every rule in the file is one that the library reads, and what is not is found', () => {
    for (const country of Object.values(rules)) expect(unreadable(country)).toEqual([]);
    // The library says so as well.
    const said = jest.spyOn(console, 'error').mockImplementation(() => {});
    expect(unreadable({ leaveOut: [], add: ['05-01', 'every blue moon'] })).toEqual(['every blue moon']);
    said.mockRestore();
  });
});
