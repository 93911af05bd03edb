import { addDays } from '../language/calendar-days.ts';
import type { Day, PathwayId } from '../screening/names.ts';
import type { Pathway, Programme, Span, Topic, TopicId } from '../screening/programme.ts';

/**
 * Something that somebody must read again by a day.
 * @property of   whose file it stands in, with its id
 * @property what the version or part by its id, or the attachment of that part
 */
export type Due = {
  readonly of: { readonly kind: 'pathway'; readonly id: PathwayId } | { readonly kind: 'topic'; readonly id: TopicId };
  readonly what: { readonly kind: 'version' | 'part' | 'attachment'; readonly id: string };
  readonly by: Day;
  readonly isPast: boolean;
};

/** How far ahead a review is announced. */
const DAYS_AHEAD = 60;

/** What falls due for review soon, or is past; soonest first. What has ended is never read again. */
export function dueForReview({ pathways, topics }: Programme, today: Day): Due[] {
  const last = addDays(today, DAYS_AHEAD);
  return [...[...pathways.values()].flatMap(toReadOf), ...[...topics.values()].flatMap(toReadIn)]
    .filter(({ by, inForce: { until } }) => by <= last && (until === null || until >= today))
    .map(({ of, what, by }) => ({ of, what, by, isPast: by < today }))
    .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
}

type ToRead = Omit<Due, 'isPast'> & { readonly inForce: Span };

function toReadOf({ id, versions }: Pathway): ToRead[] {
  return versions.map((version) => ({
    of: { kind: 'pathway', id },
    what: { kind: 'version', id: version.id },
    by: version.reviewBy,
    inForce: version.inForce,
  }));
}

function toReadIn({ id, parts }: Topic): ToRead[] {
  const of = { kind: 'topic', id } as const;
  return parts.flatMap(({ id: part, inForce, reviewBy, attachment }): ToRead[] => [
    { of, what: { kind: 'part', id: part }, by: reviewBy, inForce },
    ...(attachment ? [{ of, what: { kind: 'attachment', id: part }, by: attachment.reviewBy, inForce } as const] : []),
  ]);
}

/** One line for whoever reads it again. */
export function describeDue({ of, what, by, isPast }: Due): string {
  const named = `${what.kind === 'attachment' ? 'attachment of' : what.kind} '${what.id}'`;
  const when = isPast ? `was to be reviewed by ${by} and is past` : `is due for review by ${by}`;
  return `programme/${of.kind}s/${of.id}.yaml: ${named} ${when}.`;
}
