import type { AppointmentId } from '../appointments/appointment.ts';
import type { Connection } from '../database/database.ts';
import { CASE_ACTS, type CaseAct } from '../handoff/case-can.ts';
import type { RevealReason } from '../handoff/reveal.ts';
import type { Day } from '../screening/names.ts';

const OWN_ACTS = [
  'signed_in',
  'sign_in_refused',
  'signed_out',
  'code_refused',
  'recovery_code_used',
  'proved_again',
  'session_ended',
  'password_changed',
  'factor_added',
  'factor_removed',
  'recovery_codes_renewed',
  'account_made',
  'account_disabled',
  'account_enabled',
  'account_reset',
  'account_signed_out',
  'account_factor_removed',
  'role_changed',
  'transcript_opened',
  'case_opened',
  'case_searched',
  'address_revealed',
  'diary_read',
  'attendance_noted',
  'appointment_moved',
  'appointment_cancelled',
  'walk_in_noted',
  'word_shown',
  'audit_read',
  'audit_exported',
  'exported',
  'talk_reviewed',
  'mark_settled',
  'person_forgotten',
  'correction_told',
  'closing_proposed',
  'closing_in_force',
  'closing_ended',
] as const;

/** What must be answerable for later; whatever is done with a case is among it. */
export type Act = (typeof OWN_ACTS)[number] | `case_${CaseAct}`;

/** Every act there is. Each has its words in the console: `console.audit.act.<act>`. */
export const ACTS: readonly Act[] = [...OWN_ACTS, ...CASE_ACTS.map((act) => `case_${act}` as const)];

/** What was asked of the audit. The case that was asked for is the subject. */
type AuditAsked = {
  readonly staff?: string | undefined;
  readonly act?: Act | undefined;
  readonly from?: Day | undefined;
  readonly until?: Day | undefined;
};

/** What is to be known of some acts beside their subject: names of closed lists, ids of staff, counts and days. */
type Details = {
  readonly address_revealed: { readonly reason: RevealReason };
  readonly word_shown: { readonly appointment: AppointmentId };
  readonly audit_read: AuditAsked;
  readonly audit_exported: AuditAsked;
};

/** @property subject the number of a case, the id of an account, or a place in the diary (`soacha 2023-11-21`); never anything that identifies a person */
type About = { readonly subject?: number | string | undefined };

type Told<Done extends Act> = Done extends keyof Details
  ? readonly [About & { readonly detail: Details[Done] }]
  : readonly [About?];

/** Writes down what a member of staff did. @param staff null at the command line, or where nobody is known @returns the id of the row */
export async function writeAudit<Done extends Act>(
  connection: Connection,
  staff: { readonly id: string } | null,
  act: Done,
  ...[about]: Told<Done>
): Promise<number> {
  const { subject = null, detail = null } = (about ?? {}) as About & { readonly detail?: object };
  const [row] = await connection.query<{ id: number }>(
    'insert into audit (staff, act, subject, detail) values ($1, $2, $3, $4) returning id',
    [
      staff?.id ?? null,
      act,
      subject === null ? null : String(subject),
      detail === null ? null : JSON.stringify(detail),
    ],
  );
  return row?.id ?? 0;
}

/**
 * Writes down that somebody goes on looking at a case or a day of the diary: once in a quarter of an hour, however often their page
 * fetches what is new in it. What they open is written down each time.
 */
export async function writeLooking(
  connection: Connection,
  staff: { readonly id: string },
  act: 'transcript_opened' | 'case_opened' | 'diary_read',
  subject: number | string,
): Promise<void> {
  await connection.query(
    `insert into audit (staff, act, subject) select $1, $2, $3 where not exists (
       select from audit where staff = $1 and act = $2 and subject = $3 and at > now() - interval '15 minutes')`,
    [staff.id, act, String(subject)],
  );
}
