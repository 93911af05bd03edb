import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import type { HandoffEvent } from '../src/people/message.ts';
import { askAgain } from './asked.ts';
import { byProvider } from './interruptions.ts';
import { DELETE } from './my-data.ts';
import { obey } from './obey.ts';
import { keepVisitAnswer } from './visit-options.ts';

/**
 * An adviser has the talk: the bot is silent. What is always theirs is still heard: STOP, DELETE with its one question, and MORE of
 * what was too long. A cry for help raises the case, and the adviser is the one who answers it.
 * @returns null when the dialog in progress may hear the message
 */
export async function hearBesideAdviser(dc: TalkContext): Promise<DialogTurnResult | null> {
  const { talk } = dc;
  const { chosen, hearing } = talk.heard;
  if (chosen?.startsWith('twilio=')) return byProvider(talk, chosen);
  const command = chosen === null ? (hearing?.command ?? null) : null;
  if (command === 'stop' || command === 'delete_data') return obey(dc, command);
  // Only by the option itself: a "yes" may answer the adviser.
  if (chosen?.startsWith('delete=') && dc.stack.some(({ id }) => id === DELETE)) return null;
  if (command === 'more' && (await talk.lookUp.restWaits())) return obey(dc, command);
  // What a reminder or an offer asked is theirs to answer, by its option: a time is lost otherwise.
  if (chosen !== null && (await keepVisitAnswer(talk, chosen))) {
    talk.hears('answer', 'the label');
    return Dialog.EndOfTurn;
  }
  const danger = hearing?.danger ?? null;
  if (danger?.isSure) talk.openCase(`danger.${danger.danger}`, true);
  if (danger !== null) talk.hears(`danger.${danger.danger}`, danger.because);
  else if (hearing?.intent === 'thanks') talk.hears('intent.thanks', hearing.reason);
  else talk.hears('adviser', 'claim');
  return Dialog.EndOfTurn;
}

/** The adviser gave the talk back, or nobody came: the bot says so in one line, and is where it was. */
export function handedBack(dc: TalkContext, { state }: HandoffEvent): DialogTurnResult {
  dc.talk.say(`handoff.${state}`);
  return askAgain(dc);
}
