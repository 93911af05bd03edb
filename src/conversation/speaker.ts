import type { Language } from '../language/language.ts';
import type { Attachment, Reply, Values } from '../language/reply.ts';
import type { House } from './house.ts';
import { optionOf, type PromptOptions, shown, smsOf } from './speech.ts';

/** What a turn says, by keys, in the language that the talk has at that moment. */
export abstract class Speaker {
  readonly replies: Reply[] = [];
  abstract readonly house: House;
  abstract get language(): Language;

  words(key: string, values: Values = {}): string {
    return this.house.words.say(this.language, key, values);
  }

  /** Says a sentence by its key, perhaps with what it names. */
  say(key: string, values: Values = {}, attachment?: Attachment): void {
    this.#reply(key, values, { ...(attachment && { attachment }) });
  }

  /** Says a name as the heading of what is said next, or something as an item of what was said. */
  sayAs(as: 'heading' | 'item', key: string, values: Values = {}): void {
    this.#reply(key, values, { as });
  }

  /** Has a sentence heard instead of read. @param clip in which it is spoken */
  play(key: string, values: Values, clip: string): void {
    this.#reply(key, values, { clip });
  }

  /** Asks a question by its key, with its options. */
  ask({ key, values, choices, byPlace }: PromptOptions): void {
    const options = shown(choices).map((choice) => optionOf(this.house.words, this.language, choice));
    this.#reply(key, values, { options, asks: true, ...(byPlace === true && { byPlace }) });
  }

  #reply(key: string, values: Values, more: Partial<Reply>): void {
    const sms = smsOf(this.house.words, this.language, key, values);
    this.replies.push({ key, values, text: this.words(key, values), ...sms, options: [], asks: false, ...more });
  }
}
