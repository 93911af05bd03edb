/** A calendar day, `YYYY-MM-DD`. Days of this form can be compared as text. */
export type Day = string & { readonly brand: 'Day' };
/** The name of a question in questions.yaml. A fact that a rule reads has the name of its question. */
export type QuestionId = string & { readonly brand: 'QuestionId' };
/** The name of a pathway: its file's name without `.yaml`. */
export type PathwayId = string & { readonly brand: 'PathwayId' };
/** The name of a version, unique within its pathway. */
export type VersionId = string & { readonly brand: 'VersionId' };
/** The name of a requirement; versions of one pathway may share it, and then it means the same. */
export type RequirementId = string & { readonly brand: 'RequirementId' };
/** The name of an official text or report in sources.yaml. */
export type SourceId = string & { readonly brand: 'SourceId' };

const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Whether a text names a day that exists: `2023-02-30` does not. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !DAY.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
