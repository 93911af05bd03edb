import type { Catalogues, WordsProblem } from './catalogue.ts';
import { LANGUAGES, type Language } from './language.ts';
import { normalise } from './normalise.ts';
import type { Words } from './words.ts';

/** How long sentences may be, and what none may say. */
export type Limits = {
  readonly lengths: readonly { readonly keys: string; readonly most: number }[];
  /** Keys that look like a limited one and are not. */
  readonly not: readonly string[];
  /** What no sentence says, each a word or a phrase; `garant*` means every word that begins so. */
  readonly never: Readonly<Record<Language, readonly string[]>>;
  /** What no template says: whoever holds the phone reads it. */
  readonly neutral: Readonly<Record<Language, readonly string[]>>;
  /** Words that are true and that people misunderstand, each with the word of the house. */
  readonly instead: Readonly<
    Partial<Record<Language, readonly { readonly say: string; readonly of: readonly string[] }[]>>
  >;
};

/** Values that make the formats as long as they get: a Wednesday in September. */
const LONGEST_TIME = '2023-09-27T10:30';
const LONGEST_DAY = '2023-09-27';

/** Every sentence that is too long for where it is shown, or says what none may say. */
export function limitProblems(catalogues: Catalogues, words: Words, limits: Limits): WordsProblem[] {
  return LANGUAGES.flatMap((language) =>
    [...catalogues[language]]
      .filter(([key]) => !key.startsWith('understand.') && !key.startsWith('calendar.') && !key.startsWith('console.'))
      .flatMap(([key, sentence]): WordsProblem[] => {
        const problems: WordsProblem[] = [];
        const most = mostFor(limits, key);
        const isTime = /, short(?:When|Weekday)\}\}/.test(sentence);
        const said = isTime ? words.say(language, key, { starts: LONGEST_TIME, day: LONGEST_DAY }) : sentence;
        if (most !== null && !isFilledByName(sentence) && said.length > most) {
          problems.push({ language, key, message: `has ${said.length} characters, ${most} are allowed: ${said}` });
        }
        return [...problems, ...wordProblems(limits, language, key, normalise(sentence))];
      }),
  );
}

/** What a sentence says and may not. @param text normalised */
function wordProblems(limits: Limits, language: Language, key: string, text: string): WordsProblem[] {
  const never = saidOf(text, limits.never[language]);
  const telling = key.startsWith('template.') ? saidOf(text, limits.neutral[language]) : null;
  const others = (limits.instead[language] ?? []).flatMap(({ say, of }) => {
    const other = saidOf(text, of);
    return other === null ? [] : [`says '${other}': say '${say}'`];
  });
  const messages = [
    ...(never === null ? [] : [`says '${never}': an office decides, we never do`]),
    ...(telling === null ? [] : [`says '${telling}': whoever holds the phone would read it`]),
    ...others,
  ];
  return messages.map((message) => ({ language, key, message }));
}

/** The first of some phrases that stands in a normalised text as whole words; `*` at its end stands for any ending. */
function saidOf(text: string, phrases: readonly string[]): string | null {
  for (const phrase of phrases) {
    const ending = phrase.endsWith('*') ? '[a-z]*' : '';
    const said = new RegExp(`(?<![a-z0-9])${normalise(phrase)}${ending}(?![a-z0-9])`).exec(text);
    if (said !== null) return said[0];
  }
  return null;
}

/** A label that is nothing but a name of the programme is shortened when it is shown. */
function isFilledByName(sentence: string): boolean {
  return /^\{\{\w+\}\}/.test(sentence);
}

/** The most letters a key may have where it is a label or a hint; null for a sentence. */
export function mostFor({ lengths, not }: Pick<Limits, 'lengths' | 'not'>, key: string): number | null {
  if (not.includes(key)) return null;
  // A hint is the last rule, and the one that counts for keys that also look like a label.
  return lengths.findLast(({ keys }) => isOneOf(keys, key))?.most ?? null;
}

/** Whether a name is one of those that a pattern means: `*` stands for anything, `?` for one sign. */
export function isOneOf(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(name);
}
