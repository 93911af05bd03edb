/** What an adviser needs a person's number for. */
export const REVEAL_REASONS = ['call', 'danger', 'identify', 'refer', 'other'] as const;

export type RevealReason = (typeof REVEAL_REASONS)[number];

/** For so long a number stays in sight of who asked for it, on that case. */
export const REVEALED_MINUTES = 15;

/** What may be written beside the reason, in letters. */
export const LONGEST_REVEAL_WORDS = 200;
