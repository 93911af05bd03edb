import type { Language } from '../language/language.ts';
import type { Party } from './appointment.ts';
import { type LocalDay, weekdayOf } from './local-time.ts';
import { isInForce, type Office, type OpeningHours, type Weekday } from './office.ts';

/**
 * Whether an office can receive these people at all: it serves the pathway, has opened, hears their language on some day, is ready for
 * what they need, and has hours long enough for all of them.
 * @param nationalities the person's, of which one is enough; null where they are not known, which is no reason against it
 */
export function canReceive(
  office: Office,
  party: Party,
  pathway: string,
  nationalities: readonly string[] | null,
  today: LocalDay,
): boolean {
  const minutes = minutesFor(office, party.people);
  return (
    isInForce(office, today) &&
    office.pathways.includes(pathway) &&
    party.needs.every((need) => office.access.includes(need)) &&
    isServed(office, nationalities) &&
    office.openingHours.some(
      (hours) => minutesOf(hours) >= minutes && hours.days.some((day) => hearsOn(office, party.language, day)),
    )
  );
}

function isServed(office: Office, nationalities: readonly string[] | null): boolean {
  const served = office.nationalities;
  return served === null || nationalities === null || nationalities.some((one) => served.includes(one));
}

/** Whether people are heard there in a language on a day. */
export function canHear(office: Office, language: Language | null, day: LocalDay): boolean {
  return hearsOn(office, language, weekdayOf(day));
}

function hearsOn(office: Office, language: Language | null, weekday: Weekday): boolean {
  return language === null || languagesOn(office, weekday).includes(language);
}

/** In which languages people are heard there on a day of the week, an interpreter's included. */
export function languagesOn({ languages, interpreters }: Office, weekday: Weekday): Language[] {
  const interpreted = interpreters.filter(({ days }) => days.includes(weekday)).map(({ language }) => language);
  return [...new Set([...languages, ...interpreted])];
}

/** How long so many people are received together, in minutes: whole appointments. */
export function minutesFor(
  { appointmentMinutes, minutesPerFurther }: Pick<Office, 'appointmentMinutes' | 'minutesPerFurther'>,
  people: number,
): number {
  const needed = appointmentMinutes + (people - 1) * minutesPerFurther;
  return Math.ceil(needed / appointmentMinutes) * appointmentMinutes;
}

/** How long these hours are, in minutes, on a day on which no clock is changed. */
export function minutesOf({ from, to }: OpeningHours): number {
  const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  return minutes(to) - minutes(from);
}
