import type { Appointment } from '../src/appointments/appointment.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { PathwayId } from '../src/screening/names.ts';
import { standing } from '../src/screening/standing.ts';
import { timeAt } from './appointment-words.ts';
import { BOOKING, type BookingOptions } from './booking.ts';
import { officeOf } from './booking-choice.ts';
import { sayConfirmation } from './confirmation.ts';
import { MY_APPOINTMENT, type MyAppointmentOptions } from './my-appointment.ts';
import { openOffices } from './offices.ts';
import { SCREENING, type ScreeningOptions } from './screening.ts';
import { hearList, WAITING_LIST, type WaitingListOptions } from './waiting-list.ts';

/** A dialog in which what an option wants goes on. */
export type VisitStep = { readonly dialog: string; readonly options: object };

/** What came of an option: where it goes on; `said`: all is said and done, perhaps nothing; null: it is none of a visit. */
export type VisitHeard = VisitStep | 'said' | null;

/**
 * Does what an option of a reminder, an offer, an appointment or the waiting list says, from whichever message it was tapped. One about
 * another appointment, or about a place that was never offered to them, does nothing and tells nothing.
 */
export async function hearVisitOption(talk: Talk, option: string): Promise<VisitHeard> {
  const [subject = '', value = ''] = option.split('=');
  return (await OPTIONS[subject]?.(talk, value)) ?? null;
}

/**
 * While an adviser has the talk: that they come, or do not want what is offered, is kept without a word; a place they take is theirs, and
 * they are told its code. What leads to questions is for the adviser. @returns whether the option answered something
 */
export async function keepVisitAnswer(talk: Talk, option: string): Promise<boolean> {
  const { appointment: theirs } = talk;
  if (option.startsWith('offer=yes:')) return (await hearVisitOption(talk, option)) !== null;
  if (theirs?.state === 'booked' && option === `coming=yes:${theirs.startsAt}`) return talk.sayComing();
  if (talk.offer === null || option !== `offer=no:${talk.offer.id}`) return false;
  talk.declineOffer();
  return true;
}

type Hear = (talk: Talk, value: string) => VisitHeard | Promise<VisitHeard>;

const OPTIONS: Readonly<Record<string, Hear>> = { coming, offer, appointment, list, again };

const atTheirs = (wants?: MyAppointmentOptions['wants']): VisitStep => ({
  dialog: MY_APPOINTMENT,
  options: { ...(wants && { wants }) } satisfies MyAppointmentOptions,
});

function coming(talk: Talk, value: string): VisitHeard {
  const { appointment: theirs } = talk;
  const [what, startsAt] = value.split(':');
  if (theirs?.state !== 'booked' || String(theirs.startsAt) !== startsAt) return 'said';
  if (what === 'yes') return sayComing(talk);
  return what === 'no' ? atTheirs('cannot') : atTheirs('move');
}

/** They come: it is kept, and said back with the time, so that a mistake is seen. */
export function sayComing(talk: Talk): VisitHeard {
  const { appointment: theirs } = talk;
  const office = theirs === null ? null : officeOf(talk, theirs.office);
  if (talk.sayComing() && theirs !== null && office !== null)
    talk.say('between.coming.thanks', timeAt(talk, office, theirs.startsAt));
  return 'said';
}

async function offer(talk: Talk, value: string): Promise<VisitHeard> {
  const [what, ...rest] = value.split(':');
  const id = rest.join(':');
  const isOpen = talk.offer !== null && talk.offer.id === id;
  if (!isOpen) {
    // Somebody was faster, or the time was over: who was offered it is told so, and nobody else.
    if (what === 'yes' && (await talk.lookUp.wasOffered(id))) talk.say('between.offer.gone');
    return 'said';
  }
  if (what === 'yes') return takeOffer(talk);
  const waited = talk.waiting !== null;
  const waits = talk.declineOffer() === true;
  const then = waits ? '.waiting' : waited ? '.last' : '';
  talk.say(`between.offer.declined${then}`);
  return 'said';
}

function takeOffer(talk: Talk): VisitHeard {
  const taken: Appointment | null = talk.acceptOffer();
  if (taken === null) talk.say('between.offer.gone');
  else sayConfirmation(talk, taken, 'between.offer.taken');
  return 'said';
}

function appointment(_talk: Talk, value: string): VisitHeard {
  return value === 'move' || value === 'cancel' || value === 'way' ? atTheirs(value) : 'said';
}

async function list(talk: Talk, value: string): Promise<VisitHeard> {
  if (value === 'join') return waitStep(talk) ?? (await waitAgain(talk)) ?? again(talk, 'book');
  hearList(talk, `list=${value}`);
  return 'said';
}

/** To the waiting list: how they stand there, or to wait for something sooner than what they have. Null where nothing says for what. */
export function waitStep(talk: Talk): VisitStep | null {
  const { appointment: theirs, waiting, language } = talk;
  if (waiting !== null) return { dialog: WAITING_LIST, options: {} };
  if (theirs?.state !== 'booked') return null;
  const { pathway, office, people, needs } = theirs;
  const wants = { pathway, offices: [office], people, needs, language };
  return { dialog: WAITING_LIST, options: { wants } satisfies WaitingListOptions };
}

/** To wait for the same as before, where that is still open. */
async function waitAgain(talk: Talk): Promise<VisitStep | null> {
  const wants = await talk.lookUp.lastWait();
  const pathway = wants === null ? undefined : talk.house.programme.pathways.get(wants.pathway as PathwayId);
  if (wants === null || pathway === undefined || standing(pathway, talk.today).is !== 'open') return null;
  const open = openOffices(talk).map(({ id }) => id);
  const offices = wants.offices.filter((id) => open.includes(id));
  return offices.length === 0 ? null : { dialog: WAITING_LIST, options: { wants: { ...wants, offices } } };
}

/** After one that was missed, or given back: straight to the times where the answers still lead there. */
async function again(talk: Talk, value: string): Promise<VisitHeard> {
  if (value !== 'book') {
    talk.say('between.missed.later');
    return 'said';
  }
  if (talk.consent !== 'given') return null;
  const { appointment: theirs, lookUp } = talk;
  if (theirs?.state === 'booked') {
    // It is over; what follows it takes its place.
    const moves = { pathway: theirs.pathway, moves: true } satisfies BookingOptions;
    return theirs.startsAt <= lookUp.now ? { dialog: BOOKING, options: moves } : atTheirs();
  }
  const told = (await talk.lastScreening())?.results.map(({ pathway }) => pathway) ?? [];
  const likely = talk.assess(told).find(({ status, leadsTo }) => status === 'likely' && leadsTo === 'appointment');
  return likely === undefined
    ? { dialog: SCREENING, options: { goesOn: true } satisfies ScreeningOptions }
    : { dialog: BOOKING, options: { pathway: likely.pathway } satisfies BookingOptions };
}
