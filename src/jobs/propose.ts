import type { Occupied, Slot } from '../appointments/appointment.ts';
import { type Instant, localDateTime } from '../appointments/local-time.ts';
import type { Office, OfficeId } from '../appointments/office.ts';
import { type Given, insteadOf, type WhyNot, whyNot } from '../appointments/rebooking.ts';
import { type Telling, tellNews, whenAndWhere } from '../conversation/news.ts';
import type { Connection, Database } from '../database/database.ts';
import { handOff } from '../records/cases.ts';
import { holdPeople } from '../records/corrections.ts';
import { makeOffers, openOffers } from '../records/offers.ts';
import { occupied } from '../records/places.ts';
import { reachOf } from '../records/reach.ts';
import { type Ahead, appointmentsAhead, keepFor } from '../records/rebooking.ts';

/** What is needed to propose another time. */
export type Proposing = Telling & { readonly database: Database };

/** How long somebody may think about another time, in milliseconds of real time, and how long before it they must have decided. */
const DECIDE = { within: 48 * 3600_000, before: 3 * 3600_000 } as const;

/** An appointment that today's offices cannot receive any more. */
export type Unreceived = Ahead & { readonly why: WhyNot };

/** The appointments to come that today's offices cannot receive any more, the soonest first. @param now programme time */
export async function unreceived(
  connection: Connection,
  offices: readonly Office[],
  now: Instant,
): Promise<Unreceived[]> {
  return (await appointmentsAhead(connection, now)).flatMap((one) => {
    const why = whyNot(offices, givenOf(one));
    return why === null ? [] : [{ ...one, why }];
  });
}

function givenOf({ office, pathway, startsAt, endsAt, people, needs, language }: Ahead): Given {
  return { office, pathway, startsAt, endsAt, party: { people, needs, language } };
}

/** What became of one: another time was offered to them, or an adviser has them; `left` where it is settled otherwise by now. */
export type Proposed = 'offered' | 'case' | 'left';

/**
 * Offers somebody another time instead of one that cannot be kept: the place is kept, offered and told in one transaction. They decide: a
 * yes moves them, and until then theirs stays. Who cannot be told, or for whom no time is free, is an adviser's. Once only.
 */
export async function propose(proposing: Proposing, one: Unreceived, now: Instant): Promise<Proposed> {
  const { database, house, channels } = proposing;
  const slots = await slotsFor(database, house.offices, one, now);
  return database.transaction(async (tx) => {
    await holdPeople(tx, [one.person]);
    const [standing] = await appointmentsAhead(tx, now, one.id);
    const isAsked = (await openOffers(tx, [one.person])).size > 0;
    if (standing === undefined || standing.proposal !== null || isAsked) return 'left';
    const at = (await reachOf(tx, one.person))?.at;
    if (typeof at === 'object' && channels.has(at.channel))
      for (const slot of slots) if (await offerInstead(proposing, tx, standing, slot, now)) return 'offered';
    await handOff(tx, [{ person: one.person, turn: standing.turn, reason: 'must_move', urgent: false }]);
    return 'case';
  });
}

async function slotsFor(database: Database, offices: readonly Office[], one: Ahead, now: Instant): Promise<Slot[]> {
  const taken = new Map<OfficeId, readonly Occupied[]>();
  for (const { id } of offices) taken.set(id, await occupied(database, id, now));
  return insteadOf(offices, givenOf(one), (office) => taken.get(office) ?? [], now);
}

/** @returns whether it is offered: somebody else may have been faster */
async function offerInstead(
  proposing: Proposing,
  tx: Connection,
  { id, person, turn, startsAt, office }: Ahead,
  slot: Slot,
  now: Instant,
): Promise<boolean> {
  const { house } = proposing;
  const [was, to] = [office, slot.office].map((each) => house.offices.find((one) => one.id === each));
  const windowMs = Math.min(DECIDE.within, slot.startsAt - now - DECIDE.before);
  if (to === undefined || windowMs <= 0) return false;
  const kept = await keepFor(tx, slot);
  if (kept === null) return false;
  const [made] = await makeOffers(tx, kept, [{ person, turn, endsAt: slot.endsAt, for: { insteadOf: id } }], windowMs);
  if (made === undefined) throw new Error('A place that was just kept could not be offered.');
  const other = whenAndWhere(house, to, slot.startsAt);
  await tellNews(proposing, tx, person, {
    template: 'appointment-proposed',
    // Of an office that is gone only its name is left, and its clock was the other's.
    values: {
      ...(was === undefined
        ? { starts: localDateTime(startsAt, to.timeZone), place: office }
        : whenAndWhere(house, was, startsAt)),
      ...{ other: other.starts ?? '', otherPlace: other.place ?? '' },
    },
    options: [`offer=yes:${made.offer}`, `offer=no:${made.offer}`],
    about: made.offer,
  });
  return true;
}
