import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { DeskRules } from '../../src/handoff/desk-rules.ts';
import type { CaseLine } from '../../src/records/queue.ts';
import { dueOf, lateSince } from '../../src/staff/queue/due.ts';
import { FROM_HERE, openConsole, signInAna, type TestConsole, tell } from '../support/console.ts';
import { deskOf, gatherTeam, type Team, waits } from '../support/day.ts';

let console: TestConsole;
let team: Team;
let cookie = '';
let url = '';

beforeAll(async () => {
  console = await openConsole();
  team = await gatherTeam(console);
  url = await console.server.listen({ port: 0, host: '127.0.0.1' });
  cookie = await signInAna(console);
}, 90_000);
beforeEach(() => console.database.script('truncate person, case_file, audit restart identity cascade'));
afterAll(() => console?.close());

const read = (address: string, headers: Record<string, string> = {}) =>
  console.server.inject({ url: address, headers: { cookie, 'accept-language': 'en', ...headers } });
const post = (address: string, fields: Record<string, string> = {}) =>
  console.server.inject({
    method: 'POST',
    url: address,
    headers: { ...FROM_HERE, cookie, 'accept-language': 'en' },
    payload: new URLSearchParams(fields).toString(),
  });

test('whoever claims second is told who was first', async () => {
  const number = await waits(console);
  const { body } = await read('/staff/cases');
  expect(body).toContain(`formaction="/staff/cases/${number}/claim"`);
  await deskOf(console).claims(team.luis, number);
  const second = await post(`/staff/cases/${number}/claim`);
  expect(second.statusCode).toBe(409);
  expect(second.body).toContain('Luis Mora already has the case.');
  expect((await read('/staff/cases?view=colleagues')).body).not.toContain('formaction');
  const free = await waits(console);
  expect((await post(`/staff/cases/${free}/claim`)).headers.location).toBe(`/staff/cases/${free}`);
  expect((await read('/staff/cases?view=mine')).body).toContain(`id="case-${free}"`);
});

test('what is asked stays in the address, through parts and pages; what nobody could ask is not asked', async () => {
  for (let index = 0; index < 52; index += 1) await waits(console, { language: 'ht', minutes: 100 - index });
  const { body } = await read('/staff/cases?speaks=ht&office=soacha&reason=asked');
  expect(body).toContain('href="/staff/cases?view=mine&amp;speaks=ht&amp;office=soacha&amp;reason=asked"');
  expect(body).toMatch(/<option selected value="ht"|<option value="ht" selected/);
  const next = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(next).toContain('speaks=ht');
  expect((await read(next)).body.match(/id="case-/g)).toHaveLength(2);
  expect((await read('/staff/cases?speaks=es')).body).toContain('No case fits these filters.');
  const odd = await read("/staff/cases?speaks=xx&office='--&reason=x&view=y&after=1.2&speaks=es");
  expect([odd.statusCode, odd.body.match(/id="case-/g)?.length]).toEqual([200, 50]);
});

test('a case is found by its number or a code of the person, closed ones too, and each search is written down', async () => {
  const person = await tell(console, {
    number: '+573001112299',
    case: { reason: 'asked', urgent: false },
    appointment: '2023-11-21T10:30',
  });
  await console.database.query("insert into registration (person, turn, reference) values ($1, 1, 'R-7KD-Q2X')", [
    person,
  ]);
  await console.database.query("update appointment set code = 'BCD-F23'");
  await console.database.query('update case_file set closed_at = now()');
  const found = async (text: string) => (await post('/staff/cases/search', { text })).headers.location;
  for (const text of ['1', '#1', ' r-7kd-q2x ', 'R7KDQ2X', 'BCD-F23', 'bcdf23']) {
    expect([text, await found(text)]).toEqual([text, '/staff/cases/1']);
  }
  expect((await post('/staff/cases/search', { text: 'ABC\0DE' })).statusCode).toBe(400);
  for (const text of ['2', 'BCD-F2', '7KD-Q2X', '+573001112299', 'asked', '%', '99999999999']) {
    const response = await post('/staff/cases/search', { text });
    expect([text, response.statusCode]).toEqual([text, 404]);
    expect(response.body).toContain('No case has that number or code');
  }
  expect((await post('/staff/cases/search', { text: '+573001112299' })).body).not.toContain('1112299');
  const kept = await console.database.query<{ subject: string | null; n: number }>(
    "select subject, count(*)::int as n from audit where act = 'case_searched' group by 1 order by 1",
  );
  expect(kept).toEqual([
    { subject: '1', n: 6 },
    { subject: null, n: 8 },
  ]);
});

test('single keys can be switched off, and stay so', async () => {
  expect((await read('/staff/cases')).body).not.toContain('data-keys');
  const response = await post('/staff/keys', { keys: 'off', back: '/staff/cases?view=mine' });
  expect([response.statusCode, response.headers.location]).toEqual([303, '/staff/cases?view=mine']);
  const kept = response.cookies.find(({ name }) => name === 'camino_keys');
  const later = await read('/staff/cases', { cookie: `${cookie}; camino_keys=${kept?.value}` });
  expect(later.body).toContain('data-keys="off"');
  for (const back of [
    'https://evil.example',
    '//evil.example',
    '/staff/\\evil.example',
    '/staff/cases\r\nx: y',
    '/check',
  ]) {
    expect((await post('/staff/keys', { keys: 'on', back })).statusCode).toBe(400);
  }
});

test('fifty cases are less than 30 KB on the line, and scripts are kept for ever', async () => {
  for (let index = 0; index < 60; index += 1) {
    await waits(console, { language: 'ht', reason: 'danger.trafficking', urgent: true, minutes: index });
  }
  const page = await read('/staff/cases', { 'accept-encoding': 'gzip' });
  expect(page.headers['content-encoding']).toBe('gzip');
  expect(page.rawPayload.length).toBeLessThan(30 * 1024);
  expect(gunzipSync(page.rawPayload).toString()).toMatch(/^<!doctype html>.*<\/html>$/s);
  const scripts = [...(await read('/staff/cases')).body.matchAll(/<script src="([^"]+)"/g)];
  expect(scripts).toHaveLength(2);
  for (const [, address = ''] of scripts) {
    const script = await read(address);
    expect(script.headers['cache-control']).toContain('immutable');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  }
});

/** What the stream says, until it said all of this. */
async function hears(expected: readonly string[], address: string, meanwhile: () => Promise<unknown>): Promise<string> {
  const ends = new AbortController();
  const timer = setTimeout(() => ends.abort(), 20_000);
  const response = await fetch(`${url}${address}`, { headers: { cookie }, signal: ends.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  await meanwhile();
  let heard = '';
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) {
    heard += decoder.decode(part);
    if (expected.every((each) => heard.includes(each))) break;
  }
  clearTimeout(timer);
  return heard;
}

test('a browser hears that a case changed and who comes to look, by number only', async () => {
  const number = await waits(console, { reason: 'danger.violence', language: 'ht' });
  const heard = await hears(
    [`data: case ${number} `, 'data: queue ', `data: presence ${number} `],
    '/staff/live',
    async () => {
      await deskOf(console).claims(team.luis, number);
      await post(`/staff/cases/${number}/presence`, { types: 'yes' });
    },
  );
  expect(
    heard
      .replaceAll(/\d+/g, '1')
      .split('\n')
      .filter((line) => line !== '')
      .sort(),
  ).toEqual(['data: case 1 1', 'data: presence 1 1', 'data: queue 1', 'id: 1', 'id: 1', 'retry: 1'].sort());
  const audited = await console.database.query("select act from audit where act not in ('case_claim')");
  expect(audited).toEqual([]);
});

test('what changed between the page and the line is told when the line stands', async () => {
  const number = await waits(console);
  const since = /data-since="(\d+)"/.exec((await read('/staff/cases')).body)?.[1];
  await deskOf(console).claims(team.luis, number);
  const heard = await hears([`data: case ${number} `], `/staff/live?since=${since}`, async () => undefined);
  expect(heard).toContain('data: queue ');
});

test('strangers hear nothing, nor does who has too many lines already', async () => {
  expect((await console.server.inject({ url: '/staff/live' })).statusCode).toBe(401);
  const ends = new AbortController();
  const open = () => fetch(`${url}/staff/live`, { headers: { cookie }, signal: ends.signal });
  const statuses: number[] = [];
  for (let line = 0; line < 7; line += 1) statuses.push((await open()).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429]);
  ends.abort();
});

const RULES: DeskRules = {
  timeZone: 'America/Bogota',
  openingHours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '17:00' }],
  holidays: null,
  closures: [],
  answerWithinMinutes: { urgent: 15, other: 240 },
  idleAfterMinutes: 30,
} as DeskRules;

test('a case is due within the hours of the desk, which run on the programme’s clock', () => {
  const at = (time: string): Instant => instantAt(time, RULES.timeZone);
  // The programme plays in 2023; rows are kept now.
  const real = Date.UTC(2026, 10, 27, 12);
  const line = (waitedMinutes: number, urgent = false) =>
    ({ waitingSince: new Date(real - waitedMinutes * 60_000), urgent, state: 'waiting' }) as CaseLine;
  const due = (now: string, ...of: Parameters<typeof line>) => dueOf(RULES, { now: () => at(now) }, real, line(...of));
  expect(due('2023-11-15T10:00', 60)).toEqual({ isLate: false, minutes: 180 });
  expect(due('2023-11-15T10:00', 20, true)).toEqual({ isLate: true, minutes: 5 });
  // Asked on Tuesday at 16:00, an hour before the end of the day: due on Wednesday at 11:00.
  expect(due('2023-11-15T10:00', 18 * 60)).toEqual({ isLate: false, minutes: 60 });
  const { urgent, other } = lateSince(RULES, { now: () => at('2023-11-15T10:00') }, real);
  const minutesBefore = (moment: Date) => Math.round((real - moment.getTime()) / 60_000);
  expect(minutesBefore(urgent)).toBe(30);
  // Eight hours of the desk: two of today, six of yesterday, so since 11:00 of yesterday.
  expect(minutesBefore(other)).toBe(23 * 60);
});
