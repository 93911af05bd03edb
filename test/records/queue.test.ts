import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { Connection } from '../../src/database/database.ts';
import type { OrganisationId, Sight } from '../../src/handoff/organisation.ts';
import type { PersonId } from '../../src/people/person.ts';
import { handOff } from '../../src/records/cases.ts';
import { type Changes, changesSince, type LiveVersion, liveVersion } from '../../src/records/feed.ts';
import { beat, leave, presentIn } from '../../src/records/presence.ts';
import { casesBeside, casesIn, countCases, urgentWaiting } from '../../src/records/queue.ts';
import type { Asker, QueueAsked, QueueView } from '../../src/records/queue-views.ts';
import type { Staff } from '../../src/records/staff.ts';
import { openConsole, type TestConsole } from '../support/console.ts';
import { deskOf, gatherTeam, type Team, waits } from '../support/day.ts';
import { BOTH_STORES, type Stores, serverStores } from '../support/stores.ts';
import { until } from '../support/until.ts';

const HOUR = 3600_000;
const EVERYTHING: Sight = {
  ...{ reasons: null, languages: null, offices: null, pathways: null },
  organisation: 'safe-mobility' as OrganisationId,
};

describe('the parts of a day', () => {
  let console: TestConsole;
  let team: Team;
  beforeAll(async () => {
    console = await openConsole();
    team = await gatherTeam(console);
  }, 90_000);
  beforeEach(() => console.database.script('truncate person, case_file, audit restart identity cascade'));
  afterAll(() => console?.close());

  const late = () => ({ urgent: new Date(Date.now() - HOUR), other: new Date(Date.now() - 8 * HOUR) });
  const ana = (): Asker => ({ staff: team.ana, sight: EVERYTHING, late: late() });
  const all = { language: null, office: null, reason: null } as const;
  const lines = (view: QueueView, asked: Partial<QueueAsked> = {}, asker = ana()) =>
    casesIn(console.database, asker, { ...all, view, ...asked }, { after: null, limit: 50 });
  const numbers = async (view: QueueView, asked: Partial<QueueAsked> = {}) =>
    (await lines(view, asked)).map(({ number }) => number);

  test('each case stands in its part, and the counts are the lists', async () => {
    const desk = deskOf(console);
    const free = await waits(console);
    const mine = await waits(console);
    const theirs = await waits(console);
    const asleep = await waits(console);
    const toUs = await waits(console);
    const toThem = await waits(console);
    const closed = await waits(console);
    const longClosed = await waits(console);
    for (const number of [mine, asleep, toThem, closed, longClosed]) await desk.claims(team.ana, number);
    await desk.claims(team.luis, theirs);
    await desk.claims(team.noor, toUs);
    await desk.snoozes(team.ana, asleep, 20);
    await desk.refers(team.noor, toUs, team.ana.organisation);
    await desk.refers(team.ana, toThem, team.noor.organisation);
    for (const number of [closed, longClosed]) await desk.closes(team.ana, number);
    await console.database.query("update case_file set closed_at = now() - interval '8 days' where number = $1", [
      longClosed,
    ]);
    const parts = {
      waiting: [free],
      mine: [mine],
      colleagues: [theirs, toThem],
      asleep: [asleep],
      referred: [toUs],
      stuck: [],
      closed: [closed],
    };
    for (const [view, expected] of Object.entries(parts)) {
      expect([view, await numbers(view as QueueView)]).toEqual([view, expected]);
    }
    const counted = Object.fromEntries(Object.entries(parts).map(([view, list]) => [view, list.length]));
    expect(await countCases(console.database, ana())).toEqual({ ...counted, urgent: 0 });
  });

  test('urgent ones first, in each the longest wait, whoever wrote again since; pages go on where one ended', async () => {
    const minutes = [10, 50, 30, 20, 40];
    const cases: number[] = [];
    for (const [index, each] of minutes.entries())
      cases.push(await waits(console, { minutes: each, urgent: index < 2 }));
    const order = [1, 0, 4, 2, 3].map((index) => cases[index]);
    await console.database.query('update case_file set heard_at = now() where number = $1', [cases[3]]);
    expect(await numbers('waiting')).toEqual(order);
    const seen: number[] = [];
    let after: string | null = null;
    for (let page = 0; page < 3; page += 1) {
      const found = await casesIn(console.database, ana(), { ...all, view: 'waiting' }, { after, limit: 2 });
      seen.push(...found.map(({ number }) => number));
      after = found.at(-1)?.place ?? null;
    }
    expect(seen).toEqual(order);
    const beside = await Promise.all(order.map((number) => casesBeside(console.database, EVERYTHING, number ?? 0)));
    expect(beside.map(({ after }) => after)).toEqual([...order.slice(1), null]);
    expect(beside.map(({ before }) => before)).toEqual([null, ...order.slice(0, -1)]);
    expect(await urgentWaiting(console.database, ana())).toEqual({ count: 2, first: cases[1] });
  });

  test('who was passed on and cries for help is in the alarm until somebody there takes them', async () => {
    const desk = deskOf(console);
    const passedOn = await waits(console);
    await desk.claims(team.ana, passedOn);
    await desk.refers(team.ana, passedOn, team.noor.organisation);
    await console.database.query('update case_file set waiting_since = null');
    expect(await urgentWaiting(console.database, ana())).toEqual({ count: 0, first: null });
    const [row] = await console.database.query<{ person: PersonId }>('select person from case_file');
    if (row === undefined) throw new Error('There is no case.');
    await handOff(console.database, [{ person: row.person, turn: 2, reason: 'danger.violence', urgent: true }]);
    expect(await urgentWaiting(console.database, ana())).toEqual({ count: 1, first: passedOn });
    expect(await countCases(console.database, ana())).toMatchObject({ urgent: 1 });
  });

  test('danger in a case that somebody has calls them after a minute, and everybody once the answer is late', async () => {
    const number = await waits(console, { urgent: true, minutes: 0 });
    await deskOf(console).claims(team.luis, number);
    const calls = async (staff: Staff) => (await urgentWaiting(console.database, { ...ana(), staff })).first;
    const waitsFor = (minutes: number) =>
      console.database.query("update case_file set waiting_since = now() - $1 * interval '1 minute'", [minutes]);
    expect([await calls(team.luis), await calls(team.ana)]).toEqual([null, null]);
    await waitsFor(2);
    expect([await calls(team.luis), await calls(team.ana)]).toEqual([number, null]);
    await waitsFor(61);
    expect([await calls(team.luis), await calls(team.ana)]).toEqual([number, number]);
    await console.database.query('update case_file set waiting_since = null');
    expect([await calls(team.luis), await calls(team.ana)]).toEqual([null, null]);
  });

  test('after a case that somebody took comes the first who waits', async () => {
    const [calm, urgent, mine] = [await waits(console), await waits(console, { urgent: true }), await waits(console)];
    await deskOf(console).claims(team.ana, mine);
    await console.database.query('update case_file set waiting_since = null where number = $1', [mine]);
    expect(await casesBeside(console.database, EVERYTHING, mine)).toEqual({ before: null, after: urgent });
    expect(await casesBeside(console.database, EVERYTHING, urgent)).toEqual({ before: null, after: calm });
    expect(await casesBeside(console.database, EVERYTHING, calm)).toEqual({ before: urgent, after: null });
  });

  test('what belongs to no office is seen by all; language and reason narrow, and every danger is danger', async () => {
    const ours = await waits(console, { language: 'ht', reason: 'danger.violence' });
    const theirs = await waits(console, { language: 'es', reason: 'asked' });
    const nobodys = await waits(console, { reason: 'danger.child' });
    await console.database.query("update case_file set office = 'soacha' where number = $1", [ours]);
    await console.database.query("update case_file set office = 'medellin' where number = $1", [theirs]);
    expect(await numbers('waiting', { office: 'soacha' as OfficeId })).toEqual([ours, nobodys]);
    expect(await numbers('waiting', { language: 'es' })).toEqual([theirs]);
    expect(await numbers('waiting', { language: 'unknown' })).toEqual([nobodys]);
    expect(await numbers('waiting', { reason: 'danger' })).toEqual([ours, nobodys]);
    expect(await numbers('waiting', { reason: 'danger.child' })).toEqual([nobodys]);
  });

  test('a line says who has it, whether the person wrote last, and that a note names me until I saw it', async () => {
    const desk = deskOf(console);
    const number = await waits(console);
    await desk.claims(team.luis, number);
    await desk.notes(team.luis, number, [team.ana.id]);
    expect((await lines('colleagues'))[0]).toMatchObject({ owner: 'Luis Mora', wroteLast: true, mentionsMe: true });
    await console.database.query('insert into reply (id, number, staff) values (gen_random_uuid(), $1, $2)', [
      number,
      team.luis.id,
    ]);
    await console.database.query('update mention set seen_at = now()');
    expect((await lines('colleagues'))[0]).toMatchObject({ wroteLast: false, mentionsMe: false });
  });

  test('what does not go on by itself is stuck, and says why', async () => {
    const desk = deskOf(console);
    const fresh = await waits(console, { minutes: 30 });
    const late = await waits(console, { minutes: 9 * 60 });
    const lateAndUrgent = await waits(console, { minutes: 90, urgent: true });
    const unanswered = await waits(console, { minutes: 9 * 60 });
    const refused = await waits(console, { minutes: 1 });
    const unsent = await waits(console, { minutes: 1 });
    const referred = await waits(console, { minutes: 1 });
    for (const number of [unanswered, refused, unsent, referred]) await desk.claims(team.ana, number);
    await desk.refers(team.ana, referred, team.noor.organisation);
    await console.database.query("update referral set at = now() - interval '25 hours'");
    await replied(console.database, refused, 'refused', 1);
    await replied(console.database, unsent, 'waiting', 16);
    const because = Object.fromEntries((await lines('stuck')).map(({ number, stuck }) => [number, stuck]));
    expect(because).toEqual({
      [late]: ['late'],
      [lateAndUrgent]: ['late'],
      [unanswered]: ['unanswered'],
      [refused]: ['refused'],
      [unsent]: ['unsent'],
      [referred]: ['referral'],
    });
    expect(because).not.toHaveProperty(String(fresh));
    // A later reply that arrived: nobody needs to look at the one that did not.
    await replied(console.database, refused, 'accepted', 0);
    expect(await numbers('stuck')).not.toContain(refused);
  });

  test('who looks at a case is there for two beats, and five seconds after they left', async () => {
    const { database } = console;
    const number = await waits(console);
    const there = async () => (await presentIn(database, [number])).map(({ name, types }) => [name, types]);
    await beat(database, { number, staff: team.luis.id, types: false });
    await beat(database, { number, staff: team.ana.id, types: true });
    await beat(database, { number: 9999, staff: team.ana.id, types: true });
    expect(await presentIn(database, null)).toHaveLength(2);
    expect(await there()).toEqual([
      ['Ana Ruiz', true],
      ['Luis Mora', false],
    ]);
    const passes = (seconds: number) =>
      database.query("update presence set at = at - $1 * interval '1 second'", [seconds]);
    await leave(database, number, team.ana.id);
    expect(await there()).toHaveLength(2);
    await passes(6);
    expect(await there()).toEqual([['Luis Mora', false]]);
    await passes(100);
    expect(await there()).toEqual([]);
  });
});

/** The newest reply of a case, and what became of it. */
async function replied(connection: Connection, number: number, state: string, minutesAgo: number): Promise<void> {
  await connection.query(
    `with kept as (
       insert into reply (id, number, staff, at) select gen_random_uuid(), $1, staff, now() - $3 * interval '1 minute'
       from claim where number = $1 limit 1 returning id)
     insert into outbox_message (person, address, channel, turn, sealed, state, reply, created_at)
     select case_file.person, address.id, address.channel, 1, '', $2, kept.id, now() - $3 * interval '1 minute'
     from kept, case_file join address on address.person = case_file.person where case_file.number = $1`,
    [number, state, minutesAgo],
  );
}

describe.each(BOTH_STORES)('what changed, on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(() => stores?.close());

  test('is told once, from the version at which a page was read', async () => {
    const { database } = stores;
    const before = await liveVersion(database);
    const number = await aCase(database);
    const first = await toldSince(database, before);
    expect(first.numbers).toEqual([number]);
    const second = await changesSince(database, first.version);
    expect(second.numbers).toEqual([]);
    await touch(database, number);
    expect((await toldSince(database, second.version)).numbers).toEqual([number]);
  });

  test('where more changed than is worth naming, that is told instead', async () => {
    const { database } = stores;
    const before = await liveVersion(database);
    await database.query('insert into person select from generate_series(1, 300)');
    await database.query('insert into case_file (person) select id from person on conflict do nothing');
    expect((await toldSince(database, before)).numbers).toBeNull();
  });
});

/** On a server that others use too something older may be open for a moment: what changed is told when that is over. */
async function toldSince(connection: Connection, since: LiveVersion): Promise<Changes> {
  let changes = await changesSince(connection, since);
  await until(async () => {
    if (changes.numbers?.length === 0) changes = await changesSince(connection, since);
    return changes.numbers?.length !== 0;
  });
  return changes;
}

async function aCase(connection: Connection): Promise<number> {
  const [row] = await connection.query<{ number: number }>(
    'with one as (insert into person default values returning id) insert into case_file (person) select id from one returning number',
  );
  return row?.number ?? 0;
}

async function touch(connection: Connection, number: number): Promise<void> {
  await connection.query('update case_file set changed = pg_current_xact_id() where number = $1', [number]);
}

describe('on a server that many ask at once', () => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await serverStores();
  });
  afterAll(() => stores?.close());

  test('a transaction that began first and commits last is not skipped', async () => {
    const { database } = stores;
    const [early, late] = [await aCase(database), await aCase(database)];
    let since = await liveVersion(database);
    const told: number[] = [];
    const look = async () => {
      const { numbers, version } = await changesSince(database, since);
      told.push(...(numbers ?? []));
      since = version;
    };
    await database.transaction(async (tx) => {
      await touch(tx, early);
      // Begins later, has the higher number, and is over at once.
      await touch(database, late);
      await look();
      await look();
      expect(told).toEqual([]);
    });
    await until(async () => {
      await look();
      return told.length > 0;
    });
    expect(told.sort()).toEqual([early, late].sort());
    await look();
    expect(told).toHaveLength(2);
  });
});
