import { LANGUAGES, type Language } from './language.ts';
import type { Option, Values } from './reply.ts';
import type { Words } from './words.ts';

/** Every template there is: what the code sends by name stands in `programme/templates/` and in the catalogues. */
export const TEMPLATES = [
  'message-waiting',
  'correction-waiting',
  'appointment-reminder',
  'appointment-soon',
  'appointment-missed',
  'appointment-changed',
  'appointment-cancelled',
  'appointment-closed',
  'list-ended',
  'place-free',
  'place-gone',
  'waiting-ended',
  'appointment-proposed',
] as const;

/** A template's name, which is that of its file. */
export type TemplateId = (typeof TEMPLATES)[number];

/** The templates that only say that something waits until the person writes: an answer, or news that nobody asked for. */
export const WAITING = { answer: 'message-waiting', news: 'correction-waiting' } as const satisfies Record<
  string,
  TemplateId
>;

/**
 * Under what a provider keeps the words of a template.
 * @property name, language the name at Meta, and Meta's code of the language
 * @property contentSid     Twilio's id of it, where Twilio carries WhatsApp
 */
export type TemplateName = {
  readonly name: string;
  readonly language: string;
  readonly contentSid?: string | undefined;
};

/**
 * A message WhatsApp takes at any time, because Meta has read its words before. They stand in the catalogues under
 * `template.<id>`, and under `template.<id>.button.<button>` what stands on each button.
 * @property values   what fills its words, in the order in which the provider is given it
 * @property examples of each value, which Meta wants to see; a time as the office's clock shows it
 */
export type Template = {
  readonly id: TemplateId;
  readonly category: 'utility';
  readonly values: readonly string[];
  readonly buttons: readonly string[];
  readonly examples: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<Language, TemplateName>>;
};

/** The names of a template's sentences. */
export function keysOfTemplate({ id, buttons }: Pick<Template, 'id' | 'buttons'>): string[] {
  return [`template.${id}`, ...buttons.map((button) => `template.${id}.button.${button}`)];
}

/**
 * A template in one language, with its words: what a provider approves.
 * @property spoken   the language of the words, which `language` is Meta's code of
 * @property examples of its values, in their order
 */
export type TemplateVersion = TemplateName &
  Pick<Template, 'id' | 'category'> & {
    readonly spoken: Language;
    readonly body: string;
    readonly examples: readonly string[];
    readonly buttons: readonly string[];
  };

/** A template in each language. */
export function versionsOf(words: Words, template: Template): TemplateVersion[] {
  const { id, category, names, values, examples } = template;
  const [key = '', ...labels] = keysOfTemplate(template);
  return LANGUAGES.map((language) => ({
    ...names[language],
    ...{ id, spoken: language, category },
    body: words.numbered(language, key, values),
    examples: words.filling(language, key, values, examples),
    buttons: labels.map((label) => words.say(language, label)),
  }));
}

/** A template as one person is sent it: its words, what fills them at the provider, and what its buttons mean. */
export type FilledTemplate = {
  readonly text: string;
  readonly values: readonly string[];
  readonly options: readonly Option[];
};

/**
 * Fills a template for somebody.
 * @param options what each of its buttons means, by the ids of options, in their order
 * @throws for options that are not as many as its buttons, and for a value that is missing or empty: no provider takes it
 */
export function fillTemplate(
  words: Words,
  template: Template,
  language: Language,
  values: Values,
  options: readonly string[],
): FilledTemplate {
  const [key = '', ...labels] = keysOfTemplate(template);
  if (options.length !== labels.length)
    throw new Error(
      `The template '${template.id}' has ${labels.length} buttons, and ${options.length} options are given.`,
    );
  return {
    text: words.say(language, key, values),
    values: words.filling(language, key, template.values, values),
    options: labels.map((label, index) => ({ id: options[index] ?? '', label: words.say(language, label) })),
  };
}
