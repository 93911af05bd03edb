import { z } from 'zod';
import type { AppointmentId } from '../../appointments/appointment.ts';
import { ATTENDANCES, CANCEL_REASONS } from '../../appointments/attendance.ts';
import type { Instant } from '../../appointments/local-time.ts';
import type { OfficeId } from '../../appointments/office.ts';
import { LANGUAGES } from '../../language/language.ts';
import type { WalkInId } from '../../records/walk-ins.ts';
import { NOT_DONE, type Outcome, SAID, TOLD } from './diary-note.tsx';

/** The key of an appointment in an address. */
export const appointmentKey = z.uuid().transform((id) => id as AppointmentId);

const attendance = z.enum(ATTENDANCES).or(z.literal('').transform(() => null));

export const attendanceForm = z.object({ came: attendance, seen: attendance, back: z.enum(['day', 'appointment']) });

export const moveForm = z.object({
  office: z.string().transform((id) => id as OfficeId),
  startsAt: z.coerce
    .number()
    .int()
    .transform((at) => at as Instant),
});

export const cancelForm = z.object({ reason: z.enum(CANCEL_REASONS) });

/** Asking for the word takes nothing but the press. */
export const wordForm = z.object({});

const walkInKey = z.uuid().transform((id) => id as WalkInId);

export const walkInForm = z.object({
  id: walkInKey,
  language: z.enum(LANGUAGES).or(z.literal('').transform(() => null)),
  reference: z.string().trim().toUpperCase().max(40),
});

export const walkInTakenBackForm = z.object({ id: walkInKey });

const outcome = z.object({
  said: z.enum(SAID).nullable().default(null).catch(null),
  no: z.enum(NOT_DONE).nullable().default(null).catch(null),
  told: z.enum(TOLD).nullable().default(null).catch(null),
});

/** What the address says became of a form; anything else is as if it were not there. */
export function outcomeIn(query: unknown): Outcome {
  return outcome.parse(query);
}

/** An address that says what became of a form. */
export function withOutcome(address: string, outcome: Partial<Outcome>): string {
  return `${address}?${new URLSearchParams(Object.entries(outcome).map(([name, value]) => [name, value ?? '']))}`;
}
