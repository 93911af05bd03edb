import type { Gazetteer } from './gazetteer.ts';
import { slipsBetween } from './near-names.ts';
import type { Place } from './place.ts';
import { departmentOf } from './qualifiers.ts';
import { runTogether } from './sound.ts';
import type { AroundHeading } from './words-around.ts';

/** Some words of what was typed, from one to before another. */
export type Span = { readonly from: number; readonly to: number };

/** A longer text names its place early, or it is no answer to where a person is. */
const MOST_WORDS = 60;
const LONGEST_QUALIFIER = 8;
const LONGEST_BARRIO = 3;

/** What may stand beside a name, up to a word: whose it is, and whether it is a department or country by name. */
type Qualifier = { readonly to: number; readonly ids: ReadonlySet<string>; readonly isRegion: boolean };

/**
 * What else was said around a name: how many words say nothing we know, and whether its department or country was named, or
 * only the capital of its department.
 */
export type Around = { readonly strange: number; readonly stated: 'region' | 'capital' | null };

/** What a person typed, read for the places in it. */
export class Said {
  readonly words: readonly string[];
  readonly sounds: readonly string[];
  readonly #qualifiers: readonly (readonly Qualifier[])[];

  constructor(
    words: readonly string[],
    private readonly gazetteer: Gazetteer,
  ) {
    this.words = words.slice(0, MOST_WORDS);
    this.sounds = this.words.map(gazetteer.soundOf);
    this.#qualifiers = this.words.map((_, from) => this.#qualifiersFrom(from));
  }

  keyOf(span: Span): string {
    return runTogether(this.sounds.slice(span.from, span.to));
  }

  keyOfWords(words: readonly string[]): string {
    return runTogether(words.map(this.gazetteer.soundOf));
  }

  /** Whether a word or phrase stands under one of these headings. */
  is(phrase: string, ...headings: readonly AroundHeading[]): boolean {
    return headings.some((heading) => this.gazetteer.around.phrases.get(heading)?.has(phrase) === true);
  }

  /** Whether a person says of themselves that they are there. */
  saysWhere({ from }: Span): boolean {
    const before = this.words.slice(Math.max(0, from - 12), from).join(' ');
    const { saysWhere, saysNot } = this.gazetteer.around;
    const found = saysWhere.exec(before);
    return found !== null && !saysNot.test(before.slice(0, found.index));
  }

  /** Whether a country follows whose towns we do not know. */
  isElsewhere({ to }: Span): boolean {
    return this.words.slice(to, to + 3).some((word) => this.is(word, 'elsewhere'));
  }

  /** Whether nothing but small talk stands before a span, and no word of every day after it. */
  beginsWith({ from, to }: Span): boolean {
    const isClean = (word: string) => !this.is(word, 'everyday', 'elsewhere');
    return this.words.slice(0, from).every((word) => this.is(word, 'around')) && this.words.slice(to).every(isClean);
  }

  /** Whether each word around a span is small talk or may say which place is meant. */
  isAllKnownAround({ from, to }: Span): boolean {
    return this.words.every((_, at) => (at >= from && at < to) || this.#isSmallTalk(at) || this.#isInQualifier(at));
  }

  /** The words before and after a span that are neither small talk nor about this place. */
  around(place: Place, { from, to }: Span): Around {
    const own = new Set([place.code, place.country, departmentOf(place)]);
    let strange = 0;
    let stated: Around['stated'] = null;
    let at = 0;
    while (at < this.words.length) {
      if (at === from) {
        at = to;
        continue;
      }
      const end = at < from ? from : this.words.length;
      const about = this.#qualifiers[at]?.find((one) => one.to <= end && [...one.ids].some((id) => own.has(id)));
      if (about !== undefined) {
        const isOther = [...about.ids].some((id) => id !== place.code && own.has(id));
        if (isOther && stated !== 'region') stated = about.isRegion ? 'region' : 'capital';
        at = about.to;
        continue;
      }
      if (!this.#isSmallTalk(at)) strange += 1;
      at += 1;
    }
    return { strange, stated };
  }

  #isInQualifier(at: number): boolean {
    return this.#qualifiers
      .slice(Math.max(0, at - LONGEST_QUALIFIER), at + 1)
      .some((ones) => ones.some(({ to }) => to > at));
  }

  #isSmallTalk(at: number): boolean {
    const word = this.words[at] ?? '';
    if (this.is(word, 'around', 'before an address') || /^\d+\p{L}?$/u.test(word)) return true;
    if (this.is(word, 'elsewhere') || this.#qualifiers[at]?.length !== 0) return false;
    const before = this.words.slice(Math.max(0, at - LONGEST_BARRIO), at);
    return before.some((one) => this.is(one, 'before an address'));
  }

  /** Departments, countries, capitals, and what else may say which place is meant; the longest first. */
  #qualifiersFrom(from: number): Qualifier[] {
    const { qualifiers, regions, nearRegions } = this.gazetteer;
    const found: Qualifier[] = [];
    for (let to = Math.min(from + LONGEST_QUALIFIER, this.words.length); to > from; to -= 1) {
      const key = this.keyOf({ from, to });
      const ids = qualifiers.get(key);
      if (ids !== undefined) found.push({ to, ids, isRegion: regions.has(key) });
      // "santander" is one slip from nothing else, but "norte de santander" must not be missed for it.
      else if (to === from + 1 && found.length === 0 && key.length >= 6 && this.words.length <= 8) {
        const near = nearRegions.mayBe(key).find((name) => slipsBetween(key, name, 1) !== null);
        if (near !== undefined) found.push({ to, ids: qualifiers.get(near) ?? new Set(), isRegion: true });
      }
    }
    return found;
  }
}
