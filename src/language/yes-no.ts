import {
  type AnswerWordsOfAll,
  entriesOf,
  Lexicon,
  lexiconOfAll,
  PAUSE,
  type Span,
  wordsWithPauses,
} from './answer-words.ts';
import { LANGUAGES, type Language } from './language.ts';
import { isQuestion } from './question-words.ts';
import { onceFor } from './remembered.ts';

/** @property value null when it is neither, or both, or not said of the person who writes */
export type YesNo = { readonly value: true | false | null; readonly because: string };

/**
 * What a word does in an answer.
 * - `yes`, `no`   says it
 * - `si`          "yes" and "if" in one: what comes after it decides
 * - `agreement`   a yes if nothing else is said: "ok no" is a no
 * - `echo`        the verb of the question said back: "tenho", "tengo"; it may also follow a yes
 */
type Sign =
  | 'yes'
  | 'si'
  | 'no'
  | 'agreement'
  | 'if'
  | 'unsure'
  | 'filler'
  | 'self'
  | 'echo'
  | 'topic'
  | 'negation'
  | 'somebody else'
  | 'but';

const HEADINGS = [
  'unsure',
  'yes',
  'no',
  'negation',
  'if',
  'agreement',
  'echo',
  'self',
  'topic',
  'somebody else',
  'but',
  'filler',
] as const;

const signs = onceFor((words: AnswerWordsOfAll) => new Map(LANGUAGES.map((one) => [one, lexiconFor(words, one)])));

/** Fillers are those of all languages: "wi señora". */
function lexiconFor(words: AnswerWordsOfAll, language: Language): Lexicon<Sign> {
  const conditions = new Set(words[language].if.flat());
  const own = entriesOf(words[language], HEADINGS).map(
    ([phrase, heading]) => [phrase, heading === 'yes' && conditions.has(phrase) ? 'si' : heading] as const,
  );
  return new Lexicon<Sign>([...own, ...LANGUAGES.flatMap((other) => entriesOf(words[other], ['filler']))]);
}

const unsure = lexiconOfAll(['unsure']);

const YES_SIGNS = /[👍👌✅✔☑🙆🙋💯🆗]/u;
const NO_SIGNS = /[👎❌✖🚫🙅⛔❎]/u;

/**
 * Whether a text says yes or no: in the language of the talk, then, if all its words are known there, in another.
 * A negated verb is a no. Null for doubt, for questions, for both at once, and for what is said of somebody else.
 */
export function yesNoIn(words: AnswerWordsOfAll, language: Language, text: string): YesNo {
  const said = wordsWithPauses(text);
  if (said.length === 0) return bySigns(text);
  const own = signs(words).get(language)?.spans(said) ?? [];
  const whole = own.length === 1 && !/[?¿]/.test(text) ? own[0]?.meaning : null;
  if (whole === 'yes' || whole === 'si') return { value: true, because: `${language}: ${said.join(' ')}` };
  if (whole === 'no') return { value: false, because: `${language}: ${said.join(' ')}` };
  if (isUnsure(words, own, said)) return { value: null, because: 'unsure' };
  if (isQuestion(words, text)) return { value: null, because: 'a question' };
  const heard = decide(own, said, text);
  if (heard.value !== null || heard.isFinal) return { value: heard.value, because: `${language}: ${heard.because}` };
  return inAnother(words, language, said, text);
}

function bySigns(text: string): YesNo {
  const [yes, no] = [YES_SIGNS.test(text), NO_SIGNS.test(text)];
  return { value: yes === no ? null : yes, because: yes === no ? 'nothing said' : 'a sign' };
}

/** "No sé" is heard in every language; single words of doubt only in that of the talk, they mean too much elsewhere. */
function isUnsure(words: AnswerWordsOfAll, own: readonly Span<Sign>[], said: readonly string[]): boolean {
  if (own.some(({ meaning }) => meaning === 'unsure')) return true;
  return said.some((_, from) => (unsure(words).at(said, from)?.to ?? from) - from > 1);
}

function inAnother(words: AnswerWordsOfAll, language: Language, said: readonly string[], text: string): YesNo {
  const heard = LANGUAGES.filter((other) => other !== language).flatMap((other) => {
    const spans = signs(words).get(other)?.spans(said) ?? [];
    const areKnown = spans.every(({ meaning, from }) => meaning !== null || isPlain(said[from]));
    const { value, because } = decide(spans, said, text);
    return areKnown && value !== null ? [{ value, because: `${other}: ${because}` }] : [];
  });
  const [first] = heard;
  if (first === undefined) return { value: null, because: 'neither' };
  return heard.every(({ value }) => value === first.value) ? first : { value: null, because: 'languages differ' };
}

/** A figure or a pause says neither. */
function isPlain(word: string | undefined): boolean {
  return word === undefined || word === PAUSE || /^\d+$/.test(word);
}

type Decision = YesNo & { readonly isFinal?: boolean };

function decide(all: readonly Span<Sign>[], said: readonly string[], text: string): Decision {
  const spans = all.filter(({ from }) => said[from] !== PAUSE);
  const yes = spans.findIndex(
    (span, at) => span.meaning === 'yes' || (span.meaning === 'si' && isYes(spans, at, said, text)),
  );
  const no = spans.findIndex((_, at) => isNo(spans, at));
  const first = spans.findIndex(({ meaning }) => meaning === 'somebody else');
  const sign = yes === -1 ? no : no === -1 ? yes : Math.min(yes, no);
  if (first !== -1 && (sign === -1 || first < sign)) return { value: null, because: 'of somebody else', isFinal: true };
  if (yes !== -1 && no !== -1) return { value: null, because: 'both', isFinal: true };
  if (no !== -1) return { value: false, because: wordsOf(spans[no], said) };
  const isIf = spans.some(
    ({ meaning }, at) => at !== yes && at < 4 && (meaning === 'if' || (meaning === 'si' && yes === -1)),
  );
  if (isIf && (yes === -1 || yes > 3)) return { value: null, because: 'if', isFinal: spans.length === 1 };
  if (yes !== -1) return isNearAnEnd(spans, yes) ? { value: true, because: wordsOf(spans[yes], said) } : NEITHER;
  return agreementIn(spans, said);
}

const NEITHER: Decision = { value: null, because: 'neither' };

function wordsOf(span: Span<Sign> | undefined, said: readonly string[]): string {
  return span === undefined ? '' : said.slice(span.from, span.to).join(' ');
}

/** Nothing but small words before it, or nothing after it. */
function isNearAnEnd(spans: readonly Span<Sign>[], at: number): boolean {
  const unknown = spans.filter(({ meaning }) => meaning === null).length;
  return spans.slice(0, at).every(isSmall) || (spans.slice(at + 1).every(isSmall) && unknown <= 2);
}

function isSmall({ meaning }: Span<Sign>): boolean {
  return (
    meaning !== null && ['filler', 'self', 'agreement', 'echo', 'topic', 'but', 'si', 'yes', 'no'].includes(meaning)
  );
}

/** "Si tengo" is a yes and "si llego tarde" is none. An accent or a pause settles it. */
function isYes(spans: readonly Span<Sign>[], at: number, said: readonly string[], text: string): boolean {
  if (!spans.slice(0, at).every(isSmall)) return spans.length === at + 1;
  const after = spans[at]?.to ?? 0;
  if (after >= said.length || said[after] === PAUSE || /(?<!\p{L})s[íì]+(?!\p{L})/iu.test(text.normalize('NFC')))
    return true;
  const next = spans.slice(at + 1).find(({ meaning }) => meaning !== 'filler' && meaning !== 'self');
  if (next === undefined) return true;
  // "Si mi esposo" alone answers; "si mi esposo viene" and "si la cita es mañana" go on.
  if (next.meaning === 'somebody else' || next.meaning === 'topic') return next.to === said.length;
  if (next.meaning === null) return isPlain(said[next.from]);
  // "Si no tengo" is an "if".
  return next.meaning !== 'no' && next.meaning !== 'negation' && next.meaning !== 'if';
}

/** A "no" counts in front, after the person's own "I" and a word or two ("je n'ai pas", "m te pa"), or at the end of few words. */
function isNo(spans: readonly Span<Sign>[], at: number): boolean {
  const meaning = spans[at]?.meaning;
  if (meaning !== 'no' && meaning !== 'negation') return false;
  const before = spans.slice(0, at);
  if (before.some((span) => span.meaning === 'if')) return false;
  const unknown = before.filter((span) => !isSmall(span) && span.meaning !== 'negation').length;
  if (unknown === 0 || (unknown <= 2 && before[0]?.meaning === 'self')) return true;
  return at === spans.length - 1 && spans.length <= 4;
}

/** "Listo", "tenho", "ok gracias": a yes only where nothing else is said. */
function agreementIn(spans: readonly Span<Sign>[], said: readonly string[]): Decision {
  const sign = spans.find(({ meaning }) => meaning === 'agreement' || meaning === 'echo');
  const isAlone = spans.every((span) => (isSmall(span) && span.meaning !== 'topic') || isPlain(said[span.from]));
  return sign !== undefined && isAlone ? { value: true, because: wordsOf(sign, said) } : NEITHER;
}
