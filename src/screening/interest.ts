import type { Answers } from './answer.ts';
import type { PathwayId } from './names.ts';
import { INTEREST, type Programme } from './programme.ts';

/** What a person looks for; null where they did not say, or do not know. */
export function interestIn(answers: Answers): string | null {
  const answer = answers.get(INTEREST);
  return answer?.is === 'value' ? String(answer.value) : null;
}

/** The pathways that an interest means, each once; those of all interests where there is none. */
export function pathwaysSought({ interests }: Programme, interest: string | null): PathwayId[] {
  const sought = interests.filter(({ id }) => interest === null || id === interest);
  return [...new Set(sought.flatMap(({ pathways }) => pathways))];
}
