import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { peopleByDay, peopleByQuestion, peopleByResult, peopleWhoWrote } from '../../src/records/figures.ts';
import { freedPlaces, peopleByAppointment } from '../../src/records/figures-of-appointments.ts';
import { peopleByClosing, peopleByReason, waitingTimes } from '../../src/records/figures-of-cases.ts';
import type { StaffId } from '../../src/records/staff.ts';
import { periodOf } from '../../src/staff/reports/period.ts';
import { type CountedPerson, staffOfCounted, writeCounted } from '../support/counted.ts';
import { day } from '../support/programme.ts';
import { BOTH_STORES, type Stores } from '../support/stores.ts';

const PERIOD = periodOf({ from: day('2026-03-01'), to: day('2026-03-31') }, 'America/Bogota');

/** The first and the last moment of March in Bogotá, five hours behind, and the moments beside them. */
const EDGES = ['2026-03-01T04:59:59Z', '2026-03-01T05:00:00Z', '2026-04-01T04:59:59Z', '2026-04-01T05:00:00Z'];

const ask = (question: string, at: string) => ({ at, by: 'bot', key: `question.${question}.ask` }) as const;
const wrote = (at: string, channel = 'whatsapp') => ({ at, channel });

const lately = new Date(Date.now() - 3_600_000).toISOString();

const PEOPLE: CountedPerson[] = [
  ...EDGES.map((at) => ({ language: 'es', said: [wrote(at)] })),
  {
    language: 'ht',
    said: [wrote('2026-03-10T15:00:00Z', 'sms'), wrote('2026-03-11T03:00:00Z'), wrote('2026-03-11T18:00:00Z')],
    results: [
      { at: '2026-03-10T16:00:00Z', turn: 1, pathway: 'visa', status: 'likely' },
      { at: '2026-03-11T18:00:00Z', turn: 2, pathway: 'visa', status: 'unlikely' },
    ],
  },
  // What the bot says is no writing.
  { language: 'fr', said: [{ at: '2026-03-12T15:00:00Z', by: 'bot' }] },
];

const ASKED: CountedPerson[] = [
  {
    language: 'es',
    said: [ask('adult', '2026-03-05T15:00:00Z'), ask('papers', '2026-03-05T15:02:00Z')],
    answered: [{ at: '2026-03-05T15:01:00Z', question: 'adult' }],
  },
  { said: [ask('adult', '2026-03-05T15:00:00Z')] },
  // Answered in the end, though after the period.
  { said: [ask('adult', '2026-03-30T15:00:00Z')], answered: [{ at: '2026-04-09T15:00:00Z', question: 'adult' }] },
];

const CASES: CountedPerson[] = [
  ...[1, 2, 3, 4, 5].map((hours) => ({
    case: {
      at: '2026-03-05T10:00:00Z',
      reasons: ['asked', 'danger.violence'],
      claimed: `2026-03-05T1${hours}:00:00Z`,
      replied: `2026-03-05T1${hours}:30:00Z`,
      closed: 'settled',
    },
  })),
  { case: { at: '2026-03-06T10:00:00Z', reasons: ['danger.violence'], urgent: true, claimed: '2026-03-06T10:04:00Z' } },
  { case: { at: '2026-04-06T10:00:00Z', reasons: ['asked'] } },
];

const APPOINTMENTS: CountedPerson[] = [
  {
    appointments: [
      { at: '2026-03-05T10:00:00Z', state: 'cancelled' },
      { at: '2026-03-06T10:00:00Z', state: 'booked' },
    ],
  },
  {
    appointments: [
      { at: '2026-03-05T10:00:00Z', state: 'past' },
      { at: '2026-03-07T10:00:00Z', state: 'released' },
    ],
  },
  { appointments: [{ at: '2026-04-05T10:00:00Z', state: 'booked' }] },
];

describe.each(BOTH_STORES)('figures of a month on %s', (_name, open) => {
  let stores: Stores;
  let staff: StaffId;
  beforeAll(async () => {
    stores = await open();
    staff = await staffOfCounted(stores.database);
    await writeCounted(stores.database, staff, [...PEOPLE, ...ASKED, ...CASES, ...APPOINTMENTS]);
  });
  afterAll(() => stores.close());

  test('who wrote, from the first to the last moment of its days, each person once', async () => {
    expect(await peopleWhoWrote(stores.database, PERIOD)).toEqual({
      whole: 3,
      language: [
        { name: 'es', people: 2 },
        { name: 'ht', people: 1 },
      ],
      channel: [
        { name: 'whatsapp', people: 2 },
        { name: 'both', people: 1 },
      ],
    });
  });

  test('by day where the programme is, though it is the next day elsewhere', async () => {
    expect(await peopleByDay(stores.database, PERIOD, 'day')).toEqual([
      { name: '2026-03-01', people: 1 },
      { name: '2026-03-10', people: 1 },
      { name: '2026-03-11', people: 1 },
      { name: '2026-03-31', people: 1 },
    ]);
    expect(await peopleByDay(stores.database, PERIOD, 'week')).toEqual([
      { name: '2026-02-23', people: 1 },
      { name: '2026-03-09', people: 1 },
      { name: '2026-03-30', people: 1 },
    ]);
  });

  test('results are those of the last screening', async () => {
    expect(await peopleByResult(stores.database, PERIOD)).toEqual([{ pathway: 'visa', status: 'unlikely', people: 1 }]);
  });

  test('who stopped was asked last and never answered; an hour ago is too early to say', async () => {
    const found = await peopleByQuestion(stores.database, PERIOD);
    expect([...found].sort((a, b) => (a.question < b.question ? -1 : 1))).toEqual([
      { question: 'adult', asked: 3, stopped: [{ name: 'unknown', people: 1 }] },
      { question: 'papers', asked: 1, stopped: [{ name: 'es', people: 1 }] },
    ]);
    const now = { ...PERIOD, from: new Date(Date.now() - 7_200_000), until: new Date() };
    await writeCounted(stores.database, staff, [{ said: [ask('adult', lately)] }]);
    expect(await peopleByQuestion(stores.database, now)).toEqual([{ question: 'adult', asked: 1, stopped: [] }]);
  });

  test('a case counts for its first reason, and for why it was closed', async () => {
    expect(await peopleByReason(stores.database, PERIOD)).toEqual([
      { name: 'asked', people: 5 },
      { name: 'danger.violence', people: 1 },
    ]);
    expect(await peopleByClosing(stores.database, PERIOD)).toEqual([
      { reason: 'settled', people: 5 },
      { reason: null, people: 1 },
    ]);
  });

  test('waiting: half and nine in ten, urgent cases apart, and who never got a reply in none', async () => {
    const [all, urgent, other] = await waitingTimes(stores.database, PERIOD);
    expect(other).toEqual({
      who: 'other',
      claim: { people: 5, half: 180, nineInTen: expect.closeTo(276) },
      reply: { people: 5, half: 210, nineInTen: expect.closeTo(306) },
    });
    expect(urgent).toEqual({
      who: 'urgent',
      claim: { people: 1, half: 4, nineInTen: 4 },
      reply: { people: 0, half: null, nineInTen: null },
    });
    expect(all).toMatchObject({ who: 'all', claim: { people: 6, half: 150 }, reply: { people: 5 } });
  });

  test('of appointments the last one that was made, before what was only held', async () => {
    expect(await peopleByAppointment(stores.database, PERIOD)).toEqual([
      { office: 'soacha', became: 'booked', people: 1 },
      { office: 'soacha', became: 'past', people: 1 },
    ]);
  });

  test('who came and who did not, by what they said when they were asked', async () => {
    const { database } = stores;
    const [booked] = await database.query<{ id: string }>(
      "select id from appointment where state = 'booked' and created_at < '2026-04-01'",
    );
    await database.query(
      "insert into attendance (appointment, came, staff) select $1, 'missed', id from staff limit 1",
      [booked?.id],
    );
    const became = async () => (await peopleByAppointment(database, PERIOD)).map((one) => one.became);
    expect(await became()).toEqual(['missed-untold', 'past']);
    await database.query(
      "insert into appointment_notice (appointment, kind, turn, told) values ($1, 'two_days', 1, 'sms')",
      [booked?.id],
    );
    expect(await became()).toEqual(['missed-silent', 'past']);
    await database.query('update appointment set coming_at = now() where id = $1', [booked?.id]);
    expect(await became()).toEqual(['missed-answered', 'past']);
  });

  test('of freed places how many were filled, and how soon', async () => {
    const { database } = stores;
    await database.query(
      `with someone as (insert into person (language) select 'ht' from generate_series(1, 3) returning id),
         waits as (insert into waiting_list (person, pathway, offices, state) select id, 'p', '{cali}', 'served' from someone
           returning id, person),
         numbered as (select *, row_number() over (order by id) as n from waits)
       insert into offer (person, kept, waiting, office, starts_at, ends_at, ring, turn, made_at, until, state, settled_at)
       select person, gen_random_uuid(), id, 'cali', '2026-03-20', '2026-03-20', 1, 1, '2026-03-05T10:00Z', '2026-03-05T14:00Z',
         case when n = 3 then 'lapsed' else 'accepted' end, '2026-03-05T10:00Z'::timestamptz + n * interval '20 minutes' from numbered`,
    );
    expect(await freedPlaces(database, PERIOD)).toEqual([{ office: 'cali', offered: 3, filled: 2, half: 30 }]);
  });
});
