import { type Instant, localDateTime } from '../../appointments/local-time.ts';
import type { Office, OfficeId } from '../../appointments/office.ts';
import type { House } from '../../conversation/house.ts';
import { officeTime } from '../case/case-words.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';

/** Where an office's day is. */
export function dayAddress(office: OfficeId, day: string): string {
  return `${HOME}/diary/${office}/${day}`;
}

/** Where one appointment is: by its key, which says nothing of the person. */
export function appointmentAddress(id: string): string {
  return `${HOME}/diary/appointments/${id}`;
}

/** What the clock on the office's wall shows, without the day. */
export function clockAt({ timeZone }: Office, at: Instant): string {
  return localDateTime(at, timeZone).slice(11);
}

/** Where and when, in the office's own time. */
export function placeWords(
  tongue: Tongue,
  house: House,
  { office, startsAt }: { readonly office: OfficeId; readonly startsAt: Instant },
): string {
  const { name, at } = officeTime(house, office, new Date(startsAt));
  return `${name}, ${tongue.say('console.when', { at })}`;
}

/** How many come together, and how long they are received. */
export function partyWords(
  tongue: Tongue,
  { people, startsAt, endsAt }: { readonly people: number; readonly startsAt: Instant; readonly endsAt: Instant },
): string {
  return tongue.say('console.diary.party', { n: people, minutes: Math.round((endsAt - startsAt) / 60_000) });
}
