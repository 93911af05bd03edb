import { type AnswerWordsOfAll, entriesOf, Lexicon, PAUSE, type Span, wordsWithPauses } from './answer-words.ts';
import { LANGUAGES } from './language.ts';
import { NearWords } from './near-words.ts';

/**
 * What a country and its people are called, in all five languages, normalised.
 * @property people in the masculine singular; the other forms follow from the ending
 */
export type NationWords = {
  readonly code: string;
  readonly names: readonly string[];
  readonly people: readonly string[];
  readonly cities: readonly string[];
};

type Kind = 'name' | 'people' | 'city';

/** One phrase may be two nations': of "congolés" both Congos stay possible, and none is heard. */
type Named = { readonly kind: Kind; readonly codes: readonly string[] };

/** Nations and the small words that tell of whom and how something is said. */
export type Nations = {
  readonly lexicon: Lexicon<Named>;
  readonly near: NearWords<Named>;
  readonly turns: Lexicon<Turn>;
};

type Turn = 'negation' | 'somebody else' | 'self' | 'but' | 'filler';

/** Makes what `nationalitiesIn` and `countryIn` look things up in; once, at the start. */
export function createNations(words: AnswerWordsOfAll, nations: readonly NationWords[]): Nations {
  const named = new Map<string, Named>();
  const add = (kind: Kind, code: string, phrase: string) => {
    const codes = named.get(phrase)?.codes ?? [];
    named.set(phrase, {
      kind: named.get(phrase)?.kind ?? kind,
      codes: codes.includes(code) ? codes : [...codes, code],
    });
  };
  for (const { code, names } of nations) for (const name of names) add('name', code, name);
  for (const { code, people } of nations)
    for (const each of people) for (const form of formsOf(each)) add('people', code, form);
  // A town that is called as a country is (Panamá, Guatemala) is that country.
  const isCity = (phrase: string) => (named.get(phrase)?.kind ?? 'city') === 'city';
  for (const { code, cities } of nations) for (const city of cities) if (isCity(city)) add('city', code, city);
  const headings = ['negation', 'somebody else', 'self', 'but', 'filler'] as const;
  const turns = LANGUAGES.flatMap((language) => entriesOf(words[language], headings)).filter(
    ([phrase]) => !UNSAFE.has(phrase),
  );
  return { lexicon: new Lexicon(named), near: new NearWords(named), turns: new Lexicon(withSelfFirst(turns)) };
}

/** "m" and "n" are more than one thing in five languages; who speaks matters most here. */
function withSelfFirst(turns: readonly (readonly [string, Turn])[]): (readonly [string, Turn])[] {
  const rank: readonly Turn[] = ['somebody else', 'negation', 'self', 'but', 'filler'];
  return [...turns].sort(([, a], [, b]) => rank.indexOf(a) - rank.indexOf(b));
}

/** They deny in one language and begin the names of towns, or mean "in a", in another. */
const UNSAFE = new Set(['san', 'num']);
const PREPOSITIONS = /^(?:no|pa)$/;

const ENDINGS: readonly (readonly [ending: RegExp, forms: readonly string[]])[] = [
  [/o$/, ['o', 'a', 'os', 'as']],
  [/ien$/, ['ien', 'iens', 'ienne', 'iennes', 'iene']],
  [/en$/, ['en', 'ens', 'enne', 'ennes']],
  [/(?<=[^aeiou])on$/, ['on', 'ona', 'ones', 'onas', 'onne']],
  [/es$/, ['es', 'esa', 'eses', 'esas', 'ez', 'eza']],
  [/(?<=[ao]i)s$/, ['s', 'se', 'ses']],
  [/(?<=[^aeiou])an$/, ['an', 'ana', 'ans', 'anes', 'ane']],
  [/(?<=[aeiou])in$/, ['in', 'ins', 'ine', 'ines']],
  [/eu$/, ['eu', 'eia', 'eus', 'eias']],
  [/(?<=[lz])$/, ['', 'a', 'es', 'as', 'e', 's']],
  [/$/, ['', 's', 'es', 'e']],
];

/** "venezolano" in both genders and both numbers, "haitien" and "portugais" too. */
function formsOf(people: string): string[] {
  const rule = ENDINGS.find(([ending]) => ending.test(people));
  return rule === undefined ? [people] : rule[1].map((form) => people.replace(rule[0], form));
}

const PLACED = /^(?:en|in|nan|na|no|nos|em|au|aux|por|para|pa|hacia|pou|pour|to|por la|ann|an|at|through|via|lot bo)$/;
const FROM = /^(?:de|del|d|du|des|da|do|from|soti|sot|of|desde|dela)$/;
const BORN =
  /^(?:naci|nacido|nacida|fet|ne|nee|born|nasci|nascido|nascida|moun|sitwayen|natif|natal|originaire|citizen|ciudadano|ciudadana)$/;
/** People somebody is with, and languages something is said in. */
const COMPANY = /^(?:con|avec|with|com|en|an|in|em)$/;
const LIVES = /^(?:vivo|estoy|rete|habite|moro|live|living|resido|ando|trabajo)$/;
const TONGUE = /^(?:hablo|ablo|habla|hablar|pale|parle|falo|speak|idioma|lang|langue|lengua|estilo|comida)$/;
/** Where somebody wants to be is not where they are. */
const WISH =
  /^(?:ir|irme|ira|viajar|llegar|vle|veux|aller|quero|go|going|want|quiero|kiero|voy|vamos|vou|ale|rive|programa|pwogram|visa|viza|queria|quisiera|rumbo|llegue a|camino)$/;

/** @property codes ISO 3166 alpha-2, in the order they were named */
export type Nationalities = { readonly codes: readonly string[]; readonly because: string };

/**
 * The nationalities a person says they have; empty for none, for those of others, for denied ones and where a word could mean
 * two. A country somebody is in or goes to is no nationality, one they are from is.
 */
export function nationalitiesIn(nations: Nations, text: string): Nationalities {
  const said = wordsWithPauses(text);
  const heard = namedIn(nations, said).filter((span, _, all) => {
    if (span.isOthers || span.isDenied || isTongue(said, span.from)) return false;
    const before = said[span.from - 1] ?? '';
    const isBorn = said.slice(Math.max(0, span.from - 4), span.from).some((word) => BORN.test(word));
    const isWith = said.slice(Math.max(0, span.from - 2), span.from).some((word) => COMPANY.test(word));
    if (span.kind === 'people') return !isWith || isBorn;
    const isThere = PLACED.test(before) || said.slice(0, span.from).some((word) => LIVES.test(word));
    if (isThere || said.slice(Math.max(0, span.from - 3), span.from).some((word) => WISH.test(word))) return isBorn;
    // A city is where somebody comes from only if that is said, or nothing else is.
    return span.kind === 'name' || FROM.test(before) || isBorn || isShort(nations, said, all);
  });
  const people = heard.some(({ kind }) => kind === 'people') ? heard.filter(({ kind }) => kind !== 'city') : heard;
  const because = people.map(({ from, to }) => said.slice(from, to).join(' ')).join(', ');
  const clear = heard.flatMap(({ codes }) => (codes.length === 1 ? codes : []));
  const told = people.map(({ codes }) => (codes.length === 1 ? codes : codes.filter((code) => clear.includes(code))));
  if (told.some((codes) => codes.length !== 1)) return { codes: [], because: `${because}: of two` };
  return { codes: [...new Set(told.flat())], because };
}

/**
 * The country where somebody is now, by its name or that of a city or border town; null for none, or two. Where they come
 * from, want to go, or where their family is does not count.
 */
export function countryIn(nations: Nations, text: string): { readonly code: string | null; readonly because: string } {
  const said = wordsWithPauses(text);
  const all = namedIn(nations, said).filter(
    ({ kind, isOthers, isDenied }) => kind !== 'people' && !isOthers && !isDenied,
  );
  const here = withoutTowns(all.filter(({ from }) => !isElsewhere(said, from)));
  const placed = here.filter(({ from }) => PLACED.test(said[from - 1] ?? ''));
  const meant = narrowed(placed.length > 0 ? placed : here);
  const because = meant.map(({ from, to }) => said.slice(from, to).join(' ')).join(', ');
  const codes = new Set(meant.flatMap((span) => span.codes));
  const [code = null] = codes;
  return { code: codes.size === 1 ? code : null, because: codes.size > 1 ? `${because}: more than one` : because };
}

type Spoken = Span<Named> & Named & { readonly isOthers: boolean; readonly isDenied: boolean };

/** Of whom is spoken, and whether a "no" still holds. */
type Mood = { readonly isOthers: boolean; readonly isDenied: boolean; readonly wasDenied: boolean };

/** Every nation that is named, and of whom. */
function namedIn({ lexicon, near, turns }: Nations, said: readonly string[]): Spoken[] {
  const isExact = said.some((_, from) => lexicon.at(said, from) !== null);
  const spoken: Spoken[] = [];
  let mood: Mood = { isOthers: false, isDenied: false, wasDenied: false };
  for (let from = 0; from < said.length; ) {
    const found = lexicon.at(said, from) ?? (isExact ? null : nearAt(near, turns, said, from));
    if (found?.meaning) {
      spoken.push({ ...found, ...found.meaning, isOthers: mood.isOthers, isDenied: mood.isDenied });
      mood = { ...mood, wasDenied: mood.isDenied };
      from = found.to;
      continue;
    }
    const turn = said[from] === PAUSE ? 'but' : (turns.at(said, from)?.meaning ?? null);
    if (turn !== 'negation' || !isIn(lexicon, said, from)) mood = turned(mood, turn);
    from = turns.at(said, from)?.to ?? from + 1;
  }
  return spoken;
}

function turned(mood: Mood, turn: Turn | null): Mood {
  if (turn === 'somebody else') return { ...mood, isOthers: true };
  if (turn === 'negation') return { ...mood, isDenied: true };
  if (turn === 'but') return { ...mood, isDenied: false, wasDenied: false };
  // "No soy colombiano, soy venezolano": the second "soy" is no longer denied, the first is.
  if (turn === 'self') return { isOthers: false, isDenied: mood.isDenied && !mood.wasDenied, wasDenied: false };
  return mood;
}

/** "Estou no Chile", "voy pa Colombia": here "no" and "pa" are prepositions, in other languages they deny. */
function isIn(lexicon: Lexicon<Named>, said: readonly string[], from: number): boolean {
  const next = PREPOSITIONS.test(said[from] ?? '') ? lexicon.at(said, from + 1) : null;
  return next?.meaning !== undefined && next.meaning?.kind !== 'people';
}

/** A name with a slip of the finger; two words run together or apart are no slip. */
function nearAt(
  near: NearWords<Named>,
  turns: Lexicon<Turn>,
  said: readonly string[],
  from: number,
): Span<Named> | null {
  if (turns.at(said, from) !== null) return null;
  const meaning = near.find(said[from] ?? '', (a, b) => a.codes.join() === b.codes.join());
  return meaning === null ? null : { from, to: from + 1, meaning };
}

function isTongue(said: readonly string[], from: number): boolean {
  return said.slice(Math.max(0, from - 2), from).some((word) => TONGUE.test(word));
}

function isElsewhere(said: readonly string[], from: number): boolean {
  const before = said.slice(Math.max(0, from - 4), from).filter((word) => word !== PAUSE);
  const last = before.at(-1) ?? '';
  if ((before.some((word) => WISH.test(word)) && last !== 'por') || isTongue(said, from)) return true;
  return (
    FROM.test(last) &&
    before.length > 1 &&
    !/^(?:en|cerca|frontera|ciudad|cerka|ville|norte|sur|sul)$/.test(before.at(-2) ?? '')
  );
}

/** "San Antonio, Colombia": a town that others share, or that we know elsewhere, is in the country named right after it. */
function withoutTowns(spans: readonly Spoken[]): Spoken[] {
  return spans.filter((span, at) => {
    const next = spans[at + 1];
    return span.kind !== 'city' || next?.kind !== 'name' || next.from - span.to > 1;
  });
}

/** What could be two is the one of them that is named beside it. */
function narrowed(spans: readonly Spoken[]): readonly Spoken[] {
  const clear = spans.filter(({ codes }) => codes.length === 1);
  const known = new Set(clear.flatMap(({ codes }) => codes));
  return clear.length > 0 && spans.every(({ codes }) => codes.some((code) => known.has(code))) ? clear : spans;
}

/** Besides what was named there are small words only. */
function isShort({ turns }: Nations, said: readonly string[], named: readonly Span<Named>[]): boolean {
  const isNamed = (at: number) => named.some(({ from, to }) => from <= at && at < to);
  return said.every((word, at) => isNamed(at) || word === PAUSE || turns.at(said, at) !== null || word === 'estado');
}
