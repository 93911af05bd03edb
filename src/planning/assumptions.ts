/** Where a number comes from. `unverified`: read in an excerpt or a summary, not in the work itself. */
type Source = { readonly url: string; readonly says: string; readonly unverified: boolean };

/**
 * A number a manager may change.
 * @property unit    how it is written: a share of 1, hours or days
 * @property sources none: nobody has measured it, and it stands here as a guess to be replaced by what the own desk sees
 */
export type Assumption = {
  readonly unit: 'share' | 'hours' | 'days';
  readonly by: number;
  readonly means: string;
  readonly sources: readonly Source[];
};

const REMINDERS: Source = {
  url: 'https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD007458.pub3/full',
  says: 'clinics: 67.8 % came without a reminder, 78.6 % with one',
  unverified: true,
};

const LIST: Source = {
  url: 'https://www.jmir.org/2024/1/e52071',
  says: 'a hospital: 60,660 offers for 21,978 freed places, 11 % accepted, 30 % filled; all had an appointment already',
  unverified: true,
};

/** What a plan supposes where nothing else is said, by the name of the option. */
export const ASSUMPTIONS = {
  through: {
    unit: 'share',
    by: 0.16,
    means: 'of those who write are led on to an appointment by the screening',
    sources: [
      {
        url: 'https://thelatestnews.world/how-do-migrant-processing-centers-work-in-colombia-costa-rica-ecuador-and-guatemala/',
        says: '27,400 of 172,600 who registered were referred; a referral comes later than an appointment',
        unverified: true,
      },
    ],
  },
  families: { unit: 'share', by: 0.3, means: 'come with others', sources: [] },
  elsewhere: { unit: 'share', by: 0.2, means: 'would go to any office, the nearest first', sources: [] },
  missed: { unit: 'share', by: 0.322, means: 'do not come, if nobody reminds them', sources: [REMINDERS] },
  'missed-reminded': {
    unit: 'share',
    by: 0.214,
    means: 'do not come although they are reminded',
    sources: [REMINDERS],
  },
  cancel: {
    unit: 'share',
    by: 0.19,
    means: 'of appointments are cancelled',
    sources: [
      {
        url: 'https://pubmed.ncbi.nlm.nih.gov/18806590/',
        says: "veterans' clinics: 19 % of those made up to a month ahead, more of those farther off",
        unverified: true,
      },
    ],
  },
  'cancel-lead': {
    unit: 'hours',
    by: 48,
    means: 'before the appointment: within these half of the cancellations come, the others at any time',
    sources: [],
  },
  earlier: { unit: 'share', by: 0.1, means: 'of those with an appointment wait for an earlier one too', sources: [] },
  accept: {
    unit: 'share',
    by: 0.4,
    means: 'of the offers that are answered in time are accepted by who has no place at all',
    sources: [],
  },
  'accept-earlier': {
    unit: 'share',
    by: 0.11,
    means: 'the same of who has one already',
    sources: [
      LIST,
      {
        url: 'https://pmc.ncbi.nlm.nih.gov/articles/PMC7315363/',
        says: '177,311 offers, 8.3 % accepted',
        unverified: true,
      },
    ],
  },
  react: { unit: 'hours', by: 2, means: 'until an offer is answered, on average', sources: [] },
  soon: { unit: 'share', by: 0.2, means: 'can come on the same day', sources: [] },
  'look-again': { unit: 'days', by: 7, means: 'until who waits asks again by themselves; 0: never', sources: [] },
} as const satisfies Record<string, Assumption>;

/** The name of one. */
export type AssumptionName = keyof typeof ASSUMPTIONS;

/** How many come together where a family comes: nobody has counted. */
export const FAMILY_SIZES = [
  { people: 2, weight: 5 },
  { people: 3, weight: 3 },
  { people: 4, weight: 2 },
] as const;
