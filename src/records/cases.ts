import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import type { Contact } from '../handoff/contact.ts';
import type { Language } from '../language/language.ts';
import type { Consent, PersonId } from '../people/person.ts';
import type { Assessment, AssessmentStatus } from '../screening/assess.ts';
import type { Day } from '../screening/names.ts';

/** Why somebody needs a human, and since which of their turns. */
export type NewCase = {
  readonly person: PersonId;
  readonly turn: number;
  readonly reason: string;
  readonly urgent: boolean;
};

/** Hands people over to advisers, by opening a case for each. Asking again for the same reason while one is open opens no second. */
export async function handOff(tx: Connection, rows: readonly NewCase[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into case_file (person, turn, reason, urgent)
     select person, turn, reason, urgent
     from jsonb_to_recordset($1) as opened(person uuid, turn int, reason text, urgent boolean)
     on conflict (person, reason) where state = 'open' do nothing`,
    [JSON.stringify(rows)],
  );
}

/** Notes with somebody's open cases how they may be reached. */
export async function noteContacts(
  tx: Connection,
  rows: readonly { readonly person: PersonId; readonly contact: Contact }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update case_file set contact = said.contact from jsonb_to_recordset($1) as said(person uuid, contact text)
     where case_file.person = said.person and case_file.state = 'open'`,
    [JSON.stringify(rows)],
  );
}

/** One line of the list of open cases. Nothing here identifies the person. */
export type CaseLine = {
  readonly number: number;
  readonly urgent: boolean;
  readonly reason: string;
  readonly language: Language | null;
  readonly openedAt: Date;
  readonly waitedMinutes: number;
  /** The strongest result of the newest screening, or null before one is finished. */
  readonly screening: AssessmentStatus | null;
  readonly appointment: { readonly office: OfficeId; readonly startsAt: Date } | null;
};

/** What is said in a list's heading. */
export type CaseCount = { readonly open: number; readonly urgent: number };

/** A case and what is kept of its person, without their addresses and words. */
export type Case = {
  readonly number: number;
  readonly person: PersonId;
  readonly urgent: boolean;
  readonly reason: string;
  readonly state: 'open' | 'closed';
  readonly openedAt: Date;
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
};

/** Urgent first, oldest first: the order in which cases are taken. */
const IN_ORDER = 'case_file.urgent desc, case_file.opened_at, case_file.number';
const WAITED = 'floor(extract(epoch from now() - case_file.opened_at) / 60)::int as "waitedMinutes"';

/** Open cases in the order in which they are taken. @param page from 1 */
export async function openCases(connection: Connection, page: number, perPage: number): Promise<CaseLine[]> {
  type Row = Omit<CaseLine, 'appointment'> & { office: OfficeId | null; starts_at: Date | null };
  const rows = await connection.query<Row>(
    `select case_file.number, case_file.urgent, case_file.reason, case_file.opened_at as "openedAt", ${WAITED},
            person.language, screened.status as screening, booked.office, booked.starts_at
     from case_file join person on person.id = case_file.person
     left join lateral (
       select status from assessment where assessment.person = case_file.person
       order by turn desc, array_position(array['likely', 'see_adviser', 'undecided', 'unlikely', 'closed'], status)
       limit 1) screened on true
     left join appointment booked on booked.person = case_file.person and booked.state = 'booked'
     where case_file.state = 'open'
     order by ${IN_ORDER} limit $1 offset $2`,
    [perPage, (page - 1) * perPage],
  );
  return rows.map(({ office, starts_at, ...line }) => ({
    ...line,
    appointment: office === null || starts_at === null ? null : { office, startsAt: starts_at },
  }));
}

/** How many cases are open, and how many of them are urgent. */
export async function countOpenCases(connection: Connection): Promise<CaseCount> {
  const [row] = await connection.query<CaseCount>(
    `select count(*)::int as open, (count(*) filter (where urgent))::int as urgent from case_file where state = 'open'`,
  );
  return row ?? { open: 0, urgent: 0 };
}

/** A case by its number, open or closed, or null. */
export async function readCase(connection: Connection, number: number): Promise<Case | null> {
  const [row] = await connection.query<Case>(
    `select case_file.number, case_file.person, case_file.urgent, case_file.reason, case_file.state,
            case_file.opened_at as "openedAt", ${WAITED}, person.language, person.consent, person.consent_at as "consentAt",
            exists (select from address where address.person = person.id and stopped_at is not null) as "saidStop",
            exists (select from address where former_person is not null and person.id in (address.person, former_person)) as doubted,
            (select reference from registration where registration.person = person.id) as reference, case_file.contact
     from case_file join person on person.id = case_file.person where case_file.number = $1`,
    [number],
  );
  return row ?? null;
}

/** The open case that is taken after this one, or null at the end of the list. */
export async function nextOpenCase(connection: Connection, after: Case): Promise<number | null> {
  const [row] = await connection.query<{ number: number }>(
    `select case_file.number from case_file, (select urgent, opened_at, number from case_file where number = $1) this
     where case_file.state = 'open'
       and (not case_file.urgent, case_file.opened_at, case_file.number) > (not this.urgent, this.opened_at, this.number)
     order by ${IN_ORDER} limit 1`,
    [after.number],
  );
  return row?.number ?? null;
}

/** Everything the rules said of a person, the newest screening first, each in the order of the programme. */
export async function assessmentsOf(connection: Connection, person: PersonId): Promise<KeptAssessment[]> {
  return connection.query<KeptAssessment>(
    `select pathway, version, status, because, turn, at, programme, on_day::text as "on"
     from assessment where person = $1 order by turn desc, id`,
    [person],
  );
}
