import type { Option, Reply } from '../language/reply.ts';
import type { Outgoing } from '../people/message.ts';
import { type FitWords, hasHint, PARAGRAPH } from './fit.ts';
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
  const told = replies.map(withLink).map(({ text }) => toGsm7(text.trim()));
  return told.every((text) => text === '') ? [] : written(paragraphs(...told, toGsm7(oneWay)), []);
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

/** What is told, and the last question with its options as numbered lines. @param inLetters those it is sent in */
function numbered(
  replies: readonly Reply[],
  inLetters: (text: string) => string,
): { told: string; question: string; options: readonly Option[] } {
  let number = 0;
  const blocks = replies.map(withLink).map(({ text, options }) => {
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
  return cut.map((page, index) => (index < cut.length - 1 ? paragraphs(page, more) : page));
}

/** A part that is joined to others has 153 letters; a few of them cost two. */
const LETTERS_IN_A_PART = 150;

function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(PARAGRAPH);
}

/** A plain text can only name where an attachment lies: on a line of its own, so that a phone makes a link of it. */
function withLink(reply: Reply): Reply {
  return reply.attachment === undefined ? reply : { ...reply, text: `${reply.text.trim()}\n${reply.attachment.link}` };
}

function optionLine(number: number, option: Option): string {
  return hasHint(option) ? `${number} ${option.label}: ${option.hint}` : `${number} ${option.label}`;
}
