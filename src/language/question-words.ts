import { type AnswerWordsOfAll, entriesOf, Lexicon, lexiconOfAll, PAUSE, wordsWithPauses } from './answer-words.ts';
import { LANGUAGES } from './language.ts';
import { onceFor } from './remembered.ts';

const beginnings = lexiconOfAll(['not a question', 'question']);
const anywhere = lexiconOfAll(['question anywhere']);
const tags = lexiconOfAll(['tag']);
const fillers = onceFor(
  (words: AnswerWordsOfAll) =>
    new Lexicon(LANGUAGES.flatMap((language) => entriesOf(words[language], ['filler', 'but']))),
);

/**
 * Whether a text asks something rather than answering: by its sign, or because it begins as questions do in any of the five
 * languages. "Ok?" and "tengo PPT, ¿sí?" ask nothing.
 */
export function isQuestion(words: AnswerWordsOfAll, text: string): boolean {
  const said = wordsWithPauses(text);
  if (said.length === 0) return false;
  return beginsAsQuestion(words, said) || anywhere(words).isIn(said) || (/[?¿]/.test(text) && !endsInTag(words, said));
}

/** What is said before a question ("hola buenas", "y", "señora") is no part of it; "por favor que documentos" neither. */
function beginsAsQuestion(words: AnswerWordsOfAll, said: readonly string[]): boolean {
  let from = 0;
  while (from < said.length) {
    const found = beginnings(words).at(said, from);
    if (found !== null) return found.meaning === 'question';
    const before = said[from] === PAUSE ? from + 1 : fillers(words).at(said, from)?.to;
    if (before === undefined) return false;
    from = before;
  }
  return false;
}

/** A word that only asks to be agreed with, after a pause or alone. */
function endsInTag(words: AnswerWordsOfAll, said: readonly string[]): boolean {
  const last = said.slice(said.lastIndexOf(PAUSE) + 1);
  return tags(words).at(last, 0)?.to === last.length;
}
