import { type Instant, localDateTime } from '../../appointments/local-time.ts';
import type { House } from '../../conversation/house.ts';
import { thresholdsOf } from '../../judging/exchange.ts';
import { LANGUAGES, type Language } from '../../language/language.ts';
import { onceFor } from '../../language/remembered.ts';
import type { Values } from '../../language/reply.ts';
import { leavesOf } from '../../screening/condition.ts';
import { bearerOf } from '../../screening/explain.ts';
import { saidBy, type Tongue } from '../frame/tongue.ts';

/** A sentence as it was kept: which it is, what fills it, and how it stood. */
type KeptSentence = { readonly key: string; readonly values: Values; readonly words: string };

/**
 * A sentence of the bot, said again.
 * @property spoken the language it was said in; null where no catalogue of today says it so
 * @property words  in the adviser's language; null where that catalogue has lost the sentence: then only the original is left
 */
export type SaidAgain = { readonly spoken: Language | null; readonly words: string | null };

/** What stands in a sentence as words of their own. Names of offices, places and publishers are nobody's to translate. */
const WORDED: ReadonlySet<string> = new Set([
  'names',
  'name',
  'what',
  'demand',
  'reason',
  'question',
  'answer',
  'languages',
]);

/** Says again what was kept by key and values. @param likely the language of the talk, tried first */
export function sayAgain(house: House, tongue: Tongue, kept: KeptSentence, likely: Language | null): SaidAgain {
  const spoken = spokenIn(house, tongue, kept, likely);
  if (spoken === tongue.language) return { spoken, words: kept.words };
  const from = spoken ?? likely;
  const values = Object.fromEntries(
    Object.entries(kept.values).map(([name, value]) => {
      const again = from === null || !isWorded(name, value) ? null : valueAgain(house, tongue, from, value, kept.key);
      return [name, again ?? value];
    }),
  );
  return { spoken, words: tongue.sayAgain(kept.key, values) };
}

function isWorded(name: string, value: string | number): value is string {
  return typeof value === 'string' && WORDED.has(name);
}

/** "{{what}}: {{number}}" is said alike in every language: then what fills it tells. */
function spokenIn(house: House, tongue: Tongue, { key, values, words: said }: KeptSentence, likely: Language | null) {
  const languages = likely === null ? LANGUAGES : [likely, ...LANGUAGES.filter((one) => one !== likely)];
  const fit = languages.filter((language) => saidBy(house.words, language, key, values)?.trim() === said.trim());
  const filled = Object.entries(values).flatMap(([name, value]) => (isWorded(name, value) ? [value] : []));
  const isFilled = (language: Language) =>
    filled.every((value) => valueAgain(house, tongue, language, value, key) !== null);
  return (fit.length > 1 ? fit.find(isFilled) : undefined) ?? fit[0] ?? null;
}

/** An option as it was shown. @property id where it is known @property near the key of what it was shown with */
export type KeptLabel = { readonly label: string; readonly id?: string | undefined; readonly near: string };

/** An option in the adviser's language; as it was where nobody knows it. */
export function optionAgain(house: House, tongue: Tongue, from: Language | null, option: KeptLabel): string {
  if (from === tongue.language) return option.label;
  const startsAt = /^slot=(\d+)(?::|$)/.exec(option.id ?? '')?.[1];
  if (startsAt === undefined) return labelAgain(house, tongue, from, option.label, option.near);
  return timeAgain(house, tongue, from, Number(startsAt) as Instant, option.label);
}

/** A time at an office, by whichever office's clock it was said. */
function timeAgain(house: House, tongue: Tongue, from: Language | null, at: Instant, label: string): string {
  const zones = new Set([house.programme.timeZone, ...house.offices.map(({ timeZone }) => timeZone)]);
  const languages = from === null ? LANGUAGES : [from];
  for (const starts of [...zones].map((zone) => localDateTime(at, zone)))
    if (languages.some((language) => saidBy(house.words, language, SLOT, { starts }) === label))
      return tongue.sayAgain(SLOT, { starts }) ?? label;
  return label;
}

const SLOT = 'booking.slot.option';

/** A label or a name in the adviser's language; as it was where nobody knows it. @param near the key it stands with */
function labelAgain(house: House, tongue: Tongue, from: Language | null, label: string, near: string): string {
  const languages = from === null ? LANGUAGES : [from];
  const keys = languages.flatMap((language) => house.words.keysOf(language, label)).map(unshortened);
  const sayable = keys.filter((key) => tongue.has(key));
  // "Yes" has many names: the one beside the question says it as that question does.
  const [best] = sayable.sort((a, b) => alike(b, near) - alike(a, near));
  return best === undefined ? label : tongue.sayKept(best);
}

const unshortened = (key: string) => key.replace(/_sms$/, '');

function alike(key: string, near: string): number {
  let length = 0;
  while (length < key.length && key[length] === near[length]) length += 1;
  return length;
}

/** What fills a sentence, if it is something the house says in that language; else null. */
function valueAgain(house: House, tongue: Tongue, from: Language, value: string, near: string): string | null {
  const dated = datedIn(house, from).get(value);
  if (dated !== undefined) return tongue.sayAgain(dated.key, dated.values);
  const parts = value.split('; ').map((part) => partAgain(house, tongue, from, part, near));
  return parts.includes(null) ? partAgain(house, tongue, from, value, near) : parts.join('; ');
}

function partAgain(house: House, tongue: Tongue, from: Language, part: string, near: string): string | null {
  return listAgain(house, tongue, from, part, near) ?? sinceAgain(house, tongue, from, part, near);
}

/** "A, B": names may hold commas themselves, so the longest that is known is taken first. */
function listAgain(house: House, tongue: Tongue, from: Language, value: string, near: string): string | null {
  const parts = value.split(', ');
  const said: string[] = [];
  let at = 0;
  while (at < parts.length) {
    let end = parts.length;
    while (end > at && house.words.keysOf(from, parts.slice(at, end).join(', ')).length === 0) end -= 1;
    if (end === at) return null;
    said.push(labelAgain(house, tongue, from, parts.slice(at, end).join(', '), near));
    at = end;
  }
  return said.join(', ');
}

/** What is closed, with the month since when. */
function sinceAgain(house: House, tongue: Tongue, from: Language, value: string, near: string): string | null {
  for (const since of monthsIn(house)) {
    const whole = saidBy(house.words, from, SINCE, { names: NAMES, since }) ?? NAMES;
    const [before = '', after = ''] = whole.split(NAMES);
    const fits = value.startsWith(before) && value.endsWith(after) && value.length > before.length + after.length;
    const names = fits
      ? listAgain(house, tongue, from, value.slice(before.length, value.length - after.length), near)
      : null;
    if (names !== null) return tongue.sayAgain(SINCE, { names, since });
  }
  return null;
}

const SINCE = 'closed.since';
const NAMES = '\u0000';

const monthsIn = onceFor(({ programme }: House): readonly string[] => {
  const days = [...programme.pathways.values()].flatMap(({ versions }) => versions.map(({ inForce }) => inForce.from));
  return [...new Set(days.map((day) => `${day.slice(0, 7)}-01`))];
});

type Dated = ReadonlyMap<string, { readonly key: string; readonly values: Values }>;

/** The demands and questions that name a day, as one language says them. */
function datedIn(house: House, language: Language): Dated {
  const known = DATED(house);
  const found = known.get(language) ?? new Map(dated(house).flatMap((one) => spoken(house, language, one)));
  known.set(language, found);
  return found;
}

const DATED = onceFor((_: House) => new Map<Language, Dated>());

type Sentence = { readonly key: string; readonly values: Values };

function spoken({ words }: House, language: Language, one: Sentence): [string, Sentence][] {
  const said = saidBy(words, language, one.key, one.values);
  return said === null ? [] : [[said, one]];
}

function dated({ programme }: House): Sentence[] {
  const asked = [...programme.questions.keys()].flatMap((id) =>
    thresholdsOf(programme, id).map((date) => ({ key: `question.${id}.ask`, values: { date } })),
  );
  const demanded = [...programme.pathways.values()].flatMap(({ id, versions }) =>
    versions.flatMap(({ requirements }) =>
      requirements.flatMap((requirement) =>
        leavesOf(requirement.test).flatMap((leaf) =>
          'onOrBefore' in leaf
            ? [{ key: `requirement.${bearerOf(id, requirement)}.${requirement.id}`, values: { date: leaf.onOrBefore } }]
            : [],
        ),
      ),
    ),
  );
  return [...asked, ...demanded];
}
