import { normalise } from '../language/normalise.ts';
import { onceFor } from '../language/remembered.ts';
import { NearNames } from './near-names.ts';
import type { Place, Places } from './place.ts';
import { capitalOf, countryNames, departmentNames, departmentOf } from './qualifiers.ts';
import { runTogether, soundOfWord } from './sound.ts';
import type { WordsAround } from './words-around.ts';

/**
 * A name, and whose it is.
 * @property spelled    without spaces: nobody agrees where they belong
 * @property isNickname whether it is nothing of the official name; then it has to be spelled better
 */
export type Bearer = {
  readonly place: Place;
  readonly spelled: string;
  readonly isPart: boolean;
  readonly isNickname: boolean;
};

/**
 * All names, by what they sound like.
 * @property bearers    whose a name is
 * @property near       names that differ by a slip or two
 * @property qualifiers what may stand beside a name, by sound: "antioquia" gives "CO Antioquia", "CO" is a country, and a place's
 *                      own code stands for what it is called and what lies in it
 * @property regions    the names of departments and countries among them
 * @property nearRegions those of them that are long enough to be misspelled
 */
export type Gazetteer = {
  readonly bearers: ReadonlyMap<string, readonly Bearer[]>;
  readonly near: NearNames;
  readonly qualifiers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly regions: ReadonlySet<string>;
  readonly nearRegions: NearNames;
  readonly soundOf: (word: string) => string;
  readonly around: WordsAround;
};

const SMALL_WORDS = new Set(['de', 'del', 'la', 'el', 'los', 'las', 'y']);

/** Made once for all places. */
export const gazetteerOf = onceFor(({ all, around }: Places): Gazetteer => {
  const sounds = new Map<string, string>();
  const soundOf = (word: string) => {
    const known = sounds.get(word) ?? soundOfWord(word);
    sounds.set(word, known);
    return known;
  };
  const names = new Names(soundOf);
  for (const place of all) names.add(place);
  const { bearers, qualifiers, regions } = names;
  return {
    bearers,
    near: new NearNames(bearers.keys()),
    qualifiers,
    regions,
    nearRegions: new NearNames([...regions].filter((key) => key.length >= 6)),
    // What people type must not fill the store of sounds.
    soundOf: (word) => sounds.get(word) ?? soundOfWord(word),
    around,
  };
});

/** A name as it is typed by who leaves out its small words: "carmen bolivar". The first word stays. */
export function withoutSmallWords(words: readonly string[]): string[] {
  return words.filter((word, index) => index === 0 || !SMALL_WORDS.has(word));
}

/** As any typed words are compared; "Bogotá, D.C." and "bogota dc" are the same, "Sta.Marta" is two words. */
export function placeWords(text: string): string[] {
  const words = normalise(text.includes('.') ? text.replace(/\b(\w)\.(?=\w\b)/g, '$1') : text);
  return words === '' ? [] : words.split(' ').map((word) => SHORT_FORMS[word] ?? word);
}

const SHORT_FORMS: Readonly<Record<string, string>> = {
  sta: 'santa',
  sto: 'santo',
  pto: 'puerto',
  pt: 'puerto',
  pta: 'punta',
  sn: 'san',
  cdad: 'ciudad',
  vlla: 'villa',
};

class Names {
  readonly bearers = new Map<string, Bearer[]>();
  readonly qualifiers = new Map<string, Set<string>>();
  readonly regions = new Set<string>();
  readonly #departments = new Set<string>();
  #official = '';

  constructor(private readonly soundOf: (word: string) => string) {}

  add(place: Place): void {
    this.#addDepartment(place);
    const capital = capitalOf(place);
    this.#official = placeWords(place.name).join(' ');
    for (const name of [place.name, ...place.aliases]) this.#addName(place, name, false, [place.code, ...capital]);
    for (const part of place.parts) {
      this.#addName(place, part, true, [place.code]);
      this.#addPartWithoutTown(place, part);
    }
  }

  #addName(place: Place, name: string, isPart: boolean, ids: readonly string[]): void {
    const all = placeWords(name);
    const few = withoutSmallWords(all);
    const isNickname = name !== place.name && !this.#official.includes(few.join(' '));
    for (const words of few.length > 1 && few.length < all.length ? [all, few] : [all]) {
      const key = this.#keyOf(words);
      const bearer: Bearer = { place, spelled: words.join(''), isPart, isNickname };
      const others = this.bearers.get(key);
      if (others === undefined) this.bearers.set(key, [bearer]);
      else if (!others.some((one) => one.place === place && one.spelled === bearer.spelled)) others.push(bearer);
      // Abroad many a hamlet has the name of something else.
      if (place.country === 'CO') this.#qualify(key, ids);
    }
  }

  /** "San Mateo Soacha" is listed with its town where others are called San Mateo; "Soacha San Mateo" is said as well. */
  #addPartWithoutTown(place: Place, part: string): void {
    const words = placeWords(part);
    const last = words.pop() ?? '';
    if (words.length > 0 && this.#official.split(' ').includes(last)) this.#qualify(this.#keyOf(words), [place.code]);
  }

  #addDepartment(place: Place): void {
    const department = departmentOf(place);
    if (this.#departments.has(department)) return;
    this.#departments.add(department);
    for (const name of departmentNames(place.department)) this.#addRegion(name, department);
    for (const name of countryNames(place.country)) this.#addRegion(name, place.country);
  }

  #addRegion(name: string, id: string): void {
    const key = this.#keyOf(name.split(' '));
    this.regions.add(key);
    this.#qualify(key, [id]);
  }

  #qualify(key: string, ids: readonly string[]): void {
    const known = this.qualifiers.get(key) ?? new Set();
    for (const id of ids) known.add(id);
    this.qualifiers.set(key, known);
  }

  #keyOf(words: readonly string[]): string {
    return runTogether(words.map(this.soundOf));
  }
}
