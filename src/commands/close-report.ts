import { type Closed, type ClosingId, closedText } from '../appointments/closing.ts';
import type { ReachCount, ToldCount } from '../records/closing-reach.ts';
import type { StandingClosing } from '../records/closings.ts';

/** What will happen, before anybody is asked whether it should. */
export function effectText(closed: Closed, { booked, waiting, held }: ReachCount): string {
  return [
    `To be closed: ${closedText(closed)}${closed.days === null ? ', from now on, until somebody opens it again' : ''}.`,
    `  ${booked} people have an appointment: it is cancelled, and they are told.`,
    `  ${waiting} people wait on the list: it ends for them, and they are told.`,
    `  ${held} people hold a time just now: it is not booked, and their next word is answered so.`,
    '',
  ].join('\n');
}

/** What is closed or proposed, a line each. */
export function standingText(closings: readonly StandingClosing[]): string {
  if (closings.length === 0) return 'Nothing is closed, and nothing is proposed.\n';
  const lines = closings.map(
    (closing) =>
      `${shortNumber(closing.id)}  ${closedText(closing)}  ${closing.since === null ? 'proposed' : `closed since ${closing.since}`}`,
  );
  return `${lines.join('\n')}\n`;
}

/** What became of what people were told, or why nothing could be said; and what is to be done with them. */
const NEXT: Readonly<Record<string, string>> = {
  waiting: 'on its way: look again in a minute',
  sent: 'the provider has it: look again later',
  delivered: 'on the phone',
  read: 'read',
  refused: 'refused by the provider, and no SMS was possible: call them, from the day of the diary',
  unsure: 'the provider may have it: look again in some minutes',
  parked: 'waits for their next word: call who comes soon, from the day of the diary',
  lost: 'nobody knows whether it arrived: call who comes soon, from the day of the diary',
  cancelled: 'taken back after STOP, or because they wrote meanwhile and know it',
  said_stop: 'said STOP: do not write; receive them at the door and say it kindly',
  deleting: 'asked to be deleted: nothing is kept to reach them by',
  doubted: "the number may be somebody else's: they are asked when they write; receive who comes",
  asked_not: 'in danger, asked not to be contacted: their adviser decides',
  silent: 'no address is left: receive who comes',
  no_channel: 'the channel they write by is off: turn it on, or call them',
  forgotten: 'told; what became of it is not kept any more',
};

/** Who was reached, in counts; each with what to do next. */
export function accountText(closing: StandingClosing, told: readonly ToldCount[], left: number): string {
  const total = told.reduce((sum, { count }) => sum + count, 0);
  const state = closing.since === null ? 'proposed, not in force' : `closed on ${closing.since}`;
  return [
    `${shortNumber(closing.id)}  ${closedText(closing)}: ${state}.`,
    `Dealt with: ${total} people. Still to be told: ${left}.`,
    ...told.map(({ fate, count }) =>
      `  ${String(count).padStart(6)}  ${fate.padEnd(10)} ${NEXT[fate] ?? ''}`.trimEnd(),
    ),
    ...(left > 0 ? ['The running Camino goes on by itself; without one nobody is told: npm start.'] : []),
    `Again later: npm run camino -- close account ${shortNumber(closing.id)}`,
    '',
  ].join('\n');
}

/** Enough of its key to name one that stands. */
function shortNumber(id: ClosingId): string {
  return id.slice(0, 8);
}
