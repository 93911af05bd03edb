import type { DialogTurnResult } from 'botbuilder-dialogs';
import type { Slot } from '../src/appointments/appointment.ts';
import { type Instant, localDay } from '../src/appointments/local-time.ts';
import type { Office, OfficeId } from '../src/appointments/office.ts';
import { freeSlots } from '../src/appointments/slots.ts';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { matchPlace } from '../src/places/match.ts';
import { clearlyNearest, kilometresBetween, nearestPlace } from '../src/places/nearest.ts';
import { type Coordinates, type Place, regionOf } from '../src/places/place.ts';
import type { PathwayId } from '../src/screening/names.ts';
import { standing } from '../src/screening/standing.ts';
import { sayAppointment } from './appointment-words.ts';
import { type Chosen, chosenIn, officeOf, officesFor, officesShown, partyThere } from './booking-choice.ts';
import {
  confirmPrompt,
  dayPrompt,
  howFar,
  movePrompt,
  officePrompt,
  PLACE,
  slotPrompt,
  stuckPrompt,
  whichPlacePrompt,
} from './booking-prompts.ts';
import { CHOSEN_WORD } from './chosen-word.ts';
import { sayConfirmation } from './confirmation.ts';
import { HANDOFF } from './handoff.ts';
import { sayPathway } from './pathway-words.ts';
import { REGISTRATION } from './registration.ts';
import {
  forgetVisitAnswer,
  hearVisitAnswer,
  isAnswered,
  MORE_PEOPLE,
  nextVisitQuestion,
  VISIT_QUESTIONS,
  visitPrompt,
} from './visit-questions.ts';
import { WAITING_LIST, type WaitingListOptions } from './waiting-list.ts';

export const BOOKING = 'booking';

/** @property moves another time is wanted for the appointment that is booked */
export type BookingOptions = { readonly pathway: string; readonly moves?: boolean };

/**
 * From a town to an appointment: who comes, where that matters, the offices that can receive them, their free times, a place held
 * meanwhile. It keeps no step: what is chosen says what is asked next.
 */
export class BookingDialog extends TalkDialog<BookingOptions> {
  override async beginDialog(dc: TalkContext, { pathway, moves = false }: BookingOptions = { pathway: '' }) {
    const { talk } = dc;
    const { appointment } = talk;
    const isBooked = appointment?.state === 'booked';
    const chosen: Chosen = isBooked && moves ? { pathway, moves, office: appointment.office } : { pathway };
    if (dc.activeDialog !== undefined) dc.activeDialog.state = chosen;
    if (isBooked && !moves) {
      talk.say('booking.already');
      sayAppointment(talk, appointment);
      return dc.endDialog();
    }
    return officesFor(talk, chosen).length === 0 ? this.#nowhere(dc) : this.#ask(dc);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    if (result?.is === 'back') return this.#back(dc);
    if (result?.is === 'written') return this.#placeWritten(dc, result.text);
    if (result?.is === 'located') return this.#located(dc, result);
    const id = chosenId(result);
    const [subject = '', value = ''] = id.split('=');
    if (id === MORE_PEOPLE || id === 'go=person') return dc.replaceDialog(HANDOFF);
    if (hearVisitAnswer(chosenIn(dc), subject, value)) return this.#ask(dc);
    return (await STEPS[subject]?.(this, dc, value)) ?? this.#ask(dc);
  }

  /** The next thing to ask, by what is chosen already. */
  async #ask(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenIn(dc);
    if (this.#isClosed(dc)) return dc.endDialog();
    const { appointment } = talk;
    const held = appointment?.state === 'held' ? officeOf(talk, appointment.office) : null;
    if (appointment?.state === 'held' && held !== null)
      return dc.beginDialog(PROMPT, confirmPrompt(talk, held, appointment));
    const office = chosen.office === undefined ? null : officeOf(talk, chosen.office);
    if (office !== null && officesFor(talk, chosen).includes(office)) return this.#askTime(dc, office);
    delete chosen.office;
    if (chosen.place === undefined) return dc.beginDialog(PROMPT, PLACE);
    const question = nextVisitQuestion(talk, chosen);
    if (question !== null) return dc.beginDialog(PROMPT, visitPrompt(talk, chosen, question));
    return this.#askOffice(dc);
  }

  async #askOffice(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenIn(dc);
    const near = officesShown(talk, chosen);
    if (near.length === 0) return this.#nowhere(dc);
    const nearest = chosen.listed === true ? null : clearlyNearest(near);
    if (nearest === null) {
      chosen.listed = true;
      return dc.beginDialog(PROMPT, officePrompt(near));
    }
    chosen.office = nearest.office.id;
    talk.say('booking.office.nearest', howFar(nearest));
    return this.#askTime(dc, nearest.office);
  }

  async #askTime(dc: TalkContext, office: Office): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenIn(dc);
    const free = await freeAt(talk, office, chosen);
    const others = officesFor(talk, chosen).length > 1;
    const fromDay = free.filter(({ startsAt }) => localDay(startsAt, office.timeZone) >= (chosen.day ?? ''));
    const prompt = slotPrompt(talk, office, fromDay, chosen, others);
    if (prompt !== null) return dc.beginDialog(PROMPT, prompt);
    // What was left of that day, or behind the last time, has gone meanwhile.
    if (free.length > 0 && (chosen.day !== undefined || chosen.after !== undefined)) {
      forgetTimes(chosen);
      return this.#askTime(dc, office);
    }
    talk.say('booking.full', { office: office.name });
    return dc.beginDialog(PROMPT, stuckPrompt(talk, others));
  }

  /** No office can receive them: a human looks at it. */
  #nowhere(dc: TalkContext): Promise<DialogTurnResult> {
    dc.talk.openCase('no_office');
    dc.talk.say('booking.nowhere');
    return dc.replaceDialog(REGISTRATION);
  }

  /** The pathway may have closed since the talk began; then nothing more is offered, and what was held is given back. */
  #isClosed(dc: TalkContext): boolean {
    const { talk } = dc;
    const pathway = talk.house.programme.pathways.get(chosenIn(dc).pathway as PathwayId);
    if (pathway === undefined || standing(pathway, talk.today).is === 'open') return false;
    talk.release();
    sayPathway(talk, pathway);
    return true;
  }

  async #back(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenIn(dc);
    const answered = VISIT_QUESTIONS.findLast((question) => isAnswered(chosen, question));
    if (talk.appointment?.state === 'held') talk.release();
    else if (chosen.day !== undefined || chosen.after !== undefined) forgetTimes(chosen);
    else if (chosen.moves === true) return dc.endDialog();
    else if (chosen.office !== undefined && chosen.listed === true) delete chosen.office;
    else if (answered !== undefined) forgetVisitAnswer(chosen, answered);
    else if (chosen.place !== undefined) forgetPlace(chosen);
    else return dc.endDialog();
    return this.#ask(dc);
  }

  async #placeWritten(dc: TalkContext, text: string): Promise<DialogTurnResult> {
    const match = matchPlace(dc.talk.house.places, text);
    if ('found' in match) return this.placeChosen(dc, match.found);
    if ('ask' in match) return dc.beginDialog(PROMPT, whichPlacePrompt(match.ask));
    return this.#placeUnknown(dc);
  }

  async #placeUnknown(dc: TalkContext): Promise<DialogTurnResult> {
    dc.talk.say('booking.place.unknown');
    return this.#ask(dc);
  }

  /** A pin is never kept; only the town it lies in, and none that is too far to be theirs. */
  async #located(dc: TalkContext, pin: Coordinates): Promise<DialogTurnResult> {
    const place = nearestPlace(dc.talk.house.places.all, pin);
    const isNear = place !== null && kilometresBetween(place.coordinates, pin) <= FARTHEST_TOWN_KM;
    return isNear ? this.placeChosen(dc, place) : this.#placeUnknown(dc);
  }

  async placeChosen(dc: TalkContext, place: Place | null): Promise<DialogTurnResult> {
    if (place !== null) {
      chosenIn(dc).place = place.coordinates;
      // Bogotá is a department of its own.
      const isAlone = place.name === place.department && { context: 'alone' };
      dc.talk.say('booking.place.found', { place: place.name, department: regionOf(place), ...isAlone });
    }
    return this.#ask(dc);
  }

  async officeChosen(dc: TalkContext, value: string): Promise<DialogTurnResult> {
    const chosen = chosenIn(dc);
    forgetTimes(chosen);
    if (value === 'other') {
      delete chosen.office;
      chosen.listed = true;
    } else chosen.office = value as OfficeId;
    return this.#ask(dc);
  }

  async dayChosen(dc: TalkContext, value: string): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenIn(dc);
    const office = chosen.office === undefined ? null : officeOf(talk, chosen.office);
    const isList = value === 'choose' || value.startsWith('after:');
    if (isList && office !== null) {
      const free = await freeAt(talk, office, chosen);
      return dc.beginDialog(PROMPT, dayPrompt(office, free, value === 'choose' ? '' : value.slice(6)));
    }
    forgetTimes(chosen);
    if (value !== 'first') chosen.day = value;
    return this.#ask(dc);
  }

  async slotChosen(dc: TalkContext, value: string): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenIn(dc);
    if (value.startsWith('after:')) {
      chosen.after = Number(value.slice(6)) as Instant;
      return this.#ask(dc);
    }
    const slot = await this.#slotAt(dc, value);
    if (slot === null) talk.say('booking.slot.taken');
    else if (chosen.moves === true) return this.#askMove(dc, slot);
    else if (talk.lookUp.refused.has('too_many_holds')) return this.#tooMany(dc);
    else talk.hold(slot, chosen.pathway, partyThere(talk, chosen));
    return this.#ask(dc);
  }

  async #slotAt(dc: TalkContext, value: string): Promise<Slot | null> {
    const chosen = chosenIn(dc);
    const office = chosen.office === undefined ? null : officeOf(dc.talk, chosen.office);
    if (office === null) return null;
    const [startsAt] = value.split(':');
    const free = await freeAt(dc.talk, office, chosen);
    return free.find((slot) => String(slot.startsAt) === startsAt) ?? null;
  }

  /** Nothing was held by it, and nothing they have is lost. */
  #tooMany(dc: TalkContext): Promise<DialogTurnResult> {
    dc.talk.say('booking.too-many');
    return dc.beginDialog(PROMPT, stuckPrompt(dc.talk, false));
  }

  #askMove(dc: TalkContext, slot: Slot): Promise<DialogTurnResult> {
    const office = officeOf(dc.talk, slot.office);
    return office === null
      ? this.#ask(dc)
      : dc.beginDialog(PROMPT, movePrompt(dc.talk, office, slot, chosenIn(dc).pathway));
  }

  async confirmed(dc: TalkContext, value: string): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (!value.startsWith('yes:')) {
      talk.release();
      if (value === 'other') return this.#ask(dc);
      if (chosenIn(dc).moves === true) return dc.endDialog();
      talk.say('booking.not-booked');
      return dc.replaceDialog(REGISTRATION);
    }
    if (this.#isClosed(dc)) return dc.endDialog();
    const { appointment } = talk;
    if (appointment?.state === 'held' && appointment.startsAt <= talk.lookUp.now) {
      talk.release();
      talk.say('booking.slot.began');
      return this.#ask(dc);
    }
    const booked = talk.book();
    if (booked === null) {
      talk.say('booking.hold-expired');
      return this.#ask(dc);
    }
    sayConfirmation(talk, booked, 'booking.booked');
    return dc.replaceDialog(CHOSEN_WORD);
  }

  /** The new time is taken before the old one is given up, or nothing is changed. */
  async moveConfirmed(dc: TalkContext, value: string): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (this.#isClosed(dc)) return dc.endDialog();
    const slot = await this.#slotAt(dc, value.slice(4));
    const moved = slot === null ? null : talk.move(slot);
    if (moved === null) {
      talk.say('booking.slot.taken');
      return this.#ask(dc);
    }
    sayConfirmation(talk, moved, 'booking.moved');
    return dc.endDialog();
  }

  /** None of the times suits them: they may wait for one that becomes free. */
  wait(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenIn(dc);
    const offices = officesShown(talk, { ...chosen, listed: true }).map(({ office }) => office.id);
    const { people, needs, language } = partyThere(talk, chosen);
    const near = offices.length > 0 ? offices : [chosen.office ?? []].flat();
    return dc.replaceDialog(WAITING_LIST, {
      wants: { pathway: chosen.pathway, offices: near, people, needs, language },
    } satisfies WaitingListOptions);
  }
}

type Step = (dialog: BookingDialog, dc: TalkContext, value: string) => DialogTurnResult | Promise<DialogTurnResult>;

/** What is done with a chosen option, by what it is about. */
const STEPS: Readonly<Record<string, Step>> = {
  go: (_, dc) => dc.endDialog(),
  place: (dialog, dc, value) =>
    dialog.placeChosen(dc, dc.talk.house.places.all.find(({ code }) => code === value) ?? null),
  office: (dialog, dc, value) => dialog.officeChosen(dc, value),
  day: (dialog, dc, value) => dialog.dayChosen(dc, value),
  slot: (dialog, dc, value) => dialog.slotChosen(dc, value),
  confirm: (dialog, dc, value) => dialog.confirmed(dc, value),
  move: (dialog, dc, value) => dialog.moveConfirmed(dc, value),
  list: (dialog, dc) => dialog.wait(dc),
};

/** Farther off we know no town; the municipalities of Colombia are large, so their main towns lie far apart. */
const FARTHEST_TOWN_KM = 60;

function forgetPlace(chosen: Chosen): void {
  delete chosen.place;
  delete chosen.office;
  delete chosen.listed;
}

function forgetTimes(chosen: Chosen): void {
  delete chosen.day;
  delete chosen.after;
}

/** The times that can be offered now; never the one they have. */
async function freeAt(talk: Talk, office: Office, chosen: Chosen): Promise<Slot[]> {
  const { lookUp, appointment } = talk;
  const party = partyThere(talk, chosen);
  const free = freeSlots(office, await lookUp.occupied(office, lookUp.now), lookUp.now, party, lookUp.draw);
  return free.filter(
    ({ startsAt }) =>
      appointment?.state !== 'booked' || appointment.office !== office.id || appointment.startsAt !== startsAt,
  );
}
