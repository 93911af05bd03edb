/** What ends a sentence, and the quotation mark or bracket behind it. "EE. UU." ends none. */
const END = /(?<!\b(?:EE|UU))[.?!]+["'»)]*(?=\s|$)|(?<=\bUU)\.(?=\s*$)|\n/u;

const WORD = /[\p{L}\p{N}]+(?:['’.,:-][\p{L}\p{N}]+)*/gu;

/** The sentences of a text, in order: each ends with a full stop, a question or exclamation mark, or its line. A semicolon ends none. */
export function sentencesOf(text: string): string[] {
  return text
    .split(END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => wordsOf(sentence).length > 0);
}

/** The words of a text; a number, "l'office", "I-130" and "movilidadsegura.org" are one each. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}
