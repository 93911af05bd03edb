/** The headings of `places/words.txt`; what each holds is told there. */
export const AROUND_HEADINGS = [
  'around',
  'before an address',
  'everyday',
  'only with its department',
  'elsewhere',
  'border',
  'border with',
  'with',
  'article',
  'not there',
] as const;

export type AroundHeading = (typeof AROUND_HEADINGS)[number];

/** What a person of one language says before the place where they are, in five parts; '' among them says that a part may be missing. */
export type SaysWhere = readonly [who: Phrases, is: Phrases, meanwhile: Phrases, inside: Phrases, of: Phrases];

type Phrases = readonly string[];

/**
 * What people say around the name of a place, in all languages at once.
 * @property phrases  normalised, by heading
 * @property atBorder finds "en la frontera con Ecuador"
 */
export type WordsAround = {
  readonly phrases: ReadonlyMap<AroundHeading, ReadonlySet<string>>;
  readonly saysWhere: RegExp;
  readonly saysNot: RegExp;
  readonly atBorder: RegExp;
};

/** @param phrases normalised */
export function wordsAround(
  phrases: Readonly<Record<AroundHeading, Phrases>>,
  where: readonly SaysWhere[],
): WordsAround {
  const border = `${one(phrases.border)}${maybe(phrases.with)}${maybe(phrases.article)} ${one(phrases['border with'])}`;
  return {
    phrases: new Map(AROUND_HEADINGS.map((heading) => [heading, new Set(phrases[heading])])),
    saysWhere: new RegExp(`(?:^| )(?:${where.map(saysWhere).join('|')})$`),
    saysNot: new RegExp(`(?:^| )${one(phrases['not there'])}$`),
    atBorder: new RegExp(`\\b${border}\\b`),
  };
}

function saysWhere([who, is, meanwhile, inside, of]: SaysWhere): string {
  const lead = who.length === 0 ? '' : `(?:${one(who)} )${who.includes('') ? '?' : ''}`;
  const place = inside.includes('') ? maybe(inside) : ` ${one(inside)}`;
  return `${lead}(?:${one(meanwhile)} )*${one(is)}(?: ${one(meanwhile)})*${place}(?: ${one(of)})*`;
}

function one(phrases: Phrases): string {
  return `(?:${phrases.filter((phrase) => phrase !== '').join('|')})`;
}

function maybe(phrases: Phrases): string {
  return `(?: ${one(phrases)})?`;
}
