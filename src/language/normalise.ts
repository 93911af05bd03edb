// Zero-width and bidirectional controls, soft hyphens and variation selectors come with pasted and forwarded text.
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}]/gu;

/**
 * A text as it is compared: small letters without accents, words apart by one space, nothing else. "¡Sí, CLARO! 👍" becomes
 * "si claro"; emoji alone become "". Every comparison of typed words goes through here.
 */
export function normalise(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replace(/[’‘`´]/g, "'")
    .replace(/[^\p{L}\p{N}']+/gu, ' ')
    .replace(/(^|\s)'+|'+(\s|$)/g, ' ')
    .trim()
    .replace(/\s+/g, ' ');
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
