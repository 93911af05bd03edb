import { type Assessment, assessPathway } from '../screening/assess.ts';
import type { Day, PathwayId } from '../screening/names.ts';
import type { Programme } from '../screening/programme.ts';
import { readAnswers } from './exchange.ts';
import type { Example, Examples } from './written.ts';

/**
 * What an example came to on one of its days.
 * @property assessment null where the example cannot be read
 * @property differs    what differs from what it expects; null where nothing does
 */
export type Judged = {
  readonly example: Example;
  readonly index: number;
  readonly on: Day;
  readonly assessment: Assessment | null;
  readonly differs: string | null;
};

/** Runs the lawyer's tests of a pathway, each on each of its days. */
export function judgeExamples(programme: Programme, { pathway, given, examples }: Examples): Judged[] {
  return examples.flatMap((example, index) => {
    const all = Object.entries({ ...given, ...example.answers });
    const answers = Object.fromEntries(all.filter(([, value]) => value !== null));
    return example.on.map((on) => {
      const assessment = assessmentOf(programme, pathway, answers, on);
      return typeof assessment === 'string'
        ? { example, index, on, assessment: null, differs: assessment }
        : { example, index, on, assessment, differs: difference(assessment, example) };
    });
  });
}

function assessmentOf(
  programme: Programme,
  id: PathwayId,
  answers: Readonly<Record<string, unknown>>,
  on: Day,
): Assessment | string {
  const pathway = programme.pathways.get(id);
  if (pathway === undefined) return `is of '${id}', which is not a pathway`;
  const read = readAnswers(programme, answers);
  return read.ok ? assessPathway(programme, pathway, read.answers, on) : read.problems.join(' ');
}

function difference({ status, because, next }: Assessment, example: Example): string | null {
  const decider = because.at(0)?.requirement ?? null;
  if (status !== example.expect) return `expects ${example.expect} but is ${status}, because of '${decider}'`;
  const told = status === 'likely' || status === 'closed' ? null : decider;
  const expected = example.because ?? null;
  if (told !== expected) return `expects ${status} because of '${expected}' but it is because of '${told}'`;
  const asked = next?.question ?? null;
  if (example.next !== undefined && asked !== example.next)
    return `expects '${example.next}' next but '${asked}' comes`;
  return null;
}
