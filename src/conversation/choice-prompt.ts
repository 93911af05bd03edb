import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs';
import { optionMeant, optionsMeant } from '../language/understand.ts';
import { optionOf, type PromptOptions } from './speech.ts';
import type { Talk } from './talk.ts';
import type { TalkContext } from './talk-context.ts';

/** How a prompt ended. `back` and `why` come from BACK and WHY, which whoever asked understands in its own way. */
export type PromptResult =
  | { readonly is: 'chosen'; readonly id: string }
  | { readonly is: 'several'; readonly ids: readonly string[] }
  | { readonly is: 'written'; readonly text: string }
  | { readonly is: 'located'; readonly latitude: number; readonly longitude: number }
  | { readonly is: 'back' }
  | { readonly is: 'why' };

/** The id of the one option that was chosen; empty for every other kind of answer. */
export function chosenId(result: PromptResult | undefined): string {
  return result?.is === 'chosen' ? result.id : '';
}

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
    dc.talk.ask(options);
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: TalkContext): Promise<DialogTurnResult> {
    const options = promptOptions(dc);
    const result = options === null ? null : understood(dc.talk, options);
    if (result !== null) return dc.endDialog(result);
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

/** Whether what was heard chooses an option of the open prompt. */
export function isAnswer(dc: TalkContext): boolean {
  const options = promptOptions(dc);
  return options !== null && understood(dc.talk, options)?.is === 'chosen';
}

function understood({ heard, house, language }: Talk, options: PromptOptions): PromptResult | null {
  const { content, chosen, text } = heard;
  if (chosen !== null && options.choices.some((choice) => choice.id === chosen)) return { is: 'chosen', id: chosen };
  if (content.kind === 'location' && options.takes === 'text') {
    return { is: 'located', latitude: content.latitude, longitude: content.longitude };
  }
  if (content.kind !== 'text') return null;
  const choosable = options.choices.map((choice) => ({
    id: choice.id,
    label: optionOf(house.words, language, choice).label,
    repliesKey: `understand.${choice.replies ?? choice.id}`,
  }));
  const meant = optionMeant(house.words, language, text, choosable);
  if (meant !== null) return { is: 'chosen', id: meant };
  const several = options.takes === 'several' ? optionsMeant(house.words, language, text, choosable) : [];
  if (several.length > 1) return { is: 'several', ids: several };
  return options.takes === 'text' && chosen === null && text.trim() !== '' ? { is: 'written', text } : null;
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

function notUnderstoodKey({ heard: { content } }: Talk): string {
  if (content.kind === 'media')
    return content.media === 'voice' || content.media === 'audio' ? 'unreadable.voice' : 'unreadable.media';
  if (content.kind === 'unreadable') return 'unreadable.other';
  return content.kind === 'choice' ? 'not-understood.old-choice' : 'not-understood';
}
