import type { DialogTurnResult } from 'botbuilder-dialogs';
import { promptOptions } from '../src/conversation/choice-prompt.ts';
import type { PromptResult } from '../src/conversation/prompt-result.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { optionMeant } from '../src/language/understand.ts';
import { sayAppointment } from './appointment-words.ts';
import { askAgain } from './asked.ts';
import { BETWEEN_TURNS, type BetweenTurnsOptions } from './between-turns.ts';
import { BOOKING } from './booking.ts';
import { MY_APPOINTMENT, type MyAppointmentOptions } from './my-appointment.ts';
import { openOffices } from './offices.ts';
import { type OnTheWay, sayDay, sayLostElsewhere } from './on-the-day.ts';
import { sayComing, type VisitStep, waitStep } from './visit-options.ts';
import { hearList } from './waiting-list.ts';

type Done = DialogTurnResult | null | Promise<DialogTurnResult | null>;

/** What a person asks of their appointment in their own words. */
type Wants = NonNullable<MyAppointmentOptions['wants']> | 'when';

/**
 * Opens their appointment for what they want of it. While a time is being chosen, what is said of an appointment is of this one, which
 * the open question must hear.
 */
export async function openAppointment(dc: TalkContext, wants: Wants): Promise<DialogTurnResult | null> {
  const { talk } = dc;
  if (talk.isDoubted || !talk.hasLanguage) return askAgain(dc);
  if (talk.appointment?.state === 'held') return null;
  const isOffered = promptOptions(dc)?.choices.some(({ id }) => id === `appointment=${wants}`) === true;
  if (isOffered) return dc.endDialog({ is: 'chosen', id: `appointment=${wants}` } satisfies PromptResult);
  const isNone = talk.appointment === null && wants === 'move' && talk.consent === 'given';
  const said = wants === 'move' && cannotCome(talk) ? 'cannot' : wants;
  const options: MyAppointmentOptions = said === 'when' ? {} : { wants: said };
  if (!isNone) return beginVisit(dc, { dialog: MY_APPOINTMENT, options });
  talk.say('my-appointment.none');
  return beginVisit(dc, { dialog: BETWEEN_TURNS, options: { about: 'missed' } satisfies BetweenTurnsOptions });
}

/** "No puedo ir", and nothing of another day: whether they want one is asked. */
function cannotCome({ house, language, heard }: Talk): boolean {
  const cannot = [{ id: 'cannot', label: '', repliesKey: 'understand.coming.no' }];
  return optionMeant(house.words, language, heard.text, cannot) !== null;
}

/** Goes on in a dialog of visits; what is open of it already, and on top of that, is left for it. */
export function beginVisit(dc: TalkContext, { dialog, options }: VisitStep): Promise<DialogTurnResult> {
  const open = dc.stack.findIndex(({ id }) => id === dialog);
  if (open > 0) dc.stack.splice(open);
  return dc.beginDialog(dialog, options);
}

/** "I'm lost", "I'm late": also of who has no appointment, and may be lost in earnest. */
export function onTheWay(dc: TalkContext, what: OnTheWay): Done {
  const { talk } = dc;
  if (talk.isDoubted || !talk.hasLanguage) return askAgain(dc);
  const { appointment } = talk;
  if (appointment?.state === 'held') return null;
  if (appointment !== null) sayDay(talk, appointment, what);
  else if (what === 'late') talk.say('my-appointment.none');
  else {
    sayOffices(talk);
    sayLostElsewhere(talk);
  }
  // Who says that they are late comes.
  if (what === 'late') talk.sayComing();
  return askAgain(dc);
}

/** While a time is looked for, "I come with my mother" is about who comes, which the open question must hear. */
export function comes(dc: TalkContext): Done {
  const { talk } = dc;
  if (talk.isDoubted || !talk.hasLanguage) return askAgain(dc);
  if (talk.appointment?.state !== 'booked' && dc.stack.some(({ id }) => id === BOOKING)) return null;
  if (talk.appointment === null) talk.say('my-appointment.none');
  else sayComing(talk);
  return askAgain(dc);
}

const JOIN = 'list=join';

/** @returns null where nothing says what they would wait for */
export function waits(dc: TalkContext): Done {
  const { talk } = dc;
  if (talk.isDoubted || !talk.hasLanguage) return askAgain(dc);
  if (promptOptions(dc)?.choices.some(({ id }) => id === JOIN) === true)
    return dc.endDialog({ is: 'chosen', id: JOIN } satisfies PromptResult);
  const step = waitStep(talk);
  return step === null ? null : beginVisit(dc, step);
}

export function waitsNoMore(dc: TalkContext): Done {
  const { talk } = dc;
  if (talk.isDoubted || !talk.hasLanguage) return askAgain(dc);
  if (!hearList(talk, 'list=leave')) talk.say('waiting.none');
  return askAgain(dc);
}

/** Where to go: to their appointment, or to the offices that are open. */
export function sayOffices(talk: Talk): void {
  const { appointment } = talk;
  const isBooked = appointment?.state === 'booked';
  const open = isBooked ? [] : openOffices(talk);
  if (isBooked) sayAppointment(talk, appointment);
  else if (open.length === 0) talk.say('asked.office.none');
  for (const { name, address } of open) talk.say('asked.office', { office: name, address: address.text });
}
