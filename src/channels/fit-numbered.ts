import type { Option, Reply } from '../language/reply.ts';
import type { Outgoing } from '../people/message.ts';
import { BOLD, type FitWords, hasHint, PARAGRAPH, paragraphs } from './fit.ts';
import { segments, toGsm7 } from './segments.ts';
import { splitText } from './split.ts';

/**
 * What one SMS may cost unasked, in parts; what is longer goes on when the person asks for MORE. A little over is sent whole: a
 * MORE for one more line would cost more than the line.
 */
const SMS_PARTS = { page: 6, most: 7 } as const;

/**
 * One turn's replies as SMS: one text in letters that cost least, each option a line with the digit that chooses it. Of a text
 * that is too dear to send unasked, the first part and the question go out; the rest waits for MORE.
 */
export function fitSms(replies: readonly Reply[], { more }: FitWords): Outgoing[] {
  const { told, question, options } = numbered(replies.map(shorter), PLAIN);
  const whole = together(told, question);
  if (segments(whole).count <= SMS_PARTS.most) return written(whole, options);
  const [first = '', ...rest] = pages(told, question, toGsm7(more));
  const onDemand = rest.flatMap((page) => written(page, [])).map((message) => ({ ...message, onDemand: true }));
  return [...written(together(first, question), options), ...onDemand];
}

/** One turn's replies on WhatsApp where nothing can be tapped: in its own letters, each option a line with its digit. */
export function fitNumbered(replies: readonly Reply[]): Outgoing[] {
  const { told, question, options } = numbered(replies, OWN);
  return written(together(told, question), options);
}

/** One turn's replies as SMS from a number that cannot read answers: what is said, and where to write instead. */
export function fitOneWay(replies: readonly Reply[], { oneWay }: FitWords): Outgoing[] {
  const told = textOf(replies.map(shorter).map(withLink), PLAIN);
  return told === '' ? [] : written(together(told, toGsm7(oneWay)), []);
}

/** Twilio refuses bodies over 1,600 characters, on each channel it carries; the difference leaves room for the part number. */
const TWILIO_TEXT_LIMIT = 1550;

/** Only a text longer than Twilio takes is split, and its parts numbered, because they arrive in any order. */
function written(text: string, options: readonly Option[]): Outgoing[] {
  const parts = splitText(text, TWILIO_TEXT_LIMIT);
  return parts.map((part, index) => {
    const text = parts.length === 1 ? part : `(${index + 1}/${parts.length}) ${part}`;
    const ends = index === parts.length - 1 && options.length > 0;
    return ends ? { layout: 'numbered', text, options } : { layout: 'text', text, options: [] };
  });
}

/** How a text is written: in which letters, and how a heading stands before what it heads. */
type Hand = { readonly letters: (text: string) => string; readonly heading: (name: string) => string };

/** WhatsApp's own letters and bold. */
const OWN: Hand = { letters: (text) => text, heading: BOLD };
/** A text message knows no bold. */
const PLAIN: Hand = { letters: toGsm7, heading: (name) => `${name}: ` };

/** What is told, and the last question with its options as numbered lines. */
function numbered(
  replies: readonly Reply[],
  hand: Hand,
): { told: string; question: string; options: readonly Option[] } {
  let number = 0;
  const blocks = replies.map(withLink).map((reply) => {
    const lines = reply.options.map((option) => optionLine(++number, option));
    return { ...reply, text: [reply.text.trim(), ...lines].filter((line) => line !== '').join('\n') };
  });
  const last = replies.findLastIndex(({ options }) => options.length > 0);
  return {
    told: textOf(
      blocks.filter((_, index) => index !== last),
      hand,
    ),
    question: hand.letters(blocks[last]?.text ?? ''),
    options: replies.flatMap(({ options }) => options),
  };
}

function textOf(replies: readonly Reply[], { letters, heading }: Hand): string {
  return letters(paragraphs(replies, heading));
}

/** The words for where each part is paid for. */
function shorter(reply: Reply): Reply {
  const options = reply.options.map(({ id, label, hint, sms }) => ({
    id,
    label: sms ?? label,
    ...(sms === undefined && hint !== undefined && { hint }),
  }));
  return { ...reply, text: reply.sms ?? reply.text, options };
}

/** The words of a message without the options that were written into them. */
export function unnumbered({ layout, text, options }: Outgoing): string {
  if (layout !== 'numbered') return text;
  const lines = options.map((option, index) => optionLine(index + 1, option));
  return text
    .split('\n')
    .filter((line) => !lines.includes(line))
    .join('\n')
    .trim();
}

/** A text in pages that are worth one message each, cut between sentences; all but the last say how to go on. */
function pages(told: string, question: string, more: string): string[] {
  const room = SMS_PARTS.page * LETTERS_IN_A_PART - more.length - PARAGRAPH.length;
  const first = Math.max(room - question.length - PARAGRAPH.length, 2 * LETTERS_IN_A_PART);
  const [opening = ''] = splitText(told, first);
  const cut = [opening, ...splitText(told.slice(opening.length), room)];
  return cut.map((page, index) => (index < cut.length - 1 ? together(page, more) : page));
}

/** A part that is joined to others has 153 letters; a few of them cost two. */
const LETTERS_IN_A_PART = 150;

function together(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(PARAGRAPH);
}

/** A plain text can only name where an attachment lies: on a line of its own, so that a phone makes a link of it. */
function withLink(reply: Reply): Reply {
  const { attachment, text } = reply;
  return attachment === undefined || attachment.kind === 'file'
    ? reply
    : { ...reply, text: `${text.trim()}\n${attachment.link}` };
}

function optionLine(number: number, option: Option): string {
  return hasHint(option) ? `${number} ${option.label}: ${option.hint}` : `${number} ${option.label}`;
}
