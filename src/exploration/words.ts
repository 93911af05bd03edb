import { questionPrompt } from '../../dialogs/question.ts';
import { WHATSAPP_LIMITS } from '../channels/fit.ts';
import { segments, toGsm7 } from '../channels/segments.ts';
import type { House } from '../conversation/house.ts';
import { optionOf } from '../conversation/speech.ts';
import { numberWithHours } from '../handoff/helpline.ts';
import { keysOf } from '../judging/keys.ts';
import { addDays } from '../language/calendar-days.ts';
import { type Catalogues, placeholders } from '../language/catalogue.ts';
import { LANGUAGES, type Language } from '../language/language.ts';
import { keysOfTemplate } from '../language/template.ts';
import { regionOf } from '../places/place.ts';
import type { NextQuestion } from '../screening/assess.ts';
import type { Day } from '../screening/names.ts';
import type { State, StateKey } from './rules.ts';
import { type Cost, costOf } from './walk.ts';

/** Keys that nobody hears in a talk. */
const SILENT = /^(?:console|understand|calendar)\./;

/**
 * What is wrong with the words: a sentence that is missing, or too long in some language with its longest values.
 * @param most how many parts of SMS one sentence may have
 */
export function wordsProblems(house: House, catalogues: Catalogues, most: number): string[] {
  const { programme, helplines, templates } = house;
  const needed = [
    ...keysOf(programme),
    ...helplines.map(({ id }) => `helpline.${id}.what`),
    ...templates.flatMap(keysOfTemplate),
  ];
  return LANGUAGES.flatMap((language) => {
    const longest = longestValues(house, catalogues, language);
    const said = [...new Set([...needed, ...catalogues[language].keys()])].filter((key) => !SILENT.test(key));
    return said.flatMap((key) => {
      const sentence = catalogues[language].get(key);
      if (sentence === undefined) return [`locales/${language}: '${key}' is missing.`];
      const problem = lengthProblem(house, language, key, sentence, longest, most);
      return problem === null ? [] : [`locales/${language}: '${key}' ${problem}.`];
    });
  });
}

type Longest = Readonly<Record<string, string | number>>;

function lengthProblem(
  house: House,
  language: Language,
  key: string,
  sentence: string,
  longest: Longest,
  most: number,
): string | null {
  const unknown = placeholders(sentence).find((name) => longest[name] === undefined);
  if (unknown !== undefined) return `is filled by '${unknown}', and nobody says how long that may be`;
  // A sentence with a variant is said by its first name and what chooses the variant.
  const said = house.words.say(language, key, longest);
  if (said.length > WHATSAPP_LIMITS.body)
    return `has ${said.length} characters, WhatsApp takes ${WHATSAPP_LIMITS.body}`;
  const { count } = segments(toGsm7(said));
  return count > most ? `has ${count} parts of SMS, ${most} are allowed` : null;
}

/** For each placeholder of a sentence, the longest that can stand there. */
function longestValues({ programme, offices, helplines, places, words }: House, all: Catalogues, language: Language) {
  const spoken = (pattern: RegExp) => [...all[language]].filter(([key]) => pattern.test(key)).map(([, text]) => text);
  const date = longest(daysOfAYear(), (day) => words.say(language, 'information.none', { today: day }));
  const starts = `${date}T10:30`;
  const fees = [...programme.pathways.values()].flatMap((pathway) => pathway.fees);
  const publishers = [...[...programme.sources.values()], ...helplines].map(({ publisher }) => publisher);
  const town = longest(places.all.map(({ name }) => name));
  const label = longest(spoken(/^question\.[^.]+\.option\.[^.]+$/));
  return {
    ...{
      date,
      since: date,
      today: date,
      confirmedOn: date,
      published: date,
      openedOn: date,
      day: date,
      on: date,
      starts,
      opens: starts,
      answerBy: starts,
      other: starts,
    },
    ...{ from: '10:30', to: '10:30', until: '10:30' },
    office: longest(offices.map(({ name }) => name)),
    address: longest(offices.map(({ address }) => address.text)),
    landmark: longest(offices.map(({ landmark }) => landmark?.text ?? '')),
    offices: offices.map(({ name }) => name).join(', '),
    ...{ place: town, otherPlace: town, city: town },
    map: 'https://maps.google.com/?q=-12.345,-123.456',
    department: longest(places.all.map(regionOf)),
    names: spoken(/^pathway\.[^.]+\.name$/).join(', '),
    name: longest(spoken(/^pathway\.[^.]+\.name$/)),
    what: longest(spoken(/^helpline\.[^.]+\.what$/)),
    number: longest(helplines.map(numberWithHours)),
    languages: LANGUAGES.map((one) => words.say(language, `language.${one}`)).join(', '),
    publisher: longest(publishers),
    reason: longest(spoken(/^(?:question\.[^.]+|registration\.reason)\.why$/)),
    demand: longest(spoken(/^(?:requirement|standing)\./)),
    question: longest(spoken(/^question\.[^.]+\.name$/)),
    amount: Math.max(...fees.map(({ amount }) => amount), 0),
    currency: 'USD',
    km: 9999,
    code: 'BCDF-GHJK-MNPQ',
    link: 'https://camino.example.org/check/BCDF-GHJK-MNPQ?lang=es',
    ...{ was: longest(spoken(/^result\.word\./)), now: longest(spoken(/^result\.word\./)) },
    ...{ hours: 48, days: 999, minutes: 480, people: 12 },
    reference: 'R-BCD-FGH',
    receipt: 'BCD-FGH',
    answer: `${label}, ${label}`,
  } satisfies Longest;
}

function longest(texts: readonly string[], shown: (text: string) => string = (text) => text): string {
  return texts.reduce((best, text) => (shown(text).length > shown(best).length ? text : best), texts[0] ?? '');
}

/** From one leap day to the next year, so that every date of every month is there with every weekday near it. */
function daysOfAYear(): string[] {
  return Array.from({ length: 366 }, (_, ahead) => addDays('2028-01-01' as Day, ahead));
}

/** What the questions of a walk cost in a language: the dearest way through it, and the mean. */
export type WalkCost = { readonly dearest: Cost; readonly mean: Cost };

const NOTHING: WalkCost = { dearest: { sms: 0, whatsapp: 0 }, mean: { sms: 0, whatsapp: 0 } };

/** Prices every state of a walk in one language; a question said in two states is priced once. */
export class Prices {
  readonly #states: ReadonlyMap<StateKey, State>;
  readonly #price: (asks: NextQuestion) => Cost;
  readonly #known = new Map<StateKey, WalkCost>();

  constructor(states: ReadonlyMap<StateKey, State>, house: House, language: Language) {
    this.#states = states;
    const prices = new Map<string, Cost>();
    this.#price = (asks) => {
      const name = `${asks.question} ${asks.threshold}`;
      const price = prices.get(name) ?? questionCost(house, language, asks);
      prices.set(name, price);
      return price;
    };
  }

  /** What it costs to ask everything from a state on. */
  from(key: StateKey | null): WalkCost {
    const state = key === null ? undefined : this.#states.get(key);
    if (key === null || state === undefined) return NOTHING;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const here = this.#price(state.asks);
    const after = state.to.map((next) => this.from(next));
    const cost = { dearest: plus(here, most(after)), mean: plus(here, average(after)) };
    this.#known.set(key, cost);
    return cost;
  }
}

function plus(one: Cost, other: Cost): Cost {
  return { sms: one.sms + other.sms, whatsapp: one.whatsapp + other.whatsapp };
}

function most(costs: readonly WalkCost[]): Cost {
  return {
    sms: Math.max(...costs.map(({ dearest }) => dearest.sms)),
    whatsapp: Math.max(...costs.map(({ dearest }) => dearest.whatsapp)),
  };
}

function average(costs: readonly WalkCost[]): Cost {
  const sum = costs.reduce((total, { mean }) => plus(total, mean), NOTHING.mean);
  return { sms: sum.sms / costs.length, whatsapp: sum.whatsapp / costs.length };
}

/** A question with its menu, as the talk says it. @throws when it breaks a limit of a channel */
function questionCost(house: House, language: Language, asks: NextQuestion): Cost {
  const { key, values, choices } = questionPrompt(house.programme, asks);
  const options = choices.map((choice) => optionOf(house.words, language, choice));
  const text = house.words.say(language, key, values);
  const cost = costOf({ house, language, day: '' }, [{ key, values, text, options, asks: true }]);
  if (typeof cost === 'string') throw new Error(`locales/${language}: ${cost}`);
  return cost;
}
