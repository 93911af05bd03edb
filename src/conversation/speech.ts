import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import type { Attachment, Option, Reply, Values } from '../language/reply.ts';
import type { Talk } from './talk.ts';

/** An option of a menu, by the names of its sentences, so that it can be said again in another language. */
export type Choice = {
  readonly id: string;
  readonly label: string;
  readonly values?: Values;
  readonly replies?: string;
};

const TALK = Symbol('talk');

/** Lets dialogs find the talk of this turn. */
export function putTalk(context: TurnContext, talk: Talk): void {
  context.turnState.set(TALK, talk);
}

/** The talk of this turn. */
export function talkOf(context: TurnContext): Talk {
  return context.turnState.get(TALK) as Talk;
}

/** Says a sentence by its key, perhaps with what it names. */
export async function say(
  context: TurnContext,
  key: string,
  values: Values = {},
  attachment?: Attachment,
): Promise<void> {
  const text = talkOf(context).words(key, values);
  await send(context, { key, values, text, options: [], asks: false, ...(attachment && { attachment }) });
}

/**
 * Asks a question by its key, with its options; it waits for the answer.
 * @param place the sentence under which the person may send where they are by one tap
 */
export async function ask(
  context: TurnContext,
  key: string,
  values: Values,
  choices: readonly Choice[],
  place?: string,
): Promise<void> {
  const talk = talkOf(context);
  const options = choices.map((choice) => optionOf(talk, choice));
  const located = place === undefined ? {} : { place: talk.words(place) };
  await send(context, { key, values, text: talk.words(key, values), options, asks: true, ...located });
}

/** An option in the person's words. A hint is said where the catalogue has one. */
export function optionOf(talk: Talk, choice: Choice): Option {
  const whole = talk.words(choice.label, choice.values);
  const label = whole.length > LONGEST_LABEL ? `${whole.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : whole;
  const hintKey = `${choice.label}.hint`;
  const hint = talk.house.words.has(talk.language, hintKey) ? talk.words(hintKey, choice.values) : null;
  // A long name from the programme ("Villa de San Diego de Ubaté") is shortened on the button and whole below it.
  const below = label === whole ? hint : [whole, hint].filter((text) => text !== null).join(', ');
  return below === null ? { id: choice.id, label } : { id: choice.id, label, hint: below.slice(0, LONGEST_HINT) };
}

// What a WhatsApp button and the line under a row of a list can hold.
const LONGEST_LABEL = 20;
const LONGEST_HINT = 72;

/** The reply travels beside the text Bot Framework knows. */
async function send(context: TurnContext, reply: Reply): Promise<void> {
  const activity: Partial<Activity> = { type: ActivityTypes.Message, text: reply.text, channelData: reply };
  await context.sendActivity(activity);
}
