/**
 * Which spellings are one sound, in order: the rules of Spanish, and what Creole, French, Portuguese and English make of it.
 * A capital stands for a sound that no single letter writes.
 */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/lh|ll/g, 'y'],
  [/nh|gn/g, 'n'],
  [/t?ch|sh/g, 'X'],
  [/ph/g, 'f'],
  [/qu(?=[ei])|q|ck/g, 'k'],
  [/s?c(?=[ei])|[zx]/g, 's'],
  [/g(?=[ei])/g, 'j'],
  [/c/g, 'k'],
  [/oo|ou/g, 'u'],
  [/ee/g, 'i'],
  [/gu(?=[ei])/g, 'g'],
  [/[gh]u(?=[aeio])/g, 'w'],
  [/h/g, ''],
  [/u(?=[aeio])/g, 'w'],
  [/v/g, 'b'],
  [/n(?=[bpf])/g, 'm'],
  [/y(?![aeiou])/g, 'i'],
  [/iy(?=[aeiou])/g, 'i'],
];

/** Longer words lose the s that the Caribbean does not speak; in a short one it may be all the difference. */
const SILENT_END = /(?<=.{3}[aeiou])s$/;
const DOUBLED = /(.)\1+/g;

/** What a normalised word sounds like: "barrankiya", "baranquilla" and "varranquilla" are the same. */
export function soundOfWord(word: string): string {
  const sound = SOUNDS.reduce((heard, [spelling, one]) => heard.replace(spelling, one), word);
  return sound.replace(DOUBLED, '$1').replace(SILENT_END, '');
}

/** Words run together as they are heard: where one ends is what a cheap phone leaves out first. */
export function runTogether(sounds: readonly string[]): string {
  return sounds.join('').replace(DOUBLED, '$1');
}
