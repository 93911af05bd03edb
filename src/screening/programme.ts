import type { Intent } from '../language/intent.ts';
import type { LinkedAttachment } from '../language/reply.ts';
import type { Need } from '../people/need.ts';
import type { Condition } from './condition.ts';
import type { Day, PathwayId, QuestionId, RequirementId, SourceId, VersionId } from './names.ts';

/** What an answer looks like. `side_of_date` is asked as "on or before this day?", never as a date. */
export const QUESTION_KINDS = ['yesno', 'choice', 'nationality', 'country', 'side_of_date', 'number'] as const;

/** One of the kinds of answer. */
type QuestionKind = (typeof QUESTION_KINDS)[number];

/**
 * Something we may ask.
 * @property values    what can be chosen, in the order of the menu; for a nationality or a country only the ones that the
 *                     menu names (any other ISO 3166 code is an answer too); empty where there is no menu
 * @property sensitive asked last among equals, and said why
 */
export type Question = {
  readonly id: QuestionId;
  readonly kind: QuestionKind;
  readonly values: readonly string[];
  readonly sensitive: boolean;
};

/**
 * Where a fact was read.
 * @property published null where the page shows no date
 * @property openedOn  the day on which one of us opened the live page; null where only a stored copy was read
 */
export type Source = {
  readonly id: SourceId;
  readonly publisher: string;
  readonly title: string;
  readonly url: string;
  readonly published: string | null;
  readonly openedOn: Day | null;
};

/** What happens with a person who meets everything. */
export const LEADS_TO = [
  'appointment',
  'petition_by_relative',
  'employer_step',
  'consulate',
  'application_here',
  'information',
] as const;

/** Where a pathway leads. */
export type LeadsTo = (typeof LEADS_TO)[number];

/**
 * One condition of a pathway. Its source and day of checking are its version's unless it names its own.
 * @property common    its sentences are those of every pathway that has it, named `common` in place of the pathway
 * @property silent    who does not meet it hears nothing of the pathway: it was never about them
 * @property urgentFor who does not meet it needs a human today, and at once the lines for this need
 */
export type Requirement = {
  readonly id: RequirementId;
  readonly test: Condition;
  readonly ifNot: 'unlikely' | 'see_adviser';
  readonly common: boolean;
  readonly silent: boolean;
  readonly urgentFor?: Need | undefined;
  readonly source: SourceId;
  readonly checkedOn: Day;
};

/** First and last day, both included; `until: null` means that no end is known. */
export type Span = { readonly from: Day; readonly until: Day | null };

/**
 * A pathway's rule as it stood during some days.
 * @property status   `unconfirmed`: the rule is known, and nobody could find out whether it is still applied
 * @property reviewBy the last day on which an open rule may be relied on without being read again
 * @property cautions names of warnings that belong to these days, said with `pathway.<id>.caution.<name>`
 * @property byUs     we closed it, before any file says so: no source tells it
 */
export type Version = {
  readonly id: VersionId;
  readonly status: 'open' | 'unconfirmed' | 'suspended' | 'closed';
  readonly inForce: Span;
  readonly source: SourceId;
  readonly checkedOn: Day;
  readonly reviewBy: Day;
  readonly cautions: readonly string[];
  readonly requirements: readonly Requirement[];
  readonly byUs?: true;
};

/**
 * What an office, never a helper, asks for a step. Its words: `pathway.<pathway>.fee.<id>` with amount and currency.
 * @property inForce     the days on which this was the price
 * @property unconfirmed the sources disagree, or are weak: said with "ask the office"
 */
export type Fee = {
  readonly id: string;
  readonly amount: number;
  readonly currency: 'USD' | 'COP' | 'CAD' | 'EUR';
  readonly inForce: Span;
  readonly source: SourceId;
  readonly checkedOn: Day;
  readonly unconfirmed: boolean;
};

/**
 * A lawful route.
 * @property country  where the person would live: ISO 3166 alpha-2
 * @property askedAs  the intents of people who ask about it; examples of each stand in `locales/<language>/hearing/intents.txt`
 * @property begins   before its first version it did not exist; where not, our facts begin there
 * @property cautions names of warnings that hold in every version that may be used
 * @property binding  at most two of all these warnings, of the pathway and of its versions, on any day: what binds whoever
 *                    goes on, and so is said with the result
 * @property versions oldest first
 */
export type Pathway = {
  readonly id: PathwayId;
  readonly country: string;
  readonly leadsTo: LeadsTo;
  readonly askedAs: readonly Intent[];
  readonly fees: readonly Fee[];
  readonly begins: boolean;
  readonly cautions: readonly string[];
  readonly binding: readonly string[];
  readonly versions: readonly Version[];
};

/**
 * What topics are about, in the order of their menu: more of them than fit into one list would help nobody. The words:
 * `topics.group.<group>`.
 */
export const TOPIC_GROUPS = [
  'papers',
  'return',
  'family',
  'living',
  'deportation',
  'countries',
  'safety',
  'programme',
] as const;

export type TopicGroup = (typeof TOPIC_GROUPS)[number];

/** A WhatsApp list has ten rows; one is for the other groups, one for the menu. */
export const MOST_IN_GROUP = 8;

/** The name of a topic: its file's name without `.yaml`. */
export type TopicId = string & { readonly brand: 'TopicId' };

/** An attachment with where it was found, and the days on which it was looked at and must be again. */
export type SourcedAttachment = LinkedAttachment & {
  readonly source: SourceId;
  readonly checkedOn: Day;
  readonly reviewBy: Day;
};

/**
 * One thing to say about a topic, during some days. Its words: `topic.<topic>.<part>`.
 * @property unconfirmed the sources are weak, disagree or are old: said so
 */
export type TopicPart = {
  readonly id: string;
  readonly inForce: Span;
  readonly source: SourceId;
  readonly checkedOn: Day;
  readonly reviewBy: Day;
  readonly unconfirmed: boolean;
  readonly attachment?: SourcedAttachment | undefined;
};

/**
 * What people ask beside the pathways. Its name: `topic.<id>.name`.
 * @property askedAs as with a pathway
 * @property needs the lines that help here
 */
export type Topic = {
  readonly id: TopicId;
  readonly group: TopicGroup;
  readonly askedAs: readonly Intent[];
  readonly needs: readonly Need[];
  readonly parts: readonly TopicPart[];
};

/** The name of a correction: its file's name without `.yaml`. */
export type CorrectionId = string & { readonly brand: 'CorrectionId' };

/**
 * Something that was told and is not so. Its words, what was said and what is true: `correction.about.<id>`.
 * @property kind     `mistake`: we were wrong; `changed`: the rule changed after it was said
 * @property on       the day of the correction
 * @property told     the days on which it was told; who has heard of the pathway again since then is not concerned
 * @property was      only who heard one of these results; undefined for all
 * @property concerns `other_result`: who would hear another one now; `everybody`: who heard any, as where a fee was wrong
 * @property wrong    what was wrong, for whoever decides whether people are told
 */
export type Correction = {
  readonly id: CorrectionId;
  readonly pathway: PathwayId;
  readonly kind: 'mistake' | 'changed';
  readonly on: Day;
  readonly told: { readonly from: Day; readonly until: Day };
  readonly was?: readonly CorrectedStatus[] | undefined;
  readonly concerns: 'other_result' | 'everybody';
  readonly wrong: string;
  readonly source: SourceId;
};

/** The results that are told; of what was undecided nobody heard anything. */
export const CORRECTED = ['likely', 'see_adviser', 'unlikely', 'closed'] as const;
type CorrectedStatus = (typeof CORRECTED)[number];

/** The question what a person looks for. Its values are the interests; no rule reads it: it decides what is screened. */
export const INTEREST = 'interest' as QuestionId;

/** What a person may look for, and the pathways it means. Its words: `question.interest.option.<id>`. */
type Interest = { readonly id: string; readonly pathways: readonly PathwayId[] };

/** Everything the screening knows. Maps keep the order of the files: questions in the order of the talk. */
export type Programme = {
  readonly hash: string;
  readonly name: string;
  /** Where it counts its days: an IANA name. */
  readonly timeZone: string;
  readonly questions: ReadonlyMap<QuestionId, Question>;
  readonly pathways: ReadonlyMap<PathwayId, Pathway>;
  readonly topics: ReadonlyMap<TopicId, Topic>;
  readonly corrections: ReadonlyMap<CorrectionId, Correction>;
  /** In the order of the menu; every pathway stands under one at least. */
  readonly interests: readonly Interest[];
  readonly sources: ReadonlyMap<SourceId, Source>;
};

/** Enough of a programme's hash to tell it from another. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
