/**
 * Patterns of words, as a translator writes them:
 *
 *     {partner} me {hits}       {…} stands for any phrase of that set
 *     they .. killed me         .. for up to three other words, ... for up to eight
 *     (lost|missing) my {child} (…|…) for one of these phrases
 *     {partner} [always] {hits} […] may be missing
 *
 * A phrase of a set may name other sets in its turn.
 */
export class Patterns<Meaning> {
  readonly #sets: WordSets;
  readonly #byAnchor = new Map<number, Compiled<Meaning>[]>();
  readonly #words: (word: string) => string;

  /**
   * @param sets     phrases by the name of their set
   * @param patterns normalised but for their signs
   * @param words    how a word is compared, such as by its sound; the same for patterns and texts
   * @throws naming a pattern whose set is not there
   */
  constructor(
    sets: ReadonlyMap<string, readonly string[]>,
    patterns: readonly (readonly [pattern: string, meaning: Meaning])[],
    words: (word: string) => string = (word) => word,
  ) {
    // Of the patterns' own words each is worked out once; those of people are never kept.
    const own = new Map<string, string>();
    this.#words = (word) => own.get(word) ?? words(word);
    this.#sets = new WordSets(sets, (word) => {
      const compared = own.get(word) ?? words(word);
      own.set(word, compared);
      return compared;
    });
    const compiled = patterns.map(([pattern, meaning]): Compiled<Meaning> => {
      const parts = elementsOf(pattern).map((element) => this.#sets.part(element, pattern));
      const needed = parts.flatMap((part) => ('set' in part && !part.isOptional ? [part.set] : []));
      return { pattern, meaning, parts, sets: needed };
    });
    const users = new Map<number, number>();
    for (const { sets: used } of compiled) for (const set of used) users.set(set, (users.get(set) ?? 0) + 1);
    const rarity = (set: number) => users.get(set) ?? 0;
    for (const one of compiled) {
      const anchor = [...one.sets].sort((a, b) => rarity(a) - rarity(b))[0];
      if (anchor === undefined) throw new Error(`'${one.pattern}' has no words.`);
      this.#byAnchor.set(anchor, [...(this.#byAnchor.get(anchor) ?? []), one]);
    }
  }

  /**
   * Where the patterns stand in a text.
   * @param masked words that count for nothing, by their place
   */
  matchesIn(text: readonly string[], masked: ReadonlySet<number> = NONE): Match<Meaning>[] {
    const found = this.#sets.occurrencesIn(text.map(this.#words), masked);
    const present = new Set(found.flatMap((starting) => starting.map(({ set }) => set)));
    const matches: Match<Meaning>[] = [];
    for (const set of present) {
      for (const one of this.#byAnchor.get(set) ?? []) {
        if (!one.sets.every((each) => present.has(each))) continue;
        // Each of them counts: one may be denied, and the next one not.
        for (const span of spansOf(one.parts, found))
          matches.push({ pattern: one.pattern, meaning: one.meaning, ...span });
      }
    }
    return matches;
  }
}

/** A pattern that stands in a text, from a word up to (not including) another. */
export type Match<Meaning> = {
  readonly pattern: string;
  readonly meaning: Meaning;
  readonly start: number;
  readonly end: number;
};

type Part = { readonly set: number; readonly isOptional: boolean } | { readonly gap: number };

type Compiled<Meaning> = {
  readonly pattern: string;
  readonly meaning: Meaning;
  readonly parts: readonly Part[];
  readonly sets: readonly number[];
};

type Occurrence = { readonly set: number; readonly end: number };

const NONE: ReadonlySet<number> = new Set();

const GAPS: Readonly<Record<string, number>> = { '..': 3, '...': 8 };

/** Phrases by the words they begin with. Words and bracketed phrases of patterns are sets without a name. */
class WordSets {
  readonly #ids = new Map<string, number>();
  readonly #root: Branch = { next: new Map(), sets: [] };
  /** Sets that stand in another as a whole: whatever is the first is the others too. */
  readonly #meant = new Map<number, number[]>();
  readonly #named: ReadonlyMap<string, readonly string[]>;
  readonly #words: (word: string) => string;

  constructor(named: ReadonlyMap<string, readonly string[]>, words: (word: string) => string) {
    this.#named = named;
    this.#words = words;
  }

  part(element: string, pattern: string): Part {
    const gap = GAPS[element];
    if (gap !== undefined) return { gap };
    const optional = /^\[(.+)\]$/.exec(element)?.[1];
    if (optional === undefined) return { set: this.#set(element, pattern), isOptional: false };
    const isOne = /^(?:\{[^}]+\}|\([^)]+\))$/.test(optional);
    return { set: this.#set(isOne ? optional : `(${optional})`, pattern), isOptional: true };
  }

  #set(element: string, pattern: string): number {
    const known = this.#ids.get(element);
    if (known !== undefined) return known;
    const id = this.#ids.size;
    this.#ids.set(element, id);
    for (const phrase of this.#phrasesOf(element, pattern)) {
      // What is another set as a whole is not written down again.
      if (/^\{[^}]+\}$/.test(phrase)) this.#also(this.#set(phrase, pattern), id);
      else for (const one of this.#expand(phrase, pattern)) this.#add(one, id);
    }
    return id;
  }

  #also(set: number, means: number): void {
    this.#meant.set(set, [...(this.#meant.get(set) ?? []), means]);
  }

  #add(phrase: string, id: number): void {
    let branch = this.#root;
    for (const word of phrase.split(' ').map(this.#words)) {
      const next = branch.next.get(word) ?? { next: new Map(), sets: [] };
      branch.next.set(word, next);
      branch = next;
    }
    if (!branch.sets.includes(id)) branch.sets.push(id);
  }

  #phrasesOf(element: string, pattern: string): readonly string[] {
    if (element.startsWith('(')) {
      return element
        .slice(1, -1)
        .split('|')
        .map((one) => one.trim());
    }
    const name = /^\{(.+)\}$/.exec(element)?.[1];
    if (name === undefined) return [element];
    const phrases = this.#named.get(name);
    if (phrases === undefined) throw new Error(`'${pattern}' has the set {${name}}, which is not there.`);
    return phrases;
  }

  #expand(phrase: string, pattern: string): readonly string[] {
    const [, before = '', set = '', after = ''] = /^([^{]*)(\{[^}]+\})(.*)$/.exec(phrase) ?? [];
    if (set === '') return [phrase];
    const rest = this.#expand(after, pattern);
    const inner = this.#phrasesOf(set, pattern).flatMap((phrase) => this.#expand(phrase, pattern));
    return inner.flatMap((one) => rest.map((tail) => `${before}${one}${tail}`));
  }

  #pushAll(found: Occurrence[], set: number, end: number): void {
    found.push({ set, end });
    for (const also of this.#meant.get(set) ?? []) this.#pushAll(found, also, end);
  }

  /** By the place of their first word. */
  occurrencesIn(words: readonly string[], masked: ReadonlySet<number>): Occurrence[][] {
    return words.map((_, start) => {
      const found: Occurrence[] = [];
      let branch: Branch | undefined = this.#root;
      for (let at = start; at < words.length && !masked.has(at); at += 1) {
        branch = branch.next.get(words[at] ?? '');
        if (branch === undefined) break;
        for (const set of branch.sets) this.#pushAll(found, set, at + 1);
      }
      return found;
    });
  }
}

type Branch = { readonly next: Map<string, Branch>; readonly sets: number[] };

/** The words, sets and gaps of a pattern, in their order. */
function elementsOf(pattern: string): string[] {
  return pattern.match(/\[[^\]]+\]|\{[^}]+\}|\([^)]+\)|[^\s{}()[\]]+/g) ?? [];
}

function spansOf(
  parts: readonly Part[],
  found: readonly (readonly Occurrence[])[],
): Pick<Match<unknown>, 'start' | 'end'>[] {
  return found.flatMap((_, start) => {
    const end = endOf(parts, 0, start, found);
    return end === null ? [] : [{ start, end }];
  });
}

function endOf(
  parts: readonly Part[],
  index: number,
  at: number,
  found: readonly (readonly Occurrence[])[],
): number | null {
  const part = parts[index];
  if (part === undefined) return at;
  if ('gap' in part) {
    for (let skipped = 0; skipped <= part.gap && at + skipped < found.length; skipped += 1) {
      const end = endOf(parts, index + 1, at + skipped, found);
      if (end !== null) return end;
    }
    return null;
  }
  for (const { set, end } of found[at] ?? []) {
    if (set !== part.set) continue;
    const last = endOf(parts, index + 1, end, found);
    if (last !== null) return last;
  }
  return part.isOptional ? endOf(parts, index + 1, at, found) : null;
}
