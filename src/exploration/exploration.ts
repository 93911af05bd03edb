import type { House } from '../conversation/house.ts';
import { budgetProblems, type SmsBudget } from '../exploration/budget.ts';
import { type Era, erasOf } from '../exploration/eras.ts';
import { type Explored, exploreRules } from '../exploration/explored.ts';
import type { Findings } from '../exploration/report.ts';
import { type TalkWalked, walkTalk } from '../exploration/walk.ts';
import { Prices, wordsProblems } from '../exploration/words.ts';
import type { LimitsFile } from '../files/word-files.ts';
import { addDays } from '../language/calendar-days.ts';
import type { Catalogues } from '../language/catalogue.ts';
import { LANGUAGES, type Language } from '../language/language.ts';
import type { Programme } from '../screening/programme.ts';
import { straightPaths, straightProblems } from './straight.ts';

/** Walks rules, words and talks. @param languages those whose talks are walked */
export async function exploreAll(
  house: House,
  catalogues: Catalogues,
  { sms: budget, straight }: Pick<LimitsFile, 'sms' | 'straight'>,
  languages: readonly Language[],
  tell: (what: string) => void,
): Promise<Findings> {
  const rules = exploreRules(house.programme, tell);
  const talks: TalkWalked[] = [];
  for (const language of languages) {
    for (const day of daysToWalk(house.programme)) {
      tell(`the talk in ${language} on ${day}`);
      talks.push(await walkTalk({ house, language, day }));
    }
  }
  tell('the straight paths');
  const paths = await straightPaths(house);
  const problems = [
    ...rules.problems,
    ...straightProblems(straight, paths),
    ...wordsProblems(house, catalogues, budget.sentence),
    ...pathProblems(house, rules, budget),
    ...talks.flatMap((talk) => [...talk.problems, ...budgetProblems(budget, talk)]),
  ];
  return { house, catalogues, rules, talks, paths, problems };
}

/**
 * The days of the talk: one of the era in which most is open, the day on which the rules were last read, and the day after
 * the last review is due, on which nothing may be told any more.
 */
function daysToWalk(programme: Programme): string[] {
  const eras = erasOf(programme, [...programme.pathways.keys()]);
  const fullest = eras.reduce<Era | undefined>(
    (best, era) => (best === undefined || era.open.length > best.open.length ? era : best),
    undefined,
  );
  const told = [
    ...[...programme.pathways.values()].flatMap(({ versions }) => versions),
    ...[...programme.topics.values()].flatMap(({ parts }) => parts),
  ];
  const lastRead = told
    .map(({ checkedOn }) => checkedOn)
    .sort()
    .at(-1);
  const lastReview = told
    .map(({ reviewBy }) => reviewBy)
    .sort()
    .at(-1);
  const days = [fullest?.from, lastRead, lastReview && addDays(lastReview, 1)];
  return [...new Set(days)].filter((day) => day !== undefined);
}

/** Of an interest, the dearest way through its questions; who looks for anything at all is not held to a budget. */
function pathProblems(house: House, { walk, walked }: Explored, { path }: SmsBudget): string[] {
  const interests = new Set(house.programme.interests.map(({ id }) => id));
  return LANGUAGES.flatMap((language) => {
    const prices = new Prices(walk.states, house, language);
    return walked
      .filter(({ subject }) => interests.has(subject.id))
      .flatMap(({ subject, era, start }) => {
        const { sms } = prices.from(start).dearest;
        return sms > path
          ? [
              `${subject.id} from ${era.from}, ${language}: its questions take ${sms} parts of SMS, ${path} are allowed.`,
            ]
          : [];
      });
  });
}
