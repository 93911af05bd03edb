import type { Holidays } from '../appointments/office.ts';
import type { AssessmentStatus } from '../screening/assess.ts';
import type { Day, PathwayId, QuestionId, RequirementId } from '../screening/names.ts';
import {
  type Correction,
  INTEREST,
  type Pathway,
  type Programme,
  type Question,
  type Source,
  type Topic,
} from '../screening/programme.ts';
import { withMenus } from './menus.ts';

/** A file of `programme/` in its form. `file` is its path from the project's folder. */
export type Written<Content> = { readonly file: string; readonly content: Content };

/** What keeps hours, as its file says it. @property holidays the country (ISO 3166) whose public holidays it keeps; null: none */
export type ByCountry<Keeping extends { readonly holidays: Holidays | null }> = Omit<Keeping, 'holidays'> & {
  readonly holidays: string | null;
};

/**
 * How a country's public holidays differ from what the library `date-holidays` says, in its own rules.
 * @property leaveOut rules of the library that do not hold
 * @property add      rules that hold and are not there
 */
export type HolidayRules = { readonly leaveOut: readonly string[]; readonly add: readonly string[] };

/**
 * A lawyer's test: a situation, and what must come out.
 * @property on       the days on which it must come out so
 * @property answers  what differs from the file's `given`; null for a question that is not asked
 * @property because the requirement that decides; null where the pathway is closed or everything is met
 * @property next    for `undecided`: the question that must come next
 */
export type Example = {
  readonly name: string;
  readonly on: readonly Day[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly expect: AssessmentStatus;
  readonly because?: RequirementId | undefined;
  readonly next?: QuestionId | undefined;
};

/** The lawyer's tests of one pathway. `given` are the answers of all of them, unless one says otherwise. */
export type Examples = {
  readonly pathway: PathwayId;
  readonly given: Readonly<Record<string, unknown>>;
  readonly examples: readonly Example[];
};

/**
 * An invented person, with everything they would answer.
 * @property wants  the pathways they ask about
 * @property truth  what they would answer, by question; what is not here they are not sure of
 * @property expect what must come out for each of those pathways
 */
export type Persona = {
  readonly name: string;
  readonly on: Day;
  readonly wants: readonly PathwayId[];
  readonly truth: Readonly<Record<string, unknown>>;
  readonly expect: Readonly<Record<string, AssessmentStatus>>;
};

/** Everything the screening reads, file by file: each has its form, and may still name what is not there. */
export type WrittenProgramme = {
  readonly programme: Written<Pick<Programme, 'name' | 'timeZone' | 'interests'>>;
  readonly questions: Written<readonly Question[]>;
  readonly sources: Written<Readonly<Record<string, Omit<Source, 'id'>>>>;
  readonly pathways: readonly Written<Pathway>[];
  readonly examples: readonly Written<Examples>[];
  readonly personas: Written<readonly Persona[]>;
  readonly topics: readonly Written<Topic>[];
  readonly corrections: readonly Written<Correction>[];
};

/** The programme that a valid set of files means. What names nothing is kept: `problemsOf` has refused it before. */
export function programmeFrom(written: WrittenProgramme, hash: string): Programme {
  const { content } = written.programme;
  const values = content.interests.map(({ id }) => id);
  const interest: Question = { id: INTEREST, kind: 'choice', values, sensitive: false };
  const questions = written.questions.content;
  const sources = Object.entries(written.sources.content).map(([id, one]) => ({ ...one, id: id as Source['id'] }));
  return {
    ...content,
    hash,
    questions: byId([interest, ...questions]),
    sources: byId(sources),
    pathways: byId(written.pathways.map((pathway) => pathwayFrom(pathway.content, questions))),
    topics: byId(written.topics.map((topic) => topic.content)),
    corrections: byId(written.corrections.map((correction) => correction.content)),
  };
}

function byId<Id, One extends { readonly id: Id }>(all: readonly One[]): Map<One['id'], One> {
  return new Map(all.map((one) => [one.id, one]));
}

function pathwayFrom(pathway: Pathway, questions: readonly Question[]): Pathway {
  const versions = pathway.versions.map((version) => ({
    ...version,
    requirements: version.requirements.map((one) => ({ ...one, test: withMenus(one.test, questions) })),
  }));
  return { ...pathway, versions };
}
