import { LANGUAGES, type Language } from './language.ts';
import { containsPhrase, normalise } from './normalise.ts';
import type { Words } from './words.ts';

/** What can be said from anywhere, whatever is being asked. */
export const COMMANDS = ['stop', 'person', 'help', 'why', 'language', 'back', 'restart', 'menu', 'delete'] as const;

export type Command = (typeof COMMANDS)[number];

// Longer writing is a story, not a choice: a word of the menu that happens to stand in it must not be taken for an answer.
const MOST_WORDS = 8;

/**
 * The command a text is, in any of the five languages: people ask for a human in the language they are afraid in.
 * Only a text that is the command and nothing else counts.
 */
export function commandIn(words: Words, text: string): Command | null {
  const heard = normalise(text);
  if (heard === '') return null;
  return COMMANDS.find((command) => isReplyFor(words, heard, `understand.command.${command}`)) ?? null;
}

/** The language a text names ("kreyòl", "english"), or null. */
export function languageNamedIn(words: Words, text: string): Language | null {
  const heard = normalise(text);
  return LANGUAGES.find((named) => isReplyFor(words, heard, `understand.language.${named}`)) ?? null;
}

/** The language a greeting is in, or null when it says nothing or could be more than one. */
export function languageGreetedIn(words: Words, text: string): Language | null {
  const heard = normalise(text);
  const greeted = LANGUAGES.filter((language) =>
    words
      .repliesFor(language, 'understand.greeting')
      .some((greeting) => heard === greeting || heard.startsWith(`${greeting} `)),
  );
  return greeted.length === 1 ? (greeted[0] ?? null) : null;
}

/** Something that can be chosen, and the reply words it is known by (`understand.…` keys). */
export type Choosable = { readonly id: string; readonly label: string; readonly repliesKey: string };

/**
 * The option a reply means, or null when it means none or could mean two: never a guess. The whole label or reply word
 * wins; otherwise the longest reply word that stands in a short text, so that "no sé" is not taken for "no".
 * @param language whose reply words count besides the label
 */
export function optionMeant(
  words: Words,
  language: Language,
  text: string,
  options: readonly Choosable[],
): string | null {
  const heard = normalise(text);
  if (heard === '') return null;
  const unclear = { id: '', label: '', repliesKey: 'understand.unclear' };
  const known = [...options, unclear].flatMap(({ id, label, repliesKey }) =>
    [normalise(label), ...words.repliesFor(language, repliesKey)].map((phrase) => ({ id, phrase })),
  );
  const exact = new Set(known.filter(({ phrase }) => phrase === heard).map(({ id }) => id));
  if (exact.size === 1) return [...exact][0] || null;
  if (exact.size > 1 || heard.split(' ').length > MOST_WORDS) return null;
  const within = known.filter(({ phrase }) => containsPhrase(heard, phrase));
  const longest = Math.max(0, ...within.map(({ phrase }) => phrase.length));
  const meant = new Set(within.filter(({ phrase }) => phrase.length === longest).map(({ id }) => id));
  // A shorter word that is no part of the longest one contradicts it: "si no" means neither.
  const rest = within.filter(
    ({ id, phrase }) =>
      !meant.has(id) && !within.some((long) => meant.has(long.id) && containsPhrase(long.phrase, phrase)),
  );
  // "No entiendo" is no "no": it means none of the options.
  return meant.size === 1 && rest.length === 0 ? [...meant][0] || null : null;
}

/** Every option a short reply names: of "venezolana y colombiana", both. */
export function optionsMeant(words: Words, language: Language, text: string, options: readonly Choosable[]): string[] {
  const heard = normalise(text);
  if (heard.split(' ').length > MOST_WORDS) return [];
  return options
    .filter(({ label, repliesKey }) =>
      [normalise(label), ...words.repliesFor(language, repliesKey)].some((phrase) => containsPhrase(heard, phrase)),
    )
    .map(({ id }) => id);
}

/** The number of a menu line, such as "2" or "2.", or null. */
export function menuNumber(text: string): number | null {
  const match = /^(\d{1,2})[.)]?$/.exec(text.normalize('NFKC').replace(/[^\p{L}\p{N}.)]/gu, ''));
  return match === null ? null : Number(match[1]);
}

function isReplyFor(words: Words, heard: string, key: string): boolean {
  return LANGUAGES.some((language) => words.repliesFor(language, key).includes(heard));
}
