import { addDays } from '../language/calendar-days.ts';
import type { Answer, Answers, AnswerValue, SideOfDate } from '../screening/answer.ts';
import { type AssessmentStatus, assess, nextQuestion } from '../screening/assess.ts';
import { leavesOf } from '../screening/condition.ts';
import { type Day, isDay, type QuestionId } from '../screening/names.ts';
import type { LeadsTo, Programme, Question } from '../screening/programme.ts';
import { didYouMean } from './did-you-mean.ts';

/** Answers as other programs write them: by question; a value, or "not_sure", or "prefer_not_to_say". */
export type AnswersJson = Readonly<Record<string, unknown>>;

/** One line that `camino assess` reads. */
export type AssessRequest = { readonly on: string; readonly answers: AnswersJson };

/** One line that `camino assess` writes. */
export type AssessedJson = {
  readonly next: string | null;
  readonly pathways: Readonly<
    Record<
      string,
      {
        readonly status: AssessmentStatus;
        readonly leadsTo: LeadsTo;
        readonly version: string | null;
        readonly because: readonly {
          readonly requirement: string | null;
          readonly source: string;
          readonly checkedOn: string;
        }[];
      }
    >
  >;
};

/** Answers that could be read, or what is wrong with them. */
export type ReadAnswers =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly problems: readonly string[] };

/** What a rule may ask and when each pathway changed: enough to write lines for `assessJson`. */
export function factsOf(programme: Programme) {
  return {
    programme: programme.name,
    hash: programme.hash,
    questions: [...programme.questions.values()].map((question) => ({
      id: question.id,
      kind: question.kind,
      values: question.kind === 'yesno' ? [true, false] : question.values,
      thresholds: thresholdsOf(programme, question.id),
      sensitive: question.sensitive,
    })),
    pathways: [...programme.pathways.values()].map(({ id, country, leadsTo, versions }) => ({
      id,
      country,
      leadsTo,
      versions: versions.map(({ id, status, inForce, reviewBy }) => ({ id, status, ...inForce, reviewBy })),
    })),
  };
}

/** Judges one line: all pathways, and the question to ask next for all of them. */
export function assessJson(
  programme: Programme,
  request: AssessRequest,
): AssessedJson | { readonly problems: readonly string[] } {
  if (!isDay(request.on)) return { problems: [`on: '${request.on}' is not a day. Write it as 2023-11-15.`] };
  const read = readAnswers(programme, request.answers);
  if (!read.ok) return { problems: read.problems };
  const pathways = assess(programme, read.answers, request.on).map((one) => {
    const { status, leadsTo, version, because } = one;
    return [one.pathway, { status, leadsTo, version, because }] as const;
  });
  const ids = pathways.map(([id]) => id);
  const next = nextQuestion(programme, read.answers, request.on, ids);
  return { next: next?.question ?? null, pathways: Object.fromEntries(pathways) };
}

/** Reads answers as other programs write them. One that cannot be read refuses them all: half a story misleads. */
export function readAnswers(programme: Programme, json: AnswersJson): ReadAnswers {
  const answers = new Map<QuestionId, Answer>();
  const problems: string[] = [];
  for (const [id, value] of Object.entries(json)) {
    const question = programme.questions.get(id as QuestionId);
    const answer = question === undefined ? null : readAnswer(question, value);
    if (question === undefined) {
      problems.push(`'${id}' is not a question.${didYouMean(id, [...programme.questions.keys()])}`);
    } else if (answer === null) {
      problems.push(`${id}: ${JSON.stringify(value)} is not an answer. Write ${formOf(question)}.`);
    } else answers.set(question.id, answer);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, answers };
}

/** One answer as other programs write it, or null where it does not fit its question. */
function readAnswer(question: Question, json: unknown): Answer | null {
  if (json === 'not_sure') return { is: 'not_sure' };
  if (json === 'prefer_not_to_say') return { is: 'prefer_not' };
  const value = readValue(question, json);
  return value === null ? null : { is: 'value', value };
}

function readValue({ kind, values }: Question, json: unknown): AnswerValue | null {
  switch (kind) {
    case 'yesno':
      return typeof json === 'boolean' ? json : null;
    case 'choice':
      return typeof json === 'string' && values.includes(json) ? json : null;
    case 'country':
      return isCountry(json) ? json : null;
    case 'nationality':
      if (Array.isArray(json) && json.length > 0 && json.every(isCountry)) return json;
      return isCountry(json) ? json : null;
    case 'number':
      return typeof json === 'number' && Number.isFinite(json) ? json : null;
    case 'side_of_date':
      return readSide(json);
  }
}

function isCountry(json: unknown): json is string {
  return typeof json === 'string' && (/^[A-Z]{2}$/.test(json) || json === 'other');
}

function readSide(json: unknown): SideOfDate | null {
  if (typeof json === 'string') return sideOfDay(json);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return null;
  const { onOrBefore, after, ...rest } = json as Record<string, unknown>;
  if (Object.keys(rest).length > 0 || (onOrBefore === undefined && after === undefined)) return null;
  if (onOrBefore !== undefined && !isDay(onOrBefore)) return null;
  if (after !== undefined && !isDay(after)) return null;
  if (onOrBefore !== undefined && after !== undefined && onOrBefore <= after) return null;
  return { ...(onOrBefore !== undefined && { onOrBefore }), ...(after !== undefined && { after }) };
}

/** What a day, a month or a year (`2019-03-02`, `2019-03`, `2019`) tells, without keeping more than its ends. */
function sideOfDay(text: string): SideOfDate | null {
  const [first, last] = endsOf(text);
  return isDay(first) && isDay(last) ? { after: addDays(first, -1), onOrBefore: last } : null;
}

function endsOf(text: string): readonly [string, string] {
  if (/^\d{4}$/.test(text)) return [`${text}-01-01`, `${text}-12-31`];
  if (!/^\d{4}-\d{2}$/.test(text)) return [text, text];
  const first = `${text}-01`;
  // 31 days after the first of a month always lies in the next one.
  return isDay(first) ? [first, addDays(`${addDays(first, 31).slice(0, 7)}-01` as Day, -1)] : [text, text];
}

function formOf({ kind, values }: Question): string {
  const forms = {
    yesno: 'true or false',
    choice: values.map((value) => `"${value}"`).join(', '),
    country: 'a country such as "CO"',
    nationality: 'a country such as "VE", or several: ["VE","CO"]',
    number: 'a number',
    side_of_date: 'a day, month or year such as "2019-03", or {"onOrBefore":"2023-06-11"}, or {"after":"2023-06-11"}',
  };
  return `${forms[kind]}, "not_sure" or "prefer_not_to_say"`;
}

/** The days on whose sides a question is asked, earliest first. */
export function thresholdsOf(programme: Programme, question: QuestionId): Day[] {
  const days = new Set<Day>();
  for (const { versions } of programme.pathways.values()) {
    for (const { test } of versions.flatMap(({ requirements }) => requirements)) {
      for (const leaf of leavesOf(test)) {
        if (leaf.fact === question && 'onOrBefore' in leaf) days.add(leaf.onOrBefore);
      }
    }
  }
  return [...days].sort();
}
