import type { DialogTurnResult } from 'botbuilder-dialogs';
import type { Slot } from '../src/appointments/appointment.ts';
import { type Instant, localDay } from '../src/appointments/local-time.ts';
import type { Office, OfficeId } from '../src/appointments/office.ts';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { clearlyNearest } from '../src/places/nearest.ts';
import type { PathwayId } from '../src/screening/names.ts';
import { standing } from '../src/screening/standing.ts';
import { sayAppointment, sayTaken } from './appointment-words.ts';
import {
  type Chosen,
  chosenIn,
  chosenSlot,
  forgetTimes,
  freeAt,
  leaveClosed,
  officeOf,
  officesFor,
  officesShown,
  partyThere,
  wantsOf,
} from './booking-choice.ts';
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
import { forgetTown, keepTown, type TownTold, townIn } from './booking-town.ts';
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
    return this.#ask(dc);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    if (result?.is === 'back') return this.#back(dc);
    if (result?.is === 'written' || result?.is === 'located') return this.#townTold(dc, result);
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
    leaveClosed(talk, chosen);
    if (officesFor(talk, chosen).length === 0) return this.#nowhere(dc);
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
    else if (chosen.place !== undefined) forgetTown(chosen);
    else return dc.endDialog();
    return this.#ask(dc);
  }

  /** A town's name, or where they are. */
  async #townTold(dc: TalkContext, result: TownTold): Promise<DialogTurnResult> {
    const town = townIn(dc.talk, result);
    if ('ask' in town) return dc.beginDialog(PROMPT, whichPlacePrompt(town.ask));
    if ('found' in town) keepTown(dc.talk, chosenIn(dc), town.found);
    else dc.talk.say('booking.place.unknown');
    return this.#ask(dc);
  }

  async townChosen(dc: TalkContext, code: string): Promise<DialogTurnResult> {
    const town = dc.talk.house.places.all.find((place) => place.code === code);
    if (town !== undefined) keepTown(dc.talk, chosenIn(dc), town);
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
    const slot = await chosenSlot(talk, chosen, value);
    if (slot === null) sayTaken(talk);
    else if (chosen.moves === true) return this.#askMove(dc, slot);
    else if (talk.lookUp.refused.has('too_many_holds')) return this.#tooMany(dc);
    else talk.hold(slot, chosen.pathway, partyThere(talk, chosen));
    return this.#ask(dc);
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
    if (leaveClosed(talk, chosenIn(dc))) return this.#ask(dc);
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
    const slot = await chosenSlot(talk, chosenIn(dc), value.slice(4));
    const moved = slot === null ? null : talk.move(slot);
    if (moved === null) {
      sayTaken(talk);
      return this.#ask(dc);
    }
    sayConfirmation(talk, moved, 'booking.moved');
    return dc.endDialog();
  }

  /** None of the times suits them: they may wait for one that becomes free. */
  wait(dc: TalkContext): Promise<DialogTurnResult> {
    const options: WaitingListOptions = { wants: wantsOf(dc.talk, chosenIn(dc)) };
    return dc.replaceDialog(WAITING_LIST, options);
  }
}

type Step = (dialog: BookingDialog, dc: TalkContext, value: string) => DialogTurnResult | Promise<DialogTurnResult>;

/** What is done with a chosen option, by what it is about. */
const STEPS: Readonly<Record<string, Step>> = {
  go: (_, dc) => dc.endDialog(),
  place: (dialog, dc, value) => dialog.townChosen(dc, value),
  office: (dialog, dc, value) => dialog.officeChosen(dc, value),
  day: (dialog, dc, value) => dialog.dayChosen(dc, value),
  slot: (dialog, dc, value) => dialog.slotChosen(dc, value),
  confirm: (dialog, dc, value) => dialog.confirmed(dc, value),
  move: (dialog, dc, value) => dialog.moveConfirmed(dc, value),
  list: (dialog, dc) => dialog.wait(dc),
};
