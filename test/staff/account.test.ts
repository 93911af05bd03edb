import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { addStaff, type StaffId } from '../../src/records/staff.ts';
import { localPath } from '../../src/staff/account/local-path.ts';
import { browserOf, networkOf } from '../../src/staff/account/whence.ts';
import { ANA, CHEAP, FROM_HERE, openConsole, type TestConsole } from '../support/console.ts';

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const LASTING = 'seven sleepy sparrows';

let console: TestConsole;
let strict: TestConsole;
beforeAll(async () => {
  console = await openConsole();
  strict = await openConsole(false, undefined, { secondFactor: 'required' });
});
beforeEach(async () => {
  for (const { database } of [console, strict]) {
    await database.script('delete from guess; delete from audit; delete from staff');
    await addStaff(database, ANA, CHEAP);
  }
});
afterAll(async () => {
  await console.close();
  await strict.close();
});

/** A browser: it keeps its cookies, and says where it is. */
class Browser {
  readonly jar = new Map<string, string>();
  constructor(
    private readonly at: TestConsole,
    private readonly address = '192.0.2.7',
  ) {}

  get = (url: string, headers: Record<string, string> = {}) => this.#ask('GET', url, '', headers);
  post = (url: string, fields: Record<string, string> = {}) => this.#ask('POST', url, form(fields), FROM_HERE);
  signIn = (password: string = ANA.password, email: string = ANA.email) =>
    this.post('/staff/sign-in', { email, password });

  async #ask(method: 'GET' | 'POST', url: string, payload: string, headers: Record<string, string>) {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140.0', 'accept-language': 'en', ...headers, cookie };
    const response = await this.at.server.inject({ method, url, payload, headers: all, remoteAddress: this.address });
    for (const { name, value } of response.cookies) {
      if (value === '') this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return response;
  }
}

const to = ({ statusCode, headers }: { statusCode: number; headers: Record<string, unknown> }) => [
  statusCode,
  headers.location,
];

describe('where a link may lead', () => {
  test.each([
    ['/staff/cases/12?language=fr', '/staff/cases/12?language=fr'],
    ['/staff/../evil', null],
    ['/staff/%2e%2e/%2e%2e/evil', null],
    ['//evil.example/staff/', null],
    ['/\\evil.example', null],
    ['/staff/\\evil', '/staff//evil'],
    ['https://evil.example/staff/', null],
    ['/staff', null],
    ['/staffroom/', null],
    ['javascript:alert(1)', null],
    [['/staff/a'], null],
    [undefined, null],
  ])('%p: %p', (given, path) => expect(localPath(given)).toBe(path));
});

test.each([
  ['192.0.2.7', '192.0.2.0/24'],
  ['::ffff:192.0.2.7', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0::/48'],
  ['2001:0db8:0001::1', '2001:db8:1::/48'],
  ['::1', '0:0:0::/48'],
])('%s is in the network %s', (ip, network) => expect(networkOf(ip)).toBe(network));

test('a browser is named coarsely', () => {
  expect(browserOf('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0')).toBe(
    'Edge, Windows',
  );
  expect(browserOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')).toBe(
    'Safari, iOS',
  );
  expect(browserOf('<script>')).toBe('');
});

test('who was going somewhere goes on there after signing in', async () => {
  const browser = new Browser(console);
  expect(to(await browser.get('/staff/cases/12'))).toEqual([303, '/staff/sign-in']);
  expect(to(await browser.signIn())).toEqual([303, '/staff/cases/12']);
  browser.jar.set('camino_way', 'https://evil.example/');
  expect(to(await browser.signIn())).toEqual([303, '/staff/cases']);
});

test('after guesses from one place the page says how long to wait, and the owner waits in no browser that is known', async () => {
  const owner = new Browser(console, '203.0.113.9');
  await owner.signIn();
  const stranger = new Browser(console, '203.0.113.5');
  for (let guess = 0; guess < 5; guess += 1) expect((await stranger.signIn('guess')).statusCode).toBe(401);
  const late = await stranger.signIn('guess');
  expect([late.statusCode, Number(late.headers['retry-after']) > 0]).toEqual([429, true]);
  expect(late.body).toContain('Too many attempts'.replace('Too', 'There were too'));
  await owner.post('/staff/sign-out');
  expect(to(await owner.signIn())).toEqual([303, '/staff/cases']);
  expect(to(await new Browser(console, '198.51.100.4').signIn())).toEqual([303, '/staff/cases']);
});

test('a first password opens nothing but the page where another is chosen', async () => {
  await console.database.script('delete from audit; delete from staff');
  await addStaff(console.database, { ...ANA, passwordHours: 72 }, CHEAP);
  const browser = new Browser(console);
  await browser.signIn();
  for (const url of ['/staff/cases', '/staff/account', '/staff/account/second-factor'])
    expect(to(await browser.get(url))).toEqual([303, '/staff/account/password']);
  const choose = (password: string, again = password) => browser.post('/staff/account/password', { password, again });
  expect((await choose('seven sparrows')).body).toContain('at least 15 characters');
  expect((await choose('Soacha Ana Ruiz 2026')).body).toContain('little more than the name');
  expect((await choose(LASTING, 'another')).body).toContain('not the same both times');
  expect(to(await choose(LASTING))).toEqual([303, '/staff/']);
  expect((await browser.get('/staff/cases')).statusCode).toBe(200);
  expect((await new Browser(console).signIn()).statusCode).toBe(401);
});

test('changing the password asks for the one of now, and signs out everywhere else', async () => {
  const [here, there] = [new Browser(console), new Browser(console)];
  await here.signIn();
  await there.signIn();
  const choose = (old: string) => here.post('/staff/account/password', { old, password: LASTING, again: LASTING });
  expect((await choose('wrong')).statusCode).toBe(400);
  expect(to(await choose(ANA.password))).toEqual([303, '/staff/account?done=password']);
  expect((await here.get('/staff/account?done=password')).body).toContain('Your password is changed');
  expect(to(await there.get('/staff/cases'))).toEqual([303, '/staff/sign-in']);
});

test('sessions are listed by browser and end one by one or together; a made-up one of somebody else does not', async () => {
  const browsers = [new Browser(console), new Browser(console), new Browser(console)] as const;
  for (const browser of browsers) await browser.signIn();
  const [here, second, third] = browsers;
  const { body } = await here.get('/staff/account');
  expect(body.match(/Firefox, Linux/g)).toHaveLength(3);
  const ends = [...body.matchAll(/action="(\/staff\/account\/sessions\/[\w-]{36}\/end)"/g)].map(([, url = '']) => url);
  expect(ends).toHaveLength(2);
  await addStaff(console.database, { ...ANA, email: 'luis@example.org' }, CHEAP);
  const luis = new Browser(console);
  await luis.signIn(ANA.password, 'luis@example.org');
  for (const url of ends) await luis.post(url);
  expect((await second.get('/staff/cases')).statusCode).toBe(200);
  await here.post(ends[0] ?? '');
  const left = await Promise.all([second, third].map(async (one) => (await one.get('/staff/cases')).statusCode));
  expect(left.sort()).toEqual([200, 303]);
  await here.post('/staff/account/sessions/end-others');
  expect([to(await second.get('/staff/cases'))[0], to(await third.get('/staff/cases'))[0]]).toEqual([303, 303]);
  expect((await here.get('/staff/cases')).statusCode).toBe(200);
});

test('a page that only refreshes itself keeps nobody signed in', async () => {
  const browser = new Browser(console);
  await browser.signIn();
  const idle = () => console.database.query("update staff_session set seen_at = now() - interval '40 minutes'");
  const minutes = async () =>
    (
      await console.database.query<{ idle: number }>(
        'select round(extract(epoch from now() - seen_at) / 60)::int as idle from staff_session',
      )
    )[0]?.idle;
  await idle();
  await browser.get('/staff/cases', { 'sec-fetch-dest': 'empty' });
  expect(await minutes()).toBe(40);
  await browser.get('/staff/cases', { 'sec-fetch-dest': 'document' });
  expect(await minutes()).toBe(0);
});

describe('where a second factor is required', () => {
  const secretIn = (body: string) =>
    new TOTP({ secret: Secret.fromBase32(/class="secret">([A-Z2-7 ]+)</.exec(body)?.[1]?.replaceAll(' ', '') ?? '') });

  test('nothing opens before it is set up; then a code is asked, and a recovery code does for it', async () => {
    const browser = new Browser(strict);
    await browser.signIn();
    for (const url of ['/staff/cases', '/staff/account'])
      expect(to(await browser.get(url))).toEqual([303, '/staff/account/second-factor']);
    const page = await browser.get('/staff/account/second-factor');
    expect(page.body).toMatch(/<svg class="qr"[^>]*role="img"[^>]*aria-label="Picture/);
    const totp = secretIn(page.body);
    // A reloaded page shows the same secret: the phone may have it already.
    expect(secretIn((await browser.get('/staff/account/second-factor')).body).secret.base32).toBe(totp.secret.base32);
    expect((await browser.post('/staff/account/second-factor/confirm', { code: '000000' })).statusCode).toBe(400);
    const shown = await browser.post('/staff/account/second-factor/confirm', { code: totp.generate() });
    const codes = [...shown.body.matchAll(/<li>([a-z2-9-]{27})<\/li>/g)].map(([, code = '']) => code);
    expect(codes).toHaveLength(10);
    expect((await browser.get('/staff/cases')).statusCode).toBe(200);

    const other = new Browser(strict);
    expect(to(await other.signIn())).toEqual([303, '/staff/sign-in/code']);
    expect(other.jar.has('camino_known')).toBe(false);
    for (const url of ['/staff/cases', '/staff/account', '/staff/sign-in'])
      expect(to(await other.get(url))).toEqual([303, '/staff/sign-in/code']);
    const before = other.jar.get('camino_staff');
    expect((await other.post('/staff/sign-in/code', { code: 'nonsense' })).statusCode).toBe(401);
    expect(to(await other.post('/staff/sign-in/code', { code: codes[0] ?? '' }))).toEqual([303, '/staff/cases']);
    expect(other.jar.get('camino_staff')).not.toBe(before);
  });
});

describe('what weighs more than reading', () => {
  const tire = () => console.database.query("update staff_session set proved_at = now() - interval '11 minutes'");

  test('asks again who sits there, and goes on only within the console', async () => {
    const browser = new Browser(console);
    await browser.signIn();
    await tire();
    const asked = await browser.get('/staff/account/second-factor');
    expect(to(asked)).toEqual([303, '/staff/reauthenticate?next=%2Fstaff%2Faccount%2Fsecond-factor']);
    const again = (next: string, password: string) => browser.post('/staff/reauthenticate', { next, password });
    expect((await again('/staff/account/second-factor', 'wrong')).statusCode).toBe(401);
    expect(to(await again('//evil.example/', ANA.password))).toEqual([303, '/staff/account']);
    await tire();
    const next = '/staff/account/second-factor';
    expect(to(await again(next, ANA.password))).toEqual([303, next]);
    expect((await browser.get(next)).statusCode).toBe(200);
  });

  test('an administrator looks after the accounts of others, each change in the audit, and not after their own', async () => {
    const boss = await addStaff(
      console.database,
      { ...ANA, name: 'Boss', email: 'boss@example.org', role: 'administrator' },
      CHEAP,
    );
    const [{ id } = { id: '' }] = await console.database.query<{ id: StaffId }>(
      "select id from staff where name = 'Ana Ruiz'",
    );
    const [admin, ana] = [new Browser(console), new Browser(console)];
    await admin.signIn(ANA.password, 'boss@example.org');
    await ana.signIn();
    expect((await admin.get('/staff/accounts')).body).toContain('Ana Ruiz');
    await tire();
    expect(to(await admin.post(`/staff/accounts/${id}/disable`))).toEqual([
      303,
      `/staff/reauthenticate?next=%2Fstaff%2Faccounts%2F${id}`,
    ]);
    await admin.post('/staff/reauthenticate', { password: ANA.password });

    await admin.post(`/staff/accounts/${id}/role`, { role: 'auditor' });
    expect((await ana.get('/staff/cases')).body).not.toContain('sign-in');
    await admin.post(`/staff/accounts/${id}/disable`);
    expect(to(await ana.get('/staff/cases'))).toEqual([303, '/staff/sign-in']);
    await admin.post(`/staff/accounts/${id}/enable`);
    const given =
      /class="secret">([a-z2-9-]{23})</.exec((await admin.post(`/staff/accounts/${id}/reset`)).body)?.[1] ?? '';
    expect((await ana.signIn()).statusCode).toBe(401);
    await ana.signIn(given);
    expect(to(await ana.get('/staff/cases'))).toEqual([303, '/staff/account/password']);
    expect((await admin.post(`/staff/accounts/${boss}/disable`)).statusCode).toBe(409);
    expect((await admin.get(`/staff/accounts/${boss}`)).body).not.toContain('/disable');
    const acts = await console.database.query<{ act: string }>('select act from audit where subject = $1 order by id', [
      id,
    ]);
    expect(acts.map(({ act }) => act)).toEqual([
      'account_made',
      'role_changed',
      'account_disabled',
      'account_enabled',
      'account_reset',
    ]);
  });
});
