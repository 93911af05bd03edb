import { Dialog, type DialogTurnResult, DialogTurnStatus } from 'botbuilder-dialogs';
import { askOpen, isAnswer, PROMPT, type PromptResult, promptOptions } from '../src/conversation/choice-prompt.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { dangerIn, languagesOfDanger } from '../src/language/danger.ts';
import type { Language } from '../src/language/language.ts';
import {
  type Command,
  commandIn,
  isGreeting,
  languageNamedIn,
  languagesOfCommand,
} from '../src/language/understand.ts';
import { HANDOFF } from './handoff.ts';
import { sayHelplines } from './helplines.ts';
import { chosenLanguage, LANGUAGE } from './language-menu.ts';
import { DOORS, MENU } from './menu.ts';
import { answerTold } from './question.ts';
import { hearReason, REGISTRATION } from './registration.ts';
import { SAME } from './same-person.ts';
import { SCREENING, type ScreeningOptions } from './screening.ts';
import { hearWish } from './wishes.ts';

/**
 * What is heard before the dialog in progress, in this order: danger, what the provider says of STOP, a command in any of
 * the five languages, a greeting, and a tap on an old message.
 * @returns how the turn ended, or null when the dialog in progress may hear the message
 */
export async function interrupt(dc: TalkContext): Promise<DialogTurnResult | null> {
  const { talk } = dc;
  const { heard, house } = talk;
  const answers = isAnswer(dc);
  // A label of the open menu may name a danger ("Custos e golpes"); choosing it is none.
  const danger = heard.content.kind === 'text' && !answers ? dangerIn(house.words, heard.text) : null;
  if (danger !== null) {
    speakAsTheyDo(talk, languagesOfDanger(house.words, heard.text, danger));
    talk.openCase(`danger.${danger}`, true);
    talk.say(`danger.${danger}`);
    sayHelplines(talk, 'emergency', danger);
    return dc.stack.some(({ id }) => id === DANGER) ? askAgain(dc) : dc.beginDialog(DANGER);
  }
  // The provider has answered this itself; another word from us would be one too many.
  if (heard.chosen?.startsWith('twilio=')) return byProvider(talk, heard.chosen);
  // The button of a notice: what waited comes by itself, and the question after it.
  if (heard.chosen === 'notice=read') return askAgain(dc);
  if (isOffered(dc, heard.chosen)) return null;
  const command = heard.content.kind === 'text' && heard.chosen === null ? commandIn(house.words, heard.text) : null;
  // "Más" is also an answer where more is offered.
  const isOwn = command === 'more' && answers && !(await talk.lookUp.restWaits());
  if (command !== null && !isOwn) {
    speakAsTheyDo(talk, languagesOfCommand(house.words, heard.text, command));
    return obey(dc, command);
  }
  // "Portugués" is a language, and to the question of nationality an answer.
  return answers ? oldTap(dc) : (changeLanguage(dc) ?? greeted(dc) ?? oldTap(dc));
}

/** Who comes back after days says hello first: the question is asked again, and nothing was misunderstood. */
function greeted(dc: TalkContext): DialogTurnResult | null {
  const { heard, house, hasLanguage } = dc.talk;
  if (heard.content.kind !== 'text' || heard.chosen !== null || !hasLanguage || dc.activeDialog === undefined)
    return null;
  return isGreeting(house.words, heard.text) ? askAgain(dc) : null;
}

/** Who cries for help first is answered in the language of the cry, where only one language has it. */
function speakAsTheyDo(talk: Talk, languages: readonly Language[]): void {
  const [language] = languages;
  if (!talk.hasLanguage && language !== undefined && languages.length === 1) talk.setLanguage(language);
}

export const DANGER = 'danger';

/** After help lines nothing is asked but whether to go on; the question that was open waits below. */
export class DangerDialog extends TalkDialog {
  override beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, AFTER_DANGER);
  }

  protected override async resume(dc: TalkContext): Promise<DialogTurnResult> {
    return dc.endDialog();
  }
}

const AFTER_DANGER: PromptOptions = {
  key: 'danger.after',
  values: {},
  choices: [{ id: 'danger=continue', label: 'danger.continue', replies: 'continue' }],
};

function isOffered(dc: TalkContext, chosen: string | null): boolean {
  return chosen !== null && promptOptions(dc)?.choices.some(({ id }) => id === chosen) === true;
}

function byProvider(talk: Talk, chosen: string): DialogTurnResult {
  if (chosen === 'twilio=stop') talk.stopAddress();
  return Dialog.EndOfTurn;
}

async function obey(dc: TalkContext, command: Command): Promise<DialogTurnResult> {
  const { talk } = dc;
  switch (command) {
    case 'stop':
      talk.say(talk.appointment?.state === 'booked' ? 'stop.done.appointment' : 'stop.done');
      talk.stopAddress();
      return Dialog.EndOfTurn;
    case 'help':
      talk.say('help');
      sayHelplines(talk, 'emergency');
      return askAgain(dc);
    case 'person':
      return dc.beginDialog(HANDOFF);
    case 'delete':
      talk.openCase('delete');
      talk.say('delete.asked');
      return askAgain(dc);
    case 'language':
      return isAskingLanguage(dc) ? askAgain(dc) : dc.beginDialog(LANGUAGE);
    case 'why':
      return why(dc);
    case 'back':
      return dc.activeDialog?.id === PROMPT ? dc.endDialog({ is: 'back' } satisfies PromptResult) : askAgain(dc);
    case 'more':
      if (await talk.lookUp.restWaits()) {
        talk.sendRest();
        return Dialog.EndOfTurn;
      }
      talk.say('more.nothing');
      return askAgain(dc);
    case 'restart':
      // What would be forgotten is kept with the person they may be.
      if (talk.isDoubted) return askAgain(dc);
      talk.withdrawAll();
      talk.release();
      talk.say('restart.done');
      return goTo(dc);
    case 'menu':
      return goTo(dc);
  }
}

function isAskingLanguage(dc: TalkContext): boolean {
  return promptOptions(dc)?.choices.some(({ id }) => chosenLanguage(id) !== null) === true;
}

const GIVES_REASONS = [SCREENING, REGISTRATION];

/** WHY: the screening gives the reason of its question or its result; elsewhere there is nothing to give a reason for. */
async function why(dc: TalkContext): Promise<DialogTurnResult> {
  if (GIVES_REASONS.includes(dc.stack.at(-2)?.id ?? '') && dc.activeDialog?.id === PROMPT) {
    return dc.endDialog({ is: 'why' } satisfies PromptResult);
  }
  dc.talk.say('why.nothing');
  return askAgain(dc);
}

/** "kreyòl", or a tap on a language in an old message; not where languages are just being asked. */
function changeLanguage(dc: TalkContext): DialogTurnResult | null {
  const { talk } = dc;
  const { heard, house } = talk;
  const named = heard.content.kind === 'text' ? languageNamedIn(house.words, heard.text) : null;
  const language = heard.chosen === null ? named : chosenLanguage(heard.chosen);
  if (language === null || dc.activeDialog === undefined || isAskingLanguage(dc)) return null;
  talk.setLanguage(language);
  talk.say('language.changed');
  return askAgain(dc);
}

/** An option of a message further up: a door, a reason or wish, or another answer to a question that was asked before. */
async function oldTap(dc: TalkContext): Promise<DialogTurnResult | null> {
  const { talk } = dc;
  const { chosen } = talk.heard;
  // They got their number back by it: the open question is asked again, and where none is open the talk begins.
  if (chosen === SAME && dc.activeDialog !== undefined) return askAgain(dc);
  if (chosen === null || talk.consent === 'not_asked') return null;
  const door = DOORS[chosen];
  if (door === SCREENING && talk.consent !== 'given') return null;
  if (door !== undefined) return goTo(dc, door);
  if (talk.consent !== 'given') return null;
  if (hearReason(talk, chosen) || hearWish(talk, chosen)) return askAgain(dc);
  const told = answerTold(talk.house.programme, chosen);
  if (told === null) return null;
  if (JSON.stringify(talk.answers.get(told.question)) === JSON.stringify(told.answer)) return askAgain(dc);
  talk.record(told.question, told.answer, told.threshold);
  talk.say('answer.changed');
  return goTo(dc, SCREENING, { goesOn: true } satisfies ScreeningOptions);
}

/** Leaves whatever was open. */
async function goTo(dc: TalkContext, first?: string, options: object = {}): Promise<DialogTurnResult> {
  dc.talk.release();
  await dc.cancelAllDialogs();
  // Who has not chosen a language or answered about consent is asked first; the root sees to that.
  if (dc.talk.consent === 'not_asked') return { status: DialogTurnStatus.empty };
  return dc.beginDialog(MENU, first === undefined ? {} : { first, with: options });
}

function askAgain(dc: TalkContext): DialogTurnResult {
  askOpen(dc);
  return dc.activeDialog === undefined ? { status: DialogTurnStatus.empty } : Dialog.EndOfTurn;
}
