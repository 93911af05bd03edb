import type { LocalDay } from '../appointments/local-time.ts';
import { ACCESS_NEEDS, type AccessNeed, type Office } from '../appointments/office.ts';
import { canHear } from '../appointments/receive.ts';
import type { Language } from '../language/language.ts';
import type { Answers } from '../screening/answer.ts';
import type { QuestionId } from '../screening/names.ts';

/** What an office should have ready for those who come. `interpreter`: none is there on that day. `alone`: a minor without an adult. */
export type VisitNeed = AccessNeed | 'interpreter' | 'alone' | 'minor' | 'children';

const ADULT = 'adult' as QuestionId;
const ACCOMPANIED = 'accompanied' as QuestionId;
/** Who answers yes to one of these has children in their care, who may come along. */
const CHILDREN = ['child_without_ppt', 'child_in_school', 'child_with_ppt'] as QuestionId[];

/**
 * What is known of it: what they asked for, the language they write in, and what they answered.
 * @param day of the visit, at the office
 */
export function visitNeeds(
  { language, access }: { readonly language: Language | null; readonly access: readonly AccessNeed[] },
  answers: Answers,
  office: Office,
  day: LocalDay,
): VisitNeed[] {
  const said = (question: QuestionId, value: boolean) => {
    const answer = answers.get(question);
    return answer?.is === 'value' && answer.value === value;
  };
  const isMinor = said(ADULT, false);
  const isAlone = isMinor && said(ACCOMPANIED, false);
  return [
    ...ACCESS_NEEDS.filter((need) => access.includes(need)),
    ...(canHear(office, language, day) ? [] : (['interpreter'] as const)),
    ...(isAlone ? (['alone'] as const) : isMinor ? (['minor'] as const) : []),
    ...(CHILDREN.some((question) => said(question, true)) ? (['children'] as const) : []),
  ];
}
