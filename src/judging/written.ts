import type { Attachment } from '../language/reply.ts';
import type { Need } from '../people/need.ts';
import type { AssessmentStatus } from '../screening/assess.ts';
import type { Condition } from '../screening/condition.ts';
import type { Day, PathwayId, QuestionId, RequirementId, SourceId, VersionId } from '../screening/names.ts';
import type {
  Fee,
  LeadsTo,
  Pathway,
  Programme,
  Question,
  QuestionKind,
  Requirement,
  Source,
  SourcedAttachment,
  Span,
  Topic,
  TopicId,
  Version,
} from '../screening/programme.ts';
import { INTEREST } from '../screening/programme.ts';
import { withMenus } from './menus.ts';

/** A file of `programme/` as it is written, its form already checked. `file` is its path from the project's folder. */
export type Written<Content> = { readonly file: string; readonly content: Content };

/** A question as it stands in questions.yaml. */
export type WrittenQuestion = {
  readonly id: string;
  readonly kind: QuestionKind;
  readonly values: readonly string[];
  readonly sensitive: boolean;
};

/** A requirement as it stands in a pathway's file. */
export type WrittenRequirement = {
  readonly id: string;
  readonly test: Condition;
  readonly ifNot: 'unlikely' | 'see_adviser';
  readonly common?: boolean | undefined;
  readonly urgentFor?: Need | undefined;
  readonly source?: string | undefined;
  readonly checkedOn?: string | undefined;
};

/** The days on which something holds, as a file writes them. */
type WrittenSpan = { readonly from: string; readonly until: string | null };

/** A version as it stands in a pathway's file. */
export type WrittenVersion = {
  readonly id: string;
  readonly status: Version['status'];
  readonly inForce: WrittenSpan;
  readonly source: string;
  readonly checkedOn: string;
  readonly reviewBy: string;
  readonly cautions: readonly string[];
  readonly requirements: readonly WrittenRequirement[];
};

/** A fee as it stands in a pathway's file. */
type WrittenFee = {
  readonly id: string;
  readonly amount: number;
  readonly currency: Fee['currency'];
  readonly inForce: WrittenSpan;
  readonly source: string;
  readonly checkedOn: string;
  readonly unconfirmed: boolean;
};

/** A pathway's file. */
export type WrittenPathway = {
  readonly id: string;
  readonly country: string;
  readonly leadsTo: LeadsTo;
  readonly fees: readonly WrittenFee[];
  readonly cautions: readonly string[];
  readonly versions: readonly WrittenVersion[];
};

/**
 * A lawyer's test: a situation, and what must come out.
 * @property on       the days on which it must come out so
 * @property answers  what differs from the file's `given`; null for a question that is not asked
 * @property because the requirement that decides; null where the pathway is closed or everything is met
 * @property next    for `undecided`: the question that must come next
 */
export type WrittenExample = {
  readonly name: string;
  readonly on: readonly string[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly expect: AssessmentStatus;
  readonly because?: string | undefined;
  readonly next?: string | undefined;
};

/** The lawyer's tests of one pathway. `given` are the answers of all of them, unless one says otherwise. */
export type WrittenExamples = {
  readonly pathway: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly examples: readonly WrittenExample[];
};

/**
 * An invented person, with everything they would answer.
 * @property wants  the pathways they ask about
 * @property truth  what they would answer, by question; what is not here they are not sure of
 * @property expect what must come out for each of those pathways
 */
export type Persona = {
  readonly name: string;
  readonly on: string;
  readonly wants: readonly string[];
  readonly truth: Readonly<Record<string, unknown>>;
  readonly expect: Readonly<Record<string, AssessmentStatus>>;
};

/** A topic's file. */
export type WrittenTopic = {
  readonly id: string;
  readonly needs: readonly Need[];
  readonly pathways: readonly string[];
  readonly parts: readonly {
    readonly id: string;
    readonly inForce: WrittenSpan;
    readonly source: string;
    readonly checkedOn: string;
    readonly reviewBy: string;
    readonly unconfirmed: boolean;
    readonly attachment?: WrittenAttachment | undefined;
  }[];
};

type WrittenAttachment = Attachment & {
  readonly source: string;
  readonly checkedOn: string;
  readonly reviewBy: string;
};

/** Everything the screening reads, as it is written. */
export type WrittenProgramme = {
  readonly programme: Written<{
    readonly name: string;
    readonly timeZone: string;
    readonly interests: readonly { readonly id: string; readonly pathways: readonly string[] }[];
  }>;
  readonly questions: Written<readonly WrittenQuestion[]>;
  readonly sources: Written<Readonly<Record<string, Omit<Source, 'id'>>>>;
  readonly pathways: readonly Written<WrittenPathway>[];
  readonly examples: readonly Written<WrittenExamples>[];
  readonly personas: Written<readonly Persona[]>;
  readonly topics: readonly Written<WrittenTopic>[];
};

/** The programme that a valid set of files means. What names nothing is kept: `problemsOf` has refused it before. */
export function programmeFrom(written: WrittenProgramme, hash: string): Programme {
  const { interests } = written.programme.content;
  const interest: Question = { id: INTEREST, kind: 'choice', values: interests.map(({ id }) => id), sensitive: false };
  const questions = [
    interest,
    ...written.questions.content.map((one): Question => ({ ...one, id: one.id as QuestionId })),
  ];
  const sources = Object.entries(written.sources.content).map(([id, one]): Source => ({ ...one, id: id as SourceId }));
  const pathways = written.pathways.map(({ content }) => pathwayFrom(content, written.questions.content));
  return {
    hash,
    name: written.programme.content.name,
    timeZone: written.programme.content.timeZone,
    questions: new Map(questions.map((one) => [one.id, one])),
    sources: new Map(sources.map((one) => [one.id, one])),
    pathways: new Map(pathways.map((one) => [one.id, one])),
    interests: interests.map(({ id, pathways }) => ({ id, pathways: pathways as PathwayId[] })),
    topics: new Map(written.topics.map(({ content }) => [content.id as TopicId, topicFrom(content)])),
  };
}

function topicFrom(written: WrittenTopic): Topic {
  return {
    ...written,
    id: written.id as TopicId,
    pathways: written.pathways.map((id) => id as PathwayId),
    parts: written.parts.map((part) => ({
      ...part,
      inForce: spanFrom(part.inForce),
      source: part.source as SourceId,
      checkedOn: part.checkedOn as Day,
      reviewBy: part.reviewBy as Day,
      attachment: part.attachment as SourcedAttachment | undefined,
    })),
  };
}

function pathwayFrom(written: WrittenPathway, questions: readonly WrittenQuestion[]): Pathway {
  return {
    ...written,
    id: written.id as PathwayId,
    fees: written.fees.map(feeFrom),
    versions: written.versions.map((version) => versionFrom(version, questions)),
  };
}

function feeFrom(written: WrittenFee): Fee {
  return {
    ...written,
    inForce: spanFrom(written.inForce),
    source: written.source as SourceId,
    checkedOn: written.checkedOn as Day,
  };
}

function spanFrom({ from, until }: WrittenSpan): Span {
  return { from: from as Day, until: until as Day | null };
}

function versionFrom(written: WrittenVersion, questions: readonly WrittenQuestion[]): Version {
  return {
    ...written,
    id: written.id as VersionId,
    inForce: spanFrom(written.inForce),
    source: written.source as SourceId,
    checkedOn: written.checkedOn as Day,
    reviewBy: written.reviewBy as Day,
    requirements: written.requirements.map((one) => requirementFrom(one, written, questions)),
  };
}

function requirementFrom(
  written: WrittenRequirement,
  version: WrittenVersion,
  questions: readonly WrittenQuestion[],
): Requirement {
  return {
    id: written.id as RequirementId,
    test: withMenus(written.test, questions),
    ifNot: written.ifNot,
    ifUnsure: 'see_adviser',
    common: written.common === true,
    ...(written.urgentFor !== undefined && { urgentFor: written.urgentFor }),
    source: (written.source ?? version.source) as SourceId,
    checkedOn: (written.checkedOn ?? version.checkedOn) as Day,
  };
}
