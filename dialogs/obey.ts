import { Dialog, type DialogTurnResult, DialogTurnStatus } from 'botbuilder-dialogs';
import { PROMPT, promptOptions } from '../src/conversation/choice-prompt.ts';
import type { PromptResult } from '../src/conversation/prompt-result.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { type Act, actOf, type Intent } from '../src/language/intent.ts';
import { isLanguage, type Language } from '../src/language/language.ts';
import { answerAsked, askAgain } from './asked.ts';
import { DANGER } from './danger.ts';
import { HANDOFF } from './handoff.ts';
import { sayHelplines } from './helplines.ts';
import { chosenLanguage, LANGUAGE } from './language-menu.ts';
import { listen } from './listen.ts';
import { MENU } from './menu.ts';
import { MY_CASE } from './my-case.ts';
import { DELETE, sayMyData } from './my-data.ts';
import { comes, onTheWay, openAppointment, sayOffices, waits, waitsNoMore } from './obey-visit.ts';
import { sayToday } from './pathway-words.ts';
import { REGISTRATION } from './registration.ts';
import { SCREENING, type ScreeningOptions } from './screening.ts';
import { SLIP } from './slip.ts';

/**
 * Does what a person wants, wherever the talk is; what was open waits below or is asked again.
 * @returns null where nothing can be done for this intent today
 */
export async function obey(dc: TalkContext, intent: Intent): Promise<DialogTurnResult | null> {
  const act = actOf(intent);
  if (act !== null) return ACTIONS[act](dc);
  const language = /^language_change:(\w+)$/.exec(intent)?.[1];
  return isLanguage(language) ? changeLanguage(dc, language) : answerAsked(dc, intent);
}

type Action = (dc: TalkContext) => DialogTurnResult | null | Promise<DialogTurnResult | null>;

const says =
  (key: string): Action =>
  (dc) => {
    dc.talk.say(key);
    return askAgain(dc);
  };

/** What is open already is not opened a second time: its question is asked again. */
const begins =
  (id: string, options: object = {}): Action =>
  (dc) =>
    dc.stack.some((open) => open.id === id) ? askAgain(dc) : dc.beginDialog(id, options);

/** Of who has not said who they are, or in which language, nothing is known to tell: they are asked first. */
const ofTheirs = (id: string): Action => {
  const begin = begins(id);
  return (dc) => (dc.talk.isDoubted || !dc.talk.hasLanguage ? askAgain(dc) : begin(dc));
};

const ACTIONS: Readonly<Record<Act, Action>> = {
  stop,
  help,
  why,
  back,
  more,
  restart,
  listen,
  talk_to_human: begins(HANDOFF),
  language: (dc) => (isAskingLanguage(dc) ? askAgain(dc) : dc.beginDialog(LANGUAGE)),
  menu: (dc) => goTo(dc),
  delete_data: begins(DELETE),
  my_data: (dc) => {
    sayMyData(dc.talk);
    return askAgain(dc);
  },
  my_case: ofTheirs(MY_CASE),
  slip: ofTheirs(SLIP),
  change_answer: changeAnswer,
  continue: askAgain,
  pathways_info: (dc) => {
    sayToday(dc.talk);
    return askAgain(dc);
  },
  eligibility: (dc) => screen(dc, 'screening.because.eligibility'),
  appointment_book: (dc) =>
    dc.talk.appointment?.state === 'booked' ? openAppointment(dc, 'when') : screen(dc, 'screening.because.appointment'),
  appointment_when: (dc) => openAppointment(dc, 'when'),
  appointment_change: (dc) => openAppointment(dc, 'move'),
  appointment_cancel: (dc) => openAppointment(dc, 'cancel'),
  appointment_lost: (dc) => onTheWay(dc, 'lost'),
  appointment_late: (dc) => onTheWay(dc, 'late'),
  appointment_coming: comes,
  waiting_list: async (dc) => (await waits(dc)) ?? screen(dc, 'screening.because.appointment'),
  waiting_leave: waitsNoMore,
  office_where: (dc) => {
    sayOffices(dc.talk);
    return askAgain(dc);
  },
  greeting: askAgain,
  thanks: says('thanks'),
  robot: says('robot'),
  insult: says('insult'),
  out_of_scope: says('out-of-scope'),
};

/** After a cry for help the last word must not tell what the talk was about. */
function stop(dc: TalkContext): DialogTurnResult {
  const { talk } = dc;
  const inDanger = dc.stack.some(({ id }) => id === DANGER);
  const booked = talk.appointment?.state === 'booked';
  const left = talk.waiting === null ? 'stop.done' : 'stop.done.waiting';
  talk.say(inDanger ? 'stop.exit' : booked ? 'stop.done.appointment' : left);
  talk.stopAddress();
  return Dialog.EndOfTurn;
}

function help(dc: TalkContext): DialogTurnResult {
  dc.talk.say('help');
  sayHelplines(dc.talk, 'emergency');
  return askAgain(dc);
}

function back(dc: TalkContext): DialogTurnResult | Promise<DialogTurnResult> {
  return dc.activeDialog?.id === PROMPT ? dc.endDialog({ is: 'back' } satisfies PromptResult) : askAgain(dc);
}

async function more(dc: TalkContext): Promise<DialogTurnResult> {
  if (await dc.talk.lookUp.restWaits()) {
    dc.talk.sendRest();
    return Dialog.EndOfTurn;
  }
  dc.talk.say('more.nothing');
  return askAgain(dc);
}

function restart(dc: TalkContext): DialogTurnResult | Promise<DialogTurnResult> {
  const { talk } = dc;
  // What would be forgotten is kept with the person they may be.
  if (talk.isDoubted) return askAgain(dc);
  talk.withdrawAll();
  talk.release();
  talk.say('restart.done');
  return goTo(dc);
}

const GIVES_REASONS = [SCREENING, REGISTRATION];

/** The screening gives the reason of its question or its result; elsewhere there is nothing to give a reason for. */
async function why(dc: TalkContext): Promise<DialogTurnResult> {
  if (GIVES_REASONS.includes(dc.stack.at(-2)?.id ?? '') && dc.activeDialog?.id === PROMPT) {
    return dc.endDialog({ is: 'why' } satisfies PromptResult);
  }
  dc.talk.say('why.nothing');
  return askAgain(dc);
}

/** In the screening the answers given are listed; elsewhere the screening is opened for that. */
async function changeAnswer(dc: TalkContext): Promise<DialogTurnResult> {
  const { talk } = dc;
  if (talk.consent !== 'given' || talk.answers.size === 0) return askAgain(dc);
  return goTo(dc, SCREENING, { changes: true } satisfies ScreeningOptions);
}

/** Who asks whether something is for them is asked what decides; in the middle of that, they are told so. */
function screen(dc: TalkContext, because: string): DialogTurnResult | Promise<DialogTurnResult> {
  const { talk } = dc;
  if (talk.consent === 'not_asked') return askAgain(dc);
  if (talk.consent === 'refused') return goTo(dc);
  talk.say(because);
  return dc.stack.some(({ id }) => id === SCREENING) ? askAgain(dc) : goTo(dc, SCREENING);
}

/** "Kreyòl", "I don't speak Spanish", or a tap on a language in an old message. */
export async function changeLanguage(dc: TalkContext, language: Language): Promise<DialogTurnResult> {
  // Where languages are just being asked, a language is the answer.
  if (isAskingLanguage(dc)) return dc.endDialog({ is: 'chosen', id: `language=${language}` } satisfies PromptResult);
  dc.talk.setLanguage(language);
  if (dc.activeDialog !== undefined) dc.talk.say('language.changed');
  return askAgain(dc);
}

/** Whether the open question is which language to speak. */
export function isAskingLanguage(dc: TalkContext): boolean {
  return promptOptions(dc)?.choices.some(({ id }) => chosenLanguage(id) !== null) === true;
}

/** Leaves whatever was open. */
export async function goTo(dc: TalkContext, first?: string, options: object = {}): Promise<DialogTurnResult> {
  dc.talk.release();
  await dc.cancelAllDialogs();
  // Who has not chosen a language or answered about consent is asked first; the root sees to that.
  if (dc.talk.consent === 'not_asked') return { status: DialogTurnStatus.empty };
  return dc.beginDialog(MENU, first === undefined ? {} : { first, with: options });
}
