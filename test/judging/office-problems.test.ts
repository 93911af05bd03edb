import { expect, test } from '@jest/globals';
import type { Office } from '../../src/appointments/office.ts';
import { hourOddities } from '../../src/judging/hour-oddities.ts';
import { officeOddities } from '../../src/judging/office-oddities.ts';
import type { ByCountry } from '../../src/judging/written.ts';
import type { Place, PlaceCode } from '../../src/places/place.ts';
import { CALI } from '../support/office.ts';

const TOWN: Place = {
  ...{ code: '76001' as PlaceCode, name: 'Cali', department: 'Valle del Cauca', country: 'CO', population: 2_000_000 },
  ...{ coordinates: { latitude: 3.414, longitude: -76.521 }, aliases: [], parts: [], isMeant: true },
};
const CALENDARS = new Map([['CO', (day: string) => (day === '2023-12-25' ? '00:00' : null)]]);
const office: ByCountry<Office> = {
  ...CALI,
  timeZone: 'America/Bogota',
  holidays: 'CO',
  closures: [],
  openingHours: [
    { days: ['mon', 'tue', 'fri'], from: '08:00', to: '12:00' },
    { days: ['mon', 'tue'], from: '13:00', to: '16:00' },
  ],
};

/** What is said of the office with something changed, each as `where: what`. */
function oddities(change: Partial<ByCountry<Office>>): string[] {
  const changed = { ...office, ...change };
  const found = [
    ...officeOddities('programme/offices/colombia/cali.yaml', changed, [TOWN]),
    ...hourOddities(changed, CALENDARS),
  ];
  return found.map(([path, message]) => `${path.join('.')}: ${message}`);
}

test('an office that can be', () => {
  expect(oddities({})).toEqual([]);
  const full: Partial<ByCountry<Office>> = {
    ...{ minutesPerFurther: 15, dailyQuota: 20, lots: 3, closures: ['2023-12-26'] },
    ...{ interpreters: [{ language: 'ht', days: ['tue', 'fri'] }], landmark: { text: 'Plaza', example: true } },
    openingHours: [...office.openingHours, { days: ['sat'], from: '20:00', to: '24:00' }],
  };
  expect(oddities(full)).toEqual([]);
});

test.each<[Partial<ByCountry<Office>>, string]>([
  [{ id: 'palmira' as Office['id'] }, "id: id 'palmira' must be the name of the file."],
  [{ place: '99999' }, "place: '99999' is the code of no municipality in places/colombia.json."],
  [
    { coordinates: { latitude: 6.244, longitude: -75.581 } },
    "coordinates: lie 331 km from Cali, which 'place' names. Mend the one that is wrong.",
  ],
  [{ timeZone: 'America/Lima' }, "timeZone: 'America/Lima' is not the time of Cali. Write America/Bogota."],
  [
    { inForce: { from: '2023-08-01', until: '2023-07-31' } },
    'inForce: ends on 2023-07-31, before it begins on 2023-08-01.',
  ],
  [{ openingHours: [] }, 'openingHours: are none, so nobody is received. Add some.'],
  [
    { openingHours: [...office.openingHours, { days: ['fri'], from: '11:00', to: '13:00' }] },
    'openingHours.2: fri has hours from 08:00 to 12:00 already, and again from 11:00 to 13:00. Join them.',
  ],
  [
    { openingHours: [...office.openingHours, { days: ['sat'], from: '13:00', to: '09:00' }] },
    'openingHours.2: closes at 09:00, not after it opens at 13:00.',
  ],
  [
    { holidays: 'PE' },
    "holidays: the holidays of 'PE' are not in holidays.yaml. Compare what date-holidays says with the law, then add it there.",
  ],
  [{ closures: ['2023-12-25'] }, "closures.0: 2023-12-25 is a public holiday of CO, as 'holidays' says. Remove it."],
  [{ closures: ['2023-12-26', '2023-12-26'] }, 'closures.1: 2023-12-26 stands here twice. Remove one.'],
  [{ appointmentMinutes: 300 }, 'appointmentMinutes: 300 minutes are longer than any of its hours. Shorten it.'],
  [
    { minutesPerFurther: 240 },
    'minutesPerFurther: makes 270 minutes for two people, and no hours are longer than 240. Lower it from 240.',
  ],
  [
    { horizonDays: 3, noticeHours: 72 },
    'horizonDays: is 3, which 72 hours of notice leave nothing of. Raise it, or lower noticeHours.',
  ],
  [{ desks: 1, lots: 9 }, 'lots: are 9, and on fri there are 8 places. Write 8 at the most.'],
  [{ dailyQuota: 2, lots: 3 }, 'lots: are 3, and a day has 2 appointments. Write 2 at the most.'],
  [{ dailyQuota: 28 }, 'dailyQuota: is 28, and no day has more than 28 places. Lower it, or leave it out.'],
  [
    { interpreters: [{ language: 'ht', days: ['tue', 'sun'] }] },
    'interpreters.0: on sun nobody is received, so nobody is heard. Remove the day.',
  ],
  [
    { interpreters: [{ language: 'es', days: ['tue'] }] },
    "interpreters.0: 'es' is in 'languages' already: spoken there every day. Remove it from one of them.",
  ],
  [
    {
      interpreters: [
        { language: 'ht', days: ['tue'] },
        { language: 'ht', days: ['fri'] },
      ],
    },
    "interpreters.1: 'ht' stands here twice. Write all its days into one.",
  ],
  [
    { landmark: { text: 'Plaza', example: false } },
    'landmark: is not marked as an example, and the address it stands near is one. Mark both alike, or leave the landmark out.',
  ],
  [
    { address: { text: 'Calle 1', example: false }, landmark: { text: 'Plaza', example: true } },
    'landmark: is marked as an example, and the address it stands near is not one. Mark both alike, or leave the landmark out.',
  ],
  [{ example: false }, "address: is an example, so the office is one: write 'example: true'."],
])('%j', (change, message) => {
  expect(oddities(change)).toEqual([message]);
});
