import { choiceIn } from '../language/choices.ts';
import { dateIn, sideOf } from '../language/dates.ts';
import type { Intent } from '../language/intent.ts';
import { countryIn, nationalitiesIn } from '../language/nations.ts';
import { ageIn, partyIn } from '../language/numbers.ts';
import { optionInSentence } from '../language/option-in-sentence.ts';
import { isQuestion } from '../language/question-words.ts';
import { optionMeant, optionsMeant } from '../language/understand.ts';
import { yesNoIn } from '../language/yes-no.ts';
import { matchPlace } from '../places/match.ts';
import type { PromptResult } from './prompt-result.ts';
import { type Choice, type Expected, optionOf, type PromptOptions, shown } from './speech.ts';
import type { Talk } from './talk.ts';

/**
 * An answer as it was understood from a sentence.
 * @property echo    what is said back of it, so that a mistake is seen at once
 * @property because what made it so, for the transcript
 */
export type SentenceRead = { readonly result: PromptResult; readonly echo: string; readonly because: string };

/** An answer that is an option of the open prompt and nothing else: a tap, its number, its label or one of its reply words. */
export function readExactly({ heard, house, language }: Talk, options: PromptOptions): PromptResult | null {
  const { content, chosen, text } = heard;
  if (chosen !== null && options.choices.some((choice) => choice.id === chosen)) return { is: 'chosen', id: chosen };
  if (content.kind === 'location' && options.takes === 'text') {
    return { is: 'located', latitude: content.latitude, longitude: content.longitude };
  }
  if (content.kind !== 'text') return null;
  const choosable = options.choices.map((choice) => ({
    id: choice.id,
    label: optionOf(house.words, language, choice).label,
    repliesKey: repliesKeyOf(choice),
  }));
  const meant = optionMeant(house.words, language, text, choosable);
  if (meant !== null) return { is: 'chosen', id: meant };
  const several = options.takes === 'several' ? optionsMeant(house.words, language, text, choosable) : [];
  return several.length > 1 ? { is: 'several', ids: several } : null;
}

/**
 * An answer that stands in a sentence, by the kind of answer the question expects: first how people name a choice, then the kind
 * itself, then the words of one option. A question is no answer.
 */
export function readSentence(talk: Talk, options: PromptOptions): SentenceRead | null {
  const { heard, house, language } = talk;
  if (heard.hearing === null || heard.chosen !== null || isQuestion(house.ears.answers, heard.text)) return null;
  // A few words of a label stand in another answer: "mi esposa y yo" is not "solo yo".
  if (options.expects === 'people') return READERS.people?.(talk, options) ?? null;
  const named = namesAChoice(options) ? namedChoice(talk, options) : null;
  if (named !== null || options.expects === undefined) return named;
  const read = READERS[options.expects]?.(talk, options) ?? null;
  if (read !== null) return read;
  const phrases = options.choices.map((choice) => ({
    id: choice.id,
    phrases: [optionOf(house.words, language, choice).label, ...house.words.repliesFor(language, repliesKeyOf(choice))],
  }));
  const { id, because } = optionInSentence(house.ears.answers, language, heard.text, phrases, options.whose);
  return chosenBy(talk, options, id, because);
}

/** "La 2", "el último": not where a yes or a no is asked, since "uno" and "primero" are said there too. */
function namesAChoice({ choices }: PromptOptions): boolean {
  return choices.every(({ replies }) => replies !== 'yes');
}

/** Words in which people name a choice. */
const LONGEST_NAME = 4;

function namedChoice(talk: Talk, options: PromptOptions): SentenceRead | null {
  const { heard, house, language } = talk;
  const choices = shown(options.choices);
  const labels = choices.map((choice) => optionOf(house.words, language, choice).label);
  // In a long sentence a word or two of a label stand by chance.
  if ((heard.hearing?.normalised.split(' ').length ?? 0) > LONGEST_NAME) return null;
  const { index, because } = choiceIn(house.ears.answers, language, heard.text, labels);
  return chosenBy(talk, options, index === null ? null : (choices[index]?.id ?? null), because);
}

function readYesNo(talk: Talk, options: PromptOptions): SentenceRead | null {
  const { value, because } = yesNoIn(talk.house.ears.answers, talk.language, talk.heard.text);
  return sideChosen(talk, options, value, because);
}

type Reader = (talk: Talk, options: PromptOptions) => SentenceRead | null;

const READERS: Readonly<Partial<Record<Expected, Reader>>> = {
  yesno: readYesNo,
  adult(talk, options) {
    const { ears } = talk.house;
    const { value, because } = ageIn(ears.times, talk.language, talk.heard.text, talk.today);
    return value === null ? readYesNo(talk, options) : sideChosen(talk, options, value >= ADULT, because);
  },
  date(talk, options) {
    const { ears } = talk.house;
    const { value, because } = dateIn(ears.times, talk.language, talk.heard.text, talk.today, 'past');
    const threshold = String(options.values.date ?? '');
    const side = value === null ? null : sideOf(value, threshold);
    if (value === null || side === null) return readYesNo(talk, options);
    const read = sideChosen(talk, options, side === 'before', because);
    return read && { ...read, echo: dayWords(talk, value) };
  },
  nationality(talk, options) {
    const { codes, because } = nationalitiesIn(talk.house.ears.nations, talk.heard.text);
    const ids = [...new Set(codes.map((code) => idOf(options, code)))].filter((id) => id !== null);
    const [first] = ids;
    if (first === undefined) return null;
    const result: PromptResult = ids.length > 1 ? { is: 'several', ids } : { is: 'chosen', id: first };
    return { result, echo: ids.map((id) => labelOf(talk, options, id)).join(', '), because };
  },
  country(talk, options) {
    const { code, because } = countryIn(talk.house.ears.nations, talk.heard.text);
    const place = code === null ? matchPlace(talk.house.places, talk.heard.text) : { none: true };
    const where = 'found' in place ? place.found.country : code;
    return where === null ? null : chosenBy(talk, options, idOf(options, where), because);
  },
  people(talk, options) {
    const { value, because } = partyIn(talk.house.ears.times, talk.language, talk.heard.text);
    if (value === null || value < 1) return null;
    const exact = options.choices.find(({ id }) => id === `people=${value}`);
    return chosenBy(talk, options, (exact ?? options.choices.at(-1))?.id ?? null, because);
  },
  /** Any word may be chosen, also one that would mean something elsewhere; whoever greets or thanks has chosen none. */
  word({ heard: { text, hearing } }) {
    const word = text.trim();
    const isOne = word.split(/\s+/).length <= WORD.words && word.length <= WORD.letters && /\p{L}/u.test(word);
    const isManners = hearing?.intent === 'greeting' || hearing?.intent === 'thanks';
    return isOne && !isManners ? { result: { is: 'written', text: word }, echo: '', because: 'a word' } : null;
  },
  interest(talk, options) {
    const { intent } = talk.heard.hearing ?? {};
    const pathways = [...talk.house.programme.pathways.values()].filter(({ askedAs }) => asksFor(askedAs, intent));
    const meant = talk.house.programme.interests.filter((interest) =>
      pathways.every(({ id }) => interest.pathways.includes(id)),
    );
    const [only, ...others] = meant;
    return only === undefined || others.length > 0 || pathways.length === 0
      ? null
      : chosenBy(talk, options, idOf(options, only.id), `${intent}`);
  },
};

const ADULT = 18;

/** More words are a sentence, and mean something else. */
const WORD = { words: 2, letters: 30 };

/** That somebody looks for a way at all says nothing of which. */
function asksFor(askedAs: readonly Intent[], intent: Intent | null | undefined): boolean {
  return intent?.startsWith('pathway:') === true && askedAs.includes(intent);
}

/** The option for a value; that for any other where the menu does not name it. */
function idOf({ choices }: PromptOptions, value: string): string | null {
  const find = (wanted: string) => choices.find(({ id }) => id.endsWith(`=${wanted}`))?.id;
  return find(value) ?? find('other') ?? null;
}

function sideChosen(talk: Talk, options: PromptOptions, isYes: boolean | null, because: string): SentenceRead | null {
  if (isYes === null) return null;
  const side = options.choices.find(({ replies }) => replies === (isYes ? 'yes' : 'no'));
  return chosenBy(talk, options, side?.id ?? null, because);
}

function chosenBy(talk: Talk, options: PromptOptions, id: string | null, because: string): SentenceRead | null {
  return id === null ? null : { result: { is: 'chosen', id }, echo: labelOf(talk, options, id), because };
}

function labelOf({ house, language }: Talk, { choices }: PromptOptions, id: string): string {
  const choice = choices.find((one) => one.id === id);
  return choice === undefined ? '' : optionOf(house.words, language, choice).label;
}

/** "Marzo de 2022", "5 de marzo de 2022", "2022": as precisely as it was said. */
function dayWords({ house, language }: Talk, date: string): string {
  if (date.length === 4) return date;
  return house.words.say(language, date.length === 7 ? 'answer.month' : 'answer.day', { date });
}

function repliesKeyOf({ id, replies }: Choice): string {
  return `understand.${replies ?? id}`;
}
