import { type Appointment, appointmentCode, type Party, type Slot } from '../appointments/appointment.ts';
import { daySpan, localDay } from '../appointments/local-time.ts';
import type { Offer } from '../appointments/waiting.ts';
import type { AskedOutside } from '../records/asked-outside.ts';
import type { Change, Waits } from './change.ts';
import type { Known, LookUp, StandingWait } from './known.ts';
import { Speaker } from './speaker.ts';

/** A notice of their appointment, an offered place, or both at once. */
type Asked = AskedOutside['kind'] | 'offer' | 'both';

/** What a talk knows of a person's visits, and what they want of them: a place, another one, the waiting list, an offer. */
export abstract class Visits extends Speaker {
  readonly changes: Change[] = [];
  #asked: Asked | null;
  #appointment: Appointment | null;
  #waiting: StandingWait | null;
  #offer: Offer | null;

  constructor(
    readonly lookUp: LookUp,
    { appointment, waiting, offer, asked, isOfferNew }: Known,
  ) {
    super();
    this.#asked = isOfferNew ? (asked === null ? 'offer' : 'both') : (asked?.kind ?? null);
    this.#appointment = appointment;
    this.#waiting = waiting;
    this.#offer = offer;
  }

  /** What was asked of them since they wrote last; once: what they say next answers it, and nothing later in the turn. */
  takeAsked(): Asked | null {
    const asked = this.#asked;
    this.#asked = null;
    return asked;
  }

  /** What they hold or have. */
  get appointment(): Appointment | null {
    return this.#appointment;
  }

  get waiting(): StandingWait | null {
    return this.#waiting;
  }

  /** The place they are asked to decide on. */
  get offer(): Offer | null {
    return this.#offer;
  }

  /** Keeps a place for a few minutes, while they decide. */
  hold(slot: Slot, pathway: string, party: Party): void {
    this.release();
    const code = appointmentCode(this.lookUp.random);
    const { office, startsAt, endsAt } = slot;
    const { people, needs } = party;
    this.#appointment = {
      ...{ id: null, office, pathway, startsAt, endsAt, people, needs, code },
      ...{ state: 'held', coming: false, hasWord: false },
    };
    this.changes.push({ do: 'hold', slot, pathway, code, party });
  }

  release(): void {
    if (this.#appointment?.state !== 'held') return;
    this.#appointment = null;
    this.changes.push({ do: 'release' });
  }

  /** Who has a place waits for none. @returns the appointment, or null when nothing is held any more */
  book(): Appointment | null {
    if (this.#appointment?.state !== 'held') return null;
    this.#appointment = { ...this.#appointment, state: 'booked' };
    this.#waiting = null;
    this.changes.push({ do: 'book', now: this.lookUp.now });
    return this.#appointment;
  }

  /** Gives what is booked another time, in one step: the code and the word stay. @returns null where nothing is booked */
  move({ ...slot }: Slot): Appointment | null {
    if (this.#appointment?.state !== 'booked') return null;
    const { office, startsAt, endsAt } = slot;
    this.#appointment = { ...this.#appointment, id: null, office, startsAt, endsAt, coming: false };
    this.changes.push({ do: 'move', slot });
    return this.#appointment;
  }

  cancelAppointment(): void {
    this.#appointment = null;
    this.changes.push({ do: 'cancel_appointment' });
  }

  /** They say that they come. @returns whether there is anything to come to */
  sayComing(): boolean {
    const appointment = this.#appointment;
    if (appointment?.state !== 'booked') return false;
    if (appointment.coming) return true;
    this.#appointment = { ...appointment, coming: true };
    this.changes.push({ do: 'say_coming' });
    return true;
  }

  /** Keeps the word they say at the office; it stands nowhere in the talk. @returns whether there is an appointment it is for */
  chooseWord(word: string): boolean {
    if (this.#appointment?.state !== 'booked') return false;
    this.#appointment = { ...this.#appointment, hasWord: true };
    this.changes.push({ do: 'choose_word', word });
    return true;
  }

  /** They wait from now on; who waits already goes on waiting as they do. */
  joinList(waits: Waits): void {
    if (this.#waiting !== null) return;
    this.#waiting = { ...waits, since: new Date(this.lookUp.now) };
    this.changes.push({ do: 'join_list', waits });
  }

  leaveList(): void {
    if (this.#waiting === null) return;
    this.#waiting = null;
    this.#offer = null;
    this.changes.push({ do: 'leave_list' });
  }

  /**
   * Takes the place they are offered; what they have is moved there. @returns their appointment, or null where nothing is offered, or
   * not any more
   */
  acceptOffer(): Appointment | null {
    const offer = this.#offer;
    const office = this.house.offices.find(({ id }) => id === offer?.office);
    if (offer === null || office === undefined) return null;
    const standing = this.#appointment?.state === 'booked' ? this.#appointment : null;
    const party = standing ?? this.#waiting;
    const pathway = standing?.pathway ?? this.#waiting?.pathway;
    if (party === null || pathway === undefined) return null;
    this.release();
    const { startsAt, endsAt, id } = offer;
    const code = standing?.code ?? appointmentCode(this.lookUp.random);
    const { people, needs } = party;
    this.#appointment = {
      ...{ id: null, office: office.id, pathway, startsAt, endsAt, people, needs, code },
      ...{ state: 'booked', coming: false, hasWord: standing?.hasWord ?? false },
    };
    this.#waiting = null;
    this.#offer = null;
    const day = { ...daySpan(localDay(startsAt, office.timeZone), office.timeZone), most: office.dailyQuota };
    this.changes.push({ do: 'accept_offer', offer: id, code, office: office.id, startsAt, day, now: this.lookUp.now });
    return this.#appointment;
  }

  /** Refuses the place they are offered. @returns whether they wait on; null where nothing is offered to them */
  declineOffer(): boolean | null {
    const offer = this.#offer;
    if (offer === null) return null;
    this.changes.push({ do: 'decline_offer', offer: offer.id });
    this.#offer = null;
    // Their appointment stays as it is, though it cannot be kept, and somebody must talk with them.
    if (offer.insteadOf !== null) this.changes.push({ do: 'open_case', reason: 'must_move', urgent: false });
    if (offer.isLast) this.#waiting = null;
    return this.#waiting !== null;
  }

  /** Nothing of it is known any more: they are being forgotten. */
  protected forgetVisits(): void {
    this.#appointment = null;
    this.#waiting = null;
    this.#offer = null;
  }
}
