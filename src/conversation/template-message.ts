import type { Language } from '../language/language.ts';
import type { Reply, Values } from '../language/reply.ts';
import { fillTemplate, type TemplateId } from '../language/template.ts';
import type { Outgoing } from '../people/message.ts';
import type { House } from './house.ts';

/**
 * A template for one person: as WhatsApp is given it, and what it says, which is said in our own words where there are no templates.
 * @param options what each of its buttons means, by the ids of options, in their order
 * @throws for values or options that are not the template's
 */
export function templateMessage(
  { templates, words }: House,
  language: Language,
  id: TemplateId,
  values: Values,
  options: readonly string[],
): { readonly message: Outgoing; readonly said: Reply } {
  const template = templates.find((one) => one.id === id);
  if (template === undefined) throw new Error(`programme/templates/${id}.yaml is missing.`);
  const filled = fillTemplate(words, template, language, values, options);
  const named = { ...template.names[language], values: filled.values };
  return {
    message: { layout: 'template', text: filled.text, options: filled.options, template: named },
    said: { key: `template.${id}`, values, text: filled.text, options: filled.options, asks: options.length > 0 },
  };
}
