import { addDays } from '../language/calendar-days.ts';
import type { Day } from './names.ts';
import type { Pathway, SourcedAttachment, Span, Topic, TopicPart, Version } from './programme.ts';

/**
 * How a pathway stands on a day.
 * - `past_review` its rule was open, but nobody has read it again in time: it is not offered
 * - `no_version`  nothing is known for that day: before the first version, after the last, or in a gap
 * @property since   the first day of this standing, where known; a new version of the rule does not begin it anew
 * @property nearest where no version holds: the one that is closest, for its source
 */
export type Standing =
  | { readonly is: 'open'; readonly version: Version; readonly nearest: null; readonly since: Day }
  | {
      readonly is: 'suspended' | 'closed' | 'past_review';
      readonly version: Version;
      readonly nearest: null;
      readonly since: Day;
    }
  | { readonly is: 'no_version'; readonly version: null; readonly nearest: Version | null; readonly since: null };

/** Whether a pathway can be used on a day, and by which version of its rule. */
export function standing(pathway: Pathway, on: Day): Standing {
  const version = pathway.versions.find((one) => isInForce(one, on));
  if (version === undefined) return { is: 'no_version', version: null, nearest: nearest(pathway, on), since: null };
  const since = firstDayOf(pathway, version);
  if (version.status !== 'open') return { is: version.status, version, nearest: null, since };
  const lastDay = version.reviewBy;
  if (on > lastDay) return { is: 'past_review', version, nearest: null, since: addDays(lastDay, 1) };
  return { is: 'open', version, nearest: null, since };
}

function firstDayOf({ versions }: Pathway, version: Version): Day {
  const earlier = versions.slice(0, versions.indexOf(version));
  const other = earlier.findLastIndex(({ status }) => status !== version.status);
  return versions[other + 1]?.inForce.from ?? version.inForce.from;
}

/** What may be said of a topic on a day. What is past its review is left out. */
export function partsOn({ parts }: Topic, on: Day): TopicPart[] {
  return parts.filter((part) => isInForce(part, on) && on <= part.reviewBy);
}

/** What goes with a part that is told on a day; null once nobody has looked at it again in time. */
export function attachmentOn({ attachment }: TopicPart, on: Day): SourcedAttachment | null {
  return attachment !== undefined && on <= attachment.reviewBy ? attachment : null;
}

/** The warnings of a pathway on a day: first those of these days, then those that always hold. */
export function cautionsOn(pathway: Pathway, on: Day): string[] {
  return [...(standing(pathway, on).version?.cautions ?? []), ...pathway.cautions];
}

/** Whether something held on a day. Both the first and the last day belong to it. */
export function isInForce({ inForce }: { readonly inForce: Span }, on: Day): boolean {
  return inForce.from <= on && (inForce.until === null || on <= inForce.until);
}

function nearest({ versions }: Pathway, on: Day): Version | null {
  const past = versions.filter(({ inForce }) => inForce.from <= on);
  return past.at(-1) ?? versions[0] ?? null;
}
