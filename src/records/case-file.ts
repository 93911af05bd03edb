import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { CaseState } from '../handoff/case-can.ts';
import type { Contact } from '../handoff/contact.ts';
import type { Sight } from '../handoff/organisation.ts';
import type { Language } from '../language/language.ts';
import type { Consent, PersonId } from '../people/person.ts';
import type { Assessment } from '../screening/assess.ts';
import type { Day } from '../screening/names.ts';
import { CASE_OWNER, CASE_OWNER_ID, CASE_REASONS, CASE_STATE, CASE_WAITED } from './queue.ts';
import { isSeen, sightValues } from './sight.ts';
import type { StaffId } from './staff.ts';

/** A case and what is kept of its person, without their addresses and words. */
export type Case = {
  readonly number: number;
  readonly person: PersonId;
  readonly urgent: boolean;
  /** Why, in order. */
  readonly reasons: readonly string[];
  readonly state: CaseState;
  /** The name of the adviser who has it. */
  readonly owner: string | null;
  readonly ownerId: StaffId | null;
  readonly office: OfficeId | null;
  readonly openedAt: Date;
  readonly waitingSince: Date | null;
  readonly waitedMinutes: number;
  readonly language: Language | null;
  readonly consent: Consent;
  readonly consentAt: Date | null;
  /** The person said STOP on at least one of their addresses: nothing is sent there. */
  readonly saidStop: boolean;
  /** One of their numbers may be somebody else's by now; nobody has said yet. */
  readonly doubted: boolean;
  /** What the person says to an adviser who asks which registration is theirs; null for who is not registered. */
  readonly reference: string | null;
  /** How they said they may be reached, after a cry for help; null where they were not asked or did not say. */
  readonly contact: Contact | null;
};

/** A result of the rules as it was recorded. */
export type KeptAssessment = Pick<Assessment, 'pathway' | 'version' | 'status' | 'because'> & {
  readonly turn: number;
  readonly at: Date;
  /** The programme's hash and the day for which it judged. */
  readonly programme: string;
  readonly on: Day;
  /** The adviser who corrected an answer, so that this was reckoned again; null for what the person was told. */
  readonly by: string | null;
  /** A correction has taken its place. */
  readonly superseded: boolean;
};

/** A case by its number, open or closed; null where there is none that somebody with this sight may know of. */
export async function readCase(connection: Connection, sight: Sight, number: number): Promise<Case | null> {
  const [row] = await connection.query<Case>(
    `select case_file.number, case_file.person, case_file.urgent, ${CASE_REASONS} as reasons, ${CASE_STATE} as state,
       ${CASE_OWNER} as owner, ${CASE_OWNER_ID} as "ownerId",
       case_file.office, case_file.opened_at as "openedAt", case_file.waiting_since as "waitingSince", ${CASE_WAITED},
       person.language, person.consent, person.consent_at as "consentAt",
       exists (select from address where address.person = person.id and stopped_at is not null) as "saidStop",
       exists (select from address where former_person is not null and person.id in (address.person, former_person)) as doubted,
       (select reference from registration where registration.person = person.id) as reference, case_file.contact
     from case_file join person on person.id = case_file.person
     where case_file.number = $1 and ${isSeen(2)}`,
    [number, ...sightValues(sight)],
  );
  return row ?? null;
}

/** Whether there is a case of this number that somebody with this sight may know of. */
export async function isCaseSeen(connection: Connection, sight: Sight, number: number): Promise<boolean> {
  return (await casesSeen(connection, sight, [number])).has(number);
}

/** Those of some cases that somebody with this sight may know of. */
export async function casesSeen(
  connection: Connection,
  sight: Sight,
  numbers: readonly number[],
): Promise<ReadonlySet<number>> {
  if (numbers.length === 0) return new Set();
  const seen = await connection.query<{ number: number }>(
    `select number from case_file where number = any($1::int[]) and ${isSeen(2)}`,
    [numbers, ...sightValues(sight)],
  );
  return new Set(seen.map(({ number }) => number));
}

/** Everything the rules said of a person, the newest screening first, each in the order of the programme. */
export async function assessmentsOf(connection: Connection, person: PersonId): Promise<KeptAssessment[]> {
  return connection.query<KeptAssessment>(
    `select pathway, version, status, because, turn, at, programme, on_day::text as "on", staff.name as by, superseded
     from assessment left join staff on staff.id = assessment.staff where person = $1 order by turn desc, superseded, assessment.id`,
    [person],
  );
}
