import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type OrganisationId, sightOf } from '../../src/handoff/organisation.ts';
import { ACTS } from '../../src/records/audit.ts';
import { beat } from '../../src/records/presence.ts';
import { CONSOLE_LANGUAGES } from '../../src/staff/frame/tongue.ts';
import { Watch } from '../../src/staff/live/watch.ts';
import { bot, FROM_HERE, openConsole, type TestConsole, tell } from '../support/console.ts';
import { type SignedIn, signedIn } from '../support/signed-in.ts';
import { until } from '../support/until.ts';

const NUMBER = '+573001112298';
/** However it may be written. */
const LEAK = /300\D{0,3}111\D{0,3}22\D{0,3}98/;

let console: TestConsole;
let ana: SignedIn;
let luz: SignedIn;
let auditor: SignedIn;
let partner: SignedIn;
beforeAll(async () => {
  console = await openConsole();
  ana = await signedIn(console, 'Ana', 'adviser');
  luz = await signedIn(console, 'Luz', 'supervisor');
  auditor = await signedIn(console, 'Óscar', 'auditor');
  partner = await signedIn(console, 'Rosa', 'adviser', 'haitian-partner');
  await tell(console, {
    number: NUMBER,
    language: 'es',
    consent: 'given',
    case: { reason: 'danger.violence', urgent: true },
    answers: { adult: true, country_now: 'CO', nationality: 'VE', in_colombia: '2019', papers: 'ppt' },
    said: ['mi secreto', bot('welcome.who', 'Soy Camino.')],
    appointment: '2023-11-21T10:30',
  });
  await tell(console, { number: '+573001112299', language: 'ht', case: { reason: 'asked', urgent: false } });
});
afterAll(() => console.close());

const get = (who: SignedIn, url: string, language = 'en') =>
  console.server.inject({ url, headers: { cookie: who.cookie, 'accept-language': language } });
const post = (who: SignedIn, url: string, fields: Record<string, string> = {}) =>
  console.server.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(fields).toString(),
    headers: { ...FROM_HERE, cookie: who.cookie, 'accept-language': 'en' },
  });
const acts = (who: SignedIn) =>
  console.database.query<{ act: string; subject: string | null; detail: unknown }>(
    'select act, subject, detail from audit where staff = $1 order by id',
    [who.id],
  );
/** The last thing somebody did. */
const lastAct = async (who: SignedIn) => (await acts(who)).at(-1);

/** Every page there is, as the server knows them. */
function pages(): string[] {
  const tree = console.server.printRoutes({ commonPrefix: false, includeHooks: false });
  const found: string[] = [];
  const path: string[] = [];
  for (const line of tree.split('\n')) {
    const match = /^((?:│ {3}| {4})*)[├└]── (\S+)(?: \(([^)]*)\))?/.exec(line);
    if (match === null) continue;
    const [, indent = '', part = '', methods = ''] = match;
    const depth = indent.length / 4;
    path.splice(depth, path.length, part);
    if (methods.split(', ').includes('GET')) found.push(path.slice(0, depth + 1).join(''));
  }
  // The stream has names and versions only, and no end.
  return found.filter((url) => url.startsWith('/staff') && url !== '/staff/live');
}

describe('a phone number', () => {
  test('is on no page of the desk for anybody until it is asked for', async () => {
    const urls = pages().map((url) => url.replace(/:\w+/g, '1'));
    expect(urls).toEqual(expect.arrayContaining(['/staff/cases', '/staff/cases/1', '/staff/audit']));
    for (const who of [ana, luz, auditor]) {
      for (const url of urls) {
        const response = await get(who, url);
        expect([url, LEAK.test(response.body)]).toEqual([url, false]);
      }
    }
    const { body } = await get(ana, '/staff/cases/1');
    expect(body).toContain('+57 ••• ••• ••98');
    expect(body).toContain('+57, ending in 98');
    expect(body).not.toContain('tel:');
  });

  test('is not shown without a reason of the list, nor to who must not see it', async () => {
    const before = (await acts(ana)).length;
    for (const fields of [{}, { reason: 'curious' }, { reason: 'call', words: 'x'.repeat(201) }] as const)
      expect((await post(ana, '/staff/cases/1/reveal', { ...fields })).statusCode).toBe(400);
    expect((await post(ana, '/staff/cases/99/reveal', { reason: 'call' })).statusCode).toBe(404);
    expect((await post(auditor, '/staff/cases/1/reveal', { reason: 'call' })).statusCode).toBe(403);
    expect((await post(partner, '/staff/cases/1/reveal', { reason: 'call' })).statusCode).toBe(404);
    expect(await acts(ana)).toHaveLength(before);
    expect((await get(ana, '/staff/cases/1')).body).not.toMatch(LEAK);
  });

  test('is shown to who asked, on that case, for a quarter of an hour; and the audit says for what', async () => {
    const response = await post(ana, '/staff/cases/1/reveal', { reason: 'call', words: ' she asked María to call ' });
    expect([response.statusCode, response.headers.location]).toEqual([303, '/staff/cases/1#addresses']);
    expect(await lastAct(ana)).toEqual({ act: 'address_revealed', subject: '1', detail: { reason: 'call' } });

    const { body } = await get(ana, '/staff/cases/1');
    expect(body).toContain(`href="tel:${NUMBER}"`);
    expect(body).toMatch(/Shown to you until \d\d:\d\d\./);
    expect((await get(luz, '/staff/cases/1')).body).not.toMatch(LEAK);
    expect((await get(ana, '/staff/cases/2')).body).toContain('••99');

    // The audit is only added to; a test may say that time has passed.
    await console.database.query(
      "update audit set at = now() - interval '15 minutes 1 second' where act = 'address_revealed'",
    );
    expect((await get(ana, '/staff/cases/1')).body).not.toMatch(LEAK);
  });

  test('what was written for it is sealed, is read with the audit, and goes with the person', async () => {
    const kept = await console.database.query('select * from audit');
    expect(JSON.stringify(kept)).not.toContain('María');
    const [row] = await console.database.query<{ sealed: Uint8Array }>('select sealed from reveal');
    expect(Buffer.from(row?.sealed ?? []).toString('latin1')).not.toContain('she asked');
    const page = (await get(auditor, '/staff/audit?case=1&act=address_revealed')).body;
    expect(page).toContain('she asked María to call');
    expect(page).toContain('To call the person');
    expect(page).not.toMatch(LEAK);
  });
});

describe('what an organisation does not see is not there', () => {
  test('in the list, by its number, or as the next', async () => {
    const list = (await get(partner, '/staff/cases')).body;
    expect(list).toContain('/staff/cases/2"');
    expect(list).not.toContain('/staff/cases/1"');
    const [hidden, never] = [await get(partner, '/staff/cases/1'), await get(partner, '/staff/cases/77')];
    expect([hidden.statusCode, hidden.body]).toEqual([404, never.body.replaceAll('/77', '/1')]);
    for (const act of ['claim', 'notes', 'closure/end'])
      expect([act, (await post(partner, `/staff/cases/1/${act}`, { text: 'x' })).statusCode]).toEqual([act, 404]);
    expect((await acts(partner)).filter(({ subject }) => subject === '1')).toEqual([]);
  });

  test('in the diary', async () => {
    const day = '/staff/diary/soacha/2023-11-21';
    expect((await get(ana, day)).body).toContain('/staff/cases/1"');
    const { body } = await get(partner, day);
    const [, appointment = ''] = /href="(\/staff\/diary\/appointments\/[^"]+)"/.exec(body) ?? [];
    const one = await get(partner, appointment);
    expect(one.statusCode).toBe(200);
    for (const page of [body, one.body]) expect(page).not.toMatch(/\/staff\/cases\/1"|Urgent/);
  });

  test('in what a browser is told', async () => {
    const { database, house } = console;
    const watch = new Watch(database, house.offices);
    const heardBy = async (organisation: string) => {
      const heard: string[] = [];
      const sight = sightOf(house, organisation as OrganisationId);
      const stop = await watch.listen(null, { sight, keepsDiary: false, tell: (names) => heard.push(...names) });
      return { heard, stop };
    };
    const [ours, theirs] = [await heardBy('safe-mobility'), await heardBy('haitian-partner')];
    await database.query('update case_file set changed = pg_current_xact_id()');
    for (const number of [1, 2]) await beat(database, { number, staff: ana.id, types: false });
    const all = ['case 1', 'case 2', 'presence 1', 'presence 2'];
    await until(() => all.every((name) => ours.heard.includes(name)), 'not everything was heard');
    await until(() => theirs.heard.includes('presence 2'), 'the partner hears nothing');
    expect([...new Set(theirs.heard)].sort()).toEqual(['case 2', 'presence 2', 'queue']);
    for (const { stop } of [ours, theirs]) stop();
  });

  test('everybody can read who shares the desk, and what each sees', async () => {
    const { body } = await get(partner, '/staff/organisations');
    for (const words of [
      'Safe Mobility',
      'Every case',
      'Creole-speaking organisation (example)',
      'Languages: Haitian Creole, French, or not known',
      'Danger of any kind',
      'Offices: Medellín, or none yet',
      'Accepts none',
      'Mon, Wed, Fri 09:00–13:00',
    ])
      expect(body).toContain(words);
    expect(body.match(/>yours</g)).toHaveLength(1);
  });
});

test('an auditor reads a case without its words, answers and addresses, and the person is not told that it was opened', async () => {
  const { body } = await get(auditor, '/staff/cases/1');
  expect(body).toContain('Danger: violence');
  expect(body).toContain('Your role reads cases without numbers, answers and chat.');
  for (const personal of ['mi secreto', 'Soy Camino.', '••98']) expect(body).not.toContain(personal);
  for (const section of ['<dl class="answers">', 'class="transcript', '<form method="post" action="/staff/cases/1/'])
    expect([section, body.includes(section)]).toEqual([section, false]);
  expect(await lastAct(auditor)).toMatchObject({ act: 'case_opened', subject: '1' });
});

describe('the audit', () => {
  test('is read by its own roles', async () => {
    const administrator = await signedIn(console, 'Adán', 'administrator');
    const manager = await signedIn(console, 'Pía', 'programme_manager');
    for (const who of [ana, luz, partner, manager]) {
      expect((await get(who, '/staff/audit')).statusCode).toBe(403);
      expect((await post(who, '/staff/audit/export')).statusCode).toBe(403);
    }
    expect((await get(administrator, '/staff/audit')).statusCode).toBe(200);
  });

  test('says who opened a case between two days, and that somebody asked', async () => {
    const { body } = await get(auditor, `/staff/audit?case=1&act=transcript_opened&staff=${ana.id}&from=2020-01-01`);
    const rows = body.slice(body.indexOf('<tbody>'), body.indexOf('</tbody>'));
    expect(rows).toContain('Ana');
    expect(rows).not.toContain('Luz');
    expect(rows).toContain('href="/staff/cases/1"');
    expect(await lastAct(auditor)).toEqual({
      act: 'audit_read',
      subject: '1',
      detail: { staff: ana.id, act: 'transcript_opened', from: '2020-01-01' },
    });
    expect((await get(auditor, '/staff/audit')).body).toContain('from 1 January 2020');
    expect((await get(auditor, '/staff/audit?until=2020-01-01')).body).toContain('Nothing was done that fits this.');
    for (const wrong of ['case=one', 'from=yesterday', 'act=guessed', 'staff=ana', 'case=1&case=2'])
      expect([wrong, (await get(auditor, `/staff/audit?${wrong}`)).statusCode]).toEqual([wrong, 400]);
  });

  test('goes on to what is older, without an end that is missed', async () => {
    await console.database.query("insert into audit (act) select 'sign_in_refused' from generate_series(1, 101)");
    const counts: number[] = [];
    for (let url: string | null = '/staff/audit?act=sign_in_refused'; url !== null; ) {
      const { body }: { body: string } = await get(auditor, url);
      counts.push((body.match(/<time /g) ?? []).length);
      const next: RegExpExecArray | null = /rel="next" href="([^"]+)"/.exec(body);
      url = next?.[1]?.replaceAll('&amp;', '&') ?? null;
    }
    expect(counts).toEqual([50, 50, 1]);
  });

  test('is saved as a table that no spreadsheet can run, and that stands in it too', async () => {
    const evil = await signedIn(console, '=HYPERLINK("https://evil.example")', 'adviser');
    await get(evil, '/staff/cases/1');
    const response = await post(auditor, '/staff/audit/export', { case: '1' });
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.headers['content-disposition']).toContain('attachment');
    expect(response.body).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    for (const line of response.body.trim().split('\r\n').slice(1)) expect(line).toMatch(/^"[^=+\-@]/);
    expect(response.body).not.toMatch(/"[=+@]/);
    expect(response.body).not.toContain('María');
    expect(await lastAct(auditor)).toMatchObject({ act: 'audit_exported', subject: '1' });
    expect((await post(auditor, '/staff/audit/export', { case: 'x' })).statusCode).toBe(400);
  });

  test('has words for every act', () => {
    for (const language of CONSOLE_LANGUAGES)
      expect(ACTS.filter((act) => !console.house.words.has(language, `console.audit.act.${act}`))).toEqual([]);
  });

  test('keeps the reason, and nothing of what was written, when the person is forgotten', async () => {
    await console.database.query('delete from person where id = (select person from case_file where number = 1)');
    expect(await console.database.query('select * from reveal')).toEqual([]);
    expect((await get(auditor, '/staff/audit?case=1&act=address_revealed')).body).toContain('To call the person');
  });
});
