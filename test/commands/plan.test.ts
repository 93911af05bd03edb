import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { usableProgramme } from '../../src/commands/in-use.ts';
import { plan } from '../../src/commands/plan.ts';
import { readArrivals } from '../../src/commands/plan-arrivals.ts';
import { readPlanOptions } from '../../src/commands/plan-options.ts';

const { offices, programme } = await usableProgramme('programme');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'camino-plan-'));
});
afterAll(() => rm(folder, { recursive: true }));

afterEach(() => {
  jest.restoreAllMocks();
});

async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const hear = (where: 'out' | 'err') => (text: string | Uint8Array) => {
    said[where] += text;
    return true;
  };
  jest.spyOn(process.stdout, 'write').mockImplementation(hear('out'));
  jest.spyOn(process.stderr, 'write').mockImplementation(hear('err'));
  const code = await plan.run(args);
  jest.restoreAllMocks();
  return { code, ...said };
}

test('a small plan: people, waits with their chart, places, the list, and what would change', async () => {
  const { code, out, err } = await run('--people', '400', '--days', '21', '--through', '0.5');
  expect(code).toBe(0);
  expect(out).toContain('400 people write on 21 days from 2023-08-01; 3 offices; seed 1.');
  for (const { name } of offices) expect(out).toContain(`${name}, by the week of asking`);
  expect(out).toMatch(/2023-08-15 .* {2}[█░]+/);
  expect(out).toMatch(/to others +empty +minutes/);
  expect(out).toContain('0 twice. Out of order: 0.');
  expect(out).toMatch(/one more desk at each office +\d+/);
  expect(out).toContain('no forecast');
  expect(err).toContain('as it is: day 21 of 21');
});

test('the same again as one document, from a file of arrivals', async () => {
  const file = join(folder, 'arrivals.csv');
  await writeFile(file, 'day,count\n2023-08-02,30\n\n2023-08-04,10\n');
  const again = () => run('--arrivals', file, '--through', '1', '--desks', 'cali=4', '--no-what-if', '--json');
  const { code, out } = await again();
  expect(code).toBe(0);
  const { supposed, outcome, whatIf } = JSON.parse(out);
  expect(supposed).toMatchObject({ from: '2023-08-02', days: 3, desks: { cali: 4 } });
  expect(outcome.waits.asked).toBe(40);
  expect(whatIf).toEqual([]);
  expect((await again()).out).toBe(out);
});

test('a wrong option is told with its name, and with what to do', async () => {
  const { code, out, err } = await run('--people', 'many');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain("--people: 'many' is no number from 0 to 2000000. Write it as 100000.");
  expect(err).toContain('npm run camino -- plan --help');
  expect(await run('--arrivals', join(folder, 'none.csv'))).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot be read'),
  });
});

test.each([
  [['--through', '1.2'], "--through: '1.2' is no number from 0 to 1"],
  [['--days', '0'], '--days'],
  [['--days', '2.5'], 'is no whole number'],
  [['--from', 'monday'], "--from: 'monday' is not a day. Write it as 2023-08-01."],
  [['--arrivals', 'steep'], 'neither flat nor launch'],
  [['--arrivals', 'a.csv', '--people', '5'], 'Leave them out'],
  [['--family-sizes', '1:2'], '--family-sizes'],
  [['--desks', 'calli=3'], "Did you mean 'cali'?"],
  [['--desks', 'cali=none'], "'none' is no number"],
  [['--pathway', 'safe-mobility-columbia'], "Did you mean 'safe-mobility-colombia'?"],
  [['--peple', '3'], '--peple'],
])('%j is refused', (args, why) => {
  expect(readPlanOptions(args, { offices, timeZone: programme.timeZone })).toContain(why);
});

test.each([
  ['2023-08-01;4', "a.csv:1: '2023-08-01;4'"],
  ['day,count\n2023-02-30,4', 'a.csv:2'],
  ['2023-08-01,-4', 'a.csv:1'],
  ['2023-08-01,4\n2023-08-01,5', 'stands there twice'],
  ['\n', 'names no day'],
  ['2023-08-01,4\n2029-08-01,5', 'more than 1000 days'],
])('arrivals %j are refused', (text, why) => {
  expect(readArrivals(text, 'a.csv')).toContain(why);
});
