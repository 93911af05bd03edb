import { LANGUAGES, type Language } from './language.ts';
import type { Words } from './words.ts';

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
 * `template.<id>`, and under `template.<id>.button` what stands on its button.
 */
export type Template = {
  readonly id: string;
  readonly category: 'utility';
  readonly names: Readonly<Record<Language, TemplateName>>;
};

/** The names of a template's sentences. */
export function keysOfTemplate({ id }: Template): string[] {
  return [`template.${id}`, `template.${id}.button`];
}

/** A template in one language, with its words: what a provider approves. */
export type TemplateVersion = TemplateName &
  Pick<Template, 'category'> & {
    readonly body: string;
    readonly buttons: readonly string[];
  };

/** A template in each language. */
export function versionsOf(words: Words, { id, category, names }: Template): TemplateVersion[] {
  return LANGUAGES.map((language) => ({
    ...names[language],
    category,
    body: words.say(language, `template.${id}`),
    buttons: [words.say(language, `template.${id}.button`)],
  }));
}
