/** How many numbered places there are for features; those that fall on one place share it. */
export const PLACES = 1 << 16;

/** More words than this are a pasted text; what somebody wants stands in its beginning. */
const MOST_WORDS = 60;
const SHORTEST = 3;
const LONGEST = 5;

/** How much each kind of feature counts. */
const WEIGHT = { word: 1, pair: 1, letters: 0.5, first: 0.7, last: 0.4 } as const;

/**
 * What a normalised text is known by: its words, its pairs of words, and the groups of three to five letters in them, which
 * stay alike when somebody misspells. By place, how much of each.
 */
export function featuresOf(normalised: string): Map<number, number> {
  const features = new Map<number, number>();
  const add = (hash: number, weight: number) => {
    const place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    features.set(place, (features.get(place) ?? 0) + weight);
  };
  const words = normalised.split(' ', MOST_WORDS);
  let before = 0;
  for (const [index, word] of words.entries()) {
    const hash = hashOf(word, 1);
    add(hash, WEIGHT.word);
    if (index > 0) add(Math.imul(before, 31) ^ hash, WEIGHT.pair);
    if (index === 0) add(hash ^ FIRST, WEIGHT.first);
    if (index === words.length - 1) add(hash ^ LAST, WEIGHT.last);
    before = hash;
    addLetters(`_${word}_`, add);
  }
  return features;
}

const FIRST = 0x5bd1e995;
const LAST = 0x1b873593;

function addLetters(word: string, add: (hash: number, weight: number) => void): void {
  for (let from = 0; from < word.length; from += 1) {
    let hash = 0x811c9dc5;
    for (let at = from; at < word.length && at < from + LONGEST; at += 1) {
      hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
      if (at - from + 1 >= SHORTEST) add(hash, WEIGHT.letters);
    }
  }
}

function hashOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
