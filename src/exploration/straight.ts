import { type FitWords, fitWhatsApp, fitWords } from '../channels/fit.ts';
import type { House } from '../conversation/house.ts';
import type { LimitsFile } from '../files/word-files.ts';
import type { Intent } from '../language/intent.ts';
import { LANGUAGES, type Language } from '../language/language.ts';
import { isOneOf } from '../language/limits.ts';
import type { Option, Reply } from '../language/reply.ts';
import type { Answer, Answers } from '../screening/answer.ts';
import type { Day, PathwayId, QuestionId } from '../screening/names.ts';
import type { Programme } from '../screening/programme.ts';
import { erasOf } from './eras.ts';
import { Walk } from './rules.ts';
import { firstPlace, type Occasion, type Step, takeStep } from './talk.ts';
import { costOf } from './walk.ts';

/** What a whole path costs: parts of SMS; messages on WhatsApp, and the words that stand in them (not those of options). */
type PathCost = { readonly sms: number; readonly whatsapp: number; readonly words: number };

/**
 * The straight path to a pathway: from the first word, by answers that meet everything, to an appointment where it leads to one, else
 * to the result.
 */
export type Straight = {
  readonly pathway: PathwayId;
  readonly language: Language;
  readonly day: Day;
  readonly booked: boolean;
  readonly cost: PathCost;
};

/** The straight path to every pathway, in every language, on the newest day on which it can be walked. */
export async function straightPaths(house: House): Promise<Straight[]> {
  const found: Straight[] = [];
  for (const pathway of house.programme.pathways.keys()) {
    const met = newestLikely(house.programme, pathway);
    if (met === null) continue;
    for (const language of LANGUAGES) found.push(await walkStraight({ house, language, day: met.day }, pathway, met));
  }
  return found;
}

/** The straight paths that cost more than they may. */
export function straightProblems(budget: LimitsFile['straight'], paths: readonly Straight[]): string[] {
  const kinds = [
    ['whatsapp', 'messages on WhatsApp'],
    ['sms', 'parts of SMS'],
    ['words', 'words on WhatsApp'],
  ] as const;
  return paths.flatMap(({ pathway, language, cost }) => {
    const most = budget.find(({ pathways }) => isOneOf(pathways, pathway));
    if (most === undefined) return [`${pathway}: locales/limits.yaml says nothing of its straight path.`];
    return kinds
      .filter(([kind]) => cost[kind] > most[kind])
      .map(
        ([kind, name]) =>
          `${pathway}, ${language}: its straight path takes ${cost[kind]} ${name}, ${most[kind]} are allowed.`,
      );
  });
}

type Met = { readonly day: Day; readonly answers: Answers };

/** Answers that meet everything, on the first day of the newest era that has such. */
function newestLikely(programme: Programme, pathway: PathwayId): Met | null {
  for (const { from } of erasOf(programme, [pathway]).reverse()) {
    const walk = new Walk(programme, 'every_country');
    walk.from([pathway], from);
    const answers = walk.witnesses.get(pathway);
    if (answers !== undefined) return { day: from, answers };
  }
  return null;
}

/** More turns than any path may need. */
const MOST_TURNS = 40;

async function walkStraight(occasion: Occasion, pathway: PathwayId, { day, answers }: Met): Promise<Straight> {
  const { house, language } = occasion;
  const words = fitWords(house.words, language);
  let place = firstPlace();
  let step: Step | null = written(house.ears.intents.wordFor(language, 'greeting' as Intent) ?? '');
  let cost: PathCost = { sms: 0, whatsapp: 0, words: 0 };
  for (let turns = 0; step !== null && turns < MOST_TURNS; turns += 1) {
    const { turn, to } = await takeStep(occasion, place, step);
    cost = plus(cost, priceOf(occasion, turn.replies, words));
    place = to;
    step = to.asked === null ? null : nextStep(house.programme, pathway, answers, language, to.asked);
  }
  return { pathway, language, day, booked: place.known.appointment?.state === 'booked', cost };
}

function priceOf(occasion: Occasion, replies: readonly Reply[], words: FitWords): PathCost {
  const cost = costOf(occasion, replies);
  if (typeof cost === 'string') throw new Error(cost);
  const read = fitWhatsApp(replies, words).flatMap(({ text }) => text.match(/[\p{L}\p{N}]\S*/gu) ?? []);
  return { ...cost, words: read.length };
}

function plus(one: PathCost, other: PathCost): PathCost {
  return { sms: one.sms + other.sms, whatsapp: one.whatsapp + other.whatsapp, words: one.words + other.words };
}

/** What the person of the straight path says to a question; null where the path is at its end. */
function nextStep(
  programme: Programme,
  pathway: PathwayId,
  answers: Answers,
  language: Language,
  { key, options }: Reply,
): Step | null {
  const [, question] = /^question\.([\w-]+)\.ask$/.exec(key) ?? [];
  if (question !== undefined) return tapped(answerTo(options, question, answers, interestOf(programme, pathway)));
  if (key === 'booking.place.ask') return written('Soacha');
  const wanted = STEPS.find((start) => options.some(({ id }) => id.startsWith(start)));
  const id = key === 'language.ask' ? `language=${language}` : wanted;
  return tapped(options.find((option) => id !== undefined && option.id.startsWith(id)));
}

/** The slot menu has an office as well, for who wants another. */
const STEPS = ['consent=yes', 'people=1', 'access=none', 'heard=any', 'confirm=yes', 'slot=', 'office='] as const;

/** The answer that meets the rule; to what the rule does not ask, no. */
function answerTo(
  options: readonly Option[],
  question: string,
  answers: Answers,
  interest: string,
): Option | undefined {
  const wanted = question === 'interest' ? [interest] : valuesOf(answers.get(question as QuestionId));
  const isOf = (value: string) => options.find(({ id }) => id.endsWith(`=${value}`));
  return wanted.map(isOf).find((option) => option !== undefined) ?? isOf('no') ?? isOf('none') ?? options[0];
}

function valuesOf(answer: Answer | undefined): string[] {
  if (answer?.is !== 'value') return [];
  const { value } = answer;
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  if (typeof value === 'object' && 'onOrBefore' in value) return ['yes'];
  if (typeof value === 'object' && 'after' in value) return ['no'];
  return [value].flat().map(String);
}

/** The narrowest of what people look for that means a pathway. */
function interestOf({ interests }: Programme, pathway: PathwayId): string {
  const meaning = interests.filter(({ pathways }) => pathways.includes(pathway));
  return [...meaning].sort((one, other) => one.pathways.length - other.pathways.length)[0]?.id ?? '';
}

const written = (text: string): Step => ({ name: text, content: { kind: 'text', text }, option: false });

function tapped(option: Option | undefined): Step | null {
  if (option === undefined) return null;
  return { name: option.id, content: { kind: 'choice', id: option.id, title: option.label }, option: true };
}
