import { z } from 'zod';
import { instantAt } from '../../appointments/local-time.ts';
import type { House } from '../../conversation/house.ts';
import { addDays } from '../../language/calendar-days.ts';
import { ACTS } from '../../records/audit.ts';
import type { AuditWanted } from '../../records/audit-reading.ts';
import { type Day, isDay } from '../../screening/names.ts';

/** A field of a form that may be left empty. */
const maybe = <Form extends z.ZodType>(form: Form) =>
  z.preprocess((value) => (value === '' ? undefined : value), form.optional());
const number = z
  .string()
  .trim()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);
const day = z
  .string()
  .refine(isDay)
  .transform((text) => text as Day);

/** What is asked of the audit, as its page's address has it. */
export const auditForm = z.object({
  staff: maybe(z.guid()),
  act: maybe(z.enum(ACTS)),
  case: maybe(number),
  from: maybe(day),
  until: maybe(day),
  before: maybe(number),
});

export type AuditForm = z.infer<typeof auditForm>;

/** The rows that are asked for: of whole days on the programme's wall. */
export function wantedOf({ programme: { timeZone } }: House, asked: AuditForm): AuditWanted {
  const startOf = (one: Day) => new Date(instantAt(`${one}T00:00`, timeZone));
  return {
    ...{ staff: asked.staff, act: asked.act, number: asked.case },
    from: asked.from === undefined ? undefined : startOf(asked.from),
    until: asked.until === undefined ? undefined : startOf(addDays(asked.until, 1)),
  };
}

/** What is written down of a question to the audit. */
export function askedOf({ staff, act, case: subject, from, until }: AuditForm) {
  return { subject, detail: { staff, act, from, until } };
}

/** The same question in an address. @param before the last row of the page before */
export function addressOf({ staff, act, case: subject, from, until }: AuditForm, before?: number): string {
  const fields = Object.entries({ staff, act, case: subject, from, until, before });
  return new URLSearchParams(
    fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
}
