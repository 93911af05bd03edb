/** What somebody may need from others than us, and for what there is a line to call. */
export const NEEDS = [
  'emergency',
  'violence',
  'child',
  'trafficking',
  'extortion',
  'suicide',
  'medical',
  'crime',
  'migration',
  'family',
  'programme',
] as const;

/** One of the needs for which there is a line. */
export type Need = (typeof NEEDS)[number];
