import type { House } from '../../conversation/house.ts';
import type { Database } from '../../database/database.ts';
import { hideSmall, hideSmallWhole, type Shown } from '../../handoff/groups.ts';
import {
  type Asked,
  type Counted,
  type DayStep,
  peopleByDay,
  peopleByQuestion,
  peopleByResult,
  peopleWhoWrote,
  type ResultCount,
  type Wrote,
} from '../../records/figures.ts';
import {
  type BecameCount,
  type FreedCount,
  freedPlaces,
  peopleByAppointment,
} from '../../records/figures-of-appointments.ts';
import { peopleByClosing, peopleByReason, type WaitingTimes, waitingTimes } from '../../records/figures-of-cases.ts';
import { type Days, periodOf, stepOf, stepsOf } from './period.ts';

/** All that a report counts, before anything is hidden. @property days of each day, week or month in order, also where it is 0 */
export type Counts = {
  readonly wrote: Wrote;
  readonly step: DayStep;
  readonly days: ReadonlyMap<string, number>;
  readonly results: readonly ResultCount[];
  readonly asked: readonly Asked[];
  readonly reasons: readonly Counted[];
  readonly closings: readonly { readonly reason: string | null; readonly people: number }[];
  readonly waiting: readonly WaitingTimes[];
  readonly appointments: readonly BecameCount[];
  readonly freed: readonly FreedCount[];
};

/** Counts what happened in some days, where the programme is. */
export async function readCounts(
  { database, house }: { readonly database: Database; readonly house: House },
  days: Days,
): Promise<Counts> {
  const period = periodOf(days, house.programme.timeZone);
  const [wrote, byDay, results, asked, reasons, closings, waiting, appointments, freed] = await Promise.all([
    peopleWhoWrote(database, period),
    readDaysCounted(database, days, house.programme.timeZone),
    peopleByResult(database, period),
    peopleByQuestion(database, period),
    peopleByReason(database, period),
    peopleByClosing(database, period),
    waitingTimes(database, period),
    peopleByAppointment(database, period),
    freedPlaces(database, period),
  ]);
  return { wrote, ...byDay, results, asked, reasons, closings, waiting, appointments, freed };
}

/** By day, where at least half of the days may be shown; else by week. */
async function readDaysCounted(
  database: Database,
  days: Days,
  timeZone: string,
): Promise<Pick<Counts, 'step' | 'days'>> {
  const by = async (step: DayStep) => {
    const counted = await peopleByDay(database, periodOf(days, timeZone), step);
    const people = new Map(counted.map((each) => [each.name, each.people]));
    return { step, days: new Map(stepsOf(days, step).map((day): [string, number] => [day, people.get(day) ?? 0])) };
  };
  const first = await by(stepOf(days));
  const shown = [...hideSmall(first.days).values()].filter((count) => count !== null);
  return first.step === 'day' && shown.length * 2 < first.days.size ? by('week') : first;
}

/** How many people wrote, and how many were handed over, as they may be shown. */
export function wholesOf({ wrote, reasons }: Counts): { readonly wrote: Shown; readonly handedOver: Shown } {
  const handedOver = reasons.reduce((sum, { people }) => sum + people, 0);
  return { wrote: hideSmallWhole(wrote.whole), handedOver: hideSmallWhole(handedOver, wrote.whole - handedOver) };
}
