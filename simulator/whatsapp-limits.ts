import type { Refusal } from './whatsapp-errors.ts';

/** A JSON object of which nothing is known yet. */
export type Json = { readonly [name: string]: unknown };

const MOST = {
  text: 4096,
  bodyWithButtons: 1024,
  bodyWithList: 4096,
  caption: 1024,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  rows: 10,
  sections: 10,
  sectionTitle: 24,
  rowTitle: 24,
  rowId: 200,
  rowDescription: 72,
  callbackData: 512,
} as const;

/** What may stand beside the file of each kind. */
const MEDIA: Readonly<Record<string, readonly string[]>> = {
  image: ['caption'],
  video: ['caption'],
  audio: ['voice'],
  document: ['caption', 'filename'],
  sticker: [],
};
const TYPES = ['text', 'interactive', 'template', 'reaction', 'location', 'contacts', ...Object.keys(MEDIA)];
const ENVELOPE = [
  'messaging_product',
  'recipient_type',
  'to',
  'recipient',
  'type',
  'context',
  'biz_opaque_callback_data',
];
const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** The first thing Meta would refuse in the body of a send, whoever it goes to. Lengths are counted in UTF-16 units, the strict way. */
export function refusalOf(body: Json): Refusal | null {
  for (const refusal of problems(body)) return refusal;
  return null;
}

/** The first thing Meta would refuse in the body of a read mark. */
export function readMarkRefusal(body: Json): Refusal | null {
  for (const refusal of readMarkProblems(body)) return refusal;
  return null;
}

/** A value as an object; anything else as an empty one. */
export function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** A body as an object; null where it is no JSON. */
export function parsed(body: string): Json | null {
  try {
    return object(JSON.parse(body));
  } catch {
    return null;
  }
}

/** A value as a list of objects; anything else as an empty one. */
export function objects(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : [];
}

/** A value as text; anything else as none. */
export function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function* problems(body: Json): Generator<Refusal> {
  if (body.messaging_product !== 'whatsapp') yield invalid('messaging_product must be "whatsapp".');
  const type = body.type ?? 'text';
  if (typeof type !== 'string' || !TYPES.includes(type)) yield invalid(`type must be one of ${TYPES.join(', ')}.`);
  yield* unexpected(body, [...ENVELOPE, String(type)], 'the message');
  yield* recipient(body);
  yield* fits(body.biz_opaque_callback_data ?? 'none', 'biz_opaque_callback_data', MOST.callbackData);
  if (type === 'text') yield* text(body.text);
  if (type === 'interactive') yield* interactive(object(body.interactive));
  const beside = MEDIA[String(type)];
  if (beside !== undefined) yield* media(String(type), object(body[String(type)]), beside);
}

function* readMarkProblems(body: Json): Generator<Refusal> {
  yield* unexpected(body, ['messaging_product', 'status', 'message_id', 'typing_indicator'], 'the read mark');
  if (body.messaging_product !== 'whatsapp') yield invalid('messaging_product must be "whatsapp".');
  if (body.status !== 'read') yield invalid('status must be "read".');
  if (string(body.message_id) === '') yield missing('message_id');
  if (body.typing_indicator === undefined) return;
  const typing = object(body.typing_indicator);
  yield* unexpected(typing, ['type'], 'typing_indicator');
  if (typing.type !== 'text') yield invalid('typing_indicator[\'type\'] must be "text".');
}

function* recipient({ to, recipient, recipient_type: kind }: Json): Generator<Refusal> {
  if (kind !== undefined && kind !== 'individual') yield invalid('recipient_type must be "individual".');
  if (to === undefined && recipient === undefined) yield missing('to or recipient');
  if (to !== undefined && !/^\+?[1-9]\d{6,14}$/.test(string(to))) yield wrong('to must be a phone number in E.164.');
  if (to === undefined && recipient !== undefined && !BSUID.test(string(recipient))) {
    yield wrong('recipient must be a business-scoped user id.');
  }
}

function* text(value: unknown): Generator<Refusal> {
  const { body, preview_url: preview, ...others } = object(value);
  if (string(body).trim() === '') yield missing("text['body']");
  if (string(body).length > MOST.text) yield invalid(`text['body'] must be at most ${MOST.text} characters long.`);
  if (preview !== undefined && typeof preview !== 'boolean') yield invalid("text['preview_url'] must be a boolean.");
  yield* unexpected(others, [], 'text');
}

function* interactive(value: Json): Generator<Refusal> {
  const { type, header, body, footer, action } = value;
  yield* unexpected(value, ['type', 'header', 'body', 'footer', 'action'], 'interactive');
  const room = type === 'list' ? MOST.bodyWithList : MOST.bodyWithButtons;
  yield* fits(object(body).text, "interactive['body']['text']", room);
  if (header !== undefined) yield* headerFits(object(header), type);
  if (footer !== undefined) yield* fits(object(footer).text, "interactive['footer']['text']", MOST.footer);
  if (type === 'button') yield* buttons(object(action));
  else if (type === 'list') yield* list(object(action));
  else if (type === 'cta_url') yield* link(object(object(action).parameters));
  else if (type === 'location_request_message') yield* locationRequest(value);
  else yield invalid('interactive type must be button, list, cta_url or location_request_message here.');
}

function* headerFits(header: Json, type: unknown): Generator<Refusal> {
  if (header.type === 'text') yield* fits(header.text, "interactive['header']['text']", MOST.header);
  else if (type === 'list') yield wrong('The header of a list can only be text.');
  else if (!['image', 'video', 'document'].includes(string(header.type))) yield wrong('This header type is not known.');
}

function* buttons(action: Json): Generator<Refusal> {
  yield* unexpected(action, ['buttons'], 'interactive action');
  const shown = objects(action.buttons);
  if (shown.length < 1 || shown.length > MOST.buttons) yield wrong(`There must be 1 to ${MOST.buttons} buttons.`);
  const replies = shown.map(({ reply }) => object(reply));
  if (shown.some(({ type }) => type !== 'reply')) yield wrong('Each button must have the type "reply".');
  for (const { id, title } of replies) {
    yield* fits(title, 'A button title', MOST.buttonTitle);
    yield* isId(id, 'A button id', MOST.buttonId);
  }
  yield* unique(
    replies.map(({ title }) => title),
    'button titles',
  );
  yield* unique(
    replies.map(({ id }) => id),
    'button ids',
  );
}

function* list(action: Json): Generator<Refusal> {
  yield* unexpected(action, ['button', 'sections'], 'interactive action');
  yield* fits(action.button, 'The button of a list', MOST.buttonTitle);
  const sections = objects(action.sections);
  if (sections.length < 1 || sections.length > MOST.sections)
    yield wrong(`There must be 1 to ${MOST.sections} sections.`);
  for (const { title, rows } of sections) {
    if (sections.length > 1 || title !== undefined) yield* fits(title, 'A section title', MOST.sectionTitle);
    if (objects(rows).length === 0) yield wrong('Each section must have a row.');
  }
  const rows = sections.flatMap((section) => objects(section.rows));
  if (rows.length > MOST.rows)
    yield wrong(`There can be at most ${MOST.rows} rows in total, and there are ${rows.length}.`);
  for (const row of rows) yield* rowFits(row);
  yield* unique(
    rows.map(({ id }) => id),
    'row ids',
  );
}

function* rowFits(row: Json): Generator<Refusal> {
  yield* unexpected(row, ['id', 'title', 'description'], 'a row');
  yield* fits(row.title, 'A row title', MOST.rowTitle);
  yield* isId(row.id, 'A row id', MOST.rowId);
  if (row.description !== undefined) yield* fits(row.description, 'A row description', MOST.rowDescription);
}

function* link(parameters: Json): Generator<Refusal> {
  yield* fits(parameters.display_text, 'The text of a link', MOST.buttonTitle);
  if (!/^https?:\/\//.test(string(parameters.url))) yield wrong('The url of a link must be http or https.');
}

function* locationRequest({ action, header, footer }: Json): Generator<Refusal> {
  yield* unexpected(object(action), ['name'], 'interactive action');
  if (object(action).name !== 'send_location') yield wrong('The action of a location request must be "send_location".');
  if (header !== undefined || footer !== undefined) yield wrong('A location request has neither header nor footer.');
}

function* media(type: string, content: Json, beside: readonly string[]): Generator<Refusal> {
  const { id, link: url, caption } = content;
  yield* unexpected(content, ['id', 'link', ...beside], type);
  if ((id === undefined) === (url === undefined)) yield missing(`${type}: either id or link`);
  if (url !== undefined && !/^https?:\/\//.test(string(url))) yield wrong(`The link of ${type} must be http or https.`);
  if (content.voice !== undefined && typeof content.voice !== 'boolean')
    yield invalid("audio['voice'] must be a boolean.");
  if (caption !== undefined) yield* fits(caption, 'A caption', MOST.caption);
}

function* fits(value: unknown, what: string, most: number): Generator<Refusal> {
  if (string(value).trim() === '') yield missing(what);
  const { length } = string(value);
  if (length > most)
    yield wrong(`${what} must have 1 to ${most} characters, and has ${length}: "${string(value).slice(0, 300)}".`);
}

function* isId(value: unknown, what: string, most: number): Generator<Refusal> {
  yield* fits(value, what, most);
  if (string(value).trim() !== value) yield wrong(`${what} must not begin or end with a space.`);
}

function* unique(values: readonly unknown[], what: string): Generator<Refusal> {
  if (new Set(values).size < values.length) yield wrong(`The ${what} must differ from each other.`);
}

function* unexpected(value: Json, known: readonly string[], where: string): Generator<Refusal> {
  const stranger = Object.keys(value).find((name) => !known.includes(name));
  if (stranger !== undefined) yield invalid(`Unexpected key "${stranger}" on ${where}.`);
}

function invalid(details: string): Refusal {
  return { code: 100, details };
}

function missing(what: string): Refusal {
  return { code: 131008, details: `Missing or empty: ${what}.` };
}

function wrong(details: string): Refusal {
  return { code: 131009, details };
}
