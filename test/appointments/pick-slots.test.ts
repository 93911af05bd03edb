import { describe, expect, test } from '@jest/globals';
import { ALONE, type Slot } from '../../src/appointments/appointment.ts';
import { instantAt } from '../../src/appointments/local-time.ts';
import type { Office } from '../../src/appointments/office.ts';
import { pickSlots } from '../../src/appointments/pick-slots.ts';
import { freeSlots } from '../../src/appointments/slots.ts';
import { BOGOTA, openFrom, told } from '../support/office.ts';

const office: Office = {
  ...openFrom('08:00', '12:00'),
  openingHours: [
    { days: ['wed', 'thu', 'fri'], from: '08:00', to: '12:00' },
    { days: ['wed', 'thu'], from: '13:00', to: '16:00' },
  ],
};
const free = freeSlots(office, [], instantAt('2023-11-13T12:00', BOGOTA), ALONE, () => 0);
const shown = (slots: readonly Slot[]) => told(slots, BOGOTA).map((time) => time.slice(8));

/** Everything that is shown to who always asks for more. */
function pages(of: readonly Slot[], most: number): Slot[][] {
  const all: Slot[][] = [];
  for (
    let page = pickSlots(of, BOGOTA, most);
    page.length > 0;
    page = pickSlots(of, BOGOTA, most, page.at(-1)?.startsAt)
  )
    all.push(page);
  return all;
}

describe('a few times to choose from', () => {
  test('the earliest first, and of each day some of the morning and one of the afternoon', () => {
    expect(shown(pickSlots(free, BOGOTA, 7))).toEqual([
      '15T08:00',
      '15T10:00',
      '15T13:00',
      '16T08:00',
      '16T10:00',
      '16T13:00',
      '17T08:00',
    ]);
  });

  test('a day without an afternoon gives of its morning what lies apart', () => {
    const friday = free.filter(({ startsAt }) => startsAt >= instantAt('2023-11-17T00:00', BOGOTA)).slice(0, 8);
    expect(shown(pickSlots(friday, BOGOTA, 7)).slice(0, 3)).toEqual(['17T08:00', '17T09:00', '17T10:30']);
  });

  test('what is left of a day is offered as it is', () => {
    const few = free.filter(({ startsAt }) =>
      [0, 30].some((m) => startsAt === instantAt('2023-11-15T13:00', BOGOTA) + m * 60_000),
    );
    expect(shown(pickSlots(few, BOGOTA, 7))).toEqual(['15T13:00', '15T13:30']);
    expect(pickSlots([], BOGOTA, 7)).toEqual([]);
  });

  test.each([1, 2, 5, 7, 9, 500])(
    'who asks for more until nothing is left has seen each once, %d at a time',
    (most) => {
      const seen = pages(free, most).flat();
      expect(seen).toHaveLength(free.length);
      expect(new Set(seen).size).toBe(free.length);
    },
  );

  test('each day has its turn before the first has another', () => {
    const days = shown(pages(free, 7).flat()).map((time) => time.slice(0, 2));
    const turn = [15, 16, 17, 22, 23].flatMap((day) => Array.from({ length: 3 }, () => String(day)));
    expect(days.slice(0, 18)).toEqual([...turn, '15', '15', '15']);
  });

  test('more goes on after a time that somebody took meanwhile', () => {
    const first = pickSlots(free, BOGOTA, 7);
    const last = first.at(-1)?.startsAt ?? null;
    const without = free.filter(({ startsAt }) => startsAt !== last);
    expect(shown(pickSlots(without, BOGOTA, 3, last))).toEqual(shown(pickSlots(free, BOGOTA, 3, last)));
  });
});
