/** The basic GSM 03.38 alphabet: one septet each. Twilio uses no national shift tables. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);

/** Behind an escape: two septets each. */
const EXTENDED = new Set('^{}\\[~]|€\f');

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

/** UTF-16 units or septets in one part: alone, and when it carries the header that joins it to the others. */
const ROOM = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } } as const;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

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
  const encoding = Array.from(text).every(isGsm7) ? 'GSM-7' : 'UCS-2';
  // A part never ends inside a character: neither between an escape and its sign nor inside an emoji.
  const units =
    encoding === 'GSM-7'
      ? Array.from(text, (character) => (EXTENDED.has(character) ? 2 : 1))
      : Array.from(graphemes.segment(text), ({ segment }) => segment.length);
  const { alone, joined } = ROOM[encoding];
  const total = units.reduce((sum, unit) => sum + unit, 0);
  return { encoding, count: total <= alone ? 1 : parts(units, joined) };
}

function parts(units: readonly number[], room: number): number {
  let count = 1;
  let filled = 0;
  for (const unit of units) {
    if (filled + unit > room) {
      count += 1;
      filled = 0;
    }
    filled += unit;
  }
  return count;
}

function isGsm7(character: string): boolean {
  return BASIC.has(character) || EXTENDED.has(character);
}

function plain(character: string): string {
  if (isGsm7(character)) return character;
  const known = PLAIN.get(character);
  if (known !== undefined) return known;
  const stripped = Array.from(character.normalize('NFKD').replace(/\p{M}/gu, ''), (part) => PLAIN.get(part) ?? part);
  return stripped.length > 0 && stripped.every(isGsm7) ? stripped.join('') : character;
}

function pairs(characters: string, to: string): [string, string][] {
  return Array.from(characters, (character) => [character, to]);
}
