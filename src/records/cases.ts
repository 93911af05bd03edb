import type { Connection } from '../database/database.ts';
import type { Contact } from '../handoff/contact.ts';
import type { PersonId } from '../people/person.ts';

/** Why somebody needs a human, and since which of their turns. */
export type NewCase = {
  readonly person: PersonId;
  readonly turn: number;
  readonly reason: string;
  readonly urgent: boolean;
};

/** Who comes back so soon after their case was closed comes back to it; later it is a new one. */
const REOPENS_WITHIN = "interval '7 days'";

/**
 * Hands people over to advisers: each has one open case, with all its reasons in order. A closed one of the last days is opened
 * again, for anybody to take; one that sleeps wakes.
 */
export async function handOff(tx: Connection, rows: readonly NewCase[]): Promise<void> {
  if (rows.length === 0) return;
  const said = JSON.stringify(rows.map((row, place) => ({ ...row, place })));
  const people = rows.map(({ person }) => person);
  await reopenRecent(tx, people);
  await tx.query(
    // Asked first, because each try that finds one costs a number.
    `insert into case_file (person, waiting_since) select distinct person, now() from unnest($1::uuid[]) person
     where not exists (select from case_file theirs where theirs.person = person.person and closed_at is null)
     on conflict (person) where closed_at is null do nothing`,
    [people],
  );
  await tx.query(
    `with said as (select * from jsonb_to_recordset($1) as said(person uuid, turn int, reason text, urgent boolean,
       place int)),
     filed as (
       insert into case_reason (number, turn, reason, urgent)
       select number, min(turn), reason, bool_or(said.urgent) from said join case_file using (person) where closed_at is null
       group by number, reason order by min(place)
       on conflict (number, reason) do update set urgent = excluded.urgent or case_reason.urgent
       returning number
     ), awake as (
       update snooze set ended_at = now() where ended_at is null and number in (select number from filed)
     )
     update case_file set urgent = case_file.urgent or said.urgent, waiting_since = least(waiting_since, now()),
       changed = pg_current_xact_id()
     from (select person, bool_or(urgent) as urgent from said group by person) said
     where case_file.person = said.person and closed_at is null`,
    [said],
  );
}

/** A closed case of these people that was closed not long ago stands open again; nobody has it. */
async function reopenRecent(tx: Connection, people: readonly PersonId[]): Promise<void> {
  await tx.query(
    `with last as (
       select distinct on (person) number, person, closed_at from case_file where person = any($1::uuid[])
       order by person, closed_at desc nulls first
     ), reopened as (
       update case_file set closed_at = null, waiting_since = now(), changed = pg_current_xact_id()
       from last where case_file.number = last.number and last.closed_at > now() - ${REOPENS_WITHIN} returning case_file.number
     )
     update closure set ended_at = now() from reopened where closure.number = reopened.number and ended_at is null`,
    [people],
  );
}

/** Notes with somebody's open case how they may be reached. */
export async function noteContacts(
  tx: Connection,
  rows: readonly { readonly person: PersonId; readonly contact: Contact }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update case_file set contact = said.contact, changed = pg_current_xact_id()
     from jsonb_to_recordset($1) as said(person uuid, contact text)
     where case_file.person = said.person and closed_at is null`,
    [JSON.stringify(rows)],
  );
}

/**
 * What a turn must know of somebody's case.
 * @property owner          the adviser who has the talk: while there is one the bot is silent
 * @property closedRecently their last case was closed so lately that a new word of theirs opens it again
 */
export type CaseStanding = {
  readonly isOpen: boolean;
  readonly owner: string | null;
  readonly isAsleep: boolean;
  readonly closedRecently: boolean;
};

/** Of who never needed a human. */
export const NO_STANDING: CaseStanding = { isOpen: false, owner: null, isAsleep: false, closedRecently: false };

/** How the newest cases of some people stand. Nobody who has none is in it. */
export async function caseStandings(
  tx: Connection,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, CaseStanding>> {
  const rows = await tx.query<CaseStanding & { person: PersonId }>(
    `select person, closed_at is null as "isOpen", coalesce(closed_at > now() - ${REOPENS_WITHIN}, false) as "closedRecently",
       (select staff.name from claim join staff on staff.id = claim.staff
        where claim.number = newest.number and claim.ended_at is null) as owner,
       exists (select from snooze where snooze.number = newest.number and ended_at is null and until > now()) as "isAsleep"
     from (select distinct on (person) person, number, closed_at from case_file where person = any($1::uuid[])
           order by person, closed_at desc nulls first) newest`,
    [people],
  );
  return new Map(rows.map(({ person, ...standing }) => [person, standing]));
}

/**
 * People wrote who have an open case: whoever works it sees it, and from the first word that no human has answered they wait.
 * A sleeping case waits from its day on, unless `handOff` wakes it.
 * @property waits whether it wants an answer, which thanks do not
 */
export async function noteHeard(
  tx: Connection,
  rows: readonly { readonly person: PersonId; readonly waits: boolean }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update case_file set heard_at = now(), changed = pg_current_xact_id(),
       waiting_since = case when heard.waits and not exists (
         select from snooze where snooze.number = case_file.number and ended_at is null and until > now())
         then least(waiting_since, now()) else waiting_since end
     from jsonb_to_recordset($1) as heard(person uuid, waits boolean)
     where case_file.person = heard.person and closed_at is null`,
    [JSON.stringify(rows)],
  );
}

/** The words of an item of the inbox changed or went: whoever works their writer's case sees it. */
export async function noteReworded(tx: Connection, item: number): Promise<void> {
  await tx.query(
    `update case_file set changed = pg_current_xact_id() from inbox_item
     where inbox_item.id = $1 and case_file.person = inbox_item.person and closed_at is null`,
    [item],
  );
}

/** All that one person's cases hold is another's: the one they turned out to be. @param turns how many the other had before */
export async function moveCases(tx: Connection, person: PersonId, to: PersonId, turns: number): Promise<void> {
  await tx.query(
    `update case_reason set turn = turn + $2 from case_file
     where case_file.number = case_reason.number and case_file.person = $1`,
    [person, turns],
  );
  await tx.query(
    `insert into case_reason (number, reason, urgent, turn, at)
     select theirs.number, reason, case_reason.urgent, case_reason.turn, at
     from case_file mine join case_file theirs on theirs.person = $2 and theirs.closed_at is null
     join case_reason on case_reason.number = mine.number where mine.person = $1 and mine.closed_at is null
     on conflict do nothing`,
    [person, to],
  );
  await tx.query(
    `update case_file theirs set urgent = theirs.urgent or mine.urgent, contact = coalesce(mine.contact, theirs.contact),
       waiting_since = least(theirs.waiting_since, mine.waiting_since, now()), changed = pg_current_xact_id()
     from case_file mine
     where mine.person = $1 and mine.closed_at is null and theirs.person = $2 and theirs.closed_at is null`,
    [person, to],
  );
  const [joined] = await tx.query<{ from: number; into: number }>(
    `select mine.number as from, theirs.number as into from case_file mine join case_file theirs on theirs.person = $2
     where mine.person = $1 and mine.closed_at is null and theirs.closed_at is null`,
    [person, to],
  );
  if (joined !== undefined) await joinWork(tx, joined.from, joined.into);
  await tx.query(
    `update case_file set person = $2, changed = pg_current_xact_id() where person = $1 and (closed_at is not null
       or not exists (select from case_file theirs where theirs.person = $2 and theirs.closed_at is null))`,
    [person, to],
  );
}

/**
 * What advisers did in one open case stands in another, which goes on in its stead: awake, and asked of nobody else. Who has that one has
 * the talk.
 */
async function joinWork(tx: Connection, from: number, into: number): Promise<void> {
  for (const work of ['note', 'reply', 'reveal', 'closure'])
    await tx.query(`update ${work} set number = $2 where number = $1`, [from, into]);
  await tx.query('update snooze set number = $2, ended_at = coalesce(ended_at, now()) where number in ($1, $2)', [
    from,
    into,
  ]);
  await tx.query(
    `update referral set number = $2, answered_at = coalesce(answered_at, now()), answer = coalesce(answer, 'withdrawn')
     where number = $1`,
    [from, into],
  );
  const isTaken = 'exists (select from claim standing where standing.number = $2 and standing.ended_at is null)';
  await tx.query(
    `update claim set number = $2, ended_at = coalesce(ended_at, case when ${isTaken} then now() end),
       ended_how = coalesce(ended_how, case when ${isTaken} then 'taken_over' end) where number = $1`,
    [from, into],
  );
  await tx.query(
    `update draft set number = $2 where number = $1 and not exists (
       select from draft other where other.number = $2 and other.staff = draft.staff and other.kind = draft.kind)`,
    [from, into],
  );
}
