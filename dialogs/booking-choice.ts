import { ALONE, type Party, type Slot } from '../src/appointments/appointment.ts';
import type { Instant, LocalDay } from '../src/appointments/local-time.ts';
import type { AccessNeed, Office, OfficeId } from '../src/appointments/office.ts';
import { canReceive } from '../src/appointments/receive.ts';
import { freeSlots } from '../src/appointments/slots.ts';
import type { Waits } from '../src/conversation/change.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { clearlyNearest, type Near, nearestOffices } from '../src/places/nearest.ts';
import type { Coordinates } from '../src/places/place.ts';
import type { QuestionId } from '../src/screening/names.ts';
import { sayIfClosed } from './closed-words.ts';
import { openOffices } from './offices.ts';

/**
 * What the person has chosen so far. Each later choice needs the earlier ones, and BACK takes the last one away.
 * @property moves   they have an appointment and want another time for it
 * @property people  how many come, and what they need; undefined where it was not asked
 * @property heard   `own`: in their own language or not at all; `any`: in whatever is spoken there
 * @property listed  the offices are shown to choose from, and not only the one that is clearly the nearest
 * @property after   the last time that was shown, when the person asked for more
 * @property day     from which day on times are shown, when they asked for another day
 */
export type Chosen = {
  pathway: string;
  moves?: boolean;
  place?: Coordinates;
  people?: number;
  needs?: readonly AccessNeed[];
  heard?: 'own' | 'any';
  office?: OfficeId;
  listed?: boolean;
  after?: Instant;
  day?: LocalDay;
};

export function chosenIn(dc: TalkContext): Chosen {
  return dc.activeDialog?.state as Chosen;
}

/** Who comes, by what was asked. What was not asked decides nothing. */
function partyOf(talk: Talk, { moves, people, needs, heard }: Chosen): Party {
  const language = heard === 'any' ? null : talk.language;
  const { appointment } = talk;
  if (moves === true && appointment !== null)
    return { people: appointment.people, needs: appointment.needs, language: null };
  return { people: people ?? ALONE.people, needs: needs ?? ALONE.needs, language };
}

/** Offices that can receive these people today. A language that none of them hears is no reason against any. */
export function officesFor(talk: Talk, chosen: Chosen): Office[] {
  const party = partyOf(talk, chosen);
  const hearing = officesHearing(talk, chosen.pathway, party);
  return hearing.length > 0 || party.language === null
    ? hearing
    : officesHearing(talk, chosen.pathway, { ...party, language: null });
}

/** The same people, in no language where no office hears theirs. */
export function partyThere(talk: Talk, chosen: Chosen): Party {
  const party = partyOf(talk, chosen);
  return officesHearing(talk, chosen.pathway, party).length > 0 ? party : { ...party, language: null };
}

function officesHearing(talk: Talk, pathway: string, party: Party): Office[] {
  const nationalities = nationalitiesOf(talk);
  return openOffices(talk).filter((office) => canReceive(office, party, pathway, nationalities, talk.today));
}

/** How many offices are shown: a few that may be the nearest, or as many as a list holds beside the way back. */
const SHOWN = { near: 3, all: 9 };

/**
 * The offices among which the person chooses, the nearest first: those that may be the nearest by road, or all, where they wanted
 * another one.
 */
export function officesShown(talk: Talk, chosen: Chosen): Near<Office>[] {
  if (chosen.place === undefined) return [];
  const near = nearestOffices(officesFor(talk, chosen), chosen.place, SHOWN.all);
  if (chosen.listed === true) return near;
  const tied = near.findIndex(
    (_, index) => index > 0 && clearlyNearest([near[0], near[index]].flatMap((one) => one ?? [])) !== null,
  );
  return near.slice(0, Math.min(tied === -1 ? near.length : tied, SHOWN.near));
}

export function officeOf({ house }: Talk, id: OfficeId): Office | null {
  return house.offices.find((one) => one.id === id) ?? null;
}

const NATIONALITY = 'nationality' as QuestionId;

function nationalitiesOf({ answers }: Talk): readonly string[] | null {
  const answer = answers.get(NATIONALITY);
  if (answer?.is !== 'value') return null;
  return Array.isArray(answer.value) ? answer.value.map(String) : [String(answer.value)];
}

export function forgetTimes(chosen: Chosen): void {
  delete chosen.day;
  delete chosen.after;
}

/** The times that can be offered now; never the one they have. */
export async function freeAt(talk: Talk, office: Office, chosen: Chosen): Promise<Slot[]> {
  const { lookUp, appointment } = talk;
  const party = partyThere(talk, chosen);
  const free = freeSlots(office, await lookUp.occupied(office, lookUp.now), lookUp.now, party, lookUp.draw);
  return free.filter(
    ({ startsAt }) =>
      appointment?.state !== 'booked' || appointment.office !== office.id || appointment.startsAt !== startsAt,
  );
}

/** The free time that an option of the times names, or null where it is free no more. */
export async function chosenSlot(talk: Talk, chosen: Chosen, value: string): Promise<Slot | null> {
  const office = chosen.office === undefined ? null : officeOf(talk, chosen.office);
  if (office === null) return null;
  const [startsAt] = value.split(':');
  return (await freeAt(talk, office, chosen)).find((slot) => String(slot.startsAt) === startsAt) ?? null;
}

/** An office or a day that we closed meanwhile is given up, and why is said. @returns whether there was one */
export function leaveClosed(talk: Talk, chosen: Chosen): boolean {
  const held = talk.appointment?.state === 'held' ? talk.appointment : null;
  const { pathway, office } = chosen;
  if (held === null && office === undefined) return false;
  if (!sayIfClosed(talk, held ?? { pathway, ...(office !== undefined && { office }) })) return false;
  talk.release();
  forgetTimes(chosen);
  if (!officesFor(talk, chosen).some(({ id }) => id === office)) delete chosen.office;
  return true;
}

/** What they would wait for: a place at any office that can receive them, the nearest first. */
export function wantsOf(talk: Talk, chosen: Chosen): Omit<Waits, 'soon'> {
  const near = officesShown(talk, { ...chosen, listed: true }).map(({ office }) => office.id);
  const { people, needs, language } = partyThere(talk, chosen);
  // Whoever moves an appointment has not said where they are.
  const offices = near.length > 0 ? near : [chosen.office ?? []].flat();
  return { pathway: chosen.pathway, offices, people, needs, language };
}
