import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { type Sight, seesEverything } from '../handoff/organisation.ts';

/**
 * Which rows of the audit are wanted; what is left out narrows nothing.
 * @property number a case
 * @property from,until moments of real time, the second not included
 */
export type AuditWanted = {
  readonly staff?: string | undefined;
  readonly act?: string | undefined;
  readonly number?: number | undefined;
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
};

/** One thing that was done. */
export type AuditLine = {
  readonly id: number;
  readonly at: Date;
  /** Who did it; null where no member of staff did. */
  readonly staff: string | null;
  readonly organisation: string | null;
  readonly act: string;
  readonly subject: string | null;
  /** The name behind a subject that is an account. */
  readonly about: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
  /** What was written beside it, while the person it may speak of is there. */
  readonly words: string | null;
};

/** What may stand in `subject` of a case that was forgotten. */
const subjectsOf = (number: number) => [String(number), `case ${number}`];

/** Each way of asking is a statement of its own, so that each is planned for the index it needs. */
class Conditions {
  readonly values: unknown[] = [];
  readonly #texts: string[] = [];

  add(text: (place: string) => string, value: unknown): void {
    if (value === undefined || value === null) return;
    this.values.push(value);
    this.#texts.push(text(`$${this.values.length}`));
  }

  get text(): string {
    return this.#texts.map((text) => `and ${text}`).join(' ');
  }
}

function conditionsOf({ staff, act, number, from, until }: AuditWanted, before: number | null): Conditions {
  const conditions = new Conditions();
  conditions.add((place) => `audit.staff = ${place}`, staff);
  conditions.add((place) => `act = ${place}`, act);
  conditions.add((place) => `subject = any(${place}::text[])`, number === undefined ? undefined : subjectsOf(number));
  conditions.add((place) => `at >= ${place}`, from);
  conditions.add((place) => `at < ${place}`, until);
  conditions.add((place) => `(at, id) < ((select at from audit last where id = ${place}), ${place})`, before);
  return conditions;
}

/**
 * What was done, newest first. Who sees every case reads what everybody did; the others what their own organisation's staff did.
 * @param before the last row of the page before, or null
 * @param most   how many rows at most
 */
export async function readAudit(
  connection: Connection,
  seal: Seal,
  sight: Sight,
  wanted: AuditWanted,
  before: number | null,
  most: number,
): Promise<AuditLine[]> {
  const conditions = conditionsOf(wanted, before);
  const rows = (where: string) =>
    `select id, at, staff, act, subject, detail from audit where ${where} ${conditions.text} order by at desc, id desc limit ${most}`;
  let newest = rows('true');
  if (!seesEverything(sight)) {
    conditions.values.push(sight.organisation);
    // Of each colleague the newest, by an index: among a million rows of others theirs may be few.
    newest = `select theirs.* from staff colleague cross join lateral (${rows('audit.staff = colleague.id')}) theirs
      where colleague.organisation = $${conditions.values.length}`;
  }
  const lines = await connection.query<Omit<AuditLine, 'words'> & { sealed: Uint8Array | null }>(
    `select done.id, done.at, staff.name as staff, staff.organisation, done.act, done.subject, about.name as about,
       done.detail, reveal.sealed
     from (${newest}) done left join staff on staff.id = done.staff left join staff about on about.id::text = done.subject
     left join reveal on reveal.audit = done.id
     order by done.at desc, done.id desc limit ${most}`,
    conditions.values,
  );
  return lines.map(({ sealed, ...line }) => ({ ...line, words: sealed === null ? null : seal.open('words', sealed) }));
}

/** A member of staff whose acts can be asked for. */
export type Colleague = { readonly id: string; readonly name: string };

/** Whose acts somebody may ask for, by name: everybody's, or their own organisation's. */
export async function colleaguesOf(connection: Connection, sight: Sight): Promise<Colleague[]> {
  return connection.query<Colleague>(
    'select id, name from staff where $1::text is null or organisation = $1 order by name, id',
    [seesEverything(sight) ? null : sight.organisation],
  );
}
