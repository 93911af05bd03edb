import { expect, test } from '@jest/globals';
import { ALONE, type Party } from '../../src/appointments/appointment.ts';
import type { Office } from '../../src/appointments/office.ts';
import { canReceive, languagesOn } from '../../src/appointments/receive.ts';
import { openFrom } from '../support/office.ts';

const office: Office = {
  ...openFrom('08:00', '12:00'),
  openingHours: [
    { days: ['mon', 'tue'], from: '08:00', to: '12:00' },
    { days: ['fri'], from: '08:00', to: '09:00' },
  ],
  inForce: { from: '2023-08-01', until: '2025-01-20' },
  pathways: ['one'],
  minutesPerFurther: 30,
  interpreters: [
    { language: 'ht', days: ['fri'] },
    { language: 'fr', days: ['wed'] },
  ],
  access: ['wheelchair'],
  nationalities: ['VE', 'HT'],
};
const receives = (party: Partial<Party>, nationalities: readonly string[] | null = null, today = '2024-01-10') =>
  canReceive(office, { ...ALONE, ...party }, 'one', nationalities, today);

test('on a day people are heard by who works there and by who interprets then', () => {
  expect([languagesOn(office, 'tue'), languagesOn(office, 'fri')]).toEqual([['es'], ['es', 'ht']]);
});

test.each([
  ['who has said nothing', receives({}), true],
  ['another pathway', canReceive(office, ALONE, 'two', null, '2024-01-10'), false],
  ['before its first day', receives({}, null, '2023-07-31'), false],
  ['on its last day', receives({}, null, '2025-01-20'), true],
  ['after it', receives({}, null, '2025-01-21'), false],
  ['a language that is spoken there', receives({ language: 'es' }), true],
  ['one that an interpreter speaks on a day', receives({ language: 'ht' }), true],
  ['one that an interpreter speaks when nobody is received', receives({ language: 'fr' }), false],
  ['one that nobody speaks', receives({ language: 'pt' }), false],
  ['a need it is ready for', receives({ needs: ['wheelchair'] }), true],
  ['two needs, one of which it is not ready for', receives({ needs: ['wheelchair', 'hearing'] }), false],
  ['eight people in a morning', receives({ people: 8 }), true],
  ['nine, for whom no morning is long enough', receives({ people: 9 }), false],
  ['two with an interpreter', receives({ people: 2, language: 'ht' }), true],
  ['three, on whose interpreter’s day there is one hour', receives({ people: 3, language: 'ht' }), false],
  ['a nationality it serves', receives({}, ['HT']), true],
  ['two, one of which it serves', receives({}, ['CO', 'VE']), true],
  ['one it does not serve', receives({}, ['CO']), false],
  ['one that is not known', receives({}, null), true],
])('%s', (_name, is, expected) => {
  expect(is).toBe(expected);
});
