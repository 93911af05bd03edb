import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import Provider from 'oidc-provider';
import { signInProvider } from '../../src/staff/account/provider.ts';
import { ANA, FROM_HERE, openConsole, type TestConsole, tell } from '../support/console.ts';

const BACK = 'http://127.0.0.1/staff/sign-in/provider/back';
const CLIENT = { clientId: 'camino', clientSecret: 'a secret of some length for a test' };

/** Who can sign in there: what they type, and what the provider says of them. */
const PEOPLE: Record<string, { email: string; email_verified: boolean }> = {
  ana: { email: 'Ana@Example.org', email_verified: true },
  unverified: { email: ANA.email, email_verified: false },
  successor: { email: ANA.email, email_verified: true },
  stranger: { email: 'stranger@example.org', email_verified: true },
  elsewhere: { email: 'ana@elsewhere.example', email_verified: true },
};

describe('signing in at a provider', () => {
  let console: TestConsole;
  let there: Server;
  let issuer = '';

  beforeAll(async () => {
    // It warns of the keys and pages it brings for trying it out.
    for (const way of ['info', 'warn'] as const)
      jest.spyOn(globalThis.console, way).mockImplementation(() => undefined);
    there = createServer((request, response) => answer(request, response));
    await new Promise<void>((resolve) => there.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(there.address() as AddressInfo).port}`;
    const answer = new Provider(issuer, {
      clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [BACK] }],
      claims: { email: ['email', 'email_verified'], openid: ['sub'] },
      findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...PEOPLE[id] }) }),
    }).callback();
    const provider = signInProvider({ issuer, ...CLIENT, domain: 'example.org', back: BACK, overHttp: true });
    console = await openConsole(false, undefined, { provider, secondFactor: 'required' });
  });
  beforeEach(() =>
    console.database.script('delete from staff_session; update staff set provider_subject = null, disabled_at = null'),
  );
  afterAll(async () => {
    await console.close();
    there.closeAllConnections();
    await new Promise((resolve) => there.close(resolve));
  });

  const get = (url: string, cookie = '') => console.server.inject({ url, headers: { cookie } });
  type Answer = Awaited<ReturnType<typeof get>>;
  const cookiesOf = ({ cookies }: Answer) => cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

  /** A browser at the provider, up to where it is sent back to us. */
  async function signInThere(address: string, login: string): Promise<string> {
    const jar = new Map<string, string>();
    let [url, form] = [address, undefined as string | undefined];
    for (let step = 0; step < 12; step += 1) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const headers = { cookie, ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }) };
      const method = form === undefined ? 'GET' : 'POST';
      const response = await fetch(url, {
        method,
        headers,
        redirect: 'manual',
        ...(form !== undefined && { body: form }),
      });
      for (const set of response.headers.getSetCookie()) {
        const [name = '', ...value] = (set.split(';')[0] ?? '').split('=');
        jar.set(name, value.join('='));
      }
      const location = response.headers.get('location');
      if (location?.startsWith(BACK)) return location;
      const page = await response.text();
      form =
        location === null
          ? `prompt=${/name="prompt" value="(\w+)"/.exec(page)?.[1]}&login=${login}&password=x`
          : undefined;
      url = new URL(location ?? /action="([^"]+)"/.exec(page)?.[1] ?? '', url).href;
    }
    throw new Error('the provider never sent the browser back');
  }

  /** From our link to our answer. @param change what a browser brings instead of what it was sent back with */
  async function come(
    login: string,
    { from = '/staff/sign-in/provider', cookie = '', change = (url: URL) => url } = {},
  ) {
    const gone = await get(from, cookie);
    const back = change(new URL(await signInThere(String(gone.headers.location), login)));
    return { gone, answer: await get(`${back.pathname}${back.search}`, cookiesOf(gone)), back };
  }

  test('whoever has an account is in, by code, proof key, state and nonce, and needs no code of ours', async () => {
    const { gone, answer } = await come('ana');
    const asked = new URL(String(gone.headers.location)).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const part of ['code_challenge', 'state', 'nonce']) expect(asked.get(part)?.length).toBeGreaterThan(20);
    expect(gone.cookies[0]).toMatchObject({ name: 'camino_provider', httpOnly: true, sameSite: 'Lax', maxAge: 600 });
    // A page and no redirect: with that the strict cookie would not go.
    expect([answer.statusCode, answer.headers.refresh]).toEqual([200, '0; url=/staff/cases']);
    expect((await get('/staff/cases', cookiesOf(answer))).statusCode).toBe(200);
  });

  test('goes on where they were going, and never out of the console', async () => {
    const turned = await get('/staff/cases/7');
    const { answer } = await come('ana', { cookie: cookiesOf(turned) });
    expect(answer.headers.refresh).toBe('0; url=/staff/cases/7');
    expect((await come('ana', { cookie: 'camino_way=https://evil.example/staff/' })).answer.headers.refresh).toBe(
      '0; url=/staff/cases',
    );
  });

  test('whose session ended while they wrote loses no word by signing in there', async () => {
    await console.database.script('truncate person, case_file, draft restart identity cascade');
    await tell(console, { number: '+573001112233', case: { reason: 'asked', urgent: false } });
    const post = (url: string, fields: Record<string, string>, cookie = '') =>
      console.server.inject({
        method: 'POST',
        url,
        headers: { ...FROM_HERE, cookie },
        payload: new URLSearchParams(fields).toString(),
      });
    const turned = await post('/staff/cases/1/notes', { form: randomUUID(), text: 'Wants to hear of her son' });
    expect(turned.body).toMatch(/href="\/staff\/sign-in\/provider" target="_blank"/);
    const value = (name: string) => new RegExp(`name="${name}"[^>]*value="([^"]+)"`).exec(turned.body)?.[1] ?? '';
    const carried = {
      ...{ email: '', password: '' },
      ...Object.fromEntries(['carried_number', 'carried_kind', 'carried_form'].map((name) => [name, value(name)])),
      carried_text: /<textarea name="carried_text"[^>]*>\n?([^<]*)/.exec(turned.body)?.[1] ?? '',
    };
    const tooSoon = await post('/staff/sign-in/carried', carried);
    expect([tooSoon.statusCode, tooSoon.body.includes('Wants to hear of her son')]).toEqual([401, true]);
    const { answer } = await come('ana');
    const kept = await post('/staff/sign-in/carried', carried, cookiesOf(answer));
    expect(kept.headers.location).toBe('/staff/cases/1?kept=draft');
    expect((await get('/staff/cases/1?kept=draft', cookiesOf(answer))).body).toContain('Wants to hear of her son');
  });

  test.each(['unverified', 'stranger', 'elsewhere'])('%s does not get in, and no account is made', async (login) => {
    const { answer } = await come(login);
    expect(answer.statusCode).toBe(401);
    expect(answer.cookies.map(({ value }) => value)).toEqual(['']);
    const [row] = await console.database.query<{ n: number }>('select count(*)::int as n from staff');
    expect(row?.n).toBe(1);
  });

  test('an e-mail that was given to somebody else opens nothing; nor does a disabled account', async () => {
    expect((await come('ana')).answer.statusCode).toBe(200);
    expect((await come('successor')).answer.statusCode).toBe(401);
    await console.database.query('update staff set disabled_at = now()');
    expect((await come('ana')).answer.statusCode).toBe(401);
  });

  test('what another browser began, what was changed, and what was used is refused', async () => {
    const begun = await come('ana');
    const url = `${begun.back.pathname}${begun.back.search}`;
    expect((await get(url)).statusCode).toBe(401);
    expect((await get(url, 'camino_provider=made-up')).statusCode).toBe(401);
    expect((await get(url, cookiesOf(begun.gone))).statusCode).toBe(401);
    const other = await get('/staff/sign-in/provider');
    expect((await get(url, cookiesOf(other))).statusCode).toBe(401);
    const change = (back: URL) => {
      back.searchParams.set('state', 'another');
      return back;
    };
    expect((await come('ana', { change })).answer.statusCode).toBe(401);
  });

  test('who must show again that it is they does so there', async () => {
    const { answer } = await come('ana');
    const session = answer.cookies.find(({ name }) => name === 'camino_staff');
    const cookie = `${session?.name}=${session?.value}`;
    await console.database.query("update staff_session set proved_at = now() - interval '1 hour'");
    const asked = await get('/staff/reauthenticate?next=/staff/account/second-factor', cookie);
    const link = /href="(\/staff\/sign-in\/provider\?again=[^"]+)"/.exec(asked.body)?.[1] ?? '';
    expect(asked.body).not.toContain('name="password"');
    const wrong = await come('successor', { from: link, cookie });
    expect(wrong.answer.statusCode).toBe(403);
    expect(new URL(String(wrong.gone.headers.location)).searchParams.get('prompt')).toBe('login');
    expect((await get('/staff/account/second-factor', cookie)).statusCode).toBe(303);
    const right = await come('ana', { from: link, cookie });
    expect(right.answer.headers.refresh).toBe('0; url=/staff/account/second-factor');
    expect((await get('/staff/account/second-factor', cookie)).statusCode).toBe(200);
  });

  test('a provider that cannot be reached leaves the password', async () => {
    const provider = signInProvider({
      issuer: 'http://127.0.0.1:9',
      ...CLIENT,
      domain: null,
      back: BACK,
      overHttp: true,
    });
    const lonely = await openConsole(false, undefined, { provider });
    const response = await lonely.server.inject({ url: '/staff/sign-in/provider' });
    expect([response.statusCode, response.body.includes('name="password"')]).toEqual([502, true]);
    await lonely.close();
  });

  test('over plain http it is asked only where a test allows it', async () => {
    const provider = signInProvider({ issuer, ...CLIENT, domain: null, back: BACK });
    await expect(provider.begin(false)).rejects.toThrow();
  });

  test('without a provider there is no such page', async () => {
    const without = await openConsole();
    expect((await without.server.inject({ url: '/staff/sign-in/provider', headers: FROM_HERE })).statusCode).toBe(404);
    await without.close();
  });
});
