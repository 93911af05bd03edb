import { type AnswerWords, type AnswerWordsOfAll, entriesOf, Lexicon, PAUSE, wordsWithPauses } from './answer-words.ts';
import { type Hour, hourIn, hourOfLabel } from './hours.ts';
import { forEachLanguage, LANGUAGES, type Language } from './language.ts';
import { isOneEditApart, plainSound } from './near-words.ts';
import { normalise } from './normalise.ts';
import { isQuestion } from './question-words.ts';
import { onceFor, Remembered } from './remembered.ts';

/** @property index of the label, from 0; null when none is meant, or more than one */
export type ChoiceHeard = { readonly index: number | null; readonly because: string };

/** The line of a list that a text chooses: by its place, by its words, or, of times, by the day and the hour. */
export function choiceIn(
  words: AnswerWordsOfAll,
  language: Language,
  text: string,
  labels: readonly string[],
): ChoiceHeard {
  const said = wordsWithPauses(figuresOf(text)).filter((word) => word !== PAUSE);
  if (said.length === 0) return none('nothing said');
  const known = labels.map((label) => labelled.get(label, () => takenApart(words, label)));
  const whole = known.findIndex((label) => label.text === normalise(text));
  if (whole !== -1) return { index: whole, because: 'the label' };
  if (isQuestion(words, text)) return none('a question');
  const own = lexicons(words)[language];
  const spans = own.spans(said);
  if (spans.some(({ meaning }) => meaning?.kind === 'none')) return none('none of them');
  const areTimes = known.filter((label) => label.weekday !== null).length > labels.length / 2;
  // In Portuguese "segunda" is Monday and the second; an option is counted.
  if (areTimes && !said.some((word) => OPTION.test(word))) {
    const time = byTime(words, said, known);
    if (time !== null) return time;
  }
  return byPlace(spans, said, labels.length, areTimes) ?? byWords(spans, said, known);
}

function none(because: string): ChoiceHeard {
  return { index: null, because };
}

/** "n°1", "1º", "2do" and "#3" are figures; "№" and keycaps are so already when normalised. */
function figuresOf(text: string): string {
  return text
    .normalize('NFC')
    .replace(/(?<!\p{L})n(?:um|ro)?\s*[º°o.#]+\s*(?=\d)/giu, ' ')
    .replace(
      /(\d)\s*(?:[º°ª]|(?:er|re|ère|ero|era|ro|ra|do|da|to|ta|mo|vo|[eè]me|i[eè]me|y?[eè]m|nd|st|rd|th|e|o|a)(?!\p{L}))/giu,
      '$1 ',
    );
}

type Sign = { readonly kind: 'none' | 'pick' | 'filler' } | { readonly kind: 'place'; readonly place: number };
const OPTION = /^(?:opcao|opcion|option|opsyon|numero|nimewo|number|chwa|choix)$/;

type LastOrMiddle = -1 | -2;
const LAST: LastOrMiddle = -1;
const MIDDLE: LastOrMiddle = -2;

const lexicons = onceFor((words: AnswerWordsOfAll) =>
  forEachLanguage((language) => {
    // Of the other languages the places count where this one has no other meaning for the word.
    const all = [language, ...LANGUAGES.filter((other) => other !== language)];
    return new Lexicon<Sign>(all.flatMap((one) => signsOf(words[one])));
  }),
);

function signsOf(words: AnswerWords): (readonly [string, Sign])[] {
  const place = (phrase: string, at: number) => [phrase, { kind: 'place', place: at }] as const;
  const plain = entriesOf(words, ['none of them', 'negation', 'pick', 'filler', 'self', 'echo', 'topic']).map(
    ([phrase, heading]) =>
      [
        phrase,
        {
          kind: heading === 'none of them' || heading === 'negation' ? 'none' : heading === 'pick' ? 'pick' : 'filler',
        },
      ] as const,
  );
  return [
    ...words.positions.flatMap(([figure = '', ...phrases]) => phrases.map((phrase) => place(phrase, Number(figure)))),
    ...words.last.flat().map((phrase) => place(phrase, LAST)),
    ...words.middle.flat().map((phrase) => place(phrase, MIDDLE)),
    ...plain,
  ];
}

type Spans = ReturnType<Lexicon<Sign>['spans']>;

/** A place counts with nothing but small words beside it, or right after a word for "option". */
function byPlace(spans: Spans, said: readonly string[], count: number, areTimes: boolean): ChoiceHeard | null {
  const places = spans.flatMap(({ meaning, from }, at) => {
    const place = meaning?.kind === 'place' ? placeOf(meaning.place, count) : figureAt(said[from]);
    const isPicked = spans[at - 1]?.meaning?.kind === 'pick';
    return place === null ? [] : [{ place, isPicked, isFigure: meaning?.kind !== 'place' }];
  });
  const isAlone = spans.every(({ meaning, from }) => meaning !== null || figureAt(said[from]) !== null);
  const meant = isAlone ? places : places.filter(({ isPicked, isFigure }) => isPicked && isFigure);
  const different = new Set(meant.map(({ place }) => place));
  if (different.size > 1 && isAlone) return areTimes ? null : none('more than one');
  const [place] = different;
  if (different.size !== 1 || place === undefined || place < 1 || place > count) return null;
  return { index: place - 1, because: `number ${place}` };
}

function placeOf(place: number, count: number): number | null {
  if (place === LAST) return count;
  return place === MIDDLE ? (count % 2 === 1 ? (count + 1) / 2 : null) : place;
}

function figureAt(word: string | undefined): number | null {
  return word !== undefined && /^\d{1,2}$/.test(word) ? Number(word) : null;
}

type Label = {
  readonly text: string;
  readonly words: readonly string[];
  readonly weekday: number | null;
  readonly hour: Hour | null;
};

/** The house's own words; those of people are never kept. */
const labelled = new Remembered<Label>(5000);

function takenApart(words: AnswerWordsOfAll, label: string): Label {
  const text = normalise(label);
  const all = apart(text);
  const weekday = all.map((word) => weekdayOf(words, word)).find((day) => day !== null) ?? null;
  return { text, words: all, weekday, hour: hourOfLabel(label) };
}

/** "10h30" is two figures with a letter between. */
function apart(normalised: string): string[] {
  return normalised.replace(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, '$1$2 ').split(' ');
}

const weekdays = onceFor(
  (words: AnswerWordsOfAll) =>
    new Map(
      LANGUAGES.flatMap((one) => words[one].weekdays.flatMap((day, at) => day.map((name) => [name, at] as const))),
    ),
);

function weekdayOf(words: AnswerWordsOfAll, word: string): number | null {
  return weekdays(words).get(word) ?? null;
}

const daytimes = onceFor(
  (words: AnswerWordsOfAll) => new Lexicon(LANGUAGES.flatMap((one) => entriesOf(words[one], ['afternoon', 'morning']))),
);

/** The one time that agrees with the day, the hour and the part of the day that were said; null when none of these was. */
function byTime(words: AnswerWordsOfAll, said: readonly string[], labels: readonly Label[]): ChoiceHeard | null {
  const text = said.join(' ');
  const days = new Set(said.map((word) => weekdayOf(words, word)).filter((found) => found !== null));
  if (days.size > 1) return none('more than one day');
  const [day = null] = days;
  const part = said.map((_, at) => daytimes(words).at(said, at)?.meaning).find((found) => found !== undefined);
  const hour = hourIn(text, part === 'afternoon');
  const date = day === null && !/\b(?:el|le|dia|jou|jour|the|no dia) \d/.test(text) ? null : dateIn(text, hour);
  if (day === null && part === undefined && hour === null && (date === null || date <= labels.length)) return null;
  const agreeing = labels.flatMap((label, index) => {
    const isDay = day === null || label.weekday === day;
    const isHour = hour === null || isSameHour(label.hour, hour);
    const isPart = part === undefined || label.hour === null || (part === 'morning') === label.hour.hours < 12;
    const isDate = date === null || label.words.includes(String(date));
    return isDay && isHour && isPart && isDate ? [index] : [];
  });
  const [index = null] = agreeing;
  return agreeing.length === 1
    ? { index, because: 'the time' }
    : none(agreeing.length === 0 ? 'no such time' : 'several');
}

function isSameHour(label: Hour | null, said: Hour): boolean {
  return label !== null && label.hours === said.hours && (said.minutes === null || said.minutes === label.minutes);
}

/** A day of the month that is said beside a weekday. */
function dateIn(text: string, hour: Hour | null): number | null {
  const figures = [...text.matchAll(/\b\d{1,2}\b/g)].map(([figure]) => Number(figure));
  const rest =
    hour === null
      ? figures
      : figures.filter((figure) => figure !== hour.hours && figure !== hour.minutes && figure !== hour.hours - 12);
  return rest.length === 1 ? (rest[0] ?? null) : null;
}

/** Who names a line of a list does so in a sentence; longer texts tell something else. */
const MOST_SAID = 16;

/** The label of which the most words were said, when no other has as many and most of what was said is in it. */
function byWords(spans: Spans, said: readonly string[], labels: readonly Label[]): ChoiceHeard {
  if (said.length > MOST_SAID) return none('much else is said');
  const isSmall = (at: number) =>
    spans.some(
      ({ from, to, meaning }) => from <= at && at < to && (meaning?.kind === 'filler' || meaning?.kind === 'pick'),
    );
  const shared = (word: string) => labels.filter((label) => label.words.some((other) => isNear(word, other))).length;
  const content = said.filter((word, at) => !isSmall(at) || shared(word) === 1);
  const scores = labels.map((label) =>
    content.reduce((sum, word) => sum + (label.words.some((other) => isNear(word, other)) ? 1 / shared(word) : 0), 0),
  );
  const best = Math.max(...scores, 0);
  const index = scores.indexOf(best);
  const rivals = scores.filter((score) => score > best - 0.34).length;
  const unknown = content.filter((word) => shared(word) === 0).length;
  const matched = content.length - unknown;
  if (best < 0.5) return none('nothing near');
  if (rivals > 1) return none('more than one');
  return unknown > matched + 1 ? none('much else is said') : { index, because: 'words of the label' };
}

function isNear(word: string, other: string): boolean {
  if (word === other) return true;
  if (word.length < 4 || other.length < 4 || /\d/.test(word)) return false;
  const [a, b] = [plainSound(word), plainSound(other)];
  return a === b || (Math.min(a.length, b.length) >= 4 && isOneEditApart(a, b));
}
