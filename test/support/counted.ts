import type { Connection, Database } from '../../src/database/database.ts';
import type { PersonId } from '../../src/people/person.ts';
import { addStaff, type StaffId } from '../../src/records/staff.ts';
import { ANA, CHEAP } from './console.ts';

/** One of the people of a report. Times are real time, ISO. */
export type CountedPerson = {
  readonly language?: string;
  /** What was said: when, by whom, under which key, on which channel. */
  readonly said?: readonly {
    readonly at: string;
    readonly by?: 'person' | 'bot';
    readonly key?: string;
    readonly channel?: string;
  }[];
  readonly answered?: readonly { readonly at: string; readonly question: string }[];
  /** Turn by turn, pathway by pathway. */
  readonly results?: readonly {
    readonly at: string;
    readonly turn: number;
    readonly pathway: string;
    readonly status: string;
  }[];
  readonly case?: {
    readonly at: string;
    readonly reasons: readonly string[];
    readonly urgent?: boolean;
    readonly claimed?: string;
    readonly replied?: string;
    readonly closed?: string;
  };
  readonly appointments?: readonly { readonly at: string; readonly state: string }[];
};

/** Somebody of the staff, for whom claims and replies stand. */
export async function staffOfCounted(database: Database): Promise<StaffId> {
  return addStaff(database, { ...ANA, email: 'claims@example.org' }, CHEAP);
}

/** Writes people as turns and the desk leave them in the tables, without the words. */
export async function writeCounted(
  database: Database,
  staff: StaffId,
  people: readonly CountedPerson[],
): Promise<void> {
  await database.transaction(async (tx) => {
    for (const each of people) {
      const [row] = await tx.query<{ id: PersonId }>('insert into person (language) values ($1) returning id', [
        each.language ?? null,
      ]);
      if (row === undefined) throw new Error('No person was written.');
      await writeTalk(tx, row.id, each);
      await writeAppointments(tx, row.id, each);
      await writeCase(tx, row.id, staff, each);
    }
  });
}

async function writeTalk(tx: Connection, person: PersonId, { said = [], answered = [], results = [] }: CountedPerson) {
  for (const [position, { at, by = 'person', key = 'message.text', channel = 'whatsapp' }] of said.entries())
    await tx.query(
      `insert into message (person, turn, position, said_by, channel, at, key) values ($1, 1, $2, $3, $4, $5, $6)`,
      [person, position, by, channel, at, key],
    );
  for (const { at, question } of answered)
    await tx.query(`insert into answer (person, turn, question, answer, at) values ($1, 1, $2, '{}', $3)`, [
      ...[person, question, at],
    ]);
  for (const { at, turn, pathway, status } of results)
    await tx.query(
      `insert into assessment (person, turn, pathway, status, because, answers, programme, on_day, at)
       values ($1, $2, $3, $4, '[]', '{}', 'hash', '2026-01-01', $5)`,
      [person, turn, pathway, status, at],
    );
}

let places = 0;

async function writeAppointments(tx: Connection, person: PersonId, { appointments = [] }: CountedPerson) {
  for (const { at, state } of appointments) {
    places += 1;
    await tx.query(
      `insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn, created_at)
       values ($1, 'visa', 'soacha', $2, $2::timestamptz + interval '30 minutes', $3, $4, $5, 1, $2)`,
      [person, at, places, state, `C${places}`],
    );
  }
}

async function writeCase(tx: Connection, person: PersonId, staff: StaffId, { case: said }: CountedPerson) {
  if (said === undefined) return;
  const { at, reasons, urgent = false, claimed, replied, closed } = said;
  const [opened] = await tx.query<{ number: number }>(
    'insert into case_file (person, opened_at, urgent, closed_at) values ($1, $2, $3, $4) returning number',
    [person, at, urgent, closed === undefined ? null : at],
  );
  const number = opened?.number;
  for (const reason of reasons)
    await tx.query('insert into case_reason (number, reason, urgent, turn) values ($1, $2, $3, 1)', [
      ...[number, reason, urgent],
    ]);
  const rows = [
    ['insert into claim (number, staff, at) values ($1, $2, $3)', claimed],
    ['insert into reply (id, number, staff, at) values (gen_random_uuid(), $1, $2, $3)', replied],
    ['insert into closure (number, staff, reason) values ($1, $2, $3)', closed],
  ] as const;
  for (const [sql, value] of rows) if (value !== undefined) await tx.query(sql, [number, staff, value]);
}
