import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import type { PersonId } from '../../src/people/person.ts';
import { markLine, marksOn, openMarks } from '../../src/records/marks.ts';
import { keepReview, SAMPLE_SIZE, sampleOf } from '../../src/records/reviews.ts';
import { addStaff, type StaffId } from '../../src/records/staff.ts';
import type { LineId } from '../../src/records/transcript.ts';
import type { Day } from '../../src/screening/names.ts';
import { talkEntries } from '../../src/staff/case/talk-blocks.ts';
import { openTalk } from '../../src/staff/case/talk-page.ts';
import type { Desk } from '../../src/staff/frame/visit.ts';
import { embeddedStores, type Stores, seal } from '../support/stores.ts';

let stores: Stores;
let desk: Desk;
let ana: StaffId;
let eva: StaffId;
beforeAll(async () => {
  stores = await embeddedStores();
  desk = { database: stores.database, seal } as Desk;
  const works = {
    role: 'supervisor',
    organisation: 'safe-mobility' as OrganisationId,
    password: 'correct horse',
  } as const;
  ana = await addStaff(stores.database, { email: 'ana@example.org', name: 'Ana', ...works });
  eva = await addStaff(stores.database, { email: 'eva@example.org', name: 'Eva', ...works });
});
afterAll(() => stores.close());

async function newPerson(language = 'ht'): Promise<PersonId> {
  const [row] = await stores.database.query<{ id: PersonId }>(
    'insert into person (language, consent) values ($1, $2) returning id',
    [language, 'given'],
  );
  if (row === undefined) throw new Error('Nobody was made.');
  return row.id;
}

/** Turns of so many lines each, one of the person and the rest of the bot. */
async function talked(person: PersonId, turns: number, lines: number): Promise<void> {
  const words = seal.close('words', JSON.stringify({ text: 'Kisa ou ta renmen fè?', options: [] }));
  await stores.database.query(
    `insert into message (person, turn, position, said_by, channel, key, values, sealed, at)
     select $1, turn, position, case position when 0 then 'person' else 'bot' end, 'whatsapp',
       case position when 0 then 'message.text' else 'menu.ask' end, '{}', $4, now() - (10000 - turn) * interval '1 hour'
     from generate_series(1, $2::int) turn, generate_series(0, $3::int - 1) position
     order by turn, position`,
    [person, turns, lines, words],
  );
}

describe('a long talk', () => {
  test('is read page by page, whole turns at a time, each line once', async () => {
    const person = await newPerson();
    await talked(person, 250, 3);
    const seen: number[] = [];
    let before: number | null = null;
    do {
      const page = await openTalk(desk, person, before === null ? {} : { before });
      expect(page.lines.length).toBeLessThanOrEqual(100);
      expect(new Set(page.lines.map(({ turn }) => turn)).size * 3).toBe(page.lines.length);
      seen.unshift(...page.lines.map(({ id }) => id));
      before = page.earlier;
    } while (before !== null);
    expect(seen).toHaveLength(750);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  test('a turn of more lines than a page holds is not cut, and what stands before it is reached', async () => {
    const person = await newPerson();
    await talked(person, 2, 130);
    const page = await openTalk(desk, person, {});
    expect(page.lines.map(({ turn }) => turn)).toEqual(Array(130).fill(2));
    expect(page.earlier).toBe(2);
    expect((await openTalk(desk, person, { before: 2 })).lines.map(({ turn }) => turn)).toEqual(Array(130).fill(1));
  });

  test('what happened at the desk stands in one part of it only', async () => {
    const person = await newPerson();
    await talked(person, 80, 2);
    const [opened] = await stores.database.query<{ number: number }>(
      "insert into case_file (person, opened_at) values ($1, now() - interval '9970.5 hours') returning number",
      [person],
    );
    await stores.database.query(
      "insert into claim (number, staff, at) values ($1, $2, now() - interval '9925.5 hours')",
      [opened?.number, ana],
    );
    const events = (page: Parameters<typeof talkEntries>[0]) =>
      talkEntries(page).flatMap((entry) => (entry.is === 'event' ? [entry.event.what] : []));
    const newest = await openTalk(desk, person, {});
    expect(events(newest)).toEqual(['claimed']);
    expect(events(await openTalk(desk, person, { before: newest.earlier ?? 0 }))).toEqual(['opened']);
  });
});

describe('marks', () => {
  test('hold the sentence and not the person: after an erasure nothing leads to them', async () => {
    const person = await newPerson();
    const [line] = await stores.database.query<{ id: LineId }>(
      `insert into message (person, turn, position, said_by, channel, key, values)
       values ($1, 1, 0, 'bot', 'sms', 'slip.made', '{"code": "ABCDEFGHJKLM", "on": "2023-11-15"}') returning id`,
      [person],
    );
    const message = line?.id ?? (0 as LineId);
    const mark = { message, staff: ana, verdict: 'wrong', comment: 'Falta la fuente' } as const;
    expect(await markLine(stores.database, seal, await newPerson(), mark)).toBe(false);
    expect(await markLine(stores.database, seal, person, mark)).toBe(true);
    expect(await marksOn(stores.database, seal, [message])).toMatchObject([{ by: 'Ana', comment: 'Falta la fuente' }]);
    await stores.database.query('delete from person where id = $1', [person]);
    const { marks } = await openMarks(stores.database, seal, 10);
    expect(marks).toMatchObject([{ message: null, key: 'slip.made', values: { on: '2023-11-15' }, language: 'ht' }]);
    expect(marks[0]?.values).not.toHaveProperty('code');
  });
});

describe('the weekly sample', () => {
  const EVERYTHING = {
    ...{ reasons: null, languages: null, offices: null, pathways: null },
    organisation: 'safe-mobility' as OrganisationId,
  };
  const WEEK = '2024-03-04' as Day;
  const sample = (staff: StaffId, week = WEEK) =>
    sampleOf(stores.database, seal, { week, timeZone: 'America/Bogota', staff, sight: EVERYTHING });

  async function closed(language: string, at: string, staff: StaffId): Promise<number> {
    const person = await newPerson(language);
    const [row] = await stores.database.query<{ number: number }>(
      'insert into case_file (person, closed_at) values ($1, $2) returning number',
      [person, at],
    );
    const number = row?.number ?? 0;
    await stores.database.query(
      "insert into case_reason (number, reason, urgent, turn) values ($1, 'asked', false, 1)",
      [number],
    );
    await stores.database.query("insert into closure (number, staff, at, reason) values ($1, $2, $3, 'answered')", [
      number,
      staff,
      at,
    ]);
    return number;
  }

  test('is the same for everybody, of that week at the desk, with the rare among it', async () => {
    for (let n = 0; n < 30; n += 1) await closed('es', '2024-03-06T12:00:00-05:00', ana);
    const rare = await closed('ht', '2024-03-10T23:30:00-05:00', ana);
    const before = await closed('ht', '2024-03-03T23:30:00-05:00', ana);
    const [ours, theirs] = [await sample(ana), await sample(eva)];
    expect(ours).toHaveLength(SAMPLE_SIZE);
    expect(theirs.map(({ number }) => number)).toEqual(ours.map(({ number }) => number));
    expect(ours.map(({ number }) => number)).toContain(rare);
    expect(ours.map(({ number }) => number)).not.toContain(before);
    expect(ours.every(({ isOwn }) => isOwn)).toBe(true);
    expect(theirs.some(({ isOwn }) => isOwn)).toBe(false);
  });

  test('each is read once, and who comes second is told', async () => {
    const [first] = await sample(eva);
    const review = { week: WEEK, number: first?.number ?? 0, staff: eva, verdict: 'good', comment: 'Amable' } as const;
    expect(await keepReview(stores.database, seal, review)).toBe(true);
    expect(await keepReview(stores.database, seal, { ...review, verdict: 'wrong' })).toBe(false);
    expect((await sample(ana))[0]).toMatchObject({ verdict: 'good', comment: 'Amable', reviewedBy: 'Eva' });
  });
});
