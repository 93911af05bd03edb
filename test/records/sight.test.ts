import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { OrganisationId, Sight } from '../../src/handoff/organisation.ts';
import { readCase } from '../../src/records/case-file.ts';
import { casesBeside, casesIn, countCases } from '../../src/records/queue.ts';
import type { StaffId } from '../../src/records/staff.ts';
import type { PathwayId } from '../../src/screening/names.ts';
import { openConsole, type Story, type TestConsole, tell } from '../support/console.ts';
import { signedIn } from '../support/signed-in.ts';

const OWN = 'legal-partner' as OrganisationId;
const ALL: Sight = { reasons: null, languages: null, offices: null, pathways: null, organisation: OWN };

let console: TestConsole;
beforeAll(async () => {
  console = await openConsole();
});
beforeEach(() => console.database.script('truncate person, case_file restart identity cascade'));
afterAll(() => console.close());

let phones = 0;
/** Somebody who needs a human; the number of their case. */
async function someone(story: Omit<Story, 'number' | 'case'>, reason = 'asked', office: string | null = null) {
  phones += 1;
  const person = await tell(console, {
    ...story,
    number: `+57300${1_000_000 + phones}`,
    case: { reason, urgent: false },
  });
  const [row] = await console.database.query<{ number: number }>(
    'update case_file set office = $2 where person = $1 returning number',
    [person, office],
  );
  return row?.number ?? 0;
}

/** The cases somebody sees; list, count, next and the case itself must agree. */
async function seenBy(sight: Sight): Promise<number[]> {
  const { database } = console;
  const nobody = '00000000-0000-0000-0000-000000000000' as StaffId;
  const late = { urgent: new Date(0), other: new Date(0) };
  const asker = { staff: { id: nobody, organisation: sight.organisation }, sight, late };
  const counts = await countCases(database, asker);
  const parts = await Promise.all(
    (['waiting', 'colleagues', 'asleep', 'referred'] as const).map(async (view) => {
      const asked = { view, language: null, office: null, reason: null };
      const numbers = (await casesIn(database, asker, asked, { after: null, limit: 50 })).map(({ number }) => number);
      expect([view, counts[view]]).toEqual([view, numbers.length]);
      return numbers;
    }),
  );
  const listed = parts.flat();
  const all = await database.query<{ number: number }>('select number from case_file order by number');
  for (const { number } of all)
    expect([number, (await readCase(database, sight, number)) !== null]).toEqual([number, listed.includes(number)]);
  const [waiting = []] = parts;
  const walked = waiting.slice(0, 1);
  for (let at = walked[0] ?? null; at !== null; ) {
    at = (await casesBeside(database, sight, at)).after;
    if (at !== null) walked.push(at);
  }
  expect(walked).toEqual(waiting);
  const inOrder = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other);
  return inOrder(listed);
}

describe('a list hides what belongs to another', () => {
  test('office, and never what belongs to none', async () => {
    const [medellin, cali, none] = [
      await someone({}, 'asked', 'medellin'),
      await someone({}, 'asked', 'cali'),
      await someone({}),
    ];
    expect(await seenBy({ ...ALL, offices: ['medellin' as OfficeId] })).toEqual([medellin, none]);
    expect(await seenBy(ALL)).toEqual([medellin, cali, none]);
  });

  test('language, and never who has not said one', async () => {
    const [creole, , unknown] = [
      await someone({ language: 'ht' }),
      await someone({ language: 'es' }),
      await someone({}),
    ];
    expect(await seenBy({ ...ALL, languages: ['ht', 'fr'] })).toEqual([creole, unknown]);
  });

  test('reason: one of several is enough, and a group holds all of its kind', async () => {
    const [violence] = [
      await someone({}, 'danger.violence'),
      await someone({}, 'asked'),
      await someone({}, 'dangerous'),
    ];
    expect(await seenBy({ ...ALL, reasons: ['danger'] })).toEqual([violence]);
    expect(await seenBy({ ...ALL, reasons: ['danger.child'] })).toEqual([]);
    await console.database.query(
      "insert into case_reason (number, reason, urgent, turn) values ($1, 'danger.child', true, 2)",
      [violence],
    );
    expect(await seenBy({ ...ALL, reasons: ['danger.child'] })).toEqual([violence]);
  });

  test('pathway: of the newest screening and an appointment, and never who has none', async () => {
    const answers = { adult: true, country_now: 'CO', nationality: 'VE', in_colombia: '2019', papers: 'none' };
    const [screened, unscreened, booked] = [
      await someone({ answers, on: '2023-11-15' }),
      await someone({}),
      await someone({ appointment: '2023-11-21T10:30' }),
    ];
    const on = (pathway: string) => seenBy({ ...ALL, pathways: [pathway as PathwayId] });
    const likely = await console.database.query<{ pathway: string }>(
      "select pathway from assessment where status in ('likely', 'see_adviser')",
    );
    expect(likely.length).toBeGreaterThan(0);
    expect(await on(likely[0]?.pathway ?? '')).toContain(screened);
    expect(await on('h2a-farm-work')).toEqual([unscreened]);
    expect(await on('safe-mobility-colombia')).toContain(booked);
    await console.database.query(
      `insert into assessment (person, turn, pathway, status, because, answers, programme, on_day)
       select person, 2, 'h2a-farm-work', 'likely', '[]', '{}', '', now() from case_file where number = $1`,
      [screened],
    );
    expect(await on('h2a-farm-work')).toEqual([screened, unscreened]);
    expect(await on(likely[0]?.pathway ?? '')).not.toContain(screened);
  });

  test('and every list must let a case through', async () => {
    const [both] = [
      await someone({ language: 'ht' }, 'danger.violence'),
      await someone({ language: 'es' }, 'danger.violence'),
      await someone({ language: 'ht' }),
    ];
    expect(await seenBy({ ...ALL, languages: ['ht'], reasons: ['danger'] })).toEqual([both]);
  });
});

describe('beside its lists an organisation sees', () => {
  const blind: Sight = { ...ALL, reasons: [] };

  test('what is passed on to it, until it is declined or taken back', async () => {
    const [number] = [await someone({}), await someone({})];
    const { id } = await signedIn(console, 'Rosa', 'adviser');
    expect(await seenBy(blind)).toEqual([]);
    const refer = (organisation: string) =>
      console.database.query(
        "insert into referral (number, staff, organisation, sealed) values ($1, $2, $3, '') returning id",
        [number, id, organisation],
      );
    const answer = (how: string) =>
      console.database.query('update referral set answered_at = now(), answer = $1 where answered_at is null', [how]);
    await refer('protection-partner');
    expect(await seenBy(blind)).toEqual([]);
    await answer('withdrawn');
    await refer(OWN);
    expect(await seenBy(blind)).toEqual([number]);
    await answer('declined');
    expect(await seenBy(blind)).toEqual([]);
    await refer(OWN);
    await answer('accepted');
    expect(await seenBy(blind)).toEqual([number]);
  });

  test('what one of its own works', async () => {
    const number = await someone({});
    const { id } = await signedIn(console, 'Luz', 'adviser', OWN);
    await console.database.query('insert into claim (number, staff) values ($1, $2)', [number, id]);
    expect(await seenBy(blind)).toEqual([number]);
    await console.database.query("update claim set ended_at = now(), ended_how = 'given_back'");
    expect(await seenBy(blind)).toEqual([]);
  });
});
