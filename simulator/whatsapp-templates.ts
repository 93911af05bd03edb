import type { Option } from './chat.ts';
import type { Refusal } from './whatsapp-errors.ts';
import { type Json, object, objects, string } from './whatsapp-limits.ts';

/** An approved message template: its body holds {{1}} or {{name}}, its quick replies are their labels. */
export type Template = {
  readonly name: string;
  readonly language: string;
  readonly body: string;
  readonly buttons?: readonly string[];
  /** What it is billed as; `utility` unless said otherwise. */
  readonly category?: 'utility' | 'marketing' | 'authentication';
  /** Only an approved one may be sent, which it is unless said otherwise. */
  readonly state?: TemplateState;
  /** Why Meta refused it. */
  readonly reason?: string;
};

/** What Meta says of a template; who submits one waits for Meta. */
type TemplateState = 'pending' | 'approved' | 'rejected' | 'paused' | 'disabled';

/** A template as the person sees it. */
export type FilledTemplate = {
  readonly text: string;
  readonly options: readonly Option[];
  readonly category: string;
};

const MOST_BODY = 1024;

/** Fills a template as a send asks for it, or says why Meta would not. */
export function fillTemplate(templates: readonly Template[], asked: Json): FilledTemplate | Refusal {
  const name = string(asked.name);
  const language = string(object(asked.language).code);
  const template = templates.find((known) => known.name === name && known.language === language);
  if (template === undefined || template.state === 'pending' || template.state === 'rejected')
    return { code: 132001, details: `template name (${name}) does not exist in ${language}` };
  if (template.state === 'paused') return { code: 132015, details: `template name (${name}) is paused` };
  if (template.state === 'disabled') return { code: 132016, details: `template name (${name}) is disabled` };
  const components = objects(asked.components);
  const parameters = objects(components.find(({ type }) => type === 'body')?.parameters);
  const places = [...new Set(template.body.match(/\{\{\w+\}\}/g) ?? [])];
  const wrong = wrongParameter(places, parameters);
  if (wrong !== null) return wrong;
  const text = filled(template.body, places, parameters);
  if (text.length > MOST_BODY) return { code: 132005, details: `The filled body has ${text.length} characters.` };
  const options = quickReplies(template.buttons ?? [], components);
  return { text, options, category: template.category ?? 'utility' };
}

function wrongParameter(places: readonly string[], parameters: readonly Json[]): Refusal | null {
  if (places.length !== parameters.length) {
    return { code: 132000, details: `body: ${parameters.length} parameters came, ${places.length} are expected` };
  }
  if (parameters.some(({ type }) => type !== 'text')) {
    return { code: 132012, details: 'body: only parameters of the type text are expected' };
  }
  if (parameters.some(({ text }) => string(text) === '' || /[\n\t]| {4}/.test(string(text)))) {
    return {
      code: 132018,
      details: 'A parameter is empty or has a new line, a tab or more than three spaces together.',
    };
  }
  return null;
}

function filled(body: string, places: readonly string[], parameters: readonly Json[]): string {
  return places.reduce((text, place, index) => {
    const named = parameters.find(({ parameter_name: name }) => `{{${name}}}` === place);
    return text.replaceAll(place, () => string((named ?? parameters[index])?.text));
  }, body);
}

/** A quick reply without a payload comes back with its label alone. */
function quickReplies(labels: readonly string[], components: readonly Json[]): Option[] {
  return labels.map((title, index) => {
    const button = components.find(
      (component) => component.type === 'button' && String(component.index) === String(index),
    );
    return { id: string(objects(button?.parameters)[0]?.payload) || title, title };
  });
}
