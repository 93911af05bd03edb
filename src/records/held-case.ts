import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { CaseState } from '../handoff/case-can.ts';
import type { OrganisationId } from '../handoff/organisation.ts';
import type { PersonId } from '../people/person.ts';
import { CASE_STATE } from './queue.ts';
import type { StaffId } from './staff.ts';

/** A case that is held until the transaction ends. @property receiver the organisation that was asked to take it */
export type HeldCase = {
  readonly number: number;
  readonly person: PersonId;
  readonly state: CaseState;
  readonly owner: { readonly id: StaffId; readonly name: string } | null;
  readonly receiver: OrganisationId | null;
  readonly office: OfficeId | null;
};

/**
 * Holds a case: first its person, as a turn does, so that no turn runs meanwhile and none that follows has read it as it was before.
 * How it stands is read by a statement of its own, once that is had. @returns null for a number that no case has
 */
export async function holdCase(tx: Connection, number: number): Promise<HeldCase | null> {
  await tx.query(`select from person where id = (select person from case_file where number = $1) for no key update`, [
    number,
  ]);
  const [held] = await tx.query<Omit<HeldCase, 'owner'> & { ownerId: StaffId | null; ownerName: string | null }>(
    `select case_file.number, case_file.person, ${CASE_STATE} as state, case_file.office,
       claim.staff as "ownerId", staff.name as "ownerName",
       (select organisation from referral where referral.number = case_file.number and answered_at is null) as receiver
     from case_file left join claim on claim.number = case_file.number and claim.ended_at is null
     left join staff on staff.id = claim.staff
     where case_file.number = $1 for no key update of case_file`,
    [number],
  );
  if (held === undefined) return null;
  const { ownerId, ownerName, ...rest } = held;
  return { ...rest, owner: ownerId === null || ownerName === null ? null : { id: ownerId, name: ownerName } };
}

/** Browsers that show a case are told that it is another now. */
export async function touchCase(tx: Connection, number: number): Promise<void> {
  await tx.query('update case_file set changed = pg_current_xact_id() where number = $1', [number]);
}
