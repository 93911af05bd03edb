import type { TurnContext } from 'botbuilder';
import {
  Dialog,
  type DialogContext,
  type DialogInstance,
  type DialogReason,
  type DialogTurnResult,
} from 'botbuilder-dialogs';
import type { Values } from '../language/reply.ts';
import { optionMeant, optionsMeant } from '../language/understand.ts';
import { ask, type Choice, optionOf, say, talkOf } from './speech.ts';

/**
 * What a prompt asks.
 * @property takes what else than one option counts as an answer: any text, or several options at once
 * @property place the sentence under which a person may send where they are by one tap
 */
export type PromptOptions = {
  readonly key: string;
  readonly values: Values;
  readonly choices: readonly Choice[];
  readonly takes?: 'text' | 'several';
  readonly place?: string;
};

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
  constructor() {
    super(PROMPT);
  }

  override async beginDialog(dc: DialogContext, options?: PromptOptions): Promise<DialogTurnResult> {
    if (options === undefined) throw new Error('A prompt was begun without its question.');
    const { state } = dc.activeDialog ?? { state: {} };
    state.options = options;
    await this.#ask(dc.context, options);
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const options = promptOptions(dc);
    const result = options === null ? null : understood(dc.context, options);
    if (result !== null) return dc.endDialog(result);
    const key = notUnderstoodKey(dc.context);
    if (wasJustSaid(dc, key)) return Dialog.EndOfTurn;
    await say(dc.context, key);
    if (options !== null) await this.#ask(dc.context, options);
    return Dialog.EndOfTurn;
  }

  override async resumeDialog(dc: DialogContext, _reason: DialogReason, _result?: unknown): Promise<DialogTurnResult> {
    if (dc.activeDialog !== undefined) await this.repromptDialog(dc.context, dc.activeDialog);
    return Dialog.EndOfTurn;
  }

  override async repromptDialog(context: TurnContext, instance: DialogInstance): Promise<void> {
    await this.#ask(context, instance.state.options as PromptOptions);
  }

  async #ask(context: TurnContext, { key, values, choices, place }: PromptOptions): Promise<void> {
    await ask(context, key, values, choices, place);
  }
}

/** What the open prompt asks, or null when no prompt is open. */
export function promptOptions(dc: DialogContext): PromptOptions | null {
  if (dc.activeDialog?.id !== PROMPT) return null;
  return dc.activeDialog.state.options as PromptOptions;
}

/** Whether what was heard chooses an option of the open prompt. */
export function isAnswer(dc: DialogContext): boolean {
  const options = promptOptions(dc);
  return options !== null && understood(dc.context, options)?.is === 'chosen';
}

function understood(context: TurnContext, options: PromptOptions): PromptResult | null {
  const talk = talkOf(context);
  const { content, chosen, text } = talk.heard;
  if (chosen !== null && options.choices.some((choice) => choice.id === chosen)) return { is: 'chosen', id: chosen };
  if (content.kind === 'location' && options.takes === 'text') {
    return { is: 'located', latitude: content.latitude, longitude: content.longitude };
  }
  if (content.kind !== 'text') return null;
  const choosable = options.choices.map((choice) => ({
    id: choice.id,
    label: optionOf(talk, choice).label,
    repliesKey: `understand.${choice.replies ?? choice.id}`,
  }));
  const meant = optionMeant(talk.house.words, talk.language, text, choosable);
  if (meant !== null) return { is: 'chosen', id: meant };
  const several = options.takes === 'several' ? optionsMeant(talk.house.words, talk.language, text, choosable) : [];
  if (several.length > 1) return { is: 'several', ids: several };
  return options.takes === 'text' && chosen === null && text.trim() !== '' ? { is: 'written', text } : null;
}

const BURST_MS = 60_000;

/** Of ten pictures sent at once each may come to a turn of its own; that we cannot open them is said for the first. */
function wasJustSaid({ activeDialog, context }: DialogContext, key: string): boolean {
  if (activeDialog === undefined || !key.startsWith('unreadable.')) return false;
  const now = talkOf(context).lookUp.now;
  const said = activeDialog.state.unreadable as { key: string; at: number } | undefined;
  if (said?.key === key && now - said.at < BURST_MS) return true;
  activeDialog.state.unreadable = { key, at: now };
  return false;
}

function notUnderstoodKey(context: TurnContext): string {
  const { content } = talkOf(context).heard;
  if (content.kind === 'media')
    return content.media === 'voice' || content.media === 'audio' ? 'unreadable.voice' : 'unreadable.media';
  if (content.kind === 'unreadable') return 'unreadable.other';
  return content.kind === 'choice' ? 'not-understood.old-choice' : 'not-understood';
}
