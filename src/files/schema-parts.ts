import { z } from 'zod';
import { type Day, isDay, type PathwayId, type SourceId } from '../screening/names.ts';

/** A calendar day. */
export const day = z
  .string()
  .refine((text) => isDay(text), 'is not a day. Write it as 2023-11-15')
  .transform((text) => text as Day);
/** What things are called in the files. */
export const name = z.string().regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, 'may have small letters, digits, - and _ only');
/** A name that the compiler keeps apart from those of other things. */
export const nameOf = <Id extends string>() => name.transform((id) => id as Id);
/** ISO 3166, two capitals. */
export const country = z.string().regex(/^[A-Z]{2}$/, 'is not a country code (ISO 3166, two capitals)');
/** Days in force, both included; null: nobody has said until when. */
export const span = z.strictObject({ from: day, until: day.nullable() });
/** A source of sources.yaml. */
export const source = nameOf<SourceId>();
/** A pathway by its file. */
export const pathway = nameOf<PathwayId>();
/** An IANA name. */
export const timeZone = z.string().refine(isTimeZone, 'is no time zone. Write it as America/Bogota');

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
