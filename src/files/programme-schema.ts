import { z } from 'zod';
import type { Intent } from '../language/intent.ts';
import { NEEDS } from '../people/need.ts';
import type { Condition } from '../screening/condition.ts';
import type { Day, QuestionId, RequirementId, VersionId } from '../screening/names.ts';
import {
  CORRECTED,
  type CorrectionId,
  LEADS_TO,
  QUESTION_KINDS,
  TOPIC_GROUPS,
  type TopicId,
} from '../screening/programme.ts';
import { country, day, name, nameOf, pathway, source, span, timeZone } from './schema-parts.ts';

/** The intents of people who ask about a thing, as `intents.txt` heads them. */
const askedAs = z
  .array(z.string().transform((intent) => intent as Intent))
  .min(1, 'is empty: how do people ask about it?');

const fact = nameOf<QuestionId>();

/** A condition of a requirement, in the short form of the files. */
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ fact, is: z.union([z.boolean(), z.number(), z.string()]) }),
    z.strictObject({ fact, in: z.array(z.string()).min(1) }),
    z.strictObject({ fact, onlyIn: z.array(z.string()).min(1) }),
    z.strictObject({ fact, onOrBefore: z.string().transform((text) => text as Day) }),
    z.strictObject({ fact, atLeast: z.number() }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.strictObject({ unconfirmed: z.string().min(1) }),
  ]),
);

/** programme.yaml */
export const programmeFile = z.strictObject({
  name: z.string().min(1),
  timeZone,
  interests: z.array(z.strictObject({ id: name, pathways: z.array(pathway).min(1) })).min(1),
});

/** questions.yaml */
export const questionsFile = z.array(
  z.strictObject({
    id: fact,
    kind: z.enum(QUESTION_KINDS),
    values: z.array(z.string()).default([]),
    sensitive: z.boolean().default(false),
  }),
);

/** sources.yaml */
export const sourcesFile = z.record(
  name,
  z.strictObject({
    publisher: z.string().min(1),
    title: z.string().min(1),
    url: z.url(),
    published: z
      .string()
      .regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/, 'is no day, month or year')
      .nullable(),
    openedOn: day.nullable().default(null),
  }),
);

const requirement = z.strictObject({
  id: nameOf<RequirementId>(),
  test: condition,
  ifNot: z.enum(['unlikely', 'see_adviser']),
  common: z.boolean().default(false),
  silent: z.boolean().default(false),
  urgentFor: z.enum(NEEDS).optional(),
  source: source.optional(),
  checkedOn: day.optional(),
});

const version = z
  .strictObject({
    id: nameOf<VersionId>(),
    status: z.enum(['open', 'unconfirmed', 'suspended', 'closed']),
    inForce: span,
    source,
    checkedOn: day,
    reviewBy: day,
    cautions: z.array(name).default([]),
    requirements: z.array(requirement).default([]),
  })
  .transform(({ requirements, ...one }) => ({
    ...one,
    requirements: requirements.map((each) => ({
      ...each,
      source: each.source ?? one.source,
      checkedOn: each.checkedOn ?? one.checkedOn,
    })),
  }));

const fee = z.strictObject({
  id: name,
  amount: z.number().nonnegative(),
  currency: z.enum(['USD', 'COP', 'CAD', 'EUR']),
  inForce: span,
  source,
  checkedOn: day,
  unconfirmed: z.boolean().default(false),
});

/** pathways/<pathway>.yaml */
export const pathwayFile = z.strictObject({
  id: pathway,
  country,
  leadsTo: z.enum(LEADS_TO),
  askedAs,
  begins: z.boolean().default(false),
  fees: z.array(fee).default([]),
  cautions: z.array(name).default([]),
  binding: z.array(name).default([]),
  versions: z.array(version).min(1),
});

/** examples/<pathway>.yaml */
export const examplesFile = z.strictObject({
  pathway,
  given: z.record(z.string(), z.unknown()).default({}),
  examples: z.array(
    z.strictObject({
      name: z.string().min(1),
      on: z.union([day.transform((one) => [one]), z.array(day).min(1)]),
      answers: z.record(z.string(), z.unknown()).default({}),
      expect: z.enum(['likely', 'unlikely', 'undecided', 'see_adviser', 'closed']),
      because: nameOf<RequirementId>().optional(),
      next: fact.optional(),
    }),
  ),
});

// Other signs, and the backtick, would not survive the mapping to the letters of an SMS.
const link = z
  .string()
  .regex(
    /^https:\/\/[!-_a-~]+$/,
    'is no https address. Write it as https://example.org/guide.pdf, without accents or spaces',
  );
const attached = { link, source, checkedOn: day, reviewBy: day };

const attachment = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('document'),
      fileName: z
        .string('is missing. Write the name people see, such as guide.pdf')
        .regex(/^[^/\\]+\.pdf$/, 'is no name of a PDF. Write it as guide.pdf'),
      ...attached,
    }),
    z.strictObject({ kind: z.literal('audio'), ...attached }),
  ],
  'is no kind of attachment. Use document or audio',
);

/** topics/<topic>.yaml */
export const topicFile = z.strictObject({
  id: nameOf<TopicId>(),
  group: z.enum(TOPIC_GROUPS),
  askedAs,
  needs: z.array(z.enum(NEEDS)).default([]),
  parts: z
    .array(
      z.strictObject({
        id: name,
        inForce: span,
        source,
        checkedOn: day,
        reviewBy: day,
        unconfirmed: z.boolean().default(false),
        attachment: attachment.optional(),
      }),
    )
    .min(1),
});

/** corrections/<correction>.yaml */
export const correctionFile = z.strictObject({
  id: nameOf<CorrectionId>(),
  pathway,
  kind: z.enum(['mistake', 'changed']),
  on: day,
  told: z.strictObject({ from: day, until: day }),
  was: z.array(z.enum(CORRECTED)).min(1).optional(),
  concerns: z.enum(['other_result', 'everybody']),
  wrong: z.string().min(1),
  source,
});

/** examples/personas.yaml */
export const personasFile = z.array(
  z.strictObject({
    name: z.string().min(1),
    on: day,
    wants: z.array(pathway).min(1),
    truth: z.record(z.string(), z.unknown()),
    expect: z.record(name, z.enum(['likely', 'unlikely', 'undecided', 'see_adviser', 'closed'])),
  }),
);
