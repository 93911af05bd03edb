import { hideSmall, hideSmallWhole, type Shown } from '../../handoff/groups.ts';
import { monthAfter } from '../../language/calendar-days.ts';
import type { NotUnderstood } from '../../records/not-understood.ts';
import type { Programme } from '../../screening/programme.ts';
import type { Tongue } from '../frame/tongue.ts';

type Counted = NotUnderstood & { readonly count: number };

/** What people wrote in a month and nobody understood. @property groups as they may be shown, the largest first; none where all are small */
export type UnansweredMonth = {
  readonly month: string;
  readonly whole: Shown;
  readonly groups: readonly { readonly language: string | null; readonly nearest: string; readonly count: number }[];
  /** Whether there are groups that may not be shown. */
  readonly hides: boolean;
};

const MONTHS = 3;

/** The newest months, newest first. @param today real time: rows are written in it */
export function unansweredMonths(counted: readonly Counted[], today: string): UnansweredMonth[] {
  return Array.from({ length: MONTHS }, (_, back) => monthAfter(today, -back))
    .map((month) => unansweredIn(month, counted))
    .filter(({ whole, hides }) => whole !== 0 || hides);
}

function unansweredIn(month: string, counted: readonly Counted[]): UnansweredMonth {
  const these = counted.filter((each) => each.month === month);
  const shown = [...hideSmall(new Map(these.map((each) => [each, each.count])))];
  const groups = shown.flatMap(([{ language, nearest }, count]) =>
    count === null ? [] : [{ language, nearest, count }],
  );
  const sum = these.reduce((all, { count }) => all + count, 0);
  return {
    month,
    whole: hideSmallWhole(sum),
    groups: groups.sort((a, b) => b.count - a.count),
    hides: groups.length < shown.length,
  };
}

/** What a message came nearest to: what is asked as it in the programme, what the talk can do, else the intent's own name. */
export function nearestWords(tongue: Tongue, { pathways, topics }: Programme, nearest: string): string {
  const isAsked = ({ askedAs }: { readonly askedAs: readonly string[] }) => askedAs.includes(nearest);
  const topic = [...topics.values()].find(isAsked);
  if (topic !== undefined) return tongue.sayKept(`topic.${topic.id}.name`);
  const key = `console.programme.nearest.${nearest.replace(':', '-')}` as const;
  if (tongue.has(key)) return tongue.say(key);
  const pathway = [...pathways.values()].find(isAsked);
  return pathway === undefined ? nearest : tongue.sayKept(`pathway.${pathway.id}.name`);
}
