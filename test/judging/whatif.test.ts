import { describe, expect, test } from '@jest/globals';
import { comesOutOtherwise } from '../../src/commands/again.ts';
import { asJson, asText } from '../../src/commands/whatif-report.ts';
import { differenceOf, hearingsOf, hearingsOfNew, summaryOf, type Trial } from '../../src/judging/whatif.ts';
import type { PersonId } from '../../src/people/person.ts';
import type { RecordedResult } from '../../src/records/assessments.ts';
import { assessPathway } from '../../src/screening/assess.ts';
import {
  answersOf,
  aPathway,
  aProgramme,
  aQuestion,
  aVersion,
  day,
  pathway,
  type WrittenRequirement,
} from '../support/programme.ts';

const QUESTIONS = [aQuestion('adult', 'yesno'), aQuestion('arrived', 'side_of_date'), aQuestion('sponsor', 'yesno')];
const adult: WrittenRequirement = { id: 'adult', test: { fact: 'adult', is: true }, ifNot: 'see_adviser' };
const until = (date: string): WrittenRequirement => ({
  id: 'presence',
  test: { fact: 'arrived', onOrBefore: date },
  ifNot: 'unlikely',
});
const sponsor: WrittenRequirement = { id: 'sponsor', test: { fact: 'sponsor', is: true }, ifNot: 'unlikely' };
const way = (...requirements: WrittenRequirement[]) =>
  aPathway('way', aVersion({ inForce: { from: '2023-01-01', until: '2023-11-30' }, requirements }));
const open = (id: string) => aPathway(id, aVersion({ requirements: [adult] }));

const inUse = aProgramme(QUESTIONS, way(adult, until('2023-06-11')));
const TEN = day('2023-10-10');

const trialOf = (changed: typeof inUse, on: string | null = null): Trial => ({
  inUse,
  changed,
  on: on === null ? null : day(on),
});
const differences = (trial: Trial, json: Record<string, unknown>) =>
  hearingsOf(trial, 'ana', answersOf(inUse, json), TEN)
    .map((hearing) => differenceOf(trial, hearing))
    .filter((one) => one !== null);

const LATE = { adult: true, arrived: '2023-06-13' };

describe('a changed rule', () => {
  const later = trialOf(aProgramme(QUESTIONS, way(adult, until('2023-06-14'))));

  test('is told to who would hear another result, with what decided before', () => {
    expect(differences(later, LATE)).toEqual([
      {
        who: 'ana',
        pathway: 'way',
        on: TEN,
        was: { status: 'unlikely', requirement: 'presence', asks: null },
        wouldBe: { status: 'likely', requirement: null, asks: null },
        already: false,
      },
    ]);
  });

  test('says nothing of who would hear the same', () => {
    expect(differences(later, { adult: true, arrived: '2023-05-01' })).toEqual([]);
    expect(differences(later, { adult: true, arrived: '2023-08-01' })).toEqual([]);
  });

  test('that asks more names the question that would be asked', () => {
    const asking = trialOf(aProgramme(QUESTIONS, way(adult, until('2023-06-14'), sponsor)));
    expect(differences(asking, LATE)[0]?.wouldBe).toEqual({
      status: 'undecided',
      requirement: 'sponsor',
      asks: 'sponsor',
    });
  });

  test('that refuses for another reason is something else to hear', () => {
    const first = trialOf(aProgramme(QUESTIONS, way(sponsor, adult, until('2023-06-11'))));
    expect(differences(first, { ...LATE, sponsor: false })[0]).toMatchObject({
      was: { status: 'unlikely', requirement: 'presence' },
      wouldBe: { status: 'unlikely', requirement: 'sponsor' },
    });
  });

  test('is told from the mere passing of time', () => {
    const nextMonth = trialOf(aProgramme(QUESTIONS, way(adult, until('2023-06-14'))), '2023-12-05');
    expect(differences(nextMonth, LATE)[0]).toMatchObject({
      on: '2023-12-05',
      wouldBe: { status: 'see_adviser' },
      already: true,
    });
  });
});

describe('a pathway', () => {
  test('that goes is told as nothing', () => {
    const gone = trialOf(aProgramme(QUESTIONS, open('other')));
    expect(differences(gone, LATE).find((one) => one.pathway === 'way')?.wouldBe).toBeNull();
  });

  test('that is new is told to whoever looks for what it is under, from their newest answers', () => {
    const trial = trialOf(aProgramme(QUESTIONS, way(adult, until('2023-06-11')), open('new')));
    const [newest] = hearingsOf(trial, 'ana', answersOf(inUse, { adult: true, interest: 'everything' }), TEN);
    const [older] = hearingsOf(trial, 'ana', answersOf(inUse, { adult: false }), day('2023-02-02'));
    if (newest === undefined || older === undefined) throw new Error('The fixture has no pathway.');
    const fresh = hearingsOfNew(trial, [newest, older]);
    expect(fresh.map((hearing) => differenceOf(trial, hearing))).toEqual([
      expect.objectContaining({
        pathway: 'new',
        on: TEN,
        was: null,
        wouldBe: expect.objectContaining({ status: 'likely' }),
      }),
    ]);
  });

  test('that is new and closed is no news', () => {
    const shut = aPathway('new', aVersion({ status: 'closed' }));
    const trial = trialOf(aProgramme(QUESTIONS, way(adult, until('2023-06-11')), shut));
    expect(differences(trial, LATE)).toEqual([]);
  });
});

describe('the report', () => {
  const trial = trialOf(aProgramme(QUESTIONS, way(adult, until('2023-06-14')), open('other')));
  const [first, second] = differences(trial, LATE);
  if (first === undefined || second === undefined) throw new Error('The fixture has two differences.');
  const report = {
    affected: [
      { ...first, appointment: { office: 'soacha', pathway: 'way', starts: '2023-11-21T10:30' } },
      { ...second, appointment: { office: 'soacha', pathway: 'way', starts: '2023-11-21T10:30' } },
      { ...first, who: 'luz', already: true, appointment: null },
    ],
    hearings: 12,
    people: 5,
    faults: 0,
  };

  test('counts people, not results, and says who has an appointment, and for what', () => {
    const lines = asText(trial, report).split('\n');
    expect(lines[1]).toBe('2 would hear something else, 1 of them have an appointment.');
    expect(lines[2]).toContain('1 because of the change');
    expect(lines[3]).toBe('  ana  way: unlikely (presence) → likely  appointment 2023-11-21 10:30, soacha');
    expect(lines[4]).toContain('soacha (for way)');
    expect(lines[5]).toBe('  luz* way: unlikely (presence) → likely');
    expect(lines.slice(6)).toEqual(['By pathway:', '  way: unlikely → likely 2', '  other: nothing → likely 1', '']);
  });

  test('says the same as JSON', () => {
    expect(JSON.parse(asJson(trial, report))).toMatchObject({
      results: 12,
      people: 5,
      affected: 2,
      withAppointment: 1,
      summary: { way: { 'unlikely → likely': 2 }, other: { 'nothing → likely': 1 } },
    });
  });

  test('of no difference has no summary', () => {
    expect(summaryOf([]).size).toBe(0);
    expect(asText(trial, { ...report, affected: [] })).not.toContain('By pathway');
  });
});

describe('a recorded result derived again', () => {
  const answers = answersOf(inUse, LATE);
  const found = inUse.pathways.get(pathway('way'));
  if (found === undefined) throw new Error('The fixture has no pathway.');
  const result: RecordedResult = {
    ...assessPathway(inUse, found, answers, TEN),
    person: '3f2a9c1e-0000-4000-8000-000000000000' as PersonId,
    turn: 3,
    on: TEN,
    programme: inUse.hash,
    answers,
    appointment: null,
  };

  test('comes out as it was', () => {
    expect(comesOutOtherwise(inUse, result)).toBeNull();
  });

  test('or is named with both, and without a way to reach the person', () => {
    const line = comesOutOtherwise(inUse, { ...result, status: 'likely' });
    expect(line).toContain('3f2a9c1e  2023-10-10  way: was likely by v1');
    expect(line).toContain('comes out as unlikely by v1, because of presence (gazette, 2023-01-01)');
    expect(line).not.toContain('8000');
  });

  test('also where only the source or the day it was read differs', () => {
    const because = result.because.map((one) => ({ ...one, checkedOn: day('2022-01-01') }));
    expect(comesOutOtherwise(inUse, { ...result, because })).toContain('2022-01-01');
  });
});
