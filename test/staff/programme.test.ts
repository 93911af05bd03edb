import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openConsole, signInAna, type TestConsole } from '../support/console.ts';
import { signInAs } from '../support/roles.ts';

const PAGE = '/staff/programme';
const MOST_BYTES = 60_000;

describe('the programme page', () => {
  let console: TestConsole;
  let ana = '';
  beforeAll(async () => {
    console = await openConsole();
    console.clock.at = Date.parse('2026-11-27T12:00:00Z');
    ana = await signInAna(console);
  });
  afterAll(() => console.close());

  const get = (url: string, cookie = ana, language = 'en') =>
    console.server.inject({ url, headers: { cookie, 'accept-language': language } });

  test('is for everybody of the staff, and for no stranger', async () => {
    const administrator = await signInAs(console, 'administrator');
    const answers = await Promise.all([get(PAGE), get(PAGE, administrator), get(PAGE, '')]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 303]);
    expect(ways(answers[0]?.body)).toEqual(expect.arrayContaining(['/staff/cases', '/staff/programme']));
    expect(ways(answers[1]?.body)).not.toContain('/staff/cases');
    expect(answers[0]?.body).toContain('<a href="/staff/programme" aria-current="page">');
  });

  test("tells the programme's own day, not today's", async () => {
    expect(standingOf((await get(PAGE)).body, 'Safe Mobility Colombia')).toBe('Closed since 21 January 2025');
    const real = console.clock.at;
    console.clock.at = Date.parse('2023-11-15T12:00:00Z');
    const then = (await get(PAGE)).body;
    console.clock.at = real;
    expect(then).toContain('On 15 November 2023');
    expect(standingOf(then, 'Safe Mobility Colombia')).toBe('Open since 10 October 2023');
  });

  test('stays light in every language', async () => {
    for (const language of ['es', 'en', 'fr']) {
      const { body } = await get(PAGE, ana, language);
      expect(body).toContain(`<html lang="${language}"`);
      expect(Buffer.byteLength(body)).toBeLessThan(MOST_BYTES);
    }
  });

  test('says first what needs somebody: what falls due, and every line that nobody has dialled', async () => {
    const needs = /<section class="needs-you".*?<h2 id="pathways"/s.exec((await get(PAGE)).body)?.[0] ?? '';
    expect(needs).toContain('<a href="/staff/programme/spain-circular-work">');
    expect(needs).toContain('by 31 December 2026');
    const unconfirmed = console.house.helplines.filter(({ confirmedOn }) => confirmedOn === null);
    expect(needs).toContain(`${unconfirmed.length} help lines not confirmed yet`);
    expect([...needs.matchAll(/<b class="number">/g)]).toHaveLength(unconfirmed.length);
    expect(needs).toContain('<summary>Ecuador (1)</summary>');
  });

  test('what is past its day is said to be, and no longer told as open', async () => {
    const real = console.clock.at;
    console.clock.at = Date.parse('2027-06-01T12:00:00Z');
    const { body } = await get(PAGE);
    console.clock.at = real;
    expect(body).toMatch(/\d+ are past their day/);
    expect(standingOf(body, 'Seasonal work Spain')).toBe(
      'We have not reviewed it in time: since 1 January 2027 we do not know',
    );
  });

  test('what nobody understood stands there by month, without a group under ten', async () => {
    await console.database.query(
      `insert into not_understood (month, language, nearest)
       select date_trunc('month', now())::date, language, nearest
       from (values ('es', 'health', 21), ('ht', 'health', 13), ('fr', 'insult', 4)) as missed(language, nearest, times),
         generate_series(1, times)`,
    );
    const { body } = await get(PAGE);
    const asked = /<h3 id="unanswered">.*?<\/section>/s.exec(body)?.[0] ?? '';
    expect(asked).toContain('38 messages');
    expect(asked).toContain('<b>21</b> Spanish: Health and hospital');
    expect(asked).toContain('and groups too small to show');
    expect(asked).not.toMatch(/>13<|>4<|>17<|insult/);
  });

  test('a pathway has a page of all its rules, each requirement with where it was read', async () => {
    const { body, statusCode } = await get(`${PAGE}/ppt-adults`);
    expect(statusCode).toBe(200);
    const versions = console.house.programme.pathways.get('ppt-adults' as never)?.versions ?? [];
    for (const { id } of versions) expect(body).toContain(`Rule ${id}:`);
    expect(body).toContain('<details class="version" open>');
    expect(body).toContain('The PPT is for people from Venezuela.');
    expect(body).toContain('Nobody opened the live page: we read a copy only.');
    expect(body).toContain('href="https://www.radiosantafe.com/');
  });

  test('a topic has a page of what is said and what is left out', async () => {
    const { body } = await get(`${PAGE}/topics/darien`);
    expect(body).toContain('The bot does not tell it:');
    expect(body).toContain('Compared on');
  });

  test('what is not in the programme is not found', async () => {
    for (const url of [`${PAGE}/nothing`, `${PAGE}/topics/nothing`, `${PAGE}/__proto__`])
      expect((await get(url)).statusCode).toBe(404);
  });
});

/** Where the header leads. */
function ways(body = ''): string[] {
  const nav = /<nav class="ways".*?<\/nav>/s.exec(body)?.[0] ?? '';
  return [...nav.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href);
}

function standingOf(body: string, name: string): string | undefined {
  return new RegExp(`<b>${name}</b> <span class="stands">([^<]*)</span>`).exec(body)?.[1];
}
