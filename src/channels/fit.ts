import type { Language } from '../language/language.ts';
import type { Attachment, Option, Reply } from '../language/reply.ts';
import type { Words } from '../language/words.ts';
import type { Outgoing } from '../people/message.ts';
import { splitEnd, splitText } from './split.ts';

/** WhatsApp's limits, in UTF-16 units: whether Meta counts those or whole characters is not written anywhere. */
export const WHATSAPP_LIMITS = {
  text: 4096,
  body: 1024,
  caption: 1024,
  buttons: 3,
  rows: 10,
  label: 20,
  hint: 72,
  optionId: 200,
  listLabel: 20,
} as const;

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

/** Between two things that are said. */
export const PARAGRAPH = '\n\n';

/** Replies that go together: the words, and the options they end in. `key` names the sentence that shows them. */
type Group = {
  readonly key: string;
  readonly text: string;
  readonly question: string;
  readonly options: readonly Option[];
  readonly byPlace: boolean;
};

/**
 * One turn's replies as WhatsApp messages: as few as the limits allow, the options always on the last of the words, and
 * after them attachments and clips. A message that wishes for a place can carry no options: what they say can be written. Nothing is
 * cut; more options than a list holds go on in a second list.
 * @throws when a label or hint breaks a limit: the words are wrong, and the error names their key
 */
export function fitWhatsApp(replies: readonly Reply[], { list: listLabel }: FitWords): Outgoing[] {
  // A document takes its words along as its caption; a recording can have none; a clip is heard and not read.
  const worded = replies.filter(({ attachment, clip }) => !takesWords(attachment) && clip === undefined);
  const told = groups(worded).flatMap((group) => {
    if (group.options.length === 0) return texts(group.text);
    checkOptions(group);
    const { ahead, end } = splitEnd(group.text, WHATSAPP_LIMITS.body);
    return [...texts(ahead), ...(group.byPlace ? [placeAsked(end)] : menus({ ...group, text: end }, listLabel))];
  });
  return [...told, ...replies.flatMap(attached)];
}

function takesWords(attachment: Attachment | undefined): boolean {
  return attachment?.kind === 'document' || attachment?.kind === 'file';
}

function placeAsked(text: string): Outgoing {
  return { layout: 'place', text, options: [] };
}

function attached({ key, text, attachment, clip }: Reply): Outgoing[] {
  if (clip !== undefined) return [{ layout: 'voice', text: '', options: [], clip }];
  if (attachment === undefined) return [];
  if (attachment.kind === 'audio') return [{ layout: 'attachment', text: '', options: [], attachment }];
  checkLength(key, 'caption', text, WHATSAPP_LIMITS.caption);
  return [{ layout: 'attachment', text, options: [], attachment }];
}

/** How WhatsApp shows a heading, on a line of its own. */
export const BOLD = (name: string) => `*${name}*\n`;

/** What is said, as paragraphs: a heading in one with what it heads, items in one with what they belong to. */
export function paragraphs(told: readonly Pick<Reply, 'text' | 'as'>[], heading: (name: string) => string): string {
  let whole = '';
  for (const { text, as } of told) {
    const words = text.trim();
    if (words === '') continue;
    const gap = whole === '' || whole.endsWith(HEADED) ? '' : as === 'item' ? '\n' : PARAGRAPH;
    whole += gap + (as === 'heading' ? heading(words) + HEADED : as === 'item' ? `- ${words}` : words);
  }
  return whole.replaceAll(HEADED, '');
}

/** Stands behind a heading until what it heads is there. */
const HEADED = '\u0000';

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
  const asking = said.findLast((reply) => reply.options.length > 0);
  return {
    key: asking?.key ?? '',
    text: paragraphs(said, BOLD),
    question: asking?.text.trim() ?? '',
    options: asking?.options ?? [],
    byPlace: asking?.byPlace === true,
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

/** Whether something stands under the label. */
export function hasHint(option: Option): option is Option & { readonly hint: string } {
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
