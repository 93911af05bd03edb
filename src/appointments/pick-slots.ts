import type { Slot } from './appointment.ts';
import { type Instant, type LocalDay, localDateTime } from './local-time.ts';

/**
 * A few times to choose from, the earliest first: of each day some, from the morning and from the afternoon, so that someone who cannot
 * come on the first day, or at eight, still finds one. Only when every day had its turn do its other times come.
 * @param free  soonest first
 * @param most  how many at the most
 * @param after the last one that was shown, for more: who asks until nothing is left has seen each once
 */
export function pickSlots(free: readonly Slot[], timeZone: string, most: number, after: Instant | null = null): Slot[] {
  if (after === null) return inTurn(free, timeZone).slice(0, most);
  // It may be taken by now, and what followed it follows all the same.
  const turns = inTurn(withSlotAt(free, after), timeZone);
  const shown = turns.findIndex(({ startsAt }) => startsAt === after) + 1;
  return turns.slice(shown, shown + most);
}

function withSlotAt(free: readonly Slot[], startsAt: Instant): readonly Slot[] {
  const [first] = free;
  if (first === undefined || free.some((slot) => slot.startsAt === startsAt)) return free;
  return [...free, { ...first, startsAt }].sort((a, b) => a.startsAt - b.startsAt);
}

/** All of them: a few of each day, then a few more of each day, until none is left. */
function inTurn(free: readonly Slot[], timeZone: string): Slot[] {
  const days = new Map<LocalDay, Timed[]>();
  for (const slot of free) {
    const local = localDateTime(slot.startsAt, timeZone);
    const [day, isMorning] = [local.slice(0, 10), local.slice(11) < NOON];
    days.set(day, [...(days.get(day) ?? []), { slot, isMorning }]);
  }
  const turns: Slot[][] = [];
  for (const ofDay of days.values()) {
    let left: readonly Timed[] = ofDay;
    for (let turn = 0; left.length > 0; turn += 1) {
      const few = fewOf(left);
      left = left.filter((one) => !few.includes(one));
      turns[turn] = [...(turns[turn] ?? []), ...few.map(({ slot }) => slot)];
    }
  }
  return turns.flat();
}

type Timed = { readonly slot: Slot; readonly isMorning: boolean };

/** Of a day's times those that lie apart: two of the morning and one of the afternoon, or of one of them what the other has not. */
function fewOf(times: readonly Timed[]): Timed[] {
  const morning = times.filter(({ isMorning }) => isMorning);
  const afternoon = times.filter(({ isMorning }) => !isMorning);
  const ofAfternoon = Math.min(afternoon.length, Math.max(1, A_DAY - morning.length));
  return [...apart(morning, A_DAY - ofAfternoon), ...apart(afternoon, ofAfternoon)];
}

function apart<One>(all: readonly One[], count: number): One[] {
  const few = Math.min(count, all.length);
  return Array.from({ length: few }, (_, index) => all[Math.floor((index * all.length) / few)] as One);
}

/** How many times of a day are shown together. */
const A_DAY = 3;
const NOON = '12:00';
