import { type Office, WEEKDAYS, type Weekday } from '../appointments/office.ts';
import { minutesFor, minutesOf } from '../appointments/receive.ts';
import { kilometresBetween } from '../places/nearest.ts';
import type { Place } from '../places/place.ts';
import type { Oddity } from './hour-oddities.ts';
import type { ByCountry } from './written.ts';

type Written = ByCountry<Office>;

/** What cannot be at an office, beside its hours. */
export function officeOddities(file: string, office: Written, places: readonly Place[]): Oddity[] {
  const { id, inForce } = office;
  const found: Oddity[] = [];
  if (!file.endsWith(`/${id}.yaml`)) found.push([['id'], `id '${id}' must be the name of the file.`]);
  if (inForce.until !== null && inForce.until < inForce.from)
    found.push([['inForce'], `ends on ${inForce.until}, before it begins on ${inForce.from}.`]);
  return [
    ...found,
    ...placeOddities(office, places),
    ...exampleOddities(office),
    ...timeOddities(office),
    ...placesOddities(office),
    ...interpreterOddities(office),
  ];
}

/** The municipalities of Colombia are large, but an office stands in the town. */
const FARTHEST_KM = 60;

function placeOddities({ place, coordinates, timeZone }: Written, places: readonly Place[]): Oddity[] {
  const town = places.find(({ code, country }) => code === place && country === 'CO');
  if (town === undefined) return [[['place'], `'${place}' is the code of no municipality in places/colombia.json.`]];
  const found: Oddity[] = [];
  const km = Math.round(kilometresBetween(coordinates, town.coordinates));
  if (km > FARTHEST_KM)
    found.push([['coordinates'], `lie ${km} km from ${town.name}, which 'place' names. Mend the one that is wrong.`]);
  const zones = zonesOf(town.country);
  if (zones.length > 0 && !zones.includes(timeZone))
    found.push([['timeZone'], `'${timeZone}' is not the time of ${town.name}. Write ${zones.join(' or ')}.`]);
  return found;
}

type Zones = { readonly timeZones?: readonly string[]; getTimeZones?(): readonly string[] };

/** The time zones of a country, as the machine knows them: by a method in newer engines, by a property in older ones. */
function zonesOf(country: string): readonly string[] {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & Zones;
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/** What stands near an invented address is invented, and in an office that is real nothing is. */
function exampleOddities({ address, landmark, example }: Written): Oddity[] {
  const found: Oddity[] = [];
  if (landmark !== null && landmark.example !== address.example) {
    const [is, other] = landmark.example ? ['', 'not '] : ['not ', ''];
    found.push([
      ['landmark'],
      `is ${is}marked as an example, and the address it stands near is ${other}one. Mark both alike, or leave the landmark out.`,
    ]);
  }
  if (address.example && !example)
    found.push([['address'], "is an example, so the office is one: write 'example: true'."]);
  return found;
}

function timeOddities(office: Written): Oddity[] {
  const { appointmentMinutes, openingHours, noticeHours, horizonDays, minutesPerFurther } = office;
  const found: Oddity[] = [];
  const longest = Math.max(0, ...openingHours.map(minutesOf));
  const [one, two] = [minutesFor(office, 1), minutesFor(office, 2)];
  if (openingHours.length === 0) found.push([['openingHours'], 'are none, so nobody is received. Add some.']);
  else if (one > longest)
    found.push([['appointmentMinutes'], `${appointmentMinutes} minutes are longer than any of its hours. Shorten it.`]);
  else if (two > longest) {
    const message = `makes ${two} minutes for two people, and no hours are longer than ${longest}. Lower it from ${minutesPerFurther}.`;
    found.push([['minutesPerFurther'], message]);
  }
  if (horizonDays * 24 <= noticeHours)
    found.push([
      ['horizonDays'],
      `is ${horizonDays}, which ${noticeHours} hours of notice leave nothing of. Raise it, or lower noticeHours.`,
    ]);
  return found;
}

/** How many places each day with hours has. */
function placesByDay({ openingHours, appointmentMinutes, desks }: Written): ReadonlyMap<Weekday, number> {
  const days = WEEKDAYS.map((day): [Weekday, number] => {
    const hours = openingHours.filter(({ days }) => days.includes(day));
    return [
      day,
      hours.reduce((sum, one) => sum + Math.max(0, Math.floor(minutesOf(one) / appointmentMinutes)) * desks, 0),
    ];
  });
  return new Map(days.filter(([, places]) => places > 0));
}

function placesOddities(office: Written): Oddity[] {
  const { lots, dailyQuota } = office;
  const places = [...placesByDay(office)].sort(([, a], [, b]) => a - b);
  const [fewest, most] = [places[0], places.at(-1)];
  if (fewest === undefined || most === undefined) return [];
  const found: Oddity[] = [];
  if (lots > fewest[1])
    found.push([
      ['lots'],
      `are ${lots}, and on ${fewest[0]} there are ${fewest[1]} places. Write ${fewest[1]} at the most.`,
    ]);
  if (dailyQuota !== null && dailyQuota >= most[1])
    found.push([
      ['dailyQuota'],
      `is ${dailyQuota}, and no day has more than ${most[1]} places. Lower it, or leave it out.`,
    ]);
  if (dailyQuota !== null && lots > dailyQuota)
    found.push([['lots'], `are ${lots}, and a day has ${dailyQuota} appointments. Write ${dailyQuota} at the most.`]);
  return found;
}

function interpreterOddities({ interpreters, languages, openingHours }: Written): Oddity[] {
  return interpreters.flatMap(({ language, days }, index): Oddity[] => {
    const path = ['interpreters', index];
    if (languages.includes(language))
      return [[path, `'${language}' is in 'languages' already: spoken there every day. Remove it from one of them.`]];
    if (interpreters.findIndex((other) => other.language === language) < index)
      return [[path, `'${language}' stands here twice. Write all its days into one.`]];
    const idle = days.find((day) => !openingHours.some((hours) => hours.days.includes(day)));
    return idle === undefined ? [] : [[path, `on ${idle} nobody is received, so nobody is heard. Remove the day.`]];
  });
}
