import { type Instant, localDateTime } from '../appointments/local-time.ts';
import type { Office } from '../appointments/office.ts';
import { nextRing, type Suits, whomItSuits } from '../appointments/ring.ts';
import { slotAt } from '../appointments/slots.ts';
import type { Candidate, Kept } from '../appointments/waiting.ts';
import { tellNews, whenAndWhere } from '../conversation/news.ts';
import { isBreakdown } from '../database/breakdown.ts';
import type { Connection } from '../database/database.ts';
import { takeBackNews } from '../mail/outbox.ts';
import { reasonOf } from '../ops/log.ts';
import type { PersonId } from '../people/person.ts';
import { handOff } from '../records/cases.ts';
import { holdPeople } from '../records/corrections.ts';
import { keptPlaces, openToAll } from '../records/kept.ts';
import { makeOffers, settleLapsed, type ToOffer } from '../records/offers.ts';
import { reachOf } from '../records/reach.ts';
import { candidatesFor, endedUntold, takeEnded } from '../records/waiting-list.ts';
import type { Means } from './means.ts';

/** So many of those who wait are looked at for one place: more are not asked before it is too late for it. */
const MOST_CANDIDATES = 100;

/**
 * Offers every kept place to whom it is due next, by the rings of the waiting list; opens to all what nobody who waits can have. Who let
 * three offers pass is told kindly that they are asked no more, and whose appointment was to be replaced is an adviser's.
 * @param now programme time
 * @returns whether anything was offered, opened or ended
 */
export async function fillPlaces(means: Means, now: Instant): Promise<boolean> {
  const lapsed = await endLapsed(means);
  let moved = (await sayGoodbyes(means)) || lapsed;
  for (const kept of await keptPlaces(means.database)) moved = (await tryFilling(means, kept, now)) || moved;
  return moved;
}

/** One that fails must not keep the others empty. */
async function tryFilling(means: Means, kept: Kept, now: Instant): Promise<boolean> {
  try {
    return await fill(means, kept, now);
  } catch (error) {
    if (isBreakdown(error)) throw error;
    means.log.write({ event: 'notice_failed', kind: 'place', ...reasonOf(error) });
    return false;
  }
}

/** What nobody answered in time ends; the place goes on to the next. */
async function endLapsed(means: Means): Promise<boolean> {
  const { database, log } = means;
  const lapsed = await database.transaction(async (tx) => {
    const settled = await settleLapsed(tx);
    for (const { offer } of settled) await takeBackNews(tx, offer);
    // Their appointment stays as it is, and somebody must talk with them.
    const standing = settled.filter(({ waiting }) => waiting === null);
    const reason = { reason: 'must_move', urgent: false };
    await handOff(
      tx,
      standing.map(({ person, turn }) => ({ person, turn, ...reason })),
    );
    return settled;
  });
  if (lapsed.length > 0) log.write({ event: 'places', what: 'lapsed', count: lapsed.length });
  return lapsed.length > 0;
}

/** In transactions of their own: people are held before places, and whose offers lapse is known only behind the lock of a place. */
async function sayGoodbyes(means: Means): Promise<boolean> {
  const ended = await endedUntold(means.database);
  for (const { person, waiting } of ended)
    await means.database.transaction(async (tx) => {
      await holdPeople(tx, [person]);
      if (!(await takeEnded(tx, waiting))) return;
      const options = ['list=join'];
      await tellNews(means, tx, person, { template: 'waiting-ended', values: {}, options, about: waiting });
    });
  return ended.length > 0;
}

/** @returns whether anything became of it */
async function fill(means: Means, kept: Kept, now: Instant): Promise<boolean> {
  const { database, house, log } = means;
  const office = house.offices.find(({ id }) => id === kept.office);
  const suits = office === undefined ? null : whomItSuits(office, kept, now);
  if (office !== undefined && suits !== null) {
    if (kept.offers > 0) return false;
    const ring = await ringOf(means, database, { office, kept, suits, now });
    if (ring.do === 'wait') return false;
    if (ring.do === 'offer') return offerTo(means, { office, kept, suits, now }, ring.to);
  }
  await database.transaction((tx) => openToAll(tx, kept.id));
  log.write({ event: 'places', what: 'opened', count: 1 });
  return true;
}

/** A place that waits for somebody. */
type Free = { readonly office: Office; readonly kept: Kept; readonly suits: Suits; readonly now: Instant };

/** Of those it suits whoever cannot be told is passed by: what nobody hears of would only run out. */
async function ringOf({ channels }: Means, connection: Connection, { office, kept, suits, now }: Free) {
  let candidates = await candidatesFor(connection, kept, suits, MOST_CANDIDATES);
  for (;;) {
    const ring = nextRing(office, kept, candidates, now);
    if (ring.do !== 'offer') return ring;
    const silent = new Set<PersonId>();
    for (const { person } of ring.to) {
      const at = (await reachOf(connection, person))?.at;
      if (typeof at !== 'object' || !channels.has(at.channel)) silent.add(person);
    }
    if (silent.size === 0) return ring;
    candidates = candidates.filter(({ person }) => !silent.has(person));
  }
}

/** Asked again once they are held: somebody may have left, said STOP, or had a turn. */
async function offerTo(means: Means, free: Free, found: readonly Candidate[]): Promise<boolean> {
  const { kept, office, now } = free;
  const made = await means.database.transaction(async (tx) => {
    const people = found.map(({ person }) => person);
    await holdPeople(tx, people);
    const ring = await ringOf(means, tx, free);
    if (ring.do !== 'offer') return [];
    const to = ring.to.filter(({ person }) => people.includes(person));
    const offers = await makeOffers(
      tx,
      kept.id,
      to.flatMap((one) => toOffer(office, kept, one)),
      ring.windowMs,
    );
    const answerBy = localDateTime((now + ring.windowMs) as Instant, office.timeZone);
    for (const { offer, person } of offers)
      await tellNews(means, tx, person, {
        template: 'place-free',
        values: { ...whenAndWhere(means.house, office, kept.startsAt), answerBy },
        options: [`offer=yes:${offer}`, `offer=no:${offer}`],
        about: offer,
      });
    return offers;
  });
  if (made.length > 0) means.log.write({ event: 'places', what: 'offered', count: made.length });
  return made.length > 0;
}

function toOffer(office: Office, kept: Kept, { person, turn, people, waiting }: Candidate): ToOffer[] {
  const slot = slotAt(office, kept.startsAt, people);
  return slot === null ? [] : [{ person, turn, endsAt: slot.endsAt, for: { waiting } }];
}
