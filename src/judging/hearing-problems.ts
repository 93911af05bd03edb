import type { Catalogues } from '../language/catalogue.ts';
import { DANGERS } from '../language/danger.ts';
import type { Ears } from '../language/hearing.ts';
import { Hearing } from '../language/hearing.ts';
import { ACTS, COMMANDS, type Intent, TELLING } from '../language/intent.ts';
import type { IntentWords } from '../language/intents.ts';
import { LANGUAGES, type Language } from '../language/language.ts';
import { normalise } from '../language/normalise.ts';
import type { Programme } from '../screening/programme.ts';

/** All that is compared when it is judged what is heard. */
export type Heard = {
  readonly intents: Readonly<Record<Language, IntentWords>>;
  readonly ears: Ears;
  readonly catalogues: Catalogues;
  readonly programme: Programme;
};

/** What is wrong with what is heard: nobody hears it, it means two things, or we say what we do not hear. */
export function hearingProblems(heard: Heard): string[] {
  return [...unknownIntents(heard), ...twoMeanings(heard), ...labelsThatCommand(heard), ...wordsWeAskFor(heard)];
}

const fileOf = (language: Language) => `locales/${language}/hearing/intents.txt`;

/** Every pathway and topic must be found by what people ask, in every language; and every heading must lead somewhere. */
function unknownIntents({ intents, programme }: Heard): string[] {
  const askedAs = [...programme.pathways.values(), ...programme.topics.values()].flatMap((one) => one.askedAs);
  const known = new Set<string>([
    ...ACTS,
    TELLING,
    ...askedAs,
    ...DANGERS.map((danger) => `danger:${danger}`),
    ...LANGUAGES.map((language) => `language_change:${language}`),
  ]);
  return LANGUAGES.flatMap((language) => {
    const headings = [...intents[language].examples.keys()];
    return [
      ...headings
        .filter((heading) => !known.has(heading))
        .map((heading) => `${fileOf(language)}: [${heading}] leads nowhere. A pathway or topic must be askedAs it.`),
      ...[...known]
        .filter((intent) => !headings.some((heading) => heading === intent))
        .map((intent) => `${fileOf(language)}: [${intent}] is missing. How do people ask for it?`),
    ];
  });
}

/** A text must be one intent in a language; and a command of one language nothing else in another. */
function twoMeanings({ intents }: Heard): string[] {
  const meanings = new Map<string, Map<string, Language[]>>();
  for (const language of LANGUAGES) {
    for (const [intent, examples] of intents[language].examples) {
      for (const example of examples) {
        const of = meanings.get(example) ?? new Map<string, Language[]>();
        of.set(intent, [...(of.get(intent) ?? []), language]);
        meanings.set(example, of);
      }
    }
  }
  return [...meanings].flatMap(([example, of]) => {
    const among = [...of.keys()];
    const isCommand = among.some((intent) => COMMANDS.some((command) => command === intent));
    const languages = new Set([...of.values()].flat());
    const inOne = [...languages].some(
      (language) => among.filter((intent) => of.get(intent)?.includes(language)).length > 1,
    );
    if (among.length < 2 || !(inOne || isCommand)) return [];
    const where = [...of].map(([intent, spoken]) => `[${intent}] in ${spoken.join(', ')}`).join(' and ');
    return [`locales: '${example}' is heard as ${where}. Keep it where more people mean it.`];
  });
}

/** Labels that say what they do: choosing one is the command. */
const OWN_LABELS =
  /^(?:menu\.(?:person|open)|asked\.delete_data|return\.restart|screening\.(?:again|change)|language\.|danger\.continue)/;

/** Who types the label of an option where it is no longer open must not set off something else, STOP least of all. */
function labelsThatCommand({ intents, ears, catalogues }: Heard): string[] {
  return LANGUAGES.flatMap((language) =>
    [...catalogues[language]]
      .filter(([key, label]) => isLabel(key) && !label.includes('{{') && !OWN_LABELS.test(key))
      .flatMap(([key, label]) => {
        const hearing = new Hearing(ears, label, language);
        const isExample = LANGUAGES.some((one) =>
          COMMANDS.some((command) =>
            intents[one].examples.get(command as string as Intent)?.includes(normalise(label)),
          ),
        );
        if (isExample) return [`locales/${language}: the label '${key}' is also a command. Say it in other words.`];
        return hearing.danger?.isSure === true
          ? [`locales/${language}: the label '${key}' is heard as danger (${hearing.danger.because}).`]
          : [];
      }),
  );
}

function isLabel(key: string): boolean {
  return /^(?:menu|answer|topic|booking|my-appointment|wish|delete|danger|not-understood|return|question)\..*(?:option\.[\w-]+|\.name|\.yes|\.no|keep|cancel|other|screening|today|appointment|topics|consent)$/.test(
    key,
  );
}

/** "Write", in the languages of the talk, and what follows in capitals. */
const ASKS_FOR = /(?:escrib\w+|ekri|écri\w+|escrev\w+|writ(?:e|ing)):? ((?:\p{Lu}{2,} ?)+)/giu;

/** Every word in capitals that we ask people to write is heard, in the language in which we ask. */
function wordsWeAskFor({ ears, catalogues }: Heard): string[] {
  return LANGUAGES.flatMap((language) => {
    const asked = [...catalogues[language].values()].flatMap((sentence) =>
      [...sentence.matchAll(ASKS_FOR)]
        .map(([, word = '']) => word.trim())
        .filter((word) => word === word.toUpperCase()),
    );
    return [...new Set(asked)]
      .filter((word) => new Hearing(ears, word, language).command === null && !ANSWERS.includes(normalise(word)))
      .map((word) => `locales/${language}: we ask people to write ${word}, and nobody hears it.`);
  });
}

/** Asked for as the answer to a question, not as a command. */
const ANSWERS = ['no se', 'mwen pa konnen', 'je ne sais pas', 'nao sei', 'not sure'];
