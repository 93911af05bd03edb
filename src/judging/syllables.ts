/**
 * How many syllables a word has as it is spelt. These are rules of thumb, as every count by machine is: they are wrong about
 * some words, and right enough about a thousand sentences.
 */
export type Syllables = (word: string) => number;

/** Spanish: each of a, e, o and each accented vowel is one; i and u beside them are none; u is silent in que, qui, gue, gui. */
export const spanishSyllables: Syllables = (word) => {
  const spoken = soundsOf(word).replace(/y(?![aeiouáéíóúü])/g, 'i');
  return atLeastOne(count(spoken.match(/[aeiouáéíóúü]+/g), (run) => count(run.match(/[aeoáéíóú]/g)) || 1));
};

/** Portuguese: as in Spanish; ão, ãe, õe are one, and "dia", "rua" two. */
export const portugueseSyllables: Syllables = (word) => {
  const spoken = soundsOf(word).replace(/ã[oe]|õe/g, 'ã');
  const runs: readonly string[] = spoken.match(/[aeiouáàâãéêíóôõúü]+/g) ?? [];
  const alone = runs.length === 1 && /^[iu][aeo]$/.test(runs[0] ?? '');
  return alone ? 2 : atLeastOne(count(runs, (run) => count(run.match(/[aeoáàâãéêíóôõú]/g)) || 1));
};

/** French: each run of vowels is one; a last e is silent, with an s too; é ends a run, and ï and ë begin one. */
export const frenchSyllables: Syllables = (word) => {
  const spoken = word.toLowerCase().normalize('NFC').replace(/qu/g, 'q');
  const runs = (text: string) => count(text.replace(/é/g, 'é ').match(/[ïë]?[aeiouyàâäéèêîôöùûüœæ]+|[ïë]/g));
  return atLeastOne(runs(spoken.replace(/(?<=[^aeiouyàâäéèêëîïôöùûüœæ])es?$/, '')));
};

/** English: each run of vowels is one; a last e is silent (not in "people"), and so is that of -es and -ed where it is not said. */
export const englishSyllables: Syllables = (word) => {
  const spoken = word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
    .replace(/^y(?=[aeiou])/, '')
    .replace(/(?<![td])ed$|(?<![szxcg]|sh|ch)es$|(?<![^aeiouy]l)e$/, '');
  const apart = count(spoken.match(/(?<![ctg])ia|[aeiouy]ing$/g));
  return atLeastOne(count(spoken.match(/[aeiouy]+/g)) + apart);
};

/** Small letters, without the u that only shows how q and g are said. */
function soundsOf(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFC')
    .replace(/qu/g, 'q')
    .replace(/gu(?=[eiéíê])/g, 'g');
}

function count(found: readonly string[] | null, weigh: (part: string) => number = () => 1): number {
  return (found ?? []).reduce((sum, part) => sum + weigh(part), 0);
}

/** A number and a word without vowels are said too. */
function atLeastOne(syllables: number): number {
  return Math.max(syllables, 1);
}
