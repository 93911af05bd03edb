import type { Office } from '../appointments/office.ts';
import type { Language } from '../language/language.ts';
import type { Answers } from '../screening/answer.ts';
import type { QuestionId } from '../screening/names.ts';

/** What an office should have ready for somebody who comes. `alone`: a minor without an adult. */
export type VisitNeed = 'interpreter' | 'alone' | 'minor' | 'children';

const ADULT = 'adult' as QuestionId;
const ACCOMPANIED = 'accompanied' as QuestionId;
/** Who answers yes to one of these has children in their care, who may come along. */
const CHILDREN = ['child_without_ppt', 'child_in_school', 'child_with_ppt'] as QuestionId[];

/** What is known of it, from the language they write in and what they answered. Health is never asked, so nothing of it is known. */
export function visitNeeds(language: Language | null, answers: Answers, { languages }: Office): VisitNeed[] {
  const said = (question: QuestionId, value: boolean) => {
    const answer = answers.get(question);
    return answer?.is === 'value' && answer.value === value;
  };
  const isMinor = said(ADULT, false);
  const isAlone = isMinor && said(ACCOMPANIED, false);
  return [
    ...(language !== null && !languages.includes(language) ? (['interpreter'] as const) : []),
    ...(isAlone ? (['alone'] as const) : isMinor ? (['minor'] as const) : []),
    ...(CHILDREN.some((question) => said(question, true)) ? (['children'] as const) : []),
  ];
}
