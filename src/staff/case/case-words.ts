import type { Instant, LocalDateTime } from '../../appointments/local-time.ts';
import { localDateTime } from '../../appointments/local-time.ts';
import type { OfficeId } from '../../appointments/office.ts';
import type { House } from '../../conversation/house.ts';
import { townName } from '../../places/place.ts';
import { bearerOf } from '../../screening/explain.ts';
import type { Programme } from '../../screening/programme.ts';
import type { Tongue } from '../frame/tongue.ts';

/** Why a case was opened: a reason of the talk, or the requirement of a pathway that calls for a human. */
export function reasonWords(tongue: Tongue, programme: Programme, reason: string): string {
  const key = `console.reason.${reason}` as const;
  if (tongue.has(key)) return tongue.say(key);
  const requirement = requirementKey(programme, reason);
  if (requirement === null) return reason;
  return tongue.say('console.reason.requirement', { requirement: tongue.sayKept(requirement) });
}

function requirementKey(programme: Programme, id: string): string | null {
  for (const pathway of programme.pathways.values()) {
    const found = pathway.versions.flatMap((version) => version.requirements).find((each) => each.id === id);
    if (found !== undefined) return `requirement.${bearerOf(pathway.id, found)}.${id}`;
  }
  return null;
}

/** How long somebody has waited, in the largest unit that says enough. */
export function waitedWords(tongue: Tongue, minutes: number): string {
  if (minutes < 60) return tongue.say('console.waited.minutes', { n: Math.max(0, minutes) });
  if (minutes < 48 * 60) return tongue.say('console.waited.hours', { n: Math.floor(minutes / 60) });
  return tongue.say('console.waited.days', { n: Math.floor(minutes / (24 * 60)) });
}

/** How long something lasts, in the two units that say enough. @param minutes less than nothing is nothing */
export function durationWords(tongue: Tongue, minutes: number): string {
  const n = Math.max(0, minutes);
  if (n < 60) return tongue.say('console.waited.minutes', { n });
  return tongue.say('console.duration', { hours: Math.floor(n / 60), minutes: n % 60 });
}

/** A moment on the desk's own wall clock. */
export function deskTime({ desk }: House, at: Date): LocalDateTime {
  return localDateTime(at.getTime() as Instant, desk.timeZone);
}

/** A moment as the clock on the programme's wall shows it. */
export function programmeTime({ programme }: House, at: Date): LocalDateTime {
  return localDateTime(at.getTime() as Instant, programme.timeZone);
}

/** An office's name and clock; an office that is gone keeps its id, and the programme's clock. */
export function officeTime(house: House, id: OfficeId, at: Date): { name: string; city: string; at: LocalDateTime } {
  const office = house.offices.find((each) => each.id === id);
  const zone = office?.timeZone ?? house.programme.timeZone;
  const name = office?.name ?? id;
  const city = (office && townName(house.places, office.place)) ?? name;
  return { name, city, at: localDateTime(at.getTime() as Instant, zone) };
}
