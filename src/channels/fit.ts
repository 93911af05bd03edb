import type { Language } from '../language/language.ts';
import type { Option, Reply } from '../language/reply.ts';
import type { Words } from '../language/words.ts';
import type { Outgoing } from '../people/message.ts';
import { segments, toGsm7 } from './segments.ts';
import { splitEnd, splitText } from './split.ts';

/** WhatsApp's limits, in UTF-16 units: whether Meta counts those or whole characters is not written anywhere. */
export const WHATSAPP_LIMITS = {
  text: 4096,
  body: 1024,
  buttons: 3,
  rows: 10,
  label: 20,
  hint: 72,
  optionId: 200,
  listLabel: 20,
} as const;

/**
 * What one SMS may cost unasked, in parts; what is longer goes on when the person asks for MORE. A little over is sent whole: a
 * MORE for one more line would cost more than the line.
 */
export const SMS_PARTS = { page: 6, most: 7 } as const;

/** What a channel itself says around the replies, in the person's language. */
export type FitWords = {
  /** What opens a list of options; at most 20 characters. */
  readonly list: string;
  /** How to ask for the rest of a long text. */
  readonly more: string;
  /** That this number cannot read answers, and where to write instead. */
  readonly oneWay: string;
};

/** What channels say in a language. */
export function fitWords(words: Words, language: Language): FitWords {
  const say = (key: string) => words.say(language, key);
  return { list: say('list.open'), more: say('more.ask'), oneWay: say('sms.one-way') };
}

const PARAGRAPH = '\n\n';

/** Replies that go together: the words, and the options they end in. `key` names the sentence that shows them. */
type Group = {
  readonly key: string;
  readonly text: string;
  readonly question: string;
  readonly options: readonly Option[];
};

/**
 * One turn's replies as WhatsApp messages: as few as the limits allow, the options always on the last. Nothing is cut; more
 * options than a list holds go on in a second list.
 * @throws when a label or hint breaks a limit: the words are wrong, and the error names their key
 */
export function fitWhatsApp(replies: readonly Reply[], { list: listLabel }: FitWords): Outgoing[] {
  return groups(replies).flatMap((group) => {
    if (group.options.length === 0) return texts(group.text);
    checkOptions(group);
    const { ahead, end } = splitEnd(group.text, WHATSAPP_LIMITS.body);
    return [...texts(ahead), ...menus({ ...group, text: end }, listLabel)];
  });
}

/**
 * One turn's replies as SMS: one text in letters that cost least, each option a line with the digit that chooses it. Of a text
 * that is too dear to send unasked, the first part and the question go out; the rest waits for MORE.
 */
export function fitSms(replies: readonly Reply[], { more }: FitWords): Outgoing[] {
  const { told, question, options } = numbered(replies, toGsm7);
  const whole = paragraphs(told, question);
  if (segments(whole).count <= SMS_PARTS.most) return written(whole, options);
  const [first = '', ...rest] = pages(told, question, toGsm7(more));
  const onDemand = rest.flatMap((page) => written(page, [])).map((message) => ({ ...message, onDemand: true }));
  return [...written(paragraphs(first, question), options), ...onDemand];
}

/** One turn's replies on WhatsApp where nothing can be tapped: in its own letters, each option a line with its digit. */
export function fitNumbered(replies: readonly Reply[]): Outgoing[] {
  const { told, question, options } = numbered(replies, (text) => text);
  return written(paragraphs(told, question), options);
}

/** One turn's replies as SMS from a number that cannot read answers: what is said, and where to write instead. */
export function fitOneWay(replies: readonly Reply[], { oneWay }: FitWords): Outgoing[] {
  const told = replies.map(({ text }) => toGsm7(text.trim()));
  return told.every((text) => text === '') ? [] : written(paragraphs(...told, toGsm7(oneWay)), []);
}

/** Twilio refuses bodies over 1,600 characters, on each channel it carries; the difference leaves room for the part number. */
export const TWILIO_TEXT_LIMIT = 1550;

/** Only a text longer than Twilio takes is split, and its parts numbered, because they arrive in any order. */
function written(text: string, options: readonly Option[]): Outgoing[] {
  const parts = splitText(text, TWILIO_TEXT_LIMIT);
  return parts.map((part, index) => {
    const text = parts.length === 1 ? part : `(${index + 1}/${parts.length}) ${part}`;
    const ends = index === parts.length - 1 && options.length > 0;
    return ends ? { layout: 'numbered', text, options } : { layout: 'text', text, options: [] };
  });
}

/** What is told, and the last question with its options as numbered lines. @param inLetters those it is sent in */
function numbered(
  replies: readonly Reply[],
  inLetters: (text: string) => string,
): { told: string; question: string; options: readonly Option[] } {
  let number = 0;
  const blocks = replies.map(({ text, options }) => {
    const lines = options.map((option) => optionLine(++number, option));
    return inLetters([text.trim(), ...lines].filter((line) => line !== '').join('\n'));
  });
  const last = replies.findLastIndex(({ options }) => options.length > 0);
  return {
    told: paragraphs(...blocks.filter((_, index) => index !== last)),
    question: blocks[last] ?? '',
    options: replies.flatMap(({ options }) => options),
  };
}

/** A text in pages that are worth one message each, cut between sentences; all but the last say how to go on. */
function pages(told: string, question: string, more: string): string[] {
  const room = SMS_PARTS.page * LETTERS_IN_A_PART - more.length - PARAGRAPH.length;
  const first = Math.max(room - question.length - PARAGRAPH.length, 2 * LETTERS_IN_A_PART);
  const [opening = ''] = splitText(told, first);
  const cut = [opening, ...splitText(told.slice(opening.length), room)];
  return cut.map((page, index) => (index < cut.length - 1 ? paragraphs(page, more) : page));
}

/** A part that is joined to others has 153 letters; a few of them cost two. */
const LETTERS_IN_A_PART = 150;

function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(PARAGRAPH);
}

/** A reply with options ends a group. What is said after the last options is read before them all the same. */
function groups(replies: readonly Reply[]): Group[] {
  const found: Group[] = [];
  let said: Reply[] = [];
  const lastAsking = replies.findLastIndex((reply) => reply.options.length > 0);
  replies.forEach((reply, index) => {
    said.push(reply);
    const isLast = index === replies.length - 1;
    const endsHere = index < lastAsking && reply.options.length > 0;
    if (!isLast && !endsHere) return;
    found.push(groupOf(said));
    said = [];
  });
  return found;
}

function groupOf(said: readonly Reply[]): Group {
  const texts = said.map((reply) => reply.text.trim()).filter((text) => text !== '');
  const asking = said.findLast((reply) => reply.options.length > 0);
  return {
    key: asking?.key ?? '',
    text: texts.join(PARAGRAPH),
    question: asking?.text.trim() ?? '',
    options: asking?.options ?? [],
  };
}

function texts(text: string): Outgoing[] {
  return splitText(text, WHATSAPP_LIMITS.text).map((part) => ({ layout: 'text', text: part, options: [] }));
}

function menus({ key, text, question, options }: Group, listLabel: string): Outgoing[] {
  const areButtons = options.length <= WHATSAPP_LIMITS.buttons && !options.some(hasHint);
  if (areButtons) return [{ layout: 'buttons', text, options }];
  checkLength(key, 'list label', listLabel, WHATSAPP_LIMITS.listLabel);
  // A further list says the question again: it must make sense alone, because messages may change places on the way.
  const again = splitEnd(question === '' ? text : question, WHATSAPP_LIMITS.body).end;
  return inRows(options).map((rows, index) => ({
    layout: 'list',
    text: index === 0 ? text : again,
    options: rows,
    listLabel,
  }));
}

function inRows(options: readonly Option[]): Option[][] {
  const lists = Math.ceil(options.length / WHATSAPP_LIMITS.rows);
  return Array.from({ length: lists }, (_, list) =>
    options.slice(list * WHATSAPP_LIMITS.rows, (list + 1) * WHATSAPP_LIMITS.rows),
  );
}

function optionLine(number: number, option: Option): string {
  return hasHint(option) ? `${number} ${option.label}: ${option.hint}` : `${number} ${option.label}`;
}

function hasHint(option: Option): option is Option & { readonly hint: string } {
  return option.hint !== undefined && option.hint !== '';
}

function checkOptions({ key, text, options }: Group): void {
  if (text === '') throw new Error(`${key}: has options but no text. WhatsApp shows no menu without words.`);
  for (const option of options) {
    checkLength(key, 'label', option.label, WHATSAPP_LIMITS.label);
    checkLength(key, 'option id', option.id, WHATSAPP_LIMITS.optionId);
    if (option.id !== option.id.trim())
      throw new Error(`${key}: the option id "${option.id}" begins or ends with a space.`);
    if (hasHint(option)) checkLength(key, 'hint', option.hint, WHATSAPP_LIMITS.hint);
  }
  checkUnique(
    key,
    'label',
    options.map((option) => option.label),
  );
  checkUnique(
    key,
    'option id',
    options.map((option) => option.id),
  );
}

function checkLength(key: string, what: string, value: string, limit: number): void {
  if (value.trim() === '') throw new Error(`${key}: a ${what} is empty.`);
  if (value.length <= limit) return;
  throw new Error(
    `${key}: the ${what} "${value}" has ${value.length} characters. WhatsApp allows ${limit}: shorten it.`,
  );
}

function checkUnique(key: string, what: string, values: readonly string[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw new Error(`${key}: the ${what} "${twice}" stands twice in one menu.`);
}
