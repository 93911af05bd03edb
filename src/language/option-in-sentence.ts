import { type AnswerWordsOfAll, entriesOf, Lexicon, PAUSE, type Span, wordsWithPauses } from './answer-words.ts';
import type { Language } from './language.ts';
import { forEachLanguage } from './language.ts';
import { normalise } from './normalise.ts';
import { isQuestion } from './question-words.ts';
import { onceFor } from './remembered.ts';

/** @property phrases how people say it, as `repliesFor` gives them: the same list each time is taken apart once only */
export type OptionPhrases = { readonly id: string; readonly phrases: readonly string[] };

/** @property id null when none is meant, or more than one */
export type OptionHeard = { readonly id: string | null; readonly because: string };

/** Of whom the question is: of a relative's papers "mi esposo tiene PPT" is an answer. */
export type Whose = 'the person' | 'anybody';

/** Between "no" and what it denies stand a verb and small words: "no tengo todavía el PPT". */
const REACH_OF_NO = 4;

/**
 * The one option that a sentence means: the phrases of it and of no other stand there, the longest first. What is denied,
 * expired or lost, or said of somebody else does not count; a question means none.
 */
export function optionInSentence(
  words: AnswerWordsOfAll,
  language: Language,
  text: string,
  options: readonly OptionPhrases[],
  whose: Whose = 'the person',
): OptionHeard {
  if (isQuestion(words, text)) return { id: null, because: 'a question' };
  const said = wordsWithPauses(text);
  const turns = turnsOf(words)[language];
  const found = withoutDenials(phrasesIn(said, options), said, turns);
  const meant = found.filter((span) => !isDenied(span, found, said, turns));
  const own = whose === 'anybody' ? meant : meant.filter((span) => !isOfSomebodyElse(span, said, turns));
  const ids = new Set(own.map(({ meaning }) => meaning));
  const [id = null] = ids;
  if (ids.size === 1) return { id, because: own.map(({ from, to }) => said.slice(from, to).join(' ')).join(', ') };
  const nothing = found.length === 0 ? 'nothing' : meant.length === 0 ? 'denied' : 'of somebody else';
  return { id: null, because: ids.size > 1 ? [...ids].join(' or ') : nothing };
}

type Found = { readonly from: number; readonly to: number; readonly meaning: string };
type Turn = 'negation' | 'no' | 'but' | 'self' | 'somebody else' | 'undone';
type Turns = Lexicon<Turn>;

const turnsOf = onceFor((words: AnswerWordsOfAll) =>
  forEachLanguage(
    (language) =>
      new Lexicon<Turn>(entriesOf(words[language], ['undone', 'negation', 'but', 'self', 'somebody else', 'no'])),
  ),
);

/** The phrases of a list by their first words. */
const byFirstWord = onceFor((phrases: readonly string[]) => {
  const all = new Map<string, string[][]>();
  for (const phrase of phrases) {
    const words = normalise(phrase).split(' ');
    all.set(words[0] ?? '', [...(all.get(words[0] ?? '') ?? []), words]);
  }
  return all;
});

/** Longest first; words taken by one phrase are no part of a shorter. A phrase of two options means neither for sure: both. */
function phrasesIn(said: readonly string[], options: readonly OptionPhrases[]): Found[] {
  const all: Found[] = [];
  for (const { id, phrases } of options) {
    const known = byFirstWord(phrases);
    for (const [from, word] of said.entries()) {
      for (const phrase of known.get(word) ?? [])
        if (phrase.every((each, at) => said[from + at] === each))
          all.push({ from, to: from + phrase.length, meaning: id });
    }
  }
  all.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
  const kept: Found[] = [];
  const isTaken = ({ from, to }: Found) =>
    kept.some((other) => from < other.to && other.from < to && (from !== other.from || to !== other.to));
  for (const found of all) if (!isTaken(found)) kept.push(found);
  return kept.sort((a, b) => a.from - b.from);
}

/** "No tengo" may be a phrase of its own ("none of these"); before the name of another option it only denies that. */
function withoutDenials(found: readonly Found[], said: readonly string[], turns: Turns): Found[] {
  return found.filter((span) => {
    const starts = turns.at(said, span.from)?.meaning;
    const isBare = span.to - span.from <= 2 && (starts === 'negation' || starts === 'no');
    return !isBare || !found.some(({ from, meaning }) => isAfter(from, span.to, said) && meaning !== span.meaning);
  });
}

function isAfter(from: number, to: number, said: readonly string[]): boolean {
  return from >= to && from - to <= 2 && !said.slice(to, from).includes(PAUSE);
}

function isDenied(span: Found, all: readonly Found[], said: readonly string[], turns: Turns): boolean {
  // "Je n'ai pas de papiers", "m pa gen papye ditou": what begins with its own "no" is not denied by another.
  const own = turns.at(said, span.from)?.meaning;
  if (own === 'negation' || own === 'no') return false;
  const after = turns.at(said, span.to);
  if (after?.meaning === 'undone' || (after?.meaning === 'no' && after.to === said.length)) return true;
  const undone = turns.spans(said.slice(span.to, span.to + 6)).some(({ meaning }) => meaning === 'undone');
  if (undone && !all.some(({ from }) => from > span.to)) return true;
  for (let at = span.from - 1; at >= 0 && span.from - at <= REACH_OF_NO; at -= 1) {
    if (said[at] === PAUSE || all.some(({ from, to }) => from <= at && at < to && to <= span.from - REACH_OF_NO))
      return false;
    const turn = turns.at(said, at)?.meaning;
    if (turn === 'but') return false;
    if (turn === 'negation' || turn === 'no' || turn === 'undone') return true;
  }
  return false;
}

/** Whoever was named last before it is meant: "mi esposo tiene PPT y yo salvoconducto". */
function isOfSomebodyElse(span: Span<string>, said: readonly string[], turns: Turns): boolean {
  const before = turns.spans(said.slice(0, span.from));
  const whose = before.findLast(({ meaning }) => meaning === 'self' || meaning === 'somebody else')?.meaning;
  const after = turns.at(said, span.to + 1)?.meaning;
  const isNamedAfter = /^(?:de|del|pou|of|da|do)$/.test(said[span.to] ?? '') && after === 'somebody else';
  return whose === 'somebody else' || isNamedAfter;
}
