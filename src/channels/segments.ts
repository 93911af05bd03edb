import { SegmentedMessage } from 'sms-segments-calculator';

/** The GSM 03.38 alphabet with what stands behind an escape. Twilio uses no national shift tables. */
const GSM7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€\f',
);

/** What compatibility normalisation does not bring to GSM-7, or brings to the wrong sign. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ...pairs('’‘‚‛′`´ʼ', "'"),
  ...pairs('“”„‟«»″', '"'),
  ...pairs('‹', '<'),
  ...pairs('›', '>'),
  ...pairs('‐‑‒–—―−•·▪●◦', '-'),
  ...pairs('\t', ' '),
  ...pairs('\u2028\u2029', '\n'),
  ...pairs('œ', 'oe'),
  ...pairs('Œ', 'OE'),
  ...pairs('×', 'x'),
  ...pairs('⁄', '/'),
  ...pairs('→', '->'),
  ...pairs('°', 'o'),
  ...pairs('©', '(c)'),
  ...pairs('®', '(r)'),
]);

// Joiners, bidirectional marks, variation selectors, tags, the keycap's frame: nothing to see in a plain text.
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}|\u{20e3}/gu;

const PICTURE = '(?:[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\p{Emoji_Modifier}✓✗★☆])';
const PICTURES_AT_START = new RegExp(`^(?:${PICTURE}+ *)+`, 'gmu');
const PICTURES_ELSEWHERE = new RegExp(` *${PICTURE}+`, 'gu');

/** What an SMS costs: each part is paid for. */
export type Segments = { readonly encoding: 'GSM-7' | 'UCS-2'; readonly count: number };

/**
 * A text as it is sent by SMS. One letter outside GSM-7 makes the whole message more than twice as dear, so such letters
 * lose their accent and emoji go; ñ é ü ¿ ¡ è ò à are inside and stay. Letters of other scripts stay too: dear is better than
 * unreadable.
 */
export function toGsm7(text: string): string {
  const composed = text.normalize('NFC').replace(/\r\n?/g, '\n');
  const mapped = Array.from(composed.replace(INVISIBLE, ''), plain).join('');
  return mapped.replace(PICTURES_AT_START, '').replace(PICTURES_ELSEWHERE, '');
}

/** In how many parts a text travels, and in which alphabet. Nothing is mapped: what comes in is counted. */
export function segments(text: string): Segments {
  const { encodingName, segmentsCount } = new SegmentedMessage(text);
  return { encoding: encodingName, count: segmentsCount };
}

function plain(character: string): string {
  if (GSM7.has(character)) return character;
  const known = PLAIN.get(character);
  if (known !== undefined) return known;
  const stripped = Array.from(character.normalize('NFKD').replace(/\p{M}/gu, ''), (part) => PLAIN.get(part) ?? part);
  return stripped.length > 0 && stripped.every((part) => GSM7.has(part)) ? stripped.join('') : character;
}

function pairs(characters: string, to: string): [string, string][] {
  return Array.from(characters, (character) => [character, to]);
}
