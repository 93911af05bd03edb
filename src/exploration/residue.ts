import type { Answers } from '../screening/answer.ts';
import { type Condition, evaluate } from '../screening/condition.ts';
import type { Day } from '../screening/names.ts';
import type { Pathway, Version } from '../screening/programme.ts';
import { standing } from '../screening/standing.ts';

/** What a pathway's requirements still need, from the first that is not met. */
export function remaining(pathway: Pathway, answers: Answers, on: Day): string {
  const { version } = standing(pathway, on);
  const parts: string[] = [];
  for (const { id, test } of version?.requirements ?? []) {
    const left = residue(test, answers);
    if (left === TRUE) continue;
    parts.push(`${id} ${left}`);
    // What can only fail decides; what stands behind it is never looked at.
    if (left === FALSE || left === NEVER_KNOWN) break;
  }
  return `${pathway.id}/${version?.id}: ${parts.join(', ')}`;
}

const TRUE = 'true';
const FALSE = 'false';
/** Unknown, and no question is left that could change it. */
const NEVER_KNOWN = 'unknown';

/** A condition without the parts that the answers have settled. */
function residue(condition: Condition, answers: Answers): string {
  if ('all' in condition) return joined('all', condition.all, answers, FALSE, TRUE);
  if ('any' in condition) return joined('any', condition.any, answers, TRUE, FALSE);
  if ('not' in condition) {
    const inner = residue(condition.not, answers);
    if (inner === TRUE || inner === FALSE) return inner === TRUE ? FALSE : TRUE;
    return inner === NEVER_KNOWN ? inner : `not(${inner})`;
  }
  if ('unconfirmed' in condition) return NEVER_KNOWN;
  const { now, asks } = evaluate(condition, answers);
  if (now !== 'unknown') return now ? TRUE : FALSE;
  return asks.length === 0 ? NEVER_KNOWN : nameOf(condition);
}

function joined(word: string, parts: readonly Condition[], answers: Answers, settles: string, drops: string): string {
  const left: string[] = [];
  for (const part of parts) {
    const one = residue(part, answers);
    if (one === settles) return settles;
    if (one !== drops && !left.includes(one)) left.push(one);
  }
  if (left.length === 0) return drops;
  return left.length === 1 ? (left[0] ?? drops) : `${word}(${left.join(', ')})`;
}

const names = new WeakMap<Condition, string>();

function nameOf(test: Condition): string {
  const name = names.get(test) ?? JSON.stringify(test);
  names.set(test, name);
  return name;
}

/** What a version's results may be; `likely` only where no requirement is beyond everybody's knowledge. */
export function resultsWanted({ requirements }: Version): string[] {
  const nobodyKnows = requirements.some(({ test }) => residue(test, new Map()) === NEVER_KNOWN);
  const decided = requirements.map(({ id, test, ifNot }) => {
    return `${residue(test, new Map()) === NEVER_KNOWN ? 'see_adviser' : ifNot}.${id}`;
  });
  return nobodyKnows ? decided : [...decided, 'likely'];
}
