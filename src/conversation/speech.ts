import type { Language } from '../language/language.ts';
import type { Option, Values } from '../language/reply.ts';
import type { Words } from '../language/words.ts';

/**
 * An option of a menu, by the names of its sentences, so that it can be said again in another language.
 * @property unshown heard where somebody says it, but no line of the menu: each line is paid for, and read
 */
export type Choice = {
  readonly id: string;
  readonly label: string;
  readonly values?: Values;
  readonly replies?: string;
  readonly unshown?: boolean;
};

/** Which kind of answer a question wants, besides a choice of its options. A `date` is one side of the day that is asked about. */
export type Expected =
  | 'yesno'
  | 'adult'
  | 'date'
  | 'nationality'
  | 'country'
  | 'interest'
  | 'choice'
  | 'place'
  | 'people'
  | 'word';

/**
 * What a prompt asks.
 * @property expects how a sentence is read as an answer
 * @property whose   `anybody`: the question is about others too, so "my husband has one" is an answer
 * @property takes what else than one option counts as an answer: any text, or several options at once
 * @property byPlace the answer may be where the person is, sent by one tap
 * @property unasked it was asked in a message outside their turns: the answer is heard, and it is not said again first
 */
export type PromptOptions = {
  readonly key: string;
  readonly values: Values;
  readonly choices: readonly Choice[];
  readonly takes?: 'text' | 'several';
  readonly expects?: Expected;
  readonly whose?: 'anybody';
  readonly byPlace?: boolean;
  readonly unasked?: boolean;
};

/** The options that stand in the menu, in order: a number is one of these. */
export function shown(choices: readonly Choice[]): Choice[] {
  return choices.filter(({ unshown }) => unshown !== true);
}

/** The shorter words for where each part is paid for, if the catalogue has some. */
export function smsOf(words: Words, language: Language, key: string, values?: Values): { readonly sms?: string } {
  const shorter = `${key}_sms`;
  return words.has(language, shorter) ? { sms: words.say(language, shorter, values) } : {};
}

/** An option in the person's words. A hint is said where the catalogue has one. */
export function optionOf(words: Words, language: Language, { id, label: key, values }: Choice): Option {
  const whole = words.say(language, key, values);
  const label = whole.length > LONGEST_LABEL ? `${whole.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : whole;
  const hintKey = `${key}.hint`;
  const hint = words.has(language, hintKey) ? words.say(language, hintKey, values) : null;
  // A long name from the programme ("Villa de San Diego de Ubaté") is shortened on the button and whole below it.
  const below = label === whole ? hint : [whole, hint].filter((text) => text !== null).join(', ');
  return {
    id,
    label,
    ...(below !== null && { hint: below.slice(0, LONGEST_HINT) }),
    ...smsOf(words, language, key, values),
  };
}

// What a WhatsApp button and the line under a row of a list can hold.
const LONGEST_LABEL = 20;
const LONGEST_HINT = 72;
