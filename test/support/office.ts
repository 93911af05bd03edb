import { type Instant, instantAt, localDateTime } from '../../src/appointments/local-time.ts';
import type { Office, OfficeId } from '../../src/appointments/office.ts';

export const BOGOTA = 'America/Bogota';

/** An office in Cali on Mondays and Wednesdays, three times a day, with all that is optional left out. */
export const CALI: Office = {
  id: 'cali' as OfficeId,
  name: 'Cali',
  place: '76001',
  pathways: [],
  coordinates: { latitude: 3.452, longitude: -76.532 },
  timeZone: BOGOTA,
  inForce: { from: '2023-08-01', until: '2023-11-30' },
  address: { text: '', example: true },
  landmark: null,
  openingHours: [{ days: ['mon', 'wed'], from: '08:00', to: '09:40' }],
  holidays: null,
  closures: ['2023-11-20'],
  appointmentMinutes: 30,
  minutesPerFurther: 0,
  desks: 2,
  dailyQuota: null,
  lots: 1,
  noticeHours: 24,
  horizonDays: 10,
  languages: ['es'],
  interpreters: [],
  access: [],
  nationalities: null,
  lateMinutes: 15,
  standbyRate: null,
  example: true,
  source: 's',
};

/** That office on every day of the week. */
export function openFrom(from: string, to: string, more: Partial<Office> = {}): Office {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  return {
    ...{ ...CALI, openingHours: [{ days, from, to }], closures: [], inForce: { from: '2020-01-01', until: null } },
    ...more,
  };
}

/** When times begin, as a clock at the office shows it. */
export function told(slots: readonly { readonly startsAt: Instant }[], timeZone: string): string[] {
  return slots.map(({ startsAt }) => localDateTime(startsAt, timeZone));
}

/** A desk's time there that is taken. */
export function taken(local: string, minutes: number, place: number, timeZone = BOGOTA) {
  const startsAt = instantAt(local, timeZone);
  return { startsAt, endsAt: (startsAt + minutes * 60_000) as Instant, place };
}
