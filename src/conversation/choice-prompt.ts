import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs';
import { normalise } from '../language/normalise.ts';
import { readExactly, readSentence } from './read-answer.ts';
import { optionOf, type PromptOptions } from './speech.ts';
import type { Talk } from './talk.ts';
import type { TalkContext } from './talk-context.ts';

/** The id under which the one prompt of the talk is known. */
export const PROMPT = 'prompt';

/**
 * Asks by key and waits for one of its options: a tap, a menu number, its label or one of its reply words. Anything else is
 * answered with one short line and the question again; a guess is never made. Bot Framework's own prompts know no Haitian
 * Creole.
 */
export class ChoicePrompt extends Dialog<PromptOptions> {
  override async beginDialog(dc: TalkContext, options?: PromptOptions): Promise<DialogTurnResult> {
    if (options === undefined) throw new Error('A prompt was begun without its question.');
    if (dc.activeDialog !== undefined) dc.activeDialog.state.options = options;
    if (options.unasked !== true) dc.talk.ask(options);
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: TalkContext): Promise<DialogTurnResult> {
    const options = promptOptions(dc);
    const result = options === null ? null : readExactly(dc.talk, options);
    if (result !== null) return dc.endDialog(result);
    const sentence = options === null ? null : readSentence(dc.talk, options);
    if (sentence !== null) {
      dc.talk.hears('answer', sentence.because);
      if (isSentence(dc.talk)) dc.talk.say('answer.heard', { answer: sentence.echo });
      return dc.endDialog(sentence.result);
    }
    if (options?.takes === 'text' && isTyped(dc.talk)) return dc.endDialog({ is: 'written', text: dc.talk.heard.text });
    const key = notUnderstoodKey(dc.talk);
    if (wasJustSaid(dc, key)) return Dialog.EndOfTurn;
    dc.talk.say(key);
    askOpen(dc);
    return Dialog.EndOfTurn;
  }

  override async resumeDialog(dc: TalkContext): Promise<DialogTurnResult> {
    askOpen(dc);
    return Dialog.EndOfTurn;
  }
}

/** Asks the open question again, where one is open. */
export function askOpen(dc: TalkContext): void {
  const options = promptOptions(dc);
  if (options !== null) dc.talk.ask(options);
}

/** What the open prompt asks, or null when no prompt is open. */
export function promptOptions({ activeDialog }: TalkContext): PromptOptions | null {
  return activeDialog?.id === PROMPT ? (activeDialog.state.options as PromptOptions) : null;
}

/** Whether what was heard answers the open prompt: by one of its options and nothing else, or as a sentence. */
export function answers(dc: TalkContext, how: 'exactly' | 'in a sentence'): boolean {
  const options = promptOptions(dc);
  if (options === null) return false;
  const read = how === 'exactly' ? readExactly(dc.talk, options) : readSentence(dc.talk, options);
  return read !== null;
}

/** Whether what was heard is the label of an open option, or its number, and nothing else. */
export function isLabel(dc: TalkContext): boolean {
  const { talk } = dc;
  const options = promptOptions(dc);
  if (options === null) return false;
  const { chosen, hearing } = talk.heard;
  if (chosen !== null) return options.choices.some(({ id }) => id === chosen);
  return options.choices.some(
    (choice) => normalise(optionOf(talk.house.words, talk.language, choice).label) === hearing?.normalised,
  );
}

/** Of a word or two nothing is said back: what was meant is plain. */
function isSentence({ heard: { hearing } }: Talk): boolean {
  return (hearing?.normalised.split(' ').length ?? 0) > 2;
}

function isTyped({ heard: { content, chosen, text } }: Talk): boolean {
  return content.kind === 'text' && chosen === null && text.trim() !== '';
}

const BURST_MS = 60_000;

/** Of ten pictures sent at once each may come to a turn of its own; that we cannot open them is said for the first. */
function wasJustSaid({ activeDialog, talk }: TalkContext, key: string): boolean {
  if (activeDialog === undefined || !key.startsWith('unreadable.')) return false;
  const { now } = talk.lookUp;
  const said = activeDialog.state.unreadable as { key: string; at: number } | undefined;
  if (said?.key === key && now - said.at < BURST_MS) return true;
  activeDialog.state.unreadable = { key, at: now };
  return false;
}

function notUnderstoodKey(talk: Talk): string {
  const { content } = talk.heard;
  if (content.kind === 'media')
    return content.media === 'voice' || content.media === 'audio' ? voiceKey(talk) : 'unreadable.media';
  if (content.kind === 'unreadable') return 'unreadable.other';
  return content.kind === 'choice' ? 'not-understood.old-choice' : 'not-understood';
}

/** Whoever has their case hears what they said; where nobody has one, or nothing may be kept, they can only write. */
function voiceKey({ heard: { content }, case: standing, consent }: Talk): string {
  const isKept = consent === 'given' && 'sound' in content && content.sound !== undefined;
  return isKept && standing.isOpen ? 'unreadable.voice.human' : 'unreadable.voice';
}
