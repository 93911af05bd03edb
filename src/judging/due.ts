import { addDays } from '../language/calendar-days.ts';
import type { Day } from '../screening/names.ts';
import type { Programme, Span } from '../screening/programme.ts';

/** Something that somebody must read again by a day. */
export type Due = { readonly file: string; readonly what: string; readonly by: Day; readonly isPast: boolean };

/** How far ahead a review is announced. */
const DAYS_AHEAD = 60;

/** What falls due for review soon, or is past; soonest first. What has ended is never read again. */
export function dueForReview({ pathways, topics }: Programme, today: Day): Due[] {
  const last = addDays(today, DAYS_AHEAD);
  const lasts = ({ until }: Span) => until === null || until >= today;
  const versions = [...pathways.values()].flatMap(({ id, versions }) =>
    versions
      .filter(({ inForce }) => lasts(inForce))
      .map((version) => ({ file: `pathways/${id}.yaml`, what: `version '${version.id}'`, by: version.reviewBy })),
  );
  const parts = [...topics.values()].flatMap(({ id, parts }) =>
    parts
      .filter(({ inForce }) => lasts(inForce))
      .flatMap(({ id: part, reviewBy, attachment }) => [
        { file: `topics/${id}.yaml`, what: `part '${part}'`, by: reviewBy },
        ...(attachment
          ? [{ file: `topics/${id}.yaml`, what: `attachment of '${part}'`, by: attachment.reviewBy }]
          : []),
      ]),
  );
  return [...versions, ...parts]
    .filter(({ by }) => by <= last)
    .map((due) => ({ ...due, isPast: due.by < today }))
    .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0));
}

/** One line for whoever reads it again. */
export function describeDue({ file, what, by, isPast }: Due): string {
  return `programme/${file}: ${what} ${isPast ? `was to be reviewed by ${by} and is past` : `is due for review by ${by}`}.`;
}
