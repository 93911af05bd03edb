import { type GraphAnswer, graphError, templateError } from './whatsapp-errors.ts';
import { type Json, object, objects, parsed, string } from './whatsapp-limits.ts';
import type { Template } from './whatsapp-templates.ts';

const MOST = { body: 1024, button: 25, buttons: 10, page: 25 } as const;
/** Meta's own numbers of what is wrong with a template. */
const SUBCODES = {
  exists: 2_388_024,
  edges: 2_388_299,
  tooMany: 2_388_293,
  long: 2_388_040,
  sample: 2_388_043,
} as const;

type Kept = Template & { readonly id: string };

/** The templates of a WhatsApp Business account, as Meta keeps and judges them. */
export class TemplateShelf {
  #kept: readonly Kept[];

  /** @param known those that are there from the beginning */
  constructor(known: readonly Template[]) {
    this.#kept = known.map((template) => ({ ...template, id: freshId() }));
  }

  get all(): readonly Template[] {
    return this.#kept;
  }

  /** Answers `POST /<version>/<business account>/message_templates`: it is read before it can be sent. */
  take(body: string): GraphAnswer {
    const asked = parsed(body);
    if (asked === null) return graphError({ code: 100, details: 'The body is not JSON.' });
    const template = templateOf(asked);
    const refusal = wrongName(asked) ?? this.#taken(template) ?? wrongBody(asked, template.body) ?? wrongButtons(asked);
    if (refusal !== null) return refusal;
    const kept: Kept = { ...template, state: 'pending', id: freshId() };
    this.#kept = [...this.#kept, kept];
    return { status: 200, body: { id: kept.id, status: 'PENDING', category: categoryOf(kept) } };
  }

  /** Answers `GET /<version>/<business account>/message_templates`, a page at a time. */
  list(query: Readonly<Record<string, string>>): GraphAnswer {
    const limit = Number(query.limit ?? MOST.page);
    const from = Number(query.after ?? 0);
    const shown = this.#kept.slice(from, from + limit);
    const end = from + shown.length;
    const next = end < this.#kept.length && { next: 'https://graph.facebook.com/next' };
    const paging = { cursors: { before: String(from), after: String(end) }, ...next };
    return { status: 200, body: { data: shown.map(described), ...(shown.length > 0 && { paging }) } };
  }

  /** Meta decides on a template, or changes its mind: its state, its category, even its words after somebody edited it. */
  decide(name: string, language: string, decision: Partial<Template>): void {
    const isMeant = (one: Template) => one.name === name && one.language === language;
    if (!this.#kept.some(isMeant)) throw new Error(`There is no template ${name} in ${language}.`);
    this.#kept = this.#kept.map((one) => (isMeant(one) ? { ...one, ...decision } : one));
  }

  #taken({ name, language }: Template): GraphAnswer | null {
    const isThere = this.#kept.some((one) => one.name === name && one.language === language);
    return isThere
      ? templateError(SUBCODES.exists, 'There is already content in this language for this template.')
      : null;
  }
}

function templateOf(asked: Json): Template {
  const category = string(asked.category).toLowerCase();
  return {
    name: string(asked.name),
    language: string(asked.language),
    body: string(componentOf(asked, 'BODY').text),
    buttons: objects(componentOf(asked, 'BUTTONS').buttons).map(({ text }) => string(text)),
    category: category === 'marketing' || category === 'authentication' ? category : 'utility',
  };
}

function componentOf(asked: Json, type: string): Json {
  return object(objects(asked.components).find((one) => one.type === type));
}

function wrongName({ name, language, category }: Json): GraphAnswer | null {
  if (!/^[a-z0-9_]{1,512}$/.test(string(name)))
    return templateError(SUBCODES.long, 'The name may have small letters, digits and underscores.');
  if (!/^[a-z]{2,3}(_[A-Z]{2})?$/.test(string(language)))
    return graphError({ code: 100, details: 'Unknown language.' });
  const isKnown = ['UTILITY', 'MARKETING', 'AUTHENTICATION'].includes(string(category));
  return isKnown ? null : graphError({ code: 100, details: 'Unknown category.' });
}

function wrongBody(asked: Json, body: string): GraphAnswer | null {
  const values = body.match(/\{\{\w+\}\}/g) ?? [];
  const samples = object(componentOf(asked, 'BODY').example).body_text;
  const [sample = []] = Array.isArray(samples) ? (samples as unknown[][]) : [];
  if (body.trim() === '' || body.length > MOST.body)
    return templateError(SUBCODES.long, `The body must have 1 to ${MOST.body} characters.`);
  if (/^[^\p{L}\p{N}{]*\{\{|\}\}[^\p{L}\p{N}]*$/u.test(body))
    return templateError(SUBCODES.edges, 'Variables cannot be at the start or end of the template.');
  if (/\}\}[^\p{L}\p{N}{]*\{\{/u.test(body))
    return templateError(SUBCODES.edges, 'Variables cannot stand next to each other.');
  if (values.length > 0 && body.trim().split(/\s+/).length < 3 * values.length + 1)
    return templateError(SUBCODES.tooMany, 'There are too many variables for the length of this message.');
  return sample.length === values.length ? null : templateError(SUBCODES.sample, 'Each variable needs a sample.');
}

function wrongButtons(asked: Json): GraphAnswer | null {
  const buttons = objects(componentOf(asked, 'BUTTONS').buttons);
  const labels = buttons.map(({ text }) => string(text));
  if (buttons.length > MOST.buttons || buttons.some(({ type }) => type !== 'QUICK_REPLY'))
    return graphError({ code: 100, details: 'Only quick replies are kept here, ten at most.' });
  if (labels.some((text) => text === '' || text.length > MOST.button))
    return templateError(SUBCODES.long, `A button must have 1 to ${MOST.button} characters.`);
  return new Set(labels).size === labels.length
    ? null
    : graphError({ code: 100, details: 'Two buttons say the same.' });
}

function described(template: Kept): object {
  const { id, name, language, body, buttons = [], state = 'approved', reason = 'NONE' } = template;
  const replies = { type: 'BUTTONS', buttons: buttons.map((text) => ({ type: 'QUICK_REPLY', text })) };
  return {
    ...{ id, name, language, status: state.toUpperCase(), category: categoryOf(template), rejected_reason: reason },
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: body }, ...(buttons.length > 0 ? [replies] : [])],
  };
}

function categoryOf({ category = 'utility' }: Template): string {
  return category.toUpperCase();
}

function freshId(): string {
  return String(Math.floor(1e15 + Math.random() * 9e15));
}
