import { z } from 'zod';
import type { House } from '../../conversation/house.ts';
import { LANGUAGES } from '../../language/language.ts';
import { CASE_PLACE } from '../../records/queue.ts';
import { QUEUE_VIEWS, type QueueAsked, type QueueView } from '../../records/queue-views.ts';
import { HOME } from '../frame/layout.tsx';

/** Why cases open, as one may ask for them: each danger is asked for as danger. */
export const ASKED_REASONS = [
  'danger',
  'minor-alone',
  'asked',
  'not_understood',
  'delete',
  'no_office',
  'poison',
  'number_parted',
  'unconfirmed',
  'must_move',
] as const;

/** What an adviser asked to see, as it stands in the address. @property after where the page before ended */
export type QueuePageAsked = QueueAsked & { readonly after: string | null };

/** What a form leaves empty, and what nobody could have chosen, is not asked for. `language` is the page's own. */
const query = z.object({
  view: z.enum(QUEUE_VIEWS).catch('waiting'),
  speaks: z
    .enum([...LANGUAGES, 'unknown'])
    .nullable()
    .catch(null),
  office: z.string().nullable().catch(null),
  reason: z.enum(ASKED_REASONS).nullable().catch(null),
  after: z.string().regex(CASE_PLACE).nullable().catch(null),
});

/** @param given the query of a request */
export function queueAsked({ offices }: House, given: unknown): QueuePageAsked {
  const { office, speaks, ...asked } = query.parse(given);
  return { ...asked, language: speaks, office: offices.find(({ id }) => id === office)?.id ?? null };
}

/** Where what is asked is shown. */
export function queueAddress(asked: Partial<QueuePageAsked> & { readonly view: QueueView }, fragment = false): string {
  const search = new URLSearchParams();
  const { view, language, office, reason, after } = asked;
  const parts = { speaks: language, office, reason, after, fragment: fragment ? 'list' : null };
  if (view !== 'waiting') search.set('view', view);
  for (const [name, value] of Object.entries(parts)) if (typeof value === 'string') search.set(name, value);
  return search.size === 0 ? `${HOME}/cases` : `${HOME}/cases?${search}`;
}

/** Whether less than all of a part is asked for. */
export function isFiltered({ language, office, reason }: QueueAsked): boolean {
  return language !== null || office !== null || reason !== null;
}
