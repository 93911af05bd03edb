import { localDay } from '../appointments/local-time.ts';
import type { OfficeId } from '../appointments/office.ts';
import { addDays } from '../language/calendar-days.ts';
import { emptyOn } from './empty-on.ts';
import type { OfficePlaces } from './office-places.ts';
import type { Seeker, Standing } from './seeker.ts';
import type { Played } from './simulate.ts';
import type { ListTally, PlaceTally } from './tally.ts';

const DAY = 86_400_000;

/**
 * From asking to the appointment, in days, of everybody who asked in a week, or at all.
 * @property placed    how many of them got one
 * @property median    half of all who asked waited no longer; null where fewer than half have a place
 * @property ninetieth the same of nine in ten
 * @property longest   of those who got one; null where nobody did
 */
export type Waits = {
  readonly asked: number;
  readonly placed: number;
  readonly median: number | null;
  readonly ninetieth: number | null;
  readonly longest: number | null;
};

/**
 * How it went at an office.
 * @property weeks     by the week of asking; each begins a whole number of weeks after the first day
 * @property openHours hours of all desks in these days
 * @property usedHours of these, those that somebody had when they began
 * @property waiting   people whose own office this is and who have no place at the end
 * @property emptyOn   when the last of them would be received if from the end on nobody else asked and no place was lost;
 *                     null: not before the office closes, or not within years
 */
export type OfficeOutcome = {
  readonly office: OfficeId;
  readonly name: string;
  readonly waits: Waits;
  readonly weeks: readonly (Waits & { readonly from: string })[];
  readonly places: PlaceTally;
  readonly openHours: number;
  readonly usedHours: number;
  readonly waiting: number;
  readonly emptyOn: string | null;
};

/** What a plan comes to. @property people who wrote, by what became of them; their sum is all who wrote */
export type Outcome = {
  readonly people: Readonly<Record<Standing, number>>;
  readonly waits: Waits;
  readonly offices: readonly OfficeOutcome[];
  readonly list: ListTally;
};

/** Looks at the days that were played. */
export function outcomeOf(played: Played): Outcome {
  return {
    people: standingsOf(played),
    waits: waitsOf(played.seekers),
    offices: played.offices.map((office) => officeOutcome(played, office)),
    list: played.tally.list,
  };
}

function standingsOf({ seekers, notLedOn }: Played): Record<Standing, number> {
  const people = { not_led_on: notLedOn, waiting: 0, left: 0, booked: 0, came: 0, missed: 0, cancelled: 0 };
  for (const { standing } of seekers) people[standing] += 1;
  return people;
}

function officeOutcome(played: Played, places: OfficePlaces): OfficeOutcome {
  const { plan, tally, end, seekers } = played;
  const { office } = places;
  const own = seekers.filter(({ offices }) => offices[0] === places);
  const waiting = own.filter(({ standing }) => standing === 'waiting');
  const days = plan.arrivals.map((_, index) => addDays(plan.from, index));
  const hours = (minutesOn: (day: string) => number) => days.reduce((sum, day) => sum + minutesOn(day), 0) / 60;
  return {
    office: office.id,
    name: office.name,
    waits: waitsOf(own),
    weeks: weeksOf(played, own),
    places: tally.at(places),
    openHours: hours((day) => places.minutesTaken(day) + places.minutesLeft(day)),
    usedHours: hours((day) => places.minutesTaken(day)),
    waiting: waiting.length,
    emptyOn: emptyOn(places, waiting, localDay(end, office.timeZone)),
  };
}

function weeksOf({ plan, end }: Played, seekers: readonly Seeker[]): OfficeOutcome['weeks'] {
  const weeks = Math.ceil(plan.arrivals.length / 7);
  const first = end - plan.arrivals.length * DAY;
  const byWeek = Array.from({ length: weeks }, (): Seeker[] => []);
  // Where the clocks change within the days, a week begins an hour off.
  for (const seeker of seekers)
    byWeek[Math.min(weeks - 1, Math.max(0, Math.floor((seeker.askedAt - first) / (7 * DAY))))]?.push(seeker);
  return byWeek.map((asked, week) => ({ from: addDays(plan.from, week * 7), ...waitsOf(asked) }));
}

/** @internal */
export function waitsOf(seekers: readonly Seeker[]): Waits {
  const waits = seekers
    .flatMap(({ booked, askedAt }) => (booked === null ? [] : [(booked.place.startsAt - askedAt) / DAY]))
    .sort((a, b) => a - b);
  // Who has no place waits longer than all who have.
  const within = (share: number) => waits[Math.ceil(share * seekers.length) - 1] ?? null;
  return {
    asked: seekers.length,
    placed: waits.length,
    median: within(0.5),
    ninetieth: within(0.9),
    longest: waits.at(-1) ?? null,
  };
}
