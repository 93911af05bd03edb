import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { csvLine } from '../../src/staff/frame/csv.ts';
import { lastDays, readDays, stepOf, stepsOf } from '../../src/staff/reports/period.ts';
import { openConsole, signInAna, type TestConsole } from '../support/console.ts';
import { type CountedPerson, staffOfCounted, writeCounted } from '../support/counted.ts';
import { day } from '../support/programme.ts';
import { signInAs } from '../support/roles.ts';

const MARCH = 'from=2026-03-01&to=2026-03-31';
const HOSTILE = '=HYPERLINK("http://evil.example","here")';

const people = (count: number, one: CountedPerson) => Array.from({ length: count }, () => one);
const said = (channel: string) => [{ at: '2026-03-10T15:00:00Z', channel }];
const opened = (reason: string, closed?: string) => ({
  at: '2026-03-10T15:00:00Z',
  reasons: [reason],
  claimed: '2026-03-10T15:20:00Z',
  ...(closed !== undefined && { closed }),
});

/** 57 people: few of some kinds, and nobody of whom one may tell that they are few. */
const PEOPLE: CountedPerson[] = [
  ...people(30, { language: 'es', said: said('whatsapp') }),
  ...people(11, { language: 'ht', said: said('sms'), case: opened('asked', HOSTILE) }),
  ...people(12, { language: 'fr', said: said('whatsapp'), case: opened('delete') }),
  ...people(4, { language: 'pt', said: said('sms') }),
];

describe('reports', () => {
  let console: TestConsole;
  let supervisor = '';
  let auditor = '';
  let ana = '';
  beforeAll(async () => {
    console = await openConsole();
    await writeCounted(console.database, await staffOfCounted(console.database), PEOPLE);
    [supervisor, auditor, ana] = [
      await signInAs(console, 'supervisor'),
      await signInAs(console, 'auditor'),
      await signInAna(console),
    ];
  });
  afterAll(() => console.close());

  const get = (url: string, cookie: string) =>
    console.server.inject({ url, headers: { cookie, 'accept-language': 'en' } });

  test('a supervisor and an auditor read them, an adviser does not; files are for who may export', async () => {
    const page = '/staff/reports';
    const file = `/staff/reports/languages.csv?${MARCH}`;
    const answers = await Promise.all([
      get(page, supervisor),
      get(page, auditor),
      get(page, ana),
      get(file, auditor),
      get(file, ana),
      get(page, ''),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 403, 403, 403, 303]);
    expect((await get(`${page}?${MARCH}`, auditor)).body).not.toContain('.csv');
    expect((await get(`${page}?${MARCH}`, supervisor)).body).toContain('/staff/reports/languages.csv');
  });

  test('without days they are the last thirty, by the clock that rows carry', async () => {
    const { body } = await get('/staff/reports', supervisor);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Bogota' }).format(new Date());
    const { from } = lastDays(day(today), 30);
    expect(body).toContain(`<input id="from" name="from" type="date" value="${from}"`);
    expect(body).toContain(`<input id="to" name="to" type="date" value="${today}"`);
    expect(body).toContain('nobody wrote.');
    expect(body).toContain('America/Bogota');
  });

  test.each([
    ['no day', 'from=2026-02-30&to=2026-03-10', 'We did not understand these dates'],
    ['only one', 'from=2026-03-01', 'We did not understand these dates'],
    ['a script', 'from=<script>&to=2026-03-10', 'We did not understand these dates'],
    ['twice', 'from=2026-03-01&from=2026-03-02&to=2026-03-10', 'We did not understand these dates'],
    ['turned around', 'from=2026-03-10&to=2026-03-01', 'The last day is before the first'],
    ['not yet', 'from=2026-03-10&to=2999-01-01', 'has not come yet'],
    ['so few that somebody could be recognised', 'from=2026-03-10&to=2026-03-15', 'Choose seven days or more'],
    ['too many', 'from=2020-03-10&to=2026-03-15', 'Choose a year at most'],
  ])('dates that cannot be are answered in words, with the last thirty days: %s', async (_name, query, words) => {
    const page = await get(`/staff/reports?${query}`, supervisor);
    expect(page.statusCode).toBe(400);
    expect(page.body).toContain(words);
    expect(page.body).toContain('nobody wrote.');
    expect(page.body).not.toContain('<script>');
    expect((await get(`/staff/reports/languages.csv?${query}`, supervisor)).statusCode).toBe(400);
  });

  test('a small group stands neither in the page nor in the file, and cannot be had by subtraction', async () => {
    const { body } = await get(`/staff/reports?${MARCH}`, supervisor);
    expect(body).toContain('57 people wrote.');
    expect(rowsOf(body, 'languages')).toEqual([
      ['Spanish', '30'],
      ['French', '12'],
      ['Haitian Creole', 'hidden'],
      ['Portuguese', 'hidden'],
    ]);
    expect(rowsOf(body, 'channels')).toEqual([
      ['WhatsApp', '42'],
      ['SMS', '15'],
    ]);
    const file = await get(`/staff/reports/languages.csv?${MARCH}`, supervisor);
    expect(file.body).toBe(
      '\uFEFF"Language","People"\r\n"Spanish","30"\r\n"French","12"\r\n"Haitian Creole","hidden"\r\n"Portuguese","hidden"\r\n',
    );
  });

  test('waiting is told where ten waited, and not of the urgent, who are none', async () => {
    const { body } = await get(`/staff/reports?${MARCH}`, supervisor);
    expect(rowsOf(body, 'waiting')).toEqual([
      ['All', '20 min', '20 min', 'hidden', 'hidden'],
      ['The others', '20 min', '20 min', 'hidden', 'hidden'],
    ]);
  });

  test('a file is a download, in the language of who exports it, and stands in the audit', async () => {
    const url = `/staff/reports/closings.csv?${MARCH}`;
    const file = await console.server.inject({ url, headers: { cookie: supervisor, 'accept-language': 'es' } });
    expect(file.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="camino-closings-2026-03-01-2026-03-31.csv"',
    });
    // What looks like a formula is a text; where a comma divides numbers a semicolon divides fields.
    expect(file.body).toBe(
      `\uFEFF"Motivo del cierre";"Personas"\r\n"Todavía abierto";"12"\r\n"'=HYPERLINK(""http://evil.example"",""here"")";"11"\r\n`,
    );
    const exported = await console.database.query("select 1 from audit where act = 'exported'");
    expect(exported.length).toBeGreaterThan(0);
  });

  test('a file that there is not is not found, and nothing is said to have been exported', async () => {
    const before = await console.database.query("select 1 from audit where act = 'exported'");
    for (const name of ['people.csv', 'languages', 'languages.csv.exe', '..%2Flanguages.csv'])
      expect((await get(`/staff/reports/${name}?${MARCH}`, supervisor)).statusCode).toBe(404);
    expect(await console.database.query("select 1 from audit where act = 'exported'")).toHaveLength(before.length);
  });
});

/** The cells of a table, line by line. */
function rowsOf(body: string, figure: string): string[][] {
  const section = new RegExp(`<section class="figure of-${figure}".*?</section>`, 's').exec(body)?.[0] ?? '';
  const lines = (/<tbody>(.*)<\/tbody>/s.exec(section)?.[1] ?? '').split('</tr>').slice(0, -1);
  return lines.map((line) =>
    [...line.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)]
      .map(([, cell = '']) => cell)
      .filter((cell) => !cell.startsWith('<svg')),
  );
}

test.each([
  ['a formula', '=1+1', `"'=1+1"`],
  ['a sum', '+1', `"'+1"`],
  ['a difference', '-1', `"'-1"`],
  ['a command', '@SUM(A1)', `"'@SUM(A1)"`],
  ['behind a tab', '\t=1', `"'\t=1"`],
  ['behind a new line', '\r=1', `"'\r=1"`],
  ['in wide letters', '＝1', `"'＝1"`],
  ['behind a space that is not seen', '\u200b =1', `"'\u200b =1"`],
  ['a quote that would end the field', 'a","=1', '"a"",""=1"'],
  ['words', 'Peligro: violencia', '"Peligro: violencia"'],
])('no field of a file is run by a spreadsheet: %s', (_name, text, expected) => {
  expect(csvLine([text])).toBe(`${expected}\r\n`);
});

test('days of a report', () => {
  const today = day('2026-03-31');
  const week = lastDays(today, 7);
  expect(week).toEqual({ from: '2026-03-25', to: '2026-03-31' });
  expect(readDays(week, week, today)).toEqual({ ok: true, days: week });
  expect(stepsOf(week, 'week')).toEqual(['2026-03-23', '2026-03-30']);
  expect([30, 91, 366].map((count) => stepOf(lastDays(today, count)))).toEqual(['day', 'week', 'month']);
  expect(stepsOf(lastDays(today, 91), 'month')).toEqual(['2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01']);
});
