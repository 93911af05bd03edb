import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { segments } from '../../src/channels/segments.ts';
import { LANGUAGES } from '../../src/language/language.ts';
import { stopAddress } from '../../src/mail/opt-out.ts';
import type { AddressId } from '../../src/people/address.ts';
import type { PersonId } from '../../src/people/person.ts';
import { register } from '../../src/records/registrations.ts';
import { addStaff } from '../../src/records/staff.ts';
import { FROM_HERE, openConsole, type Story, signInAna, type TestConsole, tell } from '../support/console.ts';
import { seal, serverStores } from '../support/stores.ts';

const DAY = '/staff/diary/soacha/2023-11-21';
const at = (time: string) => Date.parse(`${time}:00-05:00`);

let console: TestConsole;
let cookie = '';
beforeAll(async () => {
  console = await openConsole(false, serverStores);
  cookie = `${await signInAna(console)}; camino_language=en`;
});
afterAll(() => console.close());

let people = 0;
/** Somebody with an appointment in Soacha, and its key. */
async function booked(appointment: string, story: Partial<Story> = {}): Promise<{ person: PersonId; id: string }> {
  people += 1;
  const number = `+5730055${String(people).padStart(5, '0')}`;
  const person = await tell(console, { number, language: 'ht', consent: 'given', ...story, appointment });
  const [row] = await console.database.query<{ id: string }>('select id from appointment where person = $1', [person]);
  return { person, id: row?.id ?? '' };
}

const get = (url: string) => console.server.inject({ url, headers: { cookie } });
const post = (url: string, fields: Record<string, string>) =>
  console.server.inject({
    ...{ method: 'POST', url, headers: { ...FROM_HERE, cookie } },
    payload: new URLSearchParams(fields).toString(),
  });
const audited = async () =>
  (await console.database.query<{ act: string; subject: string }>('select act, subject from audit order by id')).map(
    ({ act, subject }) => `${act} ${subject}`,
  );
/** What waits to be sent to somebody, opened. */
async function toldTo(person: PersonId): Promise<string[]> {
  const rows = await console.database.query<{ sealed: Uint8Array }>(
    'select sealed from outbox_message where person = $1 order by position',
    [person],
  );
  return rows.map(({ sealed }) => (JSON.parse(seal.open('outgoing', sealed)) as { text: string }).text);
}
const codeOf = ({ person }: { person: PersonId }) => `BCD-${person.slice(0, 6)}`;
const rowOf = (body: string, id: string) => body.split(`id="a-${id}"`)[1]?.split('</tr>')[0] ?? '';

describe('a day', () => {
  test('without a day and an office, today at an office is shown; the office looked at last is shown again', async () => {
    const first = await get('/staff/diary');
    expect([first.statusCode, first.headers.location]).toEqual([303, '/staff/diary/cali/2023-11-21']);
    const chosen = await get('/staff/diary?office=soacha&day=2023-11-23');
    expect(chosen.headers.location).toBe('/staff/diary/soacha/2023-11-23');
    const kept = (await get(DAY)).cookies.find(({ name }) => name === 'camino_office');
    const again = await console.server.inject({
      url: '/staff/diary',
      headers: { cookie: `${cookie}; camino_office=${kept?.value}` },
    });
    expect(again.headers.location).toBe('/staff/diary/soacha/2023-11-21');
  });

  test('an unknown office, a day that does not exist and an unknown appointment are answered in words', async () => {
    const unknown = [
      'nowhere/2023-11-21',
      'soacha/2023-02-30',
      'soacha/today',
      `appointments/${randomUUID()}`,
      'appointments/x',
    ];
    for (const path of unknown) {
      const response = await get(`/staff/diary/${path}`);
      expect([path, response.statusCode]).toEqual([path, 404]);
      expect(response.body).toContain('<h1>');
    }
  });

  test('a day without hours says so, and a day without people shows what is free', async () => {
    expect((await get('/staff/diary/soacha/2023-11-26')).body).toContain('The office receives nobody on this day.');
    const empty = (await get('/staff/diary/soacha/2023-12-05')).body;
    expect(empty).toContain('With an appointment: 0');
    expect(empty).toContain('Free places: 28');
  });

  test('who comes stands by time, with place, language, needs and open case, and without a phone number', async () => {
    const answers = { adult: false, accompanied: false, country_now: 'CO', nationality: 'VE', child_in_school: true };
    const child = await booked('2023-11-22T10:30', {
      language: 'fr',
      answers,
      case: { reason: 'minor-alone', urgent: true },
    });
    const second = await booked('2023-11-22T10:30', { language: 'es' });
    const { body } = await get('/staff/diary/soacha/2023-11-22');
    const row = rowOf(body, child.id);
    for (const shown of [codeOf(child), 'French', 'Interpreter', 'Minor, no adult', 'With children', 'Urgent'])
      expect(row).toContain(shown);
    expect(row).toMatch(/href="\/staff\/cases\/\d+"/);
    expect(rowOf(body, second.id)).not.toContain('Interpreter');
    expect(body).not.toContain('+57');
    expect(body).toMatch(/10:30<\/span><span class="free">free: 0/);
    expect(body.indexOf(child.id)).toBeLessThan(body.indexOf(second.id));
    // Two at 10:30 of 28 places.
    expect(body).toContain('Free places: 26');
  });

  test('each look is written down, by office and day', async () => {
    const before = (await audited()).length;
    await get('/staff/diary/medellin/2023-11-24');
    expect((await audited()).slice(before)).toEqual(['diary_read medellin 2023-11-24']);
  });

  test('who has no part in the diary does not read it', async () => {
    const eva = { email: 'eva@example.org', name: 'Eva', password: 'correct horse battery', role: 'auditor' } as const;
    await addStaff(console.database, { ...eva, organisation: 'safe-mobility' as never });
    const payload = new URLSearchParams({ email: eva.email, password: eva.password }).toString();
    const signedIn = await console.server.inject({
      method: 'POST',
      url: '/staff/sign-in',
      headers: FROM_HERE,
      payload,
    });
    const hers = signedIn.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const response = await console.server.inject({ url: DAY, headers: { cookie: hers } });
    expect(response.statusCode).toBe(403);
    const cases = await console.server.inject({ url: '/staff/cases', headers: { cookie: hers } });
    expect(cases.body).not.toContain('href="/staff/diary"');
    expect((await console.server.inject({ url: DAY })).headers.location).toBe('/staff/sign-in');
  });

  test('five offices with two hundred appointments a day are quick', async () => {
    await console.database.query(
      `with someone as (insert into person (language) select 'es' from generate_series(1, 1000) returning id),
       numbered as (select id, row_number() over () as n from someone)
       insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn)
       select id, 'safe-mobility-colombia', (array['soacha', 'cali', 'medellin', 'x', 'y'])[1 + n % 5],
         '2023-12-01T08:00-05:00'::timestamptz + (n / 100) * interval '30 minutes',
         '2023-12-01T08:30-05:00'::timestamptz + (n / 100) * interval '30 minutes', n, 'booked', 'Q-' || n, 1 from numbered`,
    );
    const took: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      const begun = performance.now();
      const response = await get('/staff/diary/soacha/2023-12-01');
      took.push(performance.now() - begun);
      expect(response.body.match(/id="a-/g)).toHaveLength(200);
    }
    expect(Math.min(...took)).toBeLessThan(1000);
  });
});

describe('whether somebody came', () => {
  test('is noted on the day, corrected with a trace, and counted', async () => {
    const one = await booked('2023-11-21T08:30');
    const address = `/staff/diary/appointments/${one.id}`;
    const noted = await post(`${address}/attendance`, { came: 'missed', seen: '', back: 'day' });
    expect([noted.statusCode, noted.headers.location]).toEqual([303, `${DAY}?said=noted#a-${one.id}`]);
    expect((await get(`${DAY}`)).body).toContain('Did not come: 1');
    await post(`${address}/attendance`, { came: '', seen: 'missed', back: 'day' });
    await post(`${address}/attendance`, { came: 'attended', seen: '', back: 'appointment' });
    const { body } = await get(`${address}`);
    expect(body.match(/<li>(?:Did not come|Taken back|Came) <span class="quiet small">Ana Ruiz/g)).toHaveLength(3);
    expect(await audited()).toEqual(
      expect.arrayContaining([
        'attendance_noted soacha 2023-11-21 08:30 place 1: missed',
        'attendance_noted soacha 2023-11-21 08:30 place 1: taken back',
        'attendance_noted soacha 2023-11-21 08:30 place 1: attended',
      ]),
    );
  });

  test('is not noted over what a colleague noted since the page was read', async () => {
    const one = await booked('2023-11-21T08:30');
    const address = `/staff/diary/appointments/${one.id}`;
    await post(`${address}/attendance`, { came: 'missed', seen: '', back: 'day' });
    const late = await post(`${address}/attendance`, { came: 'attended', seen: '', back: 'day' });
    expect(late.headers.location).toBe(`${address}?no=noted_meanwhile`);
    expect((await get(late.headers.location ?? '')).body).toContain('role="alert"');
  });

  test('is noted before its time for who is here early, and for nobody of another day', async () => {
    const later = await booked('2023-11-21T15:00');
    const tomorrow = await booked('2023-11-22T08:00');
    const note = async (id: string, came: string) =>
      (await post(`/staff/diary/appointments/${id}/attendance`, { came, seen: '', back: 'appointment' })).headers
        .location;
    expect(await note(later.id, 'missed')).toContain('no=not_yet');
    expect(await note(later.id, 'attended')).toContain('said=noted');
    expect(await note(tomorrow.id, 'attended')).toContain('no=not_yet');
    const row = rowOf((await get('/staff/diary/soacha/2023-11-22')).body, tomorrow.id);
    expect(row).not.toContain('<button');
  });
});

describe('another time', () => {
  const move = (id: string, office: string, time: string) =>
    post(`/staff/diary/appointments/${id}/move`, { office, startsAt: String(at(time)) });

  test('is given from the free times, the person is told in their language, and the trace stays', async () => {
    const one = await booked('2023-11-23T09:00');
    const page = (await get(`/staff/diary/appointments/${one.id}`)).body;
    expect(page).toContain(`value="${at('2023-11-23T09:30')}"`);
    const moved = await move(one.id, 'soacha', '2023-11-23T09:30');
    expect(moved.headers.location).toMatch(/^\/staff\/diary\/appointments\/[0-9a-f-]+\?said=moved&told=whatsapp$/);
    const [told, ...more] = await toldTo(one.person);
    expect(more).toEqual([]);
    for (const said of ['jedi 23 novanm 2023, 09:30', 'nan Soacha', codeOf(one)]) expect(told).toContain(said);
    const body = (await get(moved.headers.location ?? '')).body;
    expect(body).toContain('Moved here from Soacha, Thursday 23 November 2023, 09:00');
    expect((await get('/staff/diary/soacha/2023-11-23')).body).toContain('Not coming any more (1)');
    expect(await audited()).toContain('appointment_moved soacha 2023-11-23 09:00 place 1 to soacha 2023-11-23 09:30');
    const keys = await console.database.query('select key from message where person = $1 order by turn, position', [
      one.person,
    ]);
    expect(keys).toEqual([{ key: 'template.appointment-changed' }]);
  });

  test('at another office is told with its town', async () => {
    const one = await booked('2023-11-23T10:00', { language: 'en' });
    await move(one.id, 'medellin', '2023-11-24T09:00');
    const [told] = await toldTo(one.person);
    expect(told).toContain('Friday 24 November 2023, 09:00, in Medellín');
  });

  test('may be sooner than the office’s notice, but not past, not full, and not beside its hours', async () => {
    const one = await booked('2023-11-23T10:30');
    for (const time of ['2023-11-21T08:30', '2023-11-23T12:30', '2023-11-26T09:00', '2023-11-23T09:10'])
      expect((await move(one.id, 'soacha', time)).headers.location).toContain('no=no_such_time');
    expect((await move(one.id, 'nowhere', '2023-11-23T11:00')).headers.location).toContain('no=no_such_time');
    await booked('2023-11-23T11:30');
    await booked('2023-11-23T11:30');
    expect((await move(one.id, 'soacha', '2023-11-23T11:30')).headers.location).toContain('no=slot_taken');
    expect(await toldTo(one.person)).toEqual([]);
    expect((await move(one.id, 'soacha', '2023-11-21T14:30')).headers.location).toContain('said=moved');
  });

  test('is given once: pressed twice, the second press is told what stands, and the person hears one message', async () => {
    const one = await booked('2023-11-24T08:30');
    const both = await Promise.all([1, 2].map(() => move(one.id, 'soacha', '2023-11-24T10:00')));
    const outcomes = both.map(({ headers }) => String(headers.location).split('?')[1]).sort();
    expect(outcomes).toEqual(['no=gone', 'said=moved&told=whatsapp']);
    expect(await toldTo(one.person)).toHaveLength(1);
  });

  test('who said STOP is sent nothing, and the page says so', async () => {
    const one = await booked('2023-11-24T09:00');
    const [address] = await console.database.query<{ id: AddressId }>('select id from address where person = $1', [
      one.person,
    ]);
    await console.database.transaction((tx) => stopAddress(tx, address?.id as AddressId));
    const moved = await move(one.id, 'soacha', '2023-11-24T09:30');
    expect(moved.headers.location).toContain('told=said_stop');
    expect((await get(moved.headers.location ?? '')).body).toContain('said STOP');
    expect(await toldTo(one.person)).toEqual([]);
  });

  test('is not given to who was here, until that is corrected', async () => {
    const one = await booked('2023-11-21T08:00');
    await post(`/staff/diary/appointments/${one.id}/attendance`, { came: 'attended', seen: '', back: 'day' });
    expect((await move(one.id, 'soacha', '2023-11-24T11:00')).headers.location).toContain('no=attended');
  });
});

describe('cancelling', () => {
  test('needs a reason, frees the place, and tells the person', async () => {
    const one = await booked('2023-11-27T08:00', { language: 'pt' });
    const address = `/staff/diary/appointments/${one.id}`;
    expect((await post(`${address}/cancellation`, {})).headers.location).toBe(`${address}?no=nothing_chosen`);
    const done = await post(`${address}/cancellation`, { reason: 'office_closed' });
    expect(done.headers.location).toBe(`${address}?said=cancelled&told=whatsapp`);
    expect((await toldTo(one.person))[0]).toContain(
      'Seu agendamento foi desmarcado: segunda-feira, 27 de novembro de 2023, 08:00, em Soacha',
    );
    expect((await get('/staff/diary/soacha/2023-11-27')).body).toContain('Free places: 28');
    expect(await audited()).toContain('appointment_cancelled soacha 2023-11-27 08:00 place 1: office_closed');
    expect((await post(`${address}/cancellation`, { reason: 'asked' })).headers.location).toContain('no=gone');
  });

  test('is too late once its time has come', async () => {
    const one = await booked('2023-11-21T08:00');
    const done = await post(`/staff/diary/appointments/${one.id}/cancellation`, { reason: 'asked' });
    expect(done.headers.location).toContain('no=over');
  });
});

describe('who comes without an appointment', () => {
  const walkIn = (fields: { reference?: string; language?: string; id?: string }) =>
    post(`${DAY}/walk-ins`, { id: randomUUID(), reference: '', language: '', ...fields });

  test('is counted by language alone, or found by registration, and taken back', async () => {
    const { person } = await booked('2023-12-12T08:00', { case: { reason: 'asked', urgent: false } });
    await register(console.database, [{ person, turn: 1, reference: 'R-BCD-FGH' }]);
    const id = randomUUID();
    for (const _ of [1, 2])
      expect((await walkIn({ id, language: 'fr' })).headers.location).toBe(`${DAY}?said=walk_in#walk-ins`);
    await walkIn({ reference: ' r-bcd-fgh ' });
    const { body } = await get(`${DAY}`);
    const noted = body.split('id="walk-ins"')[1]?.split('<form class="note')[0] ?? '';
    expect(noted.match(/<strong>(French|Haitian Creole)/g)).toEqual(['<strong>French', '<strong>Haitian Creole']);
    expect(noted).toContain('R-BCD-FGH');
    expect(noted).toMatch(/href="\/staff\/cases\/\d+"/);
    expect(body).toContain('Without an appointment: 2');
    await post(`${DAY}/walk-ins/taken-back`, { id });
    expect((await get(`${DAY}`)).body).toContain('Without an appointment: 1');
    expect((await audited()).filter((line) => line.startsWith('walk_in_noted'))).toHaveLength(4);
  });

  test('a reference that nobody has is shown again to be corrected, and stands in no address', async () => {
    const wrong = await walkIn({ reference: 'R-XXX-999', language: 'pt' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('value="R-XXX-999"');
    expect(wrong.body).toMatch(/<option value="pt" selected/);
    expect(wrong.body).toContain('role="alert"');
  });

  test('nobody has come on a day that has not come', async () => {
    const ahead = '/staff/diary/soacha/2023-11-22';
    expect((await get(ahead)).body).not.toContain('walk-ins"');
    const response = await post(`${ahead}/walk-ins`, { id: randomUUID(), reference: '', language: 'es' });
    expect(response.statusCode).toBe(404);
  });
});

test('what the person is told fits two parts of an SMS in every language', async () => {
  for (const language of LANGUAGES) {
    people += 1;
    const one = await booked('2023-11-28T10:00', { language });
    await console.database.query("update address set channel = 'sms', window_until = null where person = $1", [
      one.person,
    ]);
    const address = `/staff/diary/appointments/${one.id}`;
    const moved = await post(`${address}/move`, { office: 'medellin', startsAt: String(at('2023-11-29T10:00')) });
    const next = moved.headers.location?.split('?')[0];
    await post(`${next}/cancellation`, { reason: 'settled' });
    const told = await toldTo(one.person);
    expect([language, ...told.map((text) => segments(text).encoding)]).toEqual([language, 'GSM-7', 'GSM-7']);
    for (const text of told) expect([language, text, segments(text).count <= 2]).toEqual([language, text, true]);
  }
});
