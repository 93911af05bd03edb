import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from '../cli.ts';
import type { House } from '../conversation/house.ts';
import { budgetProblems, readBudget, type SmsBudget } from '../exploration/budget.ts';
import { type Era, erasOf } from '../exploration/eras.ts';
import { type Explored, exploreRules } from '../exploration/explored.ts';
import { contentHash, type Findings, isFresh, REPORT, reportOf } from '../exploration/report.ts';
import { type TalkWalked, walkTalk } from '../exploration/walk.ts';
import { Prices, wordsProblems } from '../exploration/words.ts';
import { loadCatalogues } from '../files/word-files.ts';
import type { Catalogues } from '../language/catalogue.ts';
import { LANGUAGES, type Language } from '../language/language.ts';
import { addDays, type Programme } from '../screening/programme.ts';
import { readHouse } from '../start/read-house.ts';
import { folderInUse } from './in-use.ts';

/** Walks everything the rules can ask and the talk can say, and writes what that comes to. */
export const explore: Command = {
  does: 'walks every state of every pathway, era and talk; writes docs/programme-report.md',
  help: [
    'Fails on: a question or result that is never reached, a dead end, a loop, a question that changes nothing, a closed thing',
    'that is offered, a state without a next step or without PERSON, HELP, STOP and LANGUAGE, a missing word, a message over a',
    'limit, SMS over its budget (locales/limits.yaml). Takes a minute or two; tells on standard error how far it is.',
    '',
    '  --check   only says whether the report is stale',
  ].join('\n'),
  async run(args) {
    const { house, catalogues } = await readAll();
    if (args.includes('--check')) return checkReport(house, catalogues);
    const findings = await exploreAll(house, catalogues, await readBudget(), LANGUAGES, tellOnStderr());
    await writeFile(REPORT, reportOf(findings));
    for (const problem of findings.problems) process.stderr.write(`${problem}\n`);
    process.stdout.write(`${findings.problems.length} faults. ${REPORT} is written.\n`);
    return findings.problems.length === 0 ? 0 : 1;
  },
};

async function readAll(): Promise<{ house: House; catalogues: Catalogues }> {
  // A demonstration has offices to book at: so booking is walked too.
  const house = await readHouse(folderInUse(), 'demonstration');
  const read = await loadCatalogues('locales');
  if (!read.ok) throw new Error(read.faults.join('\n'));
  return { house, catalogues: read.catalogues };
}

async function checkReport({ programme }: House, catalogues: Catalogues): Promise<number> {
  const report = await readFile(REPORT, 'utf8').catch(() => '');
  const fresh = isFresh(report, contentHash(programme.hash, catalogues));
  process.stdout.write(fresh ? `${REPORT} is fresh.\n` : `${REPORT} is stale. Run: npm run camino -- explore\n`);
  return fresh ? 0 : 1;
}

/** Walks rules, words and talks. @param languages those whose talks are walked */
export async function exploreAll(
  house: House,
  catalogues: Catalogues,
  budget: SmsBudget,
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
  const problems = [
    ...rules.problems,
    ...wordsProblems(house, catalogues, budget.sentence),
    ...pathProblems(house, rules, budget),
    ...talks.flatMap((talk) => [...talk.problems, ...budgetProblems(budget, talk)]),
  ];
  return { house, catalogues, rules, talks, problems };
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

function tellOnStderr(): (what: string) => void {
  const started = Date.now();
  return (what) => process.stderr.write(`${((Date.now() - started) / 1000).toFixed(1)} s  ${what}\n`);
}
