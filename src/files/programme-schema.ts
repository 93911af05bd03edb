import { z } from 'zod';
import { type OfficeId, WEEKDAYS } from '../appointments/office.ts';
import type { OrganisationId } from '../handoff/organisation.ts';
import type { Intent } from '../language/intent.ts';
import { forEachLanguage, LANGUAGES } from '../language/language.ts';
import { NEEDS } from '../people/need.ts';
import type { Condition } from '../screening/condition.ts';
import {
  type Day,
  isDay,
  type PathwayId,
  type QuestionId,
  type RequirementId,
  type SourceId,
  type VersionId,
} from '../screening/names.ts';
import {
  CORRECTED,
  type CorrectionId,
  LEADS_TO,
  QUESTION_KINDS,
  TOPIC_GROUPS,
  type TopicId,
} from '../screening/programme.ts';

const day = z
  .string()
  .refine((text) => isDay(text), 'is not a day. Write it as 2023-11-15')
  .transform((text) => text as Day);
const name = z.string().regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, 'may have small letters, digits, - and _ only');
/** A name that the compiler keeps apart from those of other things. */
const nameOf = <Id extends string>() => name.transform((id) => id as Id);
const country = z.string().regex(/^[A-Z]{2}$/, 'is not a country code (ISO 3166, two capitals)');
const span = z.strictObject({ from: day, until: day.nullable() });

/** The intents of people who ask about a thing, as `intents.txt` heads them. */
const askedAs = z
  .array(z.string().transform((intent) => intent as Intent))
  .min(1, 'is empty: how do people ask about it?');

const fact = nameOf<QuestionId>();
const source = nameOf<SourceId>();
const pathway = nameOf<PathwayId>();

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

const timeZone = z.string().refine(isTimeZone, 'is no time zone. Write it as America/Bogota');

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

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'is no time of day. Write it as 08:00');

const openingHours = z.array(z.strictObject({ days: z.array(z.enum(WEEKDAYS)).min(1), from: clock, to: clock }));

/** offices/<country>/<office>.yaml */
export const officeFile = z.strictObject({
  id: nameOf<OfficeId>(),
  name: z.string().min(1),
  place: z.string().regex(/^\d{5}$/, 'is no municipality code (five digits, in quotes)'),
  pathways: z.array(pathway).min(1),
  coordinates: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
  timeZone,
  inForce: span,
  address: z.strictObject({ text: z.string().min(1), example: z.boolean() }),
  openingHours,
  closures: z.array(day).default([]),
  slotMinutes: z.int().min(5).max(480),
  placesPerSlot: z.int().min(1),
  noticeHours: z.number().nonnegative(),
  horizonDays: z.int().min(1),
  languages: z.array(z.enum(LANGUAGES)).min(1),
  example: z.boolean(),
  source,
});

/** desk.yaml */
export const deskFile = z.strictObject({
  timeZone,
  openingHours,
  closures: z.array(day).default([]),
  answerWithinMinutes: z.strictObject({ urgent: z.int().min(1), other: z.int().min(1) }),
  idleAfterMinutes: z.int().min(5),
});

/** helplines.yaml */
export const helplinesFile = z.array(
  z.strictObject({
    id: name,
    need: z.enum(NEEDS),
    country,
    number: z.string().min(1),
    hours: z
      .string()
      .regex(/^[\dh:, –-]+$/, 'is no time that all languages read alike. Write it as 24 h, or 08:00–17:00')
      .nullable()
      .default(null),
    publisher: z.string().min(1),
    source,
    published: z.string().nullable(),
    confirmedOn: day.nullable(),
  }),
);

const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).nullable().default(null);

/** organisations.yaml */
export const organisationsFile = z.array(
  z.strictObject({
    id: nameOf<OrganisationId>(),
    sees: z.union([
      z.literal('everything'),
      z.strictObject({
        reasons: listOf(z.string()),
        languages: listOf(z.enum(LANGUAGES)),
        offices: listOf(nameOf<OfficeId>()),
        pathways: listOf(pathway),
      }),
    ]),
    takesReferrals: z.boolean(),
    hours: openingHours,
    example: z.boolean(),
  }),
);

/** One language of a template at the provider. */
const templateName = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'is not a name Meta takes: small letters, digits and _'),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'is not a language code of Meta, such as es or pt_BR'),
  contentSid: z
    .string()
    .regex(/^HX[0-9a-fA-F]{32}$/, "is not Twilio's id of a template: HX and 32 digits")
    .optional(),
});

/** templates/<template>.yaml */
export const templateFile = z.strictObject({
  id: name,
  category: z.literal('utility'),
  names: z.strictObject(forEachLanguage(() => templateName)),
});

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
