import { addDays } from '../language/calendar-days.ts';
import type { Day } from './names.ts';
import type { Fee, Pathway, Requirement, SourcedAttachment, Span, Topic, TopicPart, Version } from './programme.ts';

/**
 * How a pathway stands on a day.
 * - `unconfirmed` its rule was open once, and nobody knows whether it still is
 * - `past_review` its rule was open, but nobody has read it again in time
 * - `not_begun`   it is known to have begun with its first version, and that is still to come
 * - `no_version`  nothing is known for that day: before the first version, after the last, or in a gap
 * @property since   the first day of this standing, where known; a new version of the rule does not begin it anew
 * @property nearest where no version holds: the one that is closest, for its source
 */
export type Standing =
  | { readonly is: 'open'; readonly version: Version; readonly nearest: null; readonly since: Day }
  | {
      readonly is: 'suspended' | 'closed' | 'unconfirmed' | 'past_review';
      readonly version: Version;
      readonly nearest: null;
      readonly since: Day;
    }
  | {
      readonly is: 'not_begun' | 'no_version';
      readonly version: null;
      readonly nearest: Version | null;
      readonly since: null;
    };

/** Whether a pathway can be used on a day, and by which version of its rule. */
export function standing(pathway: Pathway, on: Day): Standing {
  const version = pathway.versions.find((one) => isInForce(one, on));
  if (version === undefined) return withoutVersion(pathway, on);
  const since = firstDayOf(pathway, version);
  if (version.status !== 'open') return { is: version.status, version, nearest: null, since };
  const lastDay = version.reviewBy;
  if (on > lastDay) return { is: 'past_review', version, nearest: null, since: addDays(lastDay, 1) };
  return { is: 'open', version, nearest: null, since };
}

/**
 * How a pathway is to be spoken of. That nobody here has read a rule again closes no door: what is not known is neither
 * open nor closed, and the person asks before they decide.
 */
export function soundsAs({ is }: Standing): 'open' | 'closed' | 'unsure' {
  if (is === 'open') return 'open';
  return is === 'suspended' || is === 'closed' || is === 'not_begun' ? 'closed' : 'unsure';
}

function withoutVersion(pathway: Pathway, on: Day): Standing {
  const past = pathway.versions.findLast(({ inForce }) => inForce.from <= on);
  const is = pathway.begins && past === undefined ? 'not_begun' : 'no_version';
  return { is, version: null, nearest: past ?? pathway.versions[0] ?? null, since: null };
}

function firstDayOf({ versions }: Pathway, version: Version): Day {
  const earlier = versions.slice(0, versions.indexOf(version));
  const other = earlier.findLastIndex(({ status }) => status !== version.status);
  return versions[other + 1]?.inForce.from ?? version.inForce.from;
}

/** What a pathway demands on a day, in order; nothing where no version holds, or there is no such pathway. */
export function requirementsOn(pathway: Pathway | undefined, on: Day): readonly Requirement[] {
  return pathway === undefined ? [] : (standing(pathway, on).version?.requirements ?? []);
}

/** What may be said of a topic on a day. What is past its review is left out. */
export function partsOn({ parts }: Topic, on: Day): TopicPart[] {
  return parts.filter((part) => isInForce(part, on) && on <= part.reviewBy);
}

/** What goes with a part that is told on a day; null once nobody has looked at it again in time. */
export function attachmentOn({ attachment }: TopicPart, on: Day): SourcedAttachment | null {
  return attachment !== undefined && on <= attachment.reviewBy ? attachment : null;
}

/** What offices ask for on a day. */
export function feesOn({ fees }: Pathway, on: Day): Fee[] {
  return fees.filter((fee) => isInForce(fee, on));
}

/**
 * The warnings of a pathway on a day: first those of these days, then those of the pathway, which hold while it may be
 * used. What still has to be said of a closed one, such as that nobody can sell it, stands with its closed version.
 */
export function cautionsOn(pathway: Pathway, on: Day): string[] {
  const stands = standing(pathway, on);
  const always = soundsAs(stands) === 'closed' ? [] : pathway.cautions;
  return [...new Set([...(stands.version?.cautions ?? []), ...always])];
}

/** Of the warnings of a day, those that are said with a result because they bind whoever goes on. */
export function bindingOn(pathway: Pathway, on: Day): string[] {
  return cautionsOn(pathway, on).filter((caution) => pathway.binding.includes(caution));
}

/** Whether something held on a day. Both the first and the last day belong to it. */
export function isInForce({ inForce }: { readonly inForce: Span }, on: Day): boolean {
  return inForce.from <= on && (inForce.until === null || on <= inForce.until);
}
