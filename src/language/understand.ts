import type { Language } from './language.ts';
import { containsPhrase, firstWordOf, normalise } from './normalise.ts';
import { Remembered } from './remembered.ts';
import type { Words } from './words.ts';

/** Something that can be chosen, and the reply words it is known by (`understand.…` keys). */
export type Choosable = { readonly id: string; readonly label: string; readonly repliesKey: string };

/**
 * The option a reply means, or null when it means none or could mean two: never a guess. Besides the option's words only
 * words without a meaning of their own may stand in it (`understand.filler`): "sí, señora" is a yes, "y si llego tarde" and
 * "mi esposo es venezolano" are not answers at all.
 * @param language whose reply words count besides the label
 */
export function optionMeant(
  words: Words,
  language: Language,
  text: string,
  options: readonly Choosable[],
): string | null {
  const meant = optionsMeant(words, language, text, options);
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

/** Every option a reply names: of "venezolana y colombiana", both. Empty when anything else is said beside them. */
export function optionsMeant(words: Words, language: Language, text: string, options: readonly Choosable[]): string[] {
  const heard = normalise(text);
  if (heard === '') return [];
  // What is left of a text has no other words than the text: no phrase that begins with another can stand in it.
  const said = new Set(heard.split(' '));
  const phrases = (id: string, label: string, key: string) =>
    [labels.get(label, () => normalise(label)), ...words.repliesFor(language, key)]
      .filter((phrase) => said.has(firstWordOf(phrase)))
      .map((phrase) => ({ id, phrase }));
  // "No entiendo" is no "no": it means none of the options, and neither does "no sé" where that is not offered.
  const unclear = ['understand.unclear', 'understand.not-sure', 'understand.prefer-not'].flatMap((key) =>
    phrases('', '', key),
  );
  const known = options.flatMap(({ id, label, repliesKey }) => phrases(id, label, repliesKey));
  const exact = new Set(known.filter(({ phrase }) => phrase === heard).map(({ id }) => id));
  if (exact.size > 0) return exact.size === 1 ? [...exact] : [];
  const found = longestFirst([...known, ...unclear]).reduce<{ rest: string; ids: Set<string> }>(
    ({ rest, ids }, { id, phrase }) =>
      containsPhrase(rest, phrase) ? { rest: without(rest, phrase), ids: ids.add(id) } : { rest, ids },
    { rest: heard, ids: new Set() },
  );
  const filler = words.repliesFor(language, 'understand.filler');
  const isOnlyFiller = found.rest.split(' ').every((word) => word === '' || filler.includes(word));
  return isOnlyFiller && !found.ids.has('') ? [...found.ids] : [];
}

/** The house's own words, normalised; those of people are never kept. */
const labels = new Remembered<string>(5000);

function longestFirst<Phrase extends { readonly phrase: string }>(phrases: readonly Phrase[]): Phrase[] {
  return [...phrases].sort((a, b) => b.phrase.length - a.phrase.length);
}

function without(text: string, phrase: string): string {
  return ` ${text} `.replaceAll(` ${phrase} `, ' ').trim();
}

/** The number of a menu line, such as "2" or "2.", or null. */
export function menuNumber(text: string): number | null {
  const match = /^(\d{1,2})[.)]?$/.exec(text.normalize('NFKC').replace(/[^\p{L}\p{N}.)]/gu, ''));
  return match === null ? null : Number(match[1]);
}
