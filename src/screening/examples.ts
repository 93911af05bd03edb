import { type Assessment, assessPathway } from './assess.ts';
import { readAnswers } from './exchange.ts';
import { isDay, type PathwayId, type Programme } from './programme.ts';
import type { WrittenExample } from './written.ts';

/** What an example came to: the assessment, and what differs from what it expects (null where nothing does). */
export type Judged = { readonly assessment: Assessment | null; readonly differs: string | null };

/** Runs a lawyer's test. */
export function judgeExample(programme: Programme, pathwayId: string, example: WrittenExample): Judged {
  const pathway = programme.pathways.get(pathwayId as PathwayId);
  if (pathway === undefined) return { assessment: null, differs: `'${pathwayId}' is not a pathway` };
  if (!isDay(example.on)) return { assessment: null, differs: `'${example.on}' is not a day` };
  const read = readAnswers(programme, example.answers);
  if (!read.ok) return { assessment: null, differs: read.problems.join(' ') };
  const assessment = assessPathway(programme, pathway, read.answers, example.on);
  return { assessment, differs: difference(assessment, example) };
}

function difference({ status, because, next }: Assessment, example: WrittenExample): string | null {
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
