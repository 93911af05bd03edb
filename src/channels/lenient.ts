import { z } from 'zod';

/** A part of what others send: absent, null and of the wrong kind are all the same to us, and sink nothing around them. */
export function maybe<T extends z.ZodType>(schema: T): z.ZodCatch<z.ZodOptional<z.ZodNullable<T>>> {
  return schema.nullish().catch(undefined);
}

/** A list whose items are judged one by one later. */
export const items: z.ZodType<unknown[]> = z
  .array(z.unknown())
  .nullish()
  .catch(undefined)
  .transform((list) => list ?? []);

/** Words without NUL, which Postgres cannot store; nothing else is trimmed. */
export const words = maybe(z.string().transform((text) => text.replaceAll('\0', '')));

/** An identifier: a number is taken for its digits, and an empty one is absent. */
export const identifier = maybe(
  z
    .union([z.string(), z.number().transform(String)])
    .transform((text) => text.replaceAll('\0', '').trim())
    .pipe(z.string().min(1)),
);

/** Our own id of a message, as a provider gives it back. What else stands in its place is somebody else's. */
export const ownId = maybe(z.uuid());

/** A provider's error code. 0 is a real one, so nothing else may become it; the database keeps 32 bits. */
export const errorCode = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().int().min(-2_147_483_648).max(2_147_483_647));

/** A provider's name for something, safe to count and log: it cannot hold a person's data. */
export function safeName(name: string | null | undefined): string {
  return name !== null && name !== undefined && /^[\w-]{1,40}$/.test(name) && !/\d{5}/.test(name) ? name : 'unknown';
}
