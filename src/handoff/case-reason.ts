import { DANGERS } from '../language/danger.ts';

/**
 * Why the talk itself calls for a human. Beside these a case may have the id of a requirement that only an adviser can judge. Each
 * has its words in the console: `console.reason.<reason>`.
 */
export const TALK_REASONS: readonly string[] = [
  'asked',
  'not_understood',
  'wrote_again',
  'delete',
  'no_office',
  'poison',
  'wish',
  'number_parted',
  'unconfirmed',
  'must_move',
  ...DANGERS.map((danger) => `danger.${danger}`),
];
