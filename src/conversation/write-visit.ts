import type { Connection } from '../database/database.ts';
import { takeBackNews } from '../mail/outbox.ts';
import type { Person } from '../people/person.ts';
import {
  appointmentsOf,
  bookHeld,
  cancelBooked,
  chooseWord,
  holdSlot,
  moveBooked,
  releaseHeld,
  sayComing,
} from '../records/appointments.ts';
import { acceptOffer, declineOffer } from '../records/offers.ts';
import { joinList, leaveList } from '../records/waiting-list.ts';
import type { Change, VisitChange } from './change.ts';
import type { Refused } from './known.ts';
import type { Telling } from './news.ts';
import { tellOvertaken } from './overtaken.ts';

/** Whether a turn stands. Refused: another was faster, or too much was asked; roll back and compute again. */
export type CommitResult = { readonly ok: true } | { readonly ok: false; readonly reason: Refused };

const DONE: CommitResult = { ok: true };
const refused = (reason: Refused): CommitResult => ({ ok: false, reason });

type Write<Do> = (
  tx: Connection,
  change: Extract<VisitChange, { readonly do: Do }>,
  person: Person,
  telling: Telling,
) => Promise<CommitResult>;

const WRITE: { readonly [Do in VisitChange['do']]: Write<Do> } = {
  async hold(tx, { slot, ...details }, { id, turn }) {
    return holdSlot(tx, id, slot, { ...details, turn: turn + 1 });
  },
  async release(tx, _, { id }) {
    await releaseHeld(tx, id);
    return DONE;
  },
  /** Who has a place waits for none. */
  async book(tx, { now }, { id }) {
    if (!(await bookHeld(tx, id, now))) return refused('hold_expired');
    await leaveList(tx, id, 'served');
    return DONE;
  },
  async move(tx, { slot }, { id }) {
    const appointment = (await appointmentsOf(tx, [id])).get(id);
    if (appointment?.state !== 'booked' || appointment.id === null) return refused('not_booked');
    const moved = await moveBooked(tx, appointment.id, slot, null);
    if (!moved.ok) return refused(moved.reason);
    await takeBackNews(tx, appointment.id);
    await leaveList(tx, id, 'served');
    return DONE;
  },
  async cancel_appointment(tx, _, { id }) {
    const cancelled = await cancelBooked(tx, id);
    if (cancelled !== null) await takeBackNews(tx, cancelled);
    return DONE;
  },
  async say_coming(tx, _, { id }) {
    await sayComing(tx, id);
    return DONE;
  },
  async choose_word(tx, { word }, { id }, { seal }) {
    await chooseWord(tx, seal, id, word);
    return DONE;
  },
  async join_list(tx, { waits }, { id }) {
    await joinList(tx, { ...waits, person: id });
    return DONE;
  },
  async leave_list(tx, _, { id }) {
    await leaveList(tx, id, 'left');
    return DONE;
  },
  /** Whom somebody was faster than hears it at once, with the news of this turn or not at all. */
  async accept_offer(tx, { offer, code, office, startsAt, day, now }, { id, turn }, telling) {
    const accepted = await acceptOffer(tx, id, offer, { code, day, now, turn: turn + 1 });
    if (!accepted.ok) return refused(`offer_${accepted.reason}`);
    if (accepted.movedFrom !== null) await takeBackNews(tx, accepted.movedFrom);
    await tellOvertaken(telling, tx, accepted.overtaken, { office, startsAt });
    return DONE;
  },
  async decline_offer(tx, { offer }, { id }) {
    await declineOffer(tx, id, offer);
    return DONE;
  },
};

export function isVisitChange(change: Change): change is VisitChange {
  return Object.hasOwn(WRITE, change.do);
}

/** Does one thing with a place, or with who waits for one. @param person whose turn it is; the transaction holds them */
export function writeVisit(
  tx: Connection,
  telling: Telling,
  person: Person,
  change: VisitChange,
): Promise<CommitResult> {
  const write = WRITE[change.do] as Write<VisitChange['do']>;
  return write(tx, change, person, telling);
}
