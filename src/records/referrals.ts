import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { OrganisationId } from '../handoff/organisation.ts';
import type { StaffId } from './staff.ts';

/** How a person can agree that their case is passed on: written in the chat, said on the phone, said face to face. */
export const REFERRAL_CONSENTS = ['chat', 'call', 'in_person'] as const;

export type ReferralConsent = (typeof REFERRAL_CONSENTS)[number];

/** What was asked of another organisation, and what became of it. */
export type Referral = {
  readonly organisation: OrganisationId;
  readonly by: string;
  readonly at: Date;
  readonly summary: string;
  /** How the person agreed. */
  readonly consent: ReferralConsent | null;
  readonly answer: 'accepted' | 'declined' | 'withdrawn' | null;
  readonly answeredAt: Date | null;
  readonly answeredBy: string | null;
  readonly why: string | null;
};

/** Asks another organisation to take a case. @param summary what they must know */
export async function referCase(
  tx: Connection,
  seal: Seal,
  number: number,
  {
    staff,
    organisation,
    summary,
    consent,
  }: { staff: StaffId; organisation: OrganisationId; summary: string; consent: ReferralConsent },
): Promise<void> {
  await tx.query('insert into referral (number, staff, organisation, sealed, consent) values ($1, $2, $3, $4, $5)', [
    ...[number, staff, organisation],
    ...[seal.close('note', summary), consent],
  ]);
}

/** They take it, or do not; or who asked asks no more. Either way the person waits from now for whoever has them next. */
export async function answerReferral(
  tx: Connection,
  seal: Seal,
  number: number,
  { staff, answer, why }: { staff: StaffId; answer: NonNullable<Referral['answer']>; why: string },
): Promise<void> {
  await tx.query(
    `update referral set answered_at = now(), answered_by = $2, answer = $3, answer_sealed = $4
     where number = $1 and answered_at is null`,
    [number, staff, answer, why === '' ? null : seal.close('note', why)],
  );
  await tx.query('update case_file set waiting_since = least(waiting_since, now()) where number = $1', [number]);
}

/** All that was asked of others about a case, oldest first. */
export async function referralsOf(connection: Connection, seal: Seal, number: number): Promise<Referral[]> {
  type Row = Omit<Referral, 'summary' | 'why'> & { sealed: Uint8Array; answerSealed: Uint8Array | null };
  const rows = await connection.query<Row>(
    `select referral.organisation, asked.name as by, at, sealed, consent, answer, answered_at as "answeredAt",
       answered.name as "answeredBy", answer_sealed as "answerSealed"
     from referral join staff asked on asked.id = referral.staff left join staff answered on answered.id = referral.answered_by
     where number = $1 order by referral.id`,
    [number],
  );
  return rows.map(({ sealed, answerSealed, ...row }) => ({
    ...row,
    summary: seal.open('note', sealed),
    why: answerSealed === null ? null : seal.open('note', answerSealed),
  }));
}
