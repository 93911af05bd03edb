import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs';
import { answers, isLabel, promptOptions } from '../src/conversation/choice-prompt.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import type { DangerHeard } from '../src/language/danger.ts';
import { CLEAR } from '../src/language/detect.ts';
import type { Hearing } from '../src/language/hearing.ts';
import type { Intent } from '../src/language/intent.ts';
import { matchPlace } from '../src/places/match.ts';
import { ASKED, askAgain, guessed, hearPathway } from './asked.ts';
import { openAsked, passAsked } from './between-turns.ts';
import { CLOSED, closedAsked } from './closed.ts';
import { DANGER, sayDanger } from './danger.ts';
import { chosenLanguage } from './language-menu.ts';
import { hearVoice } from './listen.ts';
import { DOORS } from './menu.ts';
import { isInCircles, ledOn, missed, NOT_UNDERSTOOD, noteAgain } from './missed.ts';
import { changeLanguage, goTo, isAskingLanguage, obey } from './obey.ts';
import { beginVisit } from './obey-visit.ts';
import { answerTold } from './question.ts';
import { hearReason } from './registration.ts';
import { isAwayLong, RETURN } from './return.ts';
import { SAME } from './same-person.ts';
import { SCREENING, type ScreeningOptions } from './screening.ts';
import { groupsChosen, hearTopic, TOPICS } from './topics.ts';
import { hearVisitOption } from './visit-options.ts';
import { hearWish } from './wishes.ts';

/**
 * What is heard before the dialog in progress, in this order: danger; what the provider says of STOP; an option of the open
 * menu; a command; an answer to the open question in a sentence; a free question; a tap on an old message. What nobody
 * understands ends here too.
 * @returns how the turn ended, or null when the dialog in progress may hear the message
 */
export async function interrupt(dc: TalkContext): Promise<DialogTurnResult | null> {
  const { heard } = dc.talk;
  const { chosen, hearing } = heard;
  // A label of the open menu may name a danger ("Custos e golpes"); choosing it is none.
  const heardDanger = hearing === null || isLabel(dc) ? null : hearing.danger;
  const danger = heardDanger !== null && isAnswerOnly(dc, heardDanger) ? null : heardDanger;
  if (hearing !== null && chosen === null) noteAgain(dc, hearing);
  if (danger !== null && (danger.isSure || !isInCircles(dc))) return inDanger(dc, danger);
  // The provider has answered this itself; another word from us would be one too many.
  if (chosen?.startsWith('twilio=')) return byProvider(dc.talk, chosen);
  // The button of a notice: what waited comes by itself, and the question after it.
  if (chosen === 'notice=read') return askAgain(dc);
  if (isOffered(dc, chosen)) {
    ledOn(dc);
    return null;
  }
  if (chosen === null && (await openAsked(dc))) return Dialog.EndOfTurn;
  await hearVoice(dc);
  return hearing === null || chosen !== null ? oldTap(dc) : written(dc, hearing);
}

/**
 * "Mi padrastro" is like many a cry, and names a relative where one is asked for; so is "me and my two kids", which says how many come.
 */
function isAnswerOnly(dc: TalkContext, { isSure, isVague }: DangerHeard): boolean {
  if (isSure) return false;
  return answers(dc, 'exactly') || (isVague && promptOptions(dc)?.expects === 'people');
}

/** Who cries for help first is answered in the language of the cry. Whoever has the numbers before them gets no second set. */
async function inDanger(dc: TalkContext, danger: DangerHeard): Promise<DialogTurnResult> {
  const { talk } = dc;
  if (!talk.hasLanguage) talk.setLanguage(danger.language);
  talk.hears(`danger.${danger.danger}`, danger.because);
  // Whoever closed their case sees the word at once, however the question about it is answered.
  if (!danger.isSure) talk.wroteFreely(null);
  if (!dc.stack.some(({ id }) => id === DANGER)) return dc.beginDialog(DANGER, danger);
  if (danger.isSure) sayDanger(talk, danger.danger);
  return askAgain(dc);
}

export function byProvider(talk: Talk, chosen: string): DialogTurnResult {
  if (chosen === 'twilio=stop') talk.stopAddress();
  return Dialog.EndOfTurn;
}

function isOffered(dc: TalkContext, chosen: string | null): boolean {
  return chosen !== null && promptOptions(dc)?.choices.some(({ id }) => id === chosen) === true;
}

async function written(dc: TalkContext, hearing: Hearing): Promise<DialogTurnResult | null> {
  const { command } = hearing;
  // "Más" is an answer where more is offered, unless the rest of a long text waits.
  const isMore = command === 'more' && (await dc.talk.lookUp.restWaits());
  if (!isMore && (answers(dc, 'exactly') || (command === null && (answers(dc, 'in a sentence') || isPlace(dc))))) {
    ledOn(dc);
    return null;
  }
  return dc.activeDialog === undefined && command === null ? null : wanted(dc, hearing);
}

/** What was written is neither an answer nor an option: a command, a free question, or nothing that anybody understands. */
async function wanted(dc: TalkContext, hearing: Hearing): Promise<DialogTurnResult | null> {
  const { talk } = dc;
  const { command } = hearing;
  const intent = command ?? hearing.intent;
  if (command === null) talk.wroteFreely(intent);
  else ledOn(dc);
  if (command === 'stop') return obey(dc, command);
  await leavePassing(dc, intent);
  if (command === null && isInCircles(dc)) return missed(dc, hearing);
  if (intent === 'greeting' && isAwayLong(dc)) return dc.beginDialog(RETURN);
  speakAsTheyDo(dc, hearing);
  const done = intent === null ? null : await obey(dc, intent);
  if (intent === null || done === null) return missed(dc, hearing);
  talk.hears(`intent.${intent}`, hearing.reason);
  return done;
}

const PASSING = [ASKED, NOT_UNDERSTOOD, RETURN];

/** What was only offered in between is over when the person says something else. */
async function leavePassing(dc: TalkContext, intent: Intent | null): Promise<void> {
  await passAsked(dc, intent);
  if (PASSING.includes(dc.stack.at(-2)?.id ?? '')) await dc.endDialog();
}

/** Where a town is asked for, a town is an answer; anything else may be a question. */
function isPlace(dc: TalkContext): boolean {
  const { heard, house } = dc.talk;
  return promptOptions(dc)?.takes === 'text' && !('none' in matchPlace(house.places, heard.text));
}

const LONG = 5;

/** A whole sentence in another language tells more than a choice made once; a word or two do not. */
function speakAsTheyDo({ talk }: TalkContext, { letters, normalised }: Hearing): void {
  if (letters.best === talk.language || letters.margin < 3 * CLEAR || normalised.split(' ').length < LONG) return;
  talk.setLanguage(letters.best);
  talk.say('language.changed');
}

/** An option of a message further up: a door, a reason or wish, or another answer to a question that was asked before. */
async function oldTap(dc: TalkContext): Promise<DialogTurnResult | null> {
  const { talk } = dc;
  const { chosen } = talk.heard;
  // They got their number back by it: the open question is asked again, and where none is open the talk begins.
  if (chosen === SAME && dc.activeDialog !== undefined) return askAgain(dc);
  if (chosen === null) return null;
  const language = chosenLanguage(chosen);
  if (language !== null && dc.activeDialog !== undefined && !isAskingLanguage(dc)) return changeLanguage(dc, language);
  if (talk.consent === 'not_asked') return null;
  const intent = guessed(chosen);
  if (intent !== null) return obey(dc, intent);
  const visit = await hearVisitOption(talk, chosen);
  if (visit !== null) return visit === 'said' ? askAgain(dc) : beginVisit(dc, visit);
  const door = DOORS[chosen];
  if (door === SCREENING && talk.consent !== 'given') return null;
  if (door !== undefined) return goTo(dc, door);
  return toldOnce(dc, chosen);
}

/** An option under something that was told: what is closed, a group of topics, a pathway, a topic, a reason, a wish or an answer. */
async function toldOnce(dc: TalkContext, chosen: string): Promise<DialogTurnResult | null> {
  const { talk } = dc;
  const closed = closedAsked(chosen);
  if (closed !== null) return goTo(dc, CLOSED, closed);
  const groups = groupsChosen(chosen);
  if (groups !== null) return goTo(dc, TOPICS, groups);
  if (hearPathway(talk, chosen) || hearTopic(talk, chosen)) return askAgain(dc);
  if (talk.consent !== 'given') return null;
  return hearReason(talk, chosen) || hearWish(talk, chosen) ? askAgain(dc) : anotherAnswer(dc, chosen);
}

/** Another answer to a question that was asked before. */
async function anotherAnswer(dc: TalkContext, chosen: string): Promise<DialogTurnResult | null> {
  const { talk } = dc;
  const told = answerTold(talk.house.programme, chosen);
  if (told === null) return null;
  if (JSON.stringify(talk.answers.get(told.question)) === JSON.stringify(told.answer)) return askAgain(dc);
  talk.record(told.question, told.answer, told.threshold);
  talk.say('answer.changed');
  return goTo(dc, SCREENING, { goesOn: true } satisfies ScreeningOptions);
}
