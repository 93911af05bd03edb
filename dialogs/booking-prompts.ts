import type { Appointment, Slot } from '../src/appointments/appointment.ts';
import { localDateTime, localDay, weekdayOf } from '../src/appointments/local-time.ts';
import type { Office } from '../src/appointments/office.ts';
import { pickSlots } from '../src/appointments/pick-slots.ts';
import { languagesOn } from '../src/appointments/receive.ts';
import type { Choice, PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { Values } from '../src/language/reply.ts';
import type { Near } from '../src/places/nearest.ts';
import { type Place, regionOf } from '../src/places/place.ts';
import { timeAt } from './appointment-words.ts';
import type { Chosen } from './booking-choice.ts';

export const PLACE: PromptOptions = {
  key: 'booking.place.ask',
  values: {},
  choices: [
    { id: 'go=person', label: 'menu.person' },
    { id: 'go=menu', label: 'menu.open' },
  ],
  takes: 'text',
  expects: 'place',
  byPlace: true,
};

export function whichPlacePrompt(places: readonly Place[]): PromptOptions {
  const choices = places.map((place) => ({
    id: `place=${place.code}`,
    label: 'booking.place.option',
    values: { place: place.name, department: regionOf(place) },
  }));
  return { key: 'booking.place.which', values: {}, choices, takes: 'text', expects: 'place' };
}

/** Half a kilometre between the middle of a town and an office says that it is there. */
export function howFar({ office, km }: Near<Office>): Values {
  const rounded = Math.round(km);
  return { office: office.name, km: rounded, ...(rounded === 0 && { context: 'here' }) };
}

export function officePrompt(near: readonly Near<Office>[]): PromptOptions {
  const choices = near.map((one) => ({
    id: `office=${one.office.id}`,
    label: 'booking.office.option',
    values: howFar(one),
  }));
  return { key: 'booking.office.ask', values: {}, choices };
}

const OTHER_OFFICE: Choice = { id: 'office=other', label: 'booking.office.other' };
const WAIT: Choice = { id: 'list=join', label: 'booking.wait', replies: 'no' };
const PERSON: Choice = { id: 'go=person', label: 'menu.person' };

/** How many times are shown at once: a WhatsApp list has ten rows, four of them lead on to others. */
const SLOTS_SHOWN = 6;

/** @param others whether another office can receive them too. @returns null where nothing is free */
export function slotPrompt(talk: Talk, office: Office, free: readonly Slot[], chosen: Chosen, others: boolean) {
  const shown = pickSlots(free, office.timeZone, SLOTS_SHOWN, chosen.after ?? null);
  const last = shown.at(-1);
  if (last === undefined) return null;
  const hasMore = pickSlots(free, office.timeZone, 1, last.startsAt).length > 0;
  const choices: Choice[] = [
    ...shown.map(({ startsAt }) => ({
      id: `slot=${about(startsAt, office.id, chosen.pathway)}`,
      label: 'booking.slot.option',
      values: { starts: localDateTime(startsAt, office.timeZone) },
    })),
    ...(hasMore ? [{ id: `slot=after:${last.startsAt}`, label: 'booking.slot.more' }] : []),
    ...(daysOf(free, office).length > 1 ? [{ id: 'day=choose', label: 'booking.day.other' }] : []),
    ...(others ? [OTHER_OFFICE] : []),
    ...(talk.waiting === null ? [WAIT] : []),
  ];
  const values = { office: office.name, city: String(timeAt(talk, office, last.startsAt).city) };
  return { key: 'booking.slot.ask', values, choices } satisfies PromptOptions;
}

/** What a time is about: that of an older message, at another office or for another pathway, chooses nothing. */
function about(startsAt: Slot['startsAt'], office: string, pathway: string): string {
  return `${startsAt}:${office}:${pathway}`;
}

const DAYS_SHOWN = 8;

function daysOf(free: readonly Slot[], { timeZone }: Office): string[] {
  return [...new Set(free.map(({ startsAt }) => localDay(startsAt, timeZone)))];
}

/** The days on which something is free. @param after only later ones */
export function dayPrompt(office: Office, free: readonly Slot[], after: string): PromptOptions {
  const days = daysOf(free, office).filter((day) => day > after);
  const shown = days.slice(0, DAYS_SHOWN);
  const last = shown.at(-1);
  const choices: Choice[] = [
    ...shown.map((day) => ({ id: `day=${day}`, label: 'booking.day.option', values: { day } })),
    ...(last !== undefined && days.length > shown.length
      ? [{ id: `day=after:${last}`, label: 'booking.day.more' }]
      : []),
    { id: 'day=first', label: 'booking.day.first' },
  ];
  return { key: 'booking.day.ask', values: { office: office.name }, choices };
}

/** Nothing is free, or nothing more may be held now. */
export function stuckPrompt(talk: Talk, others: boolean): PromptOptions {
  const choices: Choice[] = [
    ...(others ? [OTHER_OFFICE] : []),
    ...(talk.waiting === null ? [WAIT] : []),
    PERSON,
    { id: 'go=menu', label: 'menu.open' },
  ];
  return { key: 'booking.full.ask', values: {}, choices };
}

export function confirmPrompt(talk: Talk, office: Office, appointment: Appointment): PromptOptions {
  const { startsAt, people, pathway } = appointment;
  const heard = languagesOn(office, weekdayOf(localDay(startsAt, office.timeZone)));
  const languages = heard.map((language) => talk.words(`language.${language}`)).join(', ');
  const family = people > 1 && { people, context: 'family' };
  return {
    key: 'booking.confirm.ask',
    values: { ...timeAt(talk, office, startsAt), languages, ...family },
    choices: [
      { id: `confirm=yes:${about(startsAt, office.id, pathway)}`, label: 'booking.confirm.yes', replies: 'yes' },
      { id: 'confirm=other', label: 'booking.confirm.other' },
      { id: 'confirm=no', label: 'booking.confirm.no', replies: 'no' },
    ],
  };
}

/** What is booked stays until the new time is theirs. */
export function movePrompt(talk: Talk, office: Office, slot: Slot, pathway: string): PromptOptions {
  return {
    key: 'booking.move.ask',
    values: timeAt(talk, office, slot.startsAt),
    choices: [
      { id: `move=yes:${about(slot.startsAt, office.id, pathway)}`, label: 'booking.move.yes', replies: 'yes' },
      { id: 'confirm=other', label: 'booking.confirm.other' },
      { id: 'confirm=no', label: 'booking.move.no', replies: 'no' },
    ],
  };
}
