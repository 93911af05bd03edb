import { z } from 'zod';
import { ACCESS_NEEDS, type OfficeId, WEEKDAYS } from '../appointments/office.ts';
import type { OrganisationId } from '../handoff/organisation.ts';
import { forEachLanguage, LANGUAGES } from '../language/language.ts';
import { TEMPLATES } from '../language/template.ts';
import { NEEDS } from '../people/need.ts';
import { country, day, name, nameOf, pathway, source, span, timeZone } from './schema-parts.ts';

// Who serves people: offices, the desk, help lines, organisations; and the templates that reach them.

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'is no time of day. Write it as 08:00');

const closing = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is no time of day. Write it as 17:00; 24:00 is the end of the day');
const openingHours = z.array(z.strictObject({ days: z.array(z.enum(WEEKDAYS)).min(1), from: clock, to: closing }));

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
  landmark: z
    .strictObject({ text: z.string().min(1), example: z.boolean() })
    .nullable()
    .default(null),
  holidays: country.nullable().default(null),
  closures: z.array(day).default([]),
  appointmentMinutes: z.int().min(5).max(480),
  minutesPerFurther: z.int().min(0).max(480).default(0),
  desks: z.int().min(1),
  dailyQuota: z.int().min(1).nullable().default(null),
  lots: z.int().min(1).max(10).default(1),
  noticeHours: z.number().nonnegative(),
  horizonDays: z.int().min(1).max(365),
  languages: z.array(z.enum(LANGUAGES)).min(1),
  interpreters: z
    .array(z.strictObject({ language: z.enum(LANGUAGES), days: z.array(z.enum(WEEKDAYS)).min(1) }))
    .default([]),
  access: z.array(z.enum(ACCESS_NEEDS)).default([]),
  nationalities: z.array(country).min(1).nullable().default(null),
  lateMinutes: z.int().min(0).default(15),
  standbyRate: z.number().min(0).max(0.5).nullable().default(null),
  example: z.boolean(),
  source,
});

/** desk.yaml */
export const deskFile = z.strictObject({
  timeZone,
  openingHours,
  holidays: country.nullable().default(null),
  closures: z.array(day).default([]),
  answerWithinMinutes: z.strictObject({ urgent: z.int().min(1), other: z.int().min(1) }),
  idleAfterMinutes: z.int().min(5),
});

const holidayRule = z.string().min(1);

/** holidays.yaml, by country */
export const holidaysFile = z.record(
  country,
  z.strictObject({ leaveOut: z.array(holidayRule).default([]), add: z.array(holidayRule).default([]) }),
);

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
  id: z.enum(TEMPLATES, `is none of ${TEMPLATES.join(', ')}`),
  category: z.literal('utility'),
  values: z.array(z.string().regex(/^[a-z][a-zA-Z]*$/, 'is no name of a value: letters only')),
  buttons: z.array(name).max(3, 'are more than the three that a phone shows'),
  examples: z.record(z.string(), z.string().min(1)),
  names: z.strictObject(forEachLanguage(() => templateName)),
});
