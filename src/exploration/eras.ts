import { addDays } from '../language/calendar-days.ts';
import type { Answers } from '../screening/answer.ts';
import { assessPathway, nextQuestion } from '../screening/assess.ts';
import type { Day, PathwayId } from '../screening/names.ts';
import type { Pathway, Programme } from '../screening/programme.ts';
import { isInForce, standing } from '../screening/standing.ts';

/** Days on which the same versions are open. @property open `<pathway>/<version>`, in the order of the programme */
export type Era = { readonly from: Day; readonly until: Day | null; readonly open: readonly string[] };

/** The eras of some pathways, oldest first; in each, one day stands for all. Days on which nothing is open are left out. */
export function erasOf(programme: Programme, ids: readonly PathwayId[]): Era[] {
  const pathways = ids.flatMap((id) => programme.pathways.get(id) ?? []);
  const days = boundariesOf(pathways);
  const eras: Era[] = [];
  days.forEach((from, index) => {
    const next = days[index + 1];
    const until = next === undefined ? null : addDays(next, -1);
    const open = pathways.flatMap((pathway) => {
      const stands = standing(pathway, from);
      return stands.is === 'open' ? [`${pathway.id}/${stands.version.id}`] : [];
    });
    const before = eras.at(-1);
    if (before !== undefined && before.open.join() === open.join()) eras[eras.length - 1] = { ...before, until };
    else eras.push({ from, until, open });
  });
  return eras.filter(({ open }) => open.length > 0);
}

/** The days on which the standing of a pathway can change: first days, days after a last one, days after a review. */
function boundariesOf(pathways: readonly Pathway[]): Day[] {
  const days = pathways.flatMap(({ versions }) =>
    versions.flatMap(({ inForce: { from, until }, reviewBy }) => [
      from,
      addDays(reviewBy, 1),
      ...(until === null ? [] : [addDays(until, 1)]),
    ]),
  );
  return [...new Set(days)].sort();
}

/**
 * Judges every pathway on every day by the dates of the files alone, and says where the rules offer one that is not open.
 * @param likely for each pathway, answers that meet everything: with them too, what is closed must stay closed
 */
export function sweep(programme: Programme, likely: ReadonlyMap<PathwayId, Answers>, first: Day, last: Day): string[] {
  const problems: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) {
    for (const pathway of programme.pathways.values()) {
      if (mayBeOffered(pathway, day)) continue;
      const nobody: Answers = new Map();
      const judged = [nobody, likely.get(pathway.id) ?? nobody].map(
        (answers) => assessPathway(programme, pathway, answers, day).status,
      );
      const isAsked = nextQuestion(programme, nobody, day, [pathway.id]) !== null;
      const isOffered = isShut(pathway, day)
        ? judged.some((status) => status !== 'closed') || isAsked
        : judged.some((status) => status === 'likely' || status === 'closed');
      if (isOffered) problems.push(`${pathway.id} on ${day}: is told as open, or as closed where nobody knows.`);
    }
  }
  return problems;
}

/** Known to be closed; of other days nobody knows. */
function isShut({ begins, versions }: Pathway, day: Day): boolean {
  const inForce = versions.filter((version) => isInForce(version, day));
  if (inForce.length === 0) return begins && versions.every(({ inForce: { from } }) => from > day);
  return inForce.some(({ status }) => status === 'closed' || status === 'suspended');
}

function mayBeOffered({ versions }: Pathway, day: Day): boolean {
  const inForce = versions.filter((version) => isInForce(version, day));
  return inForce.length === 1 && inForce.every(({ status, reviewBy }) => status === 'open' && day <= reviewBy);
}
