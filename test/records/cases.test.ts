import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OrganisationId, Sight } from '../../src/handoff/organisation.ts';
import type { PersonId } from '../../src/people/person.ts';
import { caseStandings, handOff, moveCases, noteContacts, noteHeard } from '../../src/records/cases.ts';
import { casesIn } from '../../src/records/queue.ts';
import type { StaffId } from '../../src/records/staff.ts';
import { BOTH_STORES, type Stores } from '../support/stores.ts';

const EVERYTHING: Sight = {
  ...{ reasons: null, languages: null, offices: null, pathways: null },
  organisation: 'safe-mobility' as OrganisationId,
};

describe.each(BOTH_STORES)('cases on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
  });
  beforeEach(() => stores.database.script('truncate person, case_file restart identity cascade'));
  afterAll(() => stores.close());

  const someone = async () => {
    const [row] = await stores.database.query<{ id: PersonId }>('insert into person default values returning id');
    if (row === undefined) throw new Error('Nobody was stored.');
    return row.id;
  };
  const asks = (person: PersonId, ...reasons: string[]) =>
    handOff(
      stores.database,
      reasons.map((reason, index) => ({ person, turn: index + 1, reason, urgent: reason.startsWith('danger') })),
    );
  const cases = () => {
    const staff = { id: '00000000-0000-0000-0000-000000000000' as StaffId, organisation: EVERYTHING.organisation };
    const asker = { staff, sight: EVERYTHING, late: { urgent: new Date(0), other: new Date(0) } };
    const asked = { view: 'waiting', language: null, office: null, reason: null } as const;
    return casesIn(stores.database, asker, asked, { after: null, limit: 50 });
  };
  const closed = (ago: string) =>
    stores.database.query(`update case_file set closed_at = now() - interval '${ago}', waiting_since = null`);

  test('a person has one case, with all reasons in order; a danger raises it', async () => {
    const ana = await someone();
    await asks(ana, 'asked', 'no_office');
    await asks(ana, 'asked', 'danger.violence', 'asked');
    expect(await cases()).toMatchObject([
      { number: 1, reasons: ['asked', 'no_office', 'danger.violence'], urgent: true, state: 'waiting' },
    ]);
  });

  test('two transactions that hand over one person at once open one case', async () => {
    const ana = await someone();
    await Promise.all(['asked', 'wish', 'poison'].map((reason) => asks(ana, reason)));
    const [only, ...others] = await cases();
    expect([only?.reasons.toSorted(), others]).toEqual([['asked', 'poison', 'wish'], []]);
  });

  test('closed within seven days it is opened again, and waits; later it is another one', async () => {
    const ana = await someone();
    await asks(ana, 'asked');
    await closed('6 days');
    await asks(ana, 'asked');
    expect(await cases()).toMatchObject([{ number: 1, reasons: ['asked'] }]);
    await closed('8 days');
    await asks(ana, 'asked');
    expect(await cases()).toMatchObject([{ number: 2, reasons: ['asked'] }]);
  });

  test('the clock starts at the first word that no human answered, and no later word restarts it', async () => {
    const ana = await someone();
    await asks(ana, 'asked');
    await stores.database.query("update case_file set waiting_since = now() - interval '3 hours'");
    await noteHeard(stores.database, [{ person: ana, waits: true }]);
    expect((await cases())[0]?.waitedMinutes).toBe(180);
    await stores.database.query('update case_file set waiting_since = null');
    await noteHeard(stores.database, [{ person: ana, waits: false }]);
    expect((await cases())[0]?.waitingSince).toBeNull();
    await noteHeard(stores.database, [{ person: ana, waits: true }]);
    expect((await cases())[0]?.waitedMinutes).toBe(0);
  });

  test('a tap does not wake a sleeping case, nor make it late', async () => {
    const ana = await someone();
    await asks(ana, 'asked');
    await stores.database.script(`
      insert into staff (email, name, password_hash, role, organisation) values ('a@example.org', 'A', '', 'adviser', 'x');
      insert into snooze (number, staff, until) select number, staff.id, now() + interval '2 days' from case_file, staff;
      update case_file set waiting_since = now() + interval '2 days'`);
    await noteHeard(stores.database, [{ person: ana, waits: true }]);
    const [asleep] = await stores.database.query('select waiting_since > now() as "isLater" from case_file');
    expect(asleep).toEqual({ isLater: true });
    await asks(ana, 'asked');
    const [awake] = await stores.database.query('select waiting_since <= now() as "isNow" from case_file');
    expect(awake).toEqual({ isNow: true });
  });

  test('what a turn reads: nothing of who has no case, the newest of who has several', async () => {
    const [ana, marie, luz] = [await someone(), await someone(), await someone()];
    await asks(ana, 'asked');
    await closed('2 days');
    await asks(marie, 'asked');
    const standings = await caseStandings(stores.database, [ana, marie, luz]);
    const calm = { owner: null, isAsleep: false };
    expect(standings.get(ana)).toEqual({ ...calm, isOpen: false, closedRecently: true });
    expect(standings.get(marie)).toEqual({ ...calm, isOpen: true, closedRecently: false });
    expect(standings.has(luz)).toBe(false);
  });

  test('of two who turn out to be one, the reasons of both stand in one case', async () => {
    const [ana, other] = [await someone(), await someone()];
    await asks(ana, 'asked');
    await asks(other, 'danger.medical');
    await noteContacts(stores.database, [{ person: other, contact: 'write' }]);
    await stores.database.transaction((tx) => moveCases(tx, other, ana, 4));
    await stores.database.query('delete from person where id = $1', [other]);
    expect(await cases()).toMatchObject([{ number: 1, reasons: ['asked', 'danger.medical'], urgent: true }]);
    const [row] = await stores.database.query('select contact from case_file');
    expect(row).toEqual({ contact: 'write' });
  });

  test('of two who turn out to be one, what advisers did in either case stands in the one that goes on', async () => {
    const [ana, other] = [await someone(), await someone()];
    await asks(ana, 'asked');
    await asks(other, 'danger.violence');
    const { database } = stores;
    const [adviser] = await database.query<{ id: StaffId }>(
      `insert into staff (email, name, password_hash, role, organisation)
       values (gen_random_uuid() || '@example.org', 'Ben', '', 'adviser', 'safe-mobility') returning id`,
    );
    const by = [adviser?.id];
    await database.query("insert into note (number, staff, sealed) values (2, $1, '')", by);
    await database.query('insert into reply (id, number, staff) values (gen_random_uuid(), 2, $1)', by);
    await database.query("insert into draft (staff, number, kind, sealed) values ($1, 2, 'reply', '')", by);
    await database.query('insert into claim (number, staff) values (2, $1)', by);
    await database.query("insert into snooze (number, staff, until) values (1, $1, now() + interval '1 day')", by);
    await database.query("update case_file set waiting_since = now() + interval '1 day' where number = 1");
    await database.transaction((tx) => moveCases(tx, other, ana, 4));
    await database.query('delete from person where id = $1', [other]);
    const kept = await database.query(
      `select (select count(*)::int from note) as notes, (select count(*)::int from reply) as replies,
         (select count(*)::int from draft) as drafts`,
    );
    expect(kept).toEqual([{ notes: 1, replies: 1, drafts: 1 }]);
    const standing = (await caseStandings(database, [ana])).get(ana);
    expect(standing).toMatchObject({ owner: 'Ben', isAsleep: false });
    const [row] = await database.query('select waiting_since <= now() as waits from case_file');
    expect(row).toEqual({ waits: true });
  });

  test('of two cases that become one only one adviser has the talk: who had the case that goes on', async () => {
    const [ana, other] = [await someone(), await someone()];
    await asks(ana, 'asked');
    await asks(other, 'asked');
    await stores.database.query(
      `with advisers as (
         insert into staff (email, name, password_hash, role, organisation)
         select gen_random_uuid() || '@example.org', name, '', 'adviser', 'safe-mobility' from unnest(array['Cleo', 'Dan']) name
         returning id, name)
       insert into claim (number, staff) select case name when 'Cleo' then 1 else 2 end, id from advisers`,
    );
    await stores.database.transaction((tx) => moveCases(tx, other, ana, 4));
    await stores.database.query('delete from person where id = $1', [other]);
    expect((await caseStandings(stores.database, [ana])).get(ana)?.owner).toBe('Cleo');
    const ended = await stores.database.query('select ended_how from claim where ended_at is not null');
    expect(ended).toEqual([{ ended_how: 'taken_over' }]);
  });
});
