// Zero-width and bidirectional controls, soft hyphens and variation selectors come with pasted and forwarded text.
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/gu;

/** Whatever a phone writes where an apostrophe belongs. Some of them are letters to Unicode, and one falls apart in NFKD. */
const APOSTROPHES = /['’‘‛`´ʼʻʹˈ′＇]/g;

/** Who does not write asks with the drawing for what is heard. */
const LOUDSPEAKERS = /[\u{1F508}-\u{1F50A}\u{1F442}\u{1F3A7}]/gu;

/** Most of what is compared is written so already, and the rest costs twenty times as much. */
const PLAIN = /^[a-z0-9]+(?: [a-z0-9]+)*$/;
const THRICE = /([a-z])\1\1/;

/**
 * A text as it is compared: small letters without accents, words apart by one space, nothing else. "¡Sí, CLARO! 👍" becomes
 * "si claro", "J’ai" and "jʼai" become "j ai", "holaaaa" becomes "hola"; emoji alone become "", but for "🔊", which asks for audio. Every comparison of typed
 * words goes through here.
 */
export function normalise(text: string): string {
  if (PLAIN.test(text) && !THRICE.test(text)) return text;
  return plain(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .trim();
}

/** Small letters without accents; other signs stay, such as those of a pattern. */
export function plain(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(APOSTROPHES, ' ')
    .replace(LOUDSPEAKERS, ' audio ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
}

/** Whether `phrase` stands in `text` as whole words; both normalised. */
export function containsPhrase(text: string, phrase: string): boolean {
  return phrase !== '' && ` ${text} `.includes(` ${phrase} `);
}

/** The word a normalised phrase begins with. */
export function firstWordOf(phrase: string): string {
  const end = phrase.indexOf(' ');
  return end === -1 ? phrase : phrase.slice(0, end);
}
