import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { comesOutOtherwise } from '../../src/commands/again.ts';
import { usableProgramme } from '../../src/commands/in-use.ts';
import { recordedBatches } from '../../src/commands/recorded.ts';
import { tryRecorded } from '../../src/commands/whatif.ts';
import type { Trial } from '../../src/judging/whatif.ts';
import type { PersonId } from '../../src/people/person.ts';
import { recordAssessments, recordedResults } from '../../src/records/assessments.ts';
import { assessPathway } from '../../src/screening/assess.ts';
import { answersOf, day, pathway } from '../support/programme.ts';
import { BOTH_STORES, type Stores } from '../support/stores.ts';

const { programme } = await usableProgramme('programme');
const WAY = pathway('safe-mobility-colombia');
const ON = day('2023-11-15');
const FITS = {
  adult: true,
  country_now: 'CO',
  nationality: 'VE',
  in_colombia: '2022',
  registered_before: false,
  papers: 'ppt',
};
const ZONES = new Map([['soacha', 'America/Bogota']]);

/** The programme as it would be if the way in Colombia had closed that day already. */
const way = programme.pathways.get(WAY);
if (way === undefined) throw new Error(`The programme has no ${WAY}.`);
const shut = { ...way, versions: way.versions.map((one) => ({ ...one, status: 'closed' as const })) };
const trial: Trial = {
  inUse: programme,
  changed: { ...programme, hash: 'changed', pathways: new Map([...programme.pathways, [WAY, shut]]) },
  on: ON,
};

describe.each(BOTH_STORES)('what was recorded on %s', (_name, open) => {
  let stores: Stores;
  let ana: PersonId;
  let luz: PersonId;

  const someone = async () => {
    const [row] = await stores.database.query<{ id: PersonId }>('insert into person default values returning id');
    if (row === undefined) throw new Error('Nobody was stored.');
    return row.id;
  };
  const told = async (person: PersonId, turn: number, id: string, json: Record<string, unknown>) => {
    const found = programme.pathways.get(pathway(id));
    if (found === undefined) throw new Error(`The programme has no ${id}.`);
    const answers = answersOf(programme, json);
    const assessment = assessPathway(programme, found, answers, ON);
    const left = { person, turn, assessment, answers, on: ON, programme: programme.hash };
    await recordAssessments(stores.database, [left]);
  };
  const booked = (person: PersonId, when: string, place: number, state = 'booked') =>
    stores.database.query(
      `insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn)
       values ($1, $2, 'soacha', $3, $3::timestamptz + interval '30 minutes', $4, $5, $6, 1)`,
      [person, WAY, when, place, state, `C-${place}`],
    );

  beforeAll(async () => {
    stores = await open();
    await stores.database.query(
      `insert into programme_clock (setting, offset_ms)
       values ('x', (extract(epoch from timestamptz '2023-11-15T13:00:00Z' - now()) * 1000)::bigint)`,
    );
    [ana, luz] = [await someone(), await someone()];
    await someone();
    await told(ana, 1, WAY, { ...FITS, nationality: 'CO' });
    await told(ana, 2, WAY, FITS);
    await told(ana, 2, 'chnv-parole', FITS);
    await told(luz, 1, WAY, { ...FITS, in_colombia: '2023-08' });
    await booked(ana, '2023-11-21T15:30:00Z', 1);
    await booked(luz, '2023-11-14T15:30:00Z', 2);
  });
  afterAll(() => stores.close());

  test('the newest of each person and pathway is read, with its answers', async () => {
    const results = await recordedResults(stores.database, 'newest', null, 10);
    const of = (person: PersonId) => results.filter((one) => one.person === person);
    expect(of(ana).map((one) => [one.turn, one.pathway, one.status])).toEqual([
      [2, WAY, 'likely'],
      [2, 'chnv-parole', 'undecided'],
    ]);
    expect(of(ana)[0]).toMatchObject({ on: ON, programme: programme.hash });
    expect(of(ana)[0]?.answers).toEqual(answersOf(programme, FITS));
  });

  test('all of it is read where all is asked for', async () => {
    expect(await recordedResults(stores.database, 'all', null, 10)).toHaveLength(4);
  });

  test('person by person, until nobody is left', async () => {
    const first = await recordedResults(stores.database, 'newest', null, 1);
    const last = first.at(-1)?.person ?? null;
    const second = await recordedResults(stores.database, 'newest', last, 1);
    const people = [...first, ...second].map((one) => one.person);
    expect([...new Set(people)].sort()).toEqual([ana, luz].sort());
    expect(await recordedResults(stores.database, 'newest', second.at(-1)?.person ?? null, 1)).toEqual([]);
  });

  test('who would hear something else, and has an appointment still before them', async () => {
    const tried = await tryRecorded(trial, stores.database, ZONES);
    expect([tried.hearings, tried.people]).toEqual([3, 2]);
    const found = new Map(tried.affected.map((one) => [one.who, one]));
    expect(found.size).toBe(2);
    expect(found.get(ana.slice(0, 8))).toMatchObject({
      pathway: WAY,
      was: { status: 'likely' },
      wouldBe: { status: 'closed' },
      already: false,
      appointment: { office: 'soacha', pathway: WAY, starts: '2023-11-21T10:30' },
    });
    // That of the day before is over.
    expect(found.get(luz.slice(0, 8))).toMatchObject({ was: { requirement: 'presence' }, appointment: null });
  });

  test('by the programme that made it, everything comes out as it was', async () => {
    const lines: (string | null)[] = [];
    for await (const batch of recordedBatches(stores.database, 'all')) {
      lines.push(...batch.map((result) => comesOutOtherwise(programme, result)));
    }
    expect(lines).toEqual([null, null, null, null]);
  });

  test('and what somebody altered afterwards is found', async () => {
    const alter = (status: string) =>
      stores.database.query('update assessment set status = $2 where person = $1', [luz, status]);
    await alter('likely');
    const results = await recordedResults(stores.database, 'all', null, 10);
    await alter('unlikely');
    const differing = results.map((result) => comesOutOtherwise(programme, result)).filter((line) => line !== null);
    expect(differing).toHaveLength(1);
    expect(differing[0]).toContain(`${luz.slice(0, 8)}  2023-11-15  ${WAY}: was likely`);
  });
});
