/** Spellings of one sound, taken to one, across the five languages: a word typed by ear is found by it. */
const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/qu(?=[ei])|ck|q|c(?![eih])/g, 'k'],
  [/ch|sh/g, 'x'],
  [/gu(?=[ei])/g, 'g'],
  [/ll|y/g, 'i'],
  [/ou|w/g, 'u'],
  [/gn|nh|ny/g, 'n'],
  [/z|ç|c(?=[ei])/g, 's'],
  [/v/g, 'b'],
  [/j/g, 'h'],
  [/g(?=[ei])/g, 'h'],
  [/h/g, ''],
  [/(.)\1+/g, '$1'],
];

/** What a word sounds like, roughly, in whatever of the five languages. */
export function plainSound(word: string): string {
  return SOUNDS.reduce((sound, [from, to]) => sound.replace(from, to), word);
}

/** Words shorter than this are near to too much. */
const SHORTEST = 6;

/** Finds the word that was meant behind one slip of the finger or of the ear. */
export class NearWords<Meaning> {
  /** By the sound, and by the sound with any one letter left out: two words one letter apart share one of these. */
  readonly #byPart = new Map<string, { readonly sound: string; readonly meaning: Meaning }[]>();

  constructor(words: Iterable<readonly [word: string, meaning: Meaning]>) {
    for (const [word, meaning] of words) {
      if (word.length < SHORTEST || word.includes(' ')) continue;
      const sound = plainSound(word);
      for (const part of partsOf(sound)) {
        const alike = this.#byPart.get(part) ?? [];
        alike.push({ sound, meaning });
        this.#byPart.set(part, alike);
      }
    }
  }

  /**
   * What the one word near to a text means; null for none, or when words near to it mean different things.
   * @param isSame whether two meanings are one
   */
  find(text: string, isSame: (a: Meaning, b: Meaning) => boolean): Meaning | null {
    if (text.length < SHORTEST || /\d/.test(text)) return null;
    const sound = plainSound(text);
    const near = [...partsOf(sound)].flatMap((part) => this.#byPart.get(part) ?? []);
    const alike = near.filter((word) => word.sound === sound);
    const meant = alike.length > 0 ? alike : near.filter((word) => isOneEditApart(word.sound, sound));
    const [first] = meant;
    return first !== undefined && meant.every(({ meaning }) => isSame(meaning, first.meaning)) ? first.meaning : null;
  }
}

function partsOf(sound: string): Set<string> {
  const parts = new Set([sound]);
  if (sound.length >= SHORTEST - 1)
    for (let at = 0; at < sound.length; at += 1) parts.add(sound.slice(0, at) + sound.slice(at + 1));
  return parts;
}

/** Whether one letter was left out, added, changed, or changed places with its neighbour; equal words count too. */
export function isOneEditApart(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (a[from] === b[from]) from += 1;
  const rest = (text: string, at: number) => text.slice(from + at);
  if (a.length !== b.length) return a.length > b.length ? rest(a, 1) === rest(b, 0) : rest(a, 0) === rest(b, 1);
  const isTurned = a[from] === b[from + 1] && a[from + 1] === b[from] && rest(a, 2) === rest(b, 2);
  return rest(a, 1) === rest(b, 1) || isTurned;
}
