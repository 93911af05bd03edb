import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ALONE, type AppointmentId, type Party } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import { slotAt } from '../../src/appointments/slots.ts';
import type { Language } from '../../src/language/language.ts';
import type { PersonId } from '../../src/people/person.ts';
import { bookHeld, chooseWord, holdSlot, sayComing } from '../../src/records/appointments.ts';
import { makeOffers } from '../../src/records/offers.ts';
import { joinList, waitingOf } from '../../src/records/waiting-list.ts';
import { FROM_HERE, openConsole, signInAna, type TestConsole, tell } from '../support/console.ts';
import { seal, serverStores } from '../support/stores.ts';

const DAY = '/staff/diary/cali/2023-11-23';

let console: TestConsole;
let cookie = '';
beforeAll(async () => {
  console = await openConsole(false, serverStores);
  cookie = `${await signInAna(console)}; camino_language=en`;
});
afterAll(() => console.close());

const get = (url: string) => console.server.inject({ url, headers: { cookie } });
const post = (url: string, fields: Record<string, string> = {}) =>
  console.server.inject({
    ...{ method: 'POST', url, headers: { ...FROM_HERE, cookie } },
    payload: new URLSearchParams(fields).toString(),
  });
const rowOf = (body: string, id: string) => body.split(`id="a-${id}"`)[1]?.split('</tr>')[0] ?? '';

let people = 0;
async function someone(language: Language = 'es'): Promise<PersonId> {
  people += 1;
  return tell(console, { number: `+5730066${String(people).padStart(5, '0')}`, language, consent: 'given' });
}

/** Somebody with an appointment in Cali, as a turn books it. */
async function booked(time: string, party: Partial<Party> = {}, language: Language = 'es') {
  const person = await someone(language);
  const office = console.house.offices.find(({ id }) => id === 'cali');
  const given = { ...ALONE, ...party };
  const slot = office && slotAt(office, instantAt(time, 'America/Bogota'), given.people);
  if (!slot) throw new Error(`${time} is no time of Cali.`);
  await console.database.transaction(async (tx) => {
    const details = { pathway: 'safe-mobility-colombia', code: `K-${people}`, turn: 1, party: given };
    expect(await holdSlot(tx, person, slot, details)).toEqual({ ok: true });
    await bookHeld(tx, person, 0 as Instant);
  });
  const [row] = await console.database.query<{ id: AppointmentId }>('select id from appointment where person = $1', [
    person,
  ]);
  if (row === undefined) throw new Error('Nothing was booked.');
  return { person, id: row.id, code: `K-${people}` };
}

const told = (id: AppointmentId, kind: string, how: string) =>
  console.database.query(
    "insert into appointment_notice (appointment, kind, turn, told, at) values ($1, $2, 1, $3, '2023-11-21T09:00-05:00')",
    [id, kind, how],
  );

describe('a day says what to have ready and who says that they come', () => {
  test('a family stands with its people and its length, and goes on at the times after', async () => {
    const family = await booked('2023-11-23T08:00', { people: 3, needs: ['wheelchair'] });
    const { body } = await get(DAY);
    const row = rowOf(body, family.id);
    expect(row).toContain('3 pers. · 60 min');
    expect(row).toContain('Wheelchair');
    expect(body).toContain(`Place 1, until 09:00: ${family.code} goes on`);
    expect(body).toMatch(/08:30<\/span><span class="free">free: 1</);
    expect(body).toContain('Of 26 appointments a day, left: 25');
  });

  test('an interpreter is needed only on days on which none is there', async () => {
    const [thursday, wednesday] = [
      await booked('2023-11-23T09:30', {}, 'ht'),
      await booked('2023-11-22T09:30', {}, 'ht'),
    ];
    expect(rowOf((await get(DAY)).body, thursday.id)).not.toContain('Interpreter');
    expect(rowOf((await get('/staff/diary/cali/2023-11-22')).body, wednesday.id)).toContain('Interpreter');
  });

  test('who said that they come, who is silent, who could not be asked, and who was not yet', async () => {
    const [said, silent] = [await booked('2023-11-23T10:00'), await booked('2023-11-23T10:00')];
    const [unreached, unasked] = [await booked('2023-11-23T11:00'), await booked('2023-11-23T11:00')];
    const all = [said, silent, unreached, unasked];
    await told(said.id, 'two_days', 'whatsapp');
    await console.database.transaction((tx) => sayComing(tx, said.person));
    await told(silent.id, 'two_days', 'whatsapp');
    await told(unreached.id, 'two_days', 'said_stop');
    const { body } = await get(DAY);
    const words = all.map(({ id }) => /class="coming \w+">([^<]*)</.exec(rowOf(body, id))?.[1]);
    expect(words).toEqual(['Said yes', 'No answer', 'Not reached', 'Not asked']);
  });

  test('a family that is moved keeps its length', async () => {
    const family = await booked('2023-11-24T08:00', { people: 3 });
    const startsAt = String(instantAt('2023-11-24T09:00', 'America/Bogota'));
    await post(`/staff/diary/appointments/${family.id}/move`, { office: 'cali', startsAt });
    const rows = await console.database.query(
      "select ends_at - starts_at = interval '1 hour' as long, people from appointment where person = $1 and state = 'booked'",
      [family.person],
    );
    expect(rows).toEqual([{ long: true, people: 3 }]);
    // An hour does not fit before noon.
    const noon = String(instantAt('2023-11-24T11:30', 'America/Bogota'));
    const [row] = await console.database.query<{ id: string }>(
      "select id from appointment where person = $1 and state = 'booked'",
      [family.person],
    );
    const late = await post(`/staff/diary/appointments/${row?.id}/move`, { office: 'cali', startsAt: noon });
    expect(late.headers.location).toContain('no=no_such_time');
  });
});

describe('the word that somebody chose', () => {
  test('is shown by a press that is written down, for a while, and to nobody else', async () => {
    const one = await booked('2023-11-23T14:00');
    await console.database.transaction((tx) => chooseWord(tx, seal, one.person, 'colibri'));
    const page = `/staff/diary/appointments/${one.id}`;
    expect(rowOf((await get(DAY)).body, one.id)).toContain('Has a word');
    for (const url of [DAY, page]) expect((await get(url)).body).not.toContain('colibri');
    const asked = await post(`${page}/word`);
    expect([asked.statusCode, asked.headers.location]).toEqual([303, `${page}#word`]);
    expect((await get(page)).body).toContain('colibri');
    expect((await get(DAY)).body).not.toContain('colibri');
    const [audit] = await console.database.query("select subject, detail from audit where act = 'word_shown'");
    expect(audit).toEqual({ subject: 'cali 2023-11-23 14:00 place 1', detail: { appointment: one.id } });
    await console.database.query("update audit set at = at - interval '16 minutes' where act = 'word_shown'");
    expect((await get(page)).body).not.toContain('colibri');
  });

  test('where none was chosen, nothing can be asked', async () => {
    const one = await booked('2023-11-23T14:30');
    const page = `/staff/diary/appointments/${one.id}`;
    expect((await get(page)).body).toContain('They chose no word.');
    expect((await post(`${page}/word`)).headers.location).toContain('no=gone');
  });
});

test('what they were told stands with its time and its channel, or why it was not sent', async () => {
  const one = await booked('2023-11-23T15:00');
  await told(one.id, 'two_days', 'whatsapp');
  await told(one.id, 'again', 'said_stop');
  await told(one.id, 'three_hours', 'sms');
  const { body } = await get(`/staff/diary/appointments/${one.id}`);
  const list = (body.split('id="notices"')[1]?.split('</ul>')[0] ?? '').replace(/<[^>]+>/g, ' ').replace(/ +/g, ' ');
  for (const words of ['On WhatsApp', 'Not sent: they said STOP', 'By SMS', '09:00']) expect(list).toContain(words);
});

test('a place that is kept says to how many it is offered and until when; who waits is counted', async () => {
  const gives = await booked('2023-11-28T13:00');
  const waits = await someone();
  const wish = { pathway: 'safe-mobility-colombia', offices: ['cali' as OfficeId], ...ALONE, soon: false };
  await console.database.transaction((tx) => joinList(tx, { ...wish, person: waits }));
  await post(`/staff/diary/appointments/${gives.id}/cancellation`, { reason: 'asked' });
  const day = '/staff/diary/cali/2023-11-28';
  const before = (await get(day)).body;
  expect(before).toContain('Waiting for a place here: 1');
  expect(before).toContain('Places kept for the waiting list: 1');
  expect(before).toContain('Place 1, until 13:30: kept for the waiting list. Offered to nobody now.');
  expect(before).toContain('Of 26 appointments a day, left: 25');
  await console.database.transaction(async (tx) => {
    const [kept] = await tx.query<{ id: AppointmentId; ends_at: Date }>(
      "select id, ends_at from appointment where state = 'kept'",
    );
    const waiting = (await waitingOf(tx, [waits])).get(waits);
    if (kept === undefined || waiting === undefined) throw new Error('Nothing is kept.');
    const endsAt = kept.ends_at.getTime() as Instant;
    await makeOffers(tx, kept.id, [{ person: waits, turn: 1, endsAt, for: { waiting: waiting.id } }], 3600_000);
  });
  expect((await get(`${day}?fragment=day`)).body).toMatch(/Offered to 1, until /);
});

test('nobody may come and wait unless the office says so', async () => {
  expect((await get(DAY)).body).not.toContain('May come without an appointment');
});

test('a day of sixty appointments is small', async () => {
  await console.database.query(
    `with someone as (insert into person (language) select 'ht' from generate_series(1, 60) returning id),
     numbered as (select id, row_number() over () as n from someone)
     insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn, people, word_sealed)
     select id, 'safe-mobility-colombia', 'soacha', '2023-11-22T08:00-05:00'::timestamptz + ((n - 1) / 8) * interval '30 minutes',
       '2023-11-22T08:30-05:00'::timestamptz + ((n - 1) / 8) * interval '30 minutes', n, 'booked', 'Q-' || n, 1, 2, '\\x00' from numbered`,
  );
  const response = await console.server.inject({
    url: '/staff/diary/soacha/2023-11-22',
    headers: { cookie, 'accept-encoding': 'gzip' },
  });
  expect(response.rawPayload.length).toBeLessThan(30_000);
  const { body } = await get('/staff/diary/soacha/2023-11-22');
  expect(body.match(/id="a-/g)).toHaveLength(60);
});
