import type { Closing } from '../appointments/closing.ts';
import type { Instant } from '../appointments/local-time.ts';
import { type ByTemplate, type Telling, tellNews, whenAndWhere } from '../conversation/news.ts';
import { isBreakdown } from '../database/breakdown.ts';
import type { Connection, Database } from '../database/database.ts';
import type { ProgrammeClock } from '../database/programme-clock.ts';
import { takeBackNews } from '../mail/outbox.ts';
import { type Log, reasonOf } from '../ops/log.ts';
import type { Step } from '../ops/loop.ts';
import type { PersonId } from '../people/person.ts';
import {
  type CancelledByClosing,
  nextReached,
  noteClosingTold,
  type Reached,
  takeByClosing,
  touchCasesOf,
} from '../records/closing-reach.ts';
import { closingsHeld, closingsInForce } from '../records/closings.ts';
import { holdPeople } from '../records/corrections.ts';

/** What is needed to tell people of a closing. */
export type ClosingMeans = Telling & {
  readonly database: Database;
  readonly clock: ProgrammeClock;
  readonly log: Log;
  readonly step?: Step;
};

/** Enough to be quick, and few enough that nobody's turn waits long for it. */
const PEOPLE_AT_ONCE = 25;

/**
 * Tells the people whom a closing concerns, who comes soonest first: their appointment, their waiting and what they were told are written
 * together, so that whoever is left is found by still having something to lose. Killed at any time, nobody is told twice or forgotten.
 * @returns a round over some people, which says whether there was anybody
 */
export function closingTeller(means: ClosingMeans): () => Promise<boolean> {
  // Whom a defect of ours keeps us from telling keeps nobody else waiting; the next start tries again.
  const failed = new Set<PersonId>();
  return async () => {
    for (const closing of await closingsInForce(means.database)) {
      const reached = reachedBy(means, closing);
      const people = await nextReached(means.database, reached, { but: [...failed], most: PEOPLE_AT_ONCE });
      if (people.length === 0) continue;
      for (const person of await tellSome(means, closing, people)) failed.add(person);
      return true;
    }
    return false;
  };
}

function reachedBy({ house, clock }: Pick<ClosingMeans, 'house' | 'clock'>, closing: Closing): Reached {
  const office = house.offices.find(({ id }) => closing.what === 'office' && id === closing.which);
  return { ...closing, timeZone: office?.timeZone ?? null, now: clock.now() as Instant };
}

/** @returns those who could not be told: where one of many fails, each is told alone */
async function tellSome(means: ClosingMeans, closing: Closing, people: readonly PersonId[]): Promise<PersonId[]> {
  try {
    await tellTogether(means, closing, people);
    return [];
  } catch (error) {
    if (isBreakdown(error)) throw error;
    if (people.length > 1) {
      const failed: PersonId[] = [];
      for (const person of people) failed.push(...(await tellSome(means, closing, [person])));
      return failed;
    }
    means.log.write({ event: 'breakdown', where: 'closing', reason: reasonOf(error).reason });
    return [...people];
  }
}

async function tellTogether(means: ClosingMeans, closing: Closing, people: readonly PersonId[]): Promise<void> {
  await means.database.transaction(async (tx) => {
    await holdPeople(tx, people);
    // It may have been opened again since.
    if (!(await closingsHeld(tx)).some(({ id }) => id === closing.id)) return;
    const { cancelled, waited, told } = await takeByClosing(tx, closing.id, reachedBy(means, closing), people);
    means.step?.('closing_taken');
    const news = new Map([
      ...waited.map(({ person, pathway }) => [person, listEnded(closing, pathway)] as const),
      ...cancelled.map((one) => [one.person, appointmentClosed(means, closing, one)] as const),
    ]);
    for (const { appointment } of cancelled) await takeBackNews(tx, appointment);
    for (const [person, said] of news) if (!told.has(person)) await tell(means, tx, closing, person, said);
    await touchCasesOf(tx, people);
  });
  means.step?.('closing_told');
}

async function tell(
  means: ClosingMeans,
  tx: Connection,
  closing: Closing,
  person: PersonId,
  said: ByTemplate,
): Promise<void> {
  await noteClosingTold(tx, closing.id, person, await tellNews(means, tx, person, said));
}

function appointmentClosed(
  { house }: ClosingMeans,
  { id: about }: Closing,
  { office: id, pathway, startsAt }: CancelledByClosing,
): ByTemplate {
  const office = house.offices.find((one) => one.id === id);
  if (office === undefined) throw new Error(`An appointment is at office '${id}', which is not in programme/offices.`);
  const options = [`closed=${pathway}:${id}:${startsAt}`];
  return { template: 'appointment-closed', values: whenAndWhere(house, office, startsAt), options, about };
}

function listEnded({ id: about }: Closing, pathway: string): ByTemplate {
  return { template: 'list-ended', values: {}, options: [`closed=${pathway}`], about };
}
