import { type Bearer, type Gazetteer, withoutSmallWords } from './gazetteer.ts';
import { slipsBetween, slipsForgiven } from './near-names.ts';
import type { Place } from './place.ts';
import type { Around, Said, Span } from './said.ts';

/**
 * One way to understand what was typed.
 * @property isPart whether a barrio or the like was named, not the town
 * @property doubt  small where the name is spelled right, more with each slip; the least is meant
 */
export type Reading = {
  readonly place: Place;
  readonly isPart: boolean;
  readonly doubt: number;
};

const LONGEST_NAME = 7;
/** In a longer text only names that are spelled right are looked for. */
const MOST_WORDS_WITH_SLIPS = 12;

/** Doubts that weigh against each other; where nothing is known of the rest of the text, any other reading is better. */
const DOUBT = { sound: 0.5, slip: 1, part: 0.05, department: 0.7, stated: -0.1, letter: -0.03, somewhere: 10 };

const MANY = 9;
const COUNTRY_CODE = 2;
const TOWN = 20_000;
const CITY = 100_000;

/** How a name was spelled. */
type Spelling = { readonly slips: number; readonly isExact: boolean };

/** Every way to understand a text as a place. */
export function readingsOf(said: Said, gazetteer: Gazetteer): Reading[] {
  const spans = spansOf(said);
  const found = spans.flatMap((span) => read(said, gazetteer, span, bearersOf(said, gazetteer, span)));
  if (found.some(({ doubt }) => doubt < DOUBT.somewhere) || said.words.length > MOST_WORDS_WITH_SLIPS) return found;
  // A department is no misspelled town.
  const slipped = spans.filter((span) => !gazetteer.regions.has(said.keyOf(span)) && mayBeMisspelled(said, span));
  return [...found, ...slipped.flatMap((span) => read(said, gazetteer, span, nearBearersOf(said, gazetteer, span)))];
}

function spansOf({ words }: Said): Span[] {
  return words.flatMap((_, from) =>
    Array.from({ length: Math.min(LONGEST_NAME, words.length - from) }, (_, more) => ({ from, to: from + more + 1 })),
  );
}

type Candidate = { readonly bearer: Bearer; readonly spelling: Spelling };

function bearersOf(said: Said, { bearers }: Gazetteer, span: Span): Candidate[] {
  const words = said.words.slice(span.from, span.to);
  const isUsual = words.every((word) => said.is(word, 'around'));
  if (isUsual && words.length < said.words.length) return [];
  const spelled = words.join('');
  const few = withoutSmallWords(words);
  const found = new Set(bearers.get(said.keyOf(span)));
  if (few.length < words.length) for (const one of bearers.get(said.keyOfWords(few)) ?? []) found.add(one);
  return [...found]
    .map((bearer) => ({
      bearer,
      spelling: { slips: 0, isExact: bearer.spelled === spelled || bearer.spelled === few.join('') },
    }))
    .filter(({ bearer, spelling }) => spelling.isExact || soundsEnough(said, bearer, span));
}

/** What is only heard alike must be more than a short word, and abroad a town that many know. */
function soundsEnough(said: Said, { place, spelled, isNickname }: Bearer, span: Span): boolean {
  const sound = said.keyOf(span);
  if (said.words.slice(span.from, span.to).every((word) => said.is(word, 'everyday', 'around'))) return false;
  if (place.country !== 'CO') return spelled.length >= 5 && (place.population >= TOWN || place.aliases.length > 0);
  return sound.length >= 5 || (place.population >= CITY && !isNickname && spelled.length === 4);
}

function nearBearersOf(said: Said, { bearers, near }: Gazetteer, span: Span): Candidate[] {
  const words = said.words.slice(span.from, span.to);
  const few = withoutSmallWords(words);
  const typed = few.length < words.length ? [words, few] : [words];
  return typed.flatMap((some) => {
    const [spelled, sound] = [some.join(''), said.keyOfWords(some)];
    return near.mayBe(sound).flatMap((name) => {
      const heard = slipsBetween(sound, name, slipsForgiven(name.length)) ?? MANY;
      return (bearers.get(name) ?? []).flatMap((bearer) => {
        // A dropped consonant may join two vowels to another sound: "cucua" is near to "cucuta" as it is written only.
        const slips = heard <= 1 ? heard : Math.min(heard, slipsBetween(spelled, bearer.spelled, 1) ?? MANY);
        return slips < MANY && forgives(bearer, name, sound, slips)
          ? [{ bearer, spelling: { slips, isExact: false } }]
          : [];
      });
    });
  });
}

/** The less is known of a place, the better its name must be spelled. */
function forgives({ place, isPart, isNickname }: Bearer, name: string, typed: string, slips: number): boolean {
  const { length } = name;
  const isSameStart = name[0] === typed[0];
  if (isPart || isNickname)
    return slips === 1 && (length >= 8 || (length === 7 && place.population >= CITY && isSameStart));
  if (place.country !== 'CO')
    return slips === 1 ? length >= 7 && place.population >= TOWN : length >= 10 && place.population >= CITY;
  if (slips === 2) return length >= 9 && isSameStart && (length >= 11 || place.population >= TOWN);
  if (length === 5) return place.population >= 2 * TOWN;
  return length >= 8 || place.population >= TOWN / 4 || (length === 7 && isSameStart);
}

/** Whether a slip may be looked for: a span that begins and ends with a word of its own, and nothing strange around it. */
function mayBeMisspelled(said: Said, span: Span): boolean {
  const words = said.words.slice(span.from, span.to);
  const [first = '', last = ''] = [words[0], words.at(-1)];
  if (said.is(last, 'around') || (said.is(first, 'around') && !ARTICLES.has(first))) return false;
  if (words.every((word) => said.is(word, 'everyday', 'elsewhere', 'around'))) return false;
  return said.isAllKnownAround(span) || said.saysWhere(span);
}

const ARTICLES = new Set(['el', 'la', 'los', 'las']);

/** A name as it was written somewhere in the text, and what else that may be. */
type Written = {
  readonly span: Span;
  readonly letters: number;
  readonly isCountry: boolean;
  readonly isDepartment: boolean;
  readonly isEveryday: boolean;
  readonly isNotAlone: boolean;
};

function read(said: Said, { qualifiers, regions }: Gazetteer, span: Span, candidates: readonly Candidate[]): Reading[] {
  if (candidates.length === 0) return [];
  const key = said.keyOf(span);
  const words = said.words.slice(span.from, span.to).join(' ');
  const written: Written = {
    span,
    letters: key.length,
    isCountry: [...(qualifiers.get(key) ?? [])].some((id) => id.length === COUNTRY_CODE),
    isDepartment: regions.has(key),
    isEveryday: said.is(words, 'everyday'),
    isNotAlone: said.is(words, 'only with its department'),
  };
  return candidates.flatMap(({ bearer: { place, isPart }, spelling }) => {
    const around = said.around(place, span);
    if (around.stated === null && needsMore(said, written, place)) return [];
    const rest = restDoubt(said, written, place, around, spelling);
    if (rest === null) return [];
    const slips = spelling.isExact ? 0 : Math.max(DOUBT.sound, spelling.slips * DOUBT.slip);
    const other = isPart ? DOUBT.part : statedDoubt(written, around);
    return [{ place, isPart, doubt: slips + other + rest + written.letters * DOUBT.letter }];
  });
}

/** Whether a name means nothing unless its department or country stands beside it. */
function needsMore(said: Said, { span, isCountry, isNotAlone, isEveryday }: Written, place: Place): boolean {
  if (isCountry || isNotAlone) return true;
  if (place.country === 'CO') return false;
  return isLikeWord(isEveryday, place) || (isHamlet(place) && !said.saysWhere(span));
}

function isLikeWord(isEveryday: boolean, { population }: Place): boolean {
  return isEveryday && population < 2 * TOWN;
}

function statedDoubt({ isDepartment }: Written, { stated }: Around): number {
  if (stated === null) return 0;
  // "Tunja, Boyacá" is the capital, not the village Boyacá.
  return isDepartment && stated === 'capital' ? DOUBT.department : DOUBT.stated;
}

/** Abroad only what many know is found by its name alone. */
function isHamlet({ population, aliases, code }: Place): boolean {
  return population < 5_000 && aliases.length === 0 && !code.startsWith('border:');
}

/** What strange words around a name make doubtful: nothing where there are none, much, or everything (null). */
function restDoubt(
  said: Said,
  { span, isEveryday }: Written,
  place: Place,
  { strange }: Around,
  { slips }: Spelling,
): number | null {
  if (strange === 0) return 0;
  if (said.isElsewhere(span) || isLikeWord(isEveryday, place)) return null;
  const isPlain = slips === 0 || (slips === 1 && place.population >= CITY);
  if (isPlain && said.saysWhere(span)) return DOUBT.somewhere;
  const isCityFirst = slips === 0 && place.population >= CITY && place.country === 'CO' && strange <= 3;
  return isCityFirst && said.beginsWith(span) ? DOUBT.somewhere + 1 : null;
}
