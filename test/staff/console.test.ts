import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { doubtAddress } from '../../src/mail/changed-hands.ts';
import { meet } from '../../src/mail/meet.ts';
import type { Address, AddressId } from '../../src/people/address.ts';
import { languageAccepted } from '../../src/staff/frame/tongue.ts';
import { ANA, bot, FROM_HERE, openConsole, signInAna, type TestConsole, tell } from '../support/console.ts';
import { seal } from '../support/stores.ts';
import { until } from '../support/until.ts';

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();

describe('signing in', () => {
  let console: TestConsole;
  beforeAll(async () => {
    console = await openConsole(true);
  });
  afterAll(() => console.close());

  const get = (url: string, headers: Record<string, string> = {}) => console.server.inject({ url, headers });
  const post = (url: string, payload: string, headers: Record<string, string> = FROM_HERE) =>
    console.server.inject({ method: 'POST', url, payload, headers });

  test('a stranger is sent to the sign-in, and learns nothing of any case', async () => {
    for (const url of ['/staff/cases', '/staff/cases/1', '/staff/cases/999', '/staff/cases/nonsense']) {
      const response = await get(url);
      expect([response.statusCode, response.headers.location]).toEqual([303, '/staff/sign-in']);
    }
    expect((await get('/staff')).headers.location).toBe('/staff/sign-in');
    expect((await get('/staff/')).headers.location).toBe('/staff/sign-in');
  });

  test('every answer forbids scripts but ours, frames, guessing of types, and copies', async () => {
    for (const response of [await get('/staff/sign-in'), await get('/staff/nothing'), await get('/staff/cases')]) {
      expect(response.headers).toMatchObject({
        'content-security-policy':
          "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; " +
          "frame-ancestors 'none'; base-uri 'none'; trusted-types 'none'; require-trusted-types-for 'script'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
      });
    }
    const css = /href="(\/staff\/console\.css[^"]*)"/.exec((await get('/staff/sign-in')).body)?.[1] ?? '';
    const style = await get(css);
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(style.headers['cache-control']).toContain('immutable');
  });

  test('the cookie is for this host only, over https only, out of reach of scripts and other sites', async () => {
    const response = await post(
      '/staff/sign-in',
      form({ email: ` ${ANA.email.toUpperCase()} `, password: ANA.password }),
    );
    expect([response.statusCode, response.headers.location]).toEqual([303, '/staff/cases']);
    const ours = { path: '/', httpOnly: true, secure: true, sameSite: 'Strict' };
    expect(response.cookies).toEqual([
      expect.objectContaining({ name: '__Host-camino_staff', maxAge: 12 * 3600, ...ours }),
      expect.objectContaining({ name: '__Host-camino_known', maxAge: 180 * 24 * 3600, ...ours }),
    ]);
  });

  test('refusals look alike whether or not there is such an account', async () => {
    const wrong = await post('/staff/sign-in', form({ email: ANA.email, password: 'nonsense' }));
    const nobody = await post('/staff/sign-in', form({ email: 'ena@example.org', password: 'nonsense' }));
    expect([wrong.statusCode, nobody.statusCode]).toEqual([401, 401]);
    expect(nobody.body.replace('ena@example.org', ANA.email)).toBe(wrong.body);
    expect(wrong.cookies).toEqual([]);
  });

  test('a form that is not a form of ours is refused in words', async () => {
    for (const payload of ['', 'email=a&email=b', form({ email: 'no-at', password: 'x' })])
      expect((await post('/staff/sign-in', payload)).statusCode).toBe(401);
    expect((await post('/staff/sign-in', 'email=a%00b@c&password=x')).statusCode).toBe(400);
    const json = await post('/staff/sign-in', '{}', { ...FROM_HERE, 'content-type': 'application/json' });
    expect(json.statusCode).toBe(415);
    expect(json.headers['content-type']).toBe('text/html; charset=utf-8');
    expect((await post('/staff/sign-in', 'x'.repeat(70_000))).statusCode).toBe(413);
  });

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister host', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example', host: 'camino.example' }],
    ['no origin', { origin: 'null', host: 'camino.example' }],
    ['nobody says where', { host: 'camino.example' }],
  ])('a form from %s is refused before anything is read', async (_name, headers) => {
    const payload = form({ email: ANA.email, password: ANA.password });
    const response = await post('/staff/sign-in', payload, {
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    });
    expect(response.statusCode).toBe(403);
    expect(response.cookies).toEqual([]);
    expect(response.body).toContain('<h1>');
  });

  test('a browser that only tells its origin can sign in too', async () => {
    const response = await post('/staff/sign-in', form({ email: ANA.email, password: ANA.password }), {
      origin: 'https://camino.example',
      host: 'camino.example',
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(response.statusCode).toBe(303);
  });

  test('after signing out the old cookie opens nothing', async () => {
    const cookie = await signInAna(console);
    expect((await get('/staff/cases', { cookie })).statusCode).toBe(200);
    const response = await post('/staff/sign-out', '', { ...FROM_HERE, cookie });
    expect(response.headers.location).toBe('/staff/sign-in');
    expect(response.cookies[0]).toMatchObject({ name: '__Host-camino_staff', value: '' });
    expect(response.headers['clear-site-data']).toBe('"cache", "storage"');
    expect((await get('/staff/cases', { cookie })).statusCode).toBe(303);
  });
});

describe('reading cases', () => {
  let console: TestConsole;
  let cookie = '';
  beforeAll(async () => {
    console = await openConsole();
    cookie = await signInAna(console);
  });
  // Each test begins with nobody: its first case is number 1.
  beforeEach(() => console.database.script('truncate person, case_file, audit restart identity cascade'));
  afterAll(() => console.close());

  const read = async (url: string, language = 'en') =>
    console.server.inject({ url, headers: { cookie, 'accept-language': language } });
  const listed = async (address = '/staff/cases') =>
    [...(await read(address)).body.matchAll(/id="case-(\d+)"/g)].map(([, number]) => Number(number));
  const opened = () =>
    console.database.query<{ act: string; subject: string }>(
      "select act, subject from audit where act = 'transcript_opened' order by id",
    );

  test('with nobody waiting the list says so, and when a case opens', async () => {
    const { body } = await read('/staff/cases');
    expect(body).toContain('Nobody is waiting.');
    expect(body).not.toContain('<table');
  });

  test('a case shows who, why, what they answered, what decided it, and the talk', async () => {
    await tell(console, {
      number: '+573001112233',
      language: 'ht',
      consent: 'given',
      case: { reason: 'asked', urgent: false },
      answers: {
        adult: true,
        country_now: 'CO',
        nationality: ['HT', 'CL'],
        in_colombia: { after: '2023-06-11' },
        papers: 'prefer_not_to_say',
      },
      said: ['Bonjou', bot('welcome.who', 'Mwen se Camino.'), { kind: 'media', media: 'voice' }],
    });
    const { body } = await read('/staff/cases/1');
    for (const words of [
      'Asked for a person',
      'Haitian Creole',
      '+57 ••• ••• ••33',
      'Haiti, Chile',
      'Were you in Colombia on 11 June 2023 or before?',
      'Prefer not to say',
      'This option is for people who were in Colombia on 11 June 2023 or before.',
      'Unlikely',
      'Who can apply in Colombia',
      'https://movilidadsegura.org/en/colombia/',
      'read on 23 November 2026',
      'Rule v2, judged for 15 November 2023',
      'Bonjou',
      'Mwen se Camino.',
      'welcome.who',
      'Voice note. It came without its sound.',
    ]) {
      expect(body).toContain(words);
    }
    expect(await opened()).toEqual([{ act: 'transcript_opened', subject: '1' }]);
  });

  test('where the words are not kept it says so', async () => {
    await tell(console, {
      number: '+573001112244',
      language: 'es',
      consent: 'refused',
      case: { reason: 'delete', urgent: false },
      said: ['mi secreto', bot('welcome.who', 'Soy Camino.')],
    });
    const { body } = await read('/staff/cases/1', 'es');
    expect(body).toContain('Palabras no guardadas');
    expect(body).toContain('Soy Camino.');
    expect(body).not.toContain('mi secreto');
  });

  test('a case that does not exist is a page in words, and is not written down as opened', async () => {
    for (const number of ['999', '0', '-1', '1e1', '99999999999', '%00', "1'--"]) {
      const response = await read(`/staff/cases/${number}`);
      expect([number, response.statusCode]).toEqual([number, 404]);
      expect(response.body).toContain('There is nothing here');
    }
    expect(await opened()).toEqual([]);
  });

  test('urgent ones stand first, then the oldest; fifty to a page; one leads to the next', async () => {
    for (let index = 1; index <= 53; index += 1) {
      const urgent = index === 20 || index === 40;
      await tell(console, { number: `+5730099900${index}`, case: { reason: 'asked', urgent } });
    }
    await console.database.query("update case_file set waiting_since = now() - number * interval '1 hour'");
    const all = [40, 20, ...Array.from({ length: 53 }, (_, index) => 53 - index).filter((n) => n !== 20 && n !== 40)];
    expect(await listed()).toEqual(all.slice(0, 50));
    const next = /rel="next" href="([^"]+)"/.exec((await read('/staff/cases')).body)?.[1] ?? '';
    expect(await listed(next)).toEqual(all.slice(50));
    expect((await read('/staff/cases?view=nonsense&after=nonsense')).statusCode).toBe(200);
    expect((await read('/staff/cases/20')).body).toContain('href="/staff/cases/53"');
    expect((await read('/staff/cases/1')).body).not.toContain('rel="next"');
  });

  test('the list shows the strongest result of the newest screening, and the appointment', async () => {
    await tell(console, {
      number: '+573001119999',
      language: 'es',
      consent: 'given',
      case: { reason: 'danger.violence', urgent: true },
      answers: {
        adult: true,
        country_now: 'CO',
        nationality: 'VE',
        in_colombia: '2019',
        registered_before: false,
        papers: 'ppt',
      },
      appointment: '2023-11-21T10:30',
    });
    const row = /<tr[^>]* class="is-urgent">(?:(?!<\/tr>).)*Danger: violence.*?<\/tr>/.exec(
      (await read('/staff/cases')).body,
    );
    expect(row?.[0]).toContain('class="status likely"');
    expect(row?.[0]).toContain('Appointment: Tue 21 Nov, 10:30, Soacha');
  });

  test('what an older programme named and today’s does not have is shown by its name', async () => {
    const person = await tell(console, {
      number: '+573001118888',
      consent: 'given',
      language: 'pt',
      case: { reason: 'gone-reason', urgent: false },
    });
    await console.database.query(
      `insert into assessment (person, turn, pathway, version, status, because, answers, programme, on_day) values
       ($1, 1, 'gone-pathway', 'v0', 'unlikely', '[{"requirement":"gone","source":"gone-source","checkedOn":"2020-01-02"}]',
        '{}', 'abc', '2020-01-03')`,
      [person],
    );
    await console.database.query(
      `insert into answer (person, turn, question, answer) values ($1, 1, 'gone-question', '{"is":"value","value":"x"}')`,
      [person],
    );
    const { body, statusCode } = await read('/staff/cases/1');
    expect(statusCode).toBe(200);
    for (const name of [
      'gone-reason',
      'gone-pathway',
      'gone-source',
      'requirement.gone-pathway.gone',
      'gone-question',
    ]) {
      expect(body).toContain(name);
    }
  });

  test('a number that may have changed hands is still there, and the adviser is warned', async () => {
    const number = '+573001116666';
    const person = await tell(console, { number, consent: 'given', case: { reason: 'wish', urgent: false } });
    const [of] = await console.database.query<{ address: AddressId; number: number }>(
      `select address.id as address, case_file.number from address join case_file on case_file.person = address.person
       where address.person = $1`,
      [person],
    );
    if (of === undefined) throw new Error('The case was not opened.');
    const warning = 'This number may be somebody else';
    expect((await read(`/staff/cases/${of.number}`)).body).not.toContain(warning);
    await console.database.transaction((tx) => doubtAddress(tx, seal, of.address));
    const { body } = await read(`/staff/cases/${of.number}`);
    expect(body).toContain('••66');
    expect(body).toContain(warning);
  });

  test('WhatsApp’s own id is shown only of a person whose number it hides', async () => {
    const { database } = console;
    const id = (value: string) => ({ channel: 'whatsapp', kind: 'bsuid', value }) as const;
    const number = { channel: 'whatsapp', kind: 'phone', value: '+573001118888' } as const;
    const caseOf = async (...addresses: [Address, ...Address[]]) => {
      const { person } = await database.transaction((tx) => meet(tx, seal, addresses, new Date()));
      const [row] = await database.query<{ number: number }>(
        `insert into case_file (person) values ($1) returning number`,
        [person],
      );
      return (await read(`/staff/cases/${row?.number}`)).body;
    };
    expect(await caseOf(id('CO.11111117'))).toContain('CO ••• ••• ••17');
    const numbered = await caseOf(number, id('CO.22222227'));
    expect(numbered).toContain('+57 ••• ••• ••88');
    expect(numbered).not.toContain('••27');
  });

  test('what breaks is logged, and said in words without what broke', async () => {
    const person = await tell(console, { number: '+573001117777', case: { reason: 'asked', urgent: false } });
    await console.database.query('update address set sealed = $2 where person = $1', [person, Buffer.from('spoilt')]);
    const [row] = await console.database.query<{ number: number }>('select number from case_file where person = $1', [
      person,
    ]);
    const before = console.events.length;
    const response = await read(`/staff/cases/${row?.number}`);
    expect(response.statusCode).toBe(500);
    expect(response.body).toContain('Something broke on our side');
    expect(response.body).not.toMatch(/sealed|version|DATA_KEY/);
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    expect(response.headers['cache-control']).toBe('no-store');
    expect(console.events.slice(before)).toMatchObject([{ event: 'server_error', route: '/staff/cases/:number' }]);
    // What was read beside it is still being read: emptying the tables for the next test must not meet it.
    await until(async () => {
      const busy = await console.database.query(
        "select from pg_stat_activity where datname = current_database() and state = 'active' and pid <> pg_backend_pid()",
      );
      return busy.length === 0;
    }, 'the page is still being read');
  });

  test('where it cannot be written down who opened a case, nothing of it is shown', async () => {
    await tell(console, { number: '+573001112233', case: { reason: 'asked', urgent: false } });
    await console.database.script('alter table audit rename to audit_away');
    const response = await read('/staff/cases/1');
    await console.database.script('alter table audit_away rename to audit');
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('••33');
    expect((await read('/staff/cases/1')).body).toContain('••33');
  });

  test('the page speaks the language that was chosen, else the browser’s', async () => {
    expect((await read('/staff/cases', 'fr-CA,fr;q=0.9,en;q=0.5')).body).toContain('<html lang="fr">');
    const chosen = await read('/staff/cases?language=es&view=mine', 'en');
    expect(chosen.body).toContain('<html lang="es">');
    expect(chosen.body).toContain('href="/staff/cases?language=fr&amp;view=mine"');
    const kept = chosen.cookies.find(({ name }) => name === 'camino_language');
    const later = await console.server.inject({
      url: '/staff/sign-in',
      headers: { cookie: `camino_language=${kept?.value}`, 'accept-language': 'en' },
    });
    expect(later.body).toContain('<html lang="es">');
  });
});

test.each([
  ['', 'es'],
  ['en', 'en'],
  ['ht,fr;q=0.8,en;q=0.9', 'en'],
  ['pt-BR,pt', 'es'],
  ['en;q=0,fr;q=0.1', 'fr'],
  ['*;q=nonsense,;;,fr', 'fr'],
])('of "%s" the console speaks %s', (header, language) => {
  expect(languageAccepted(header)).toBe(language);
});
