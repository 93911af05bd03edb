import { randomBytes } from 'node:crypto';
import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { HandoffEvent, InboxItem } from '../people/message.ts';
import type { Person, PersonId } from '../people/person.ts';

/** After this many failed turns an item is set aside: the person gets an apology, an adviser a case. */
export const POISON_FAILURES = 3;

/** Whom to claim: so many of those who wait longest, or these, if they still wait. */
export type Claim = { readonly most: number } | { readonly people: readonly PersonId[] };

/** A person who is locked until the transaction ends. @property first the item that waits longest */
export type Claimed = Person & { readonly first: number };

const CLAIMED = `person.id, person.language, person.consent, person.turn, person.session,
  exists (select from address where address.person = person.id and former_person is not null) as doubted`;

/**
 * Locks people with waiting items on whom nobody else works, who waits longest first. `no key update`, because a plain
 * `for update` would make webhooks wait that insert for them. Items are read in a second statement, after the locks are had, so
 * that what another worker has just finished is not read again.
 */
export async function claimPeople(tx: Connection, claim: Claim): Promise<Claimed[]> {
  const rows =
    'most' in claim
      ? await tx.query<Claimed>(
          `select ${CLAIMED}, item.id as first from inbox_item item join person on person.id = item.person
           where item.state = 'waiting' order by item.id limit $1 for no key update of person skip locked`,
          [claim.most],
        )
      : await tx.query<Claimed>(
          `select ${CLAIMED}, (select min(id) from inbox_item where inbox_item.person = person.id and state = 'waiting') as first
           from person where id = any($1::uuid[])
             and exists (select from inbox_item where inbox_item.person = person.id and state = 'waiting')
           order by id for no key update skip locked`,
          [claim.people],
        );
  // Somebody with several items is found once for each.
  const people = new Map<PersonId, Claimed>();
  for (const row of rows) if (!people.has(row.id)) people.set(row.id, row);
  return [...people.values()];
}

/**
 * What waits for each of these people, in order of arrival; nobody for whom nothing waits. While one item of somebody fails, it is
 * taken alone: the others go on without it. The items are locked: what is taken back meanwhile waits for the turn, and then finds
 * the words it wrote.
 */
export async function waitingItems(
  tx: Connection,
  seal: Seal,
  people: readonly PersonId[],
): Promise<Map<PersonId, InboxItem[]>> {
  type Row = Omit<InboxItem, 'content' | 'arrivedAt'> & {
    person: PersonId;
    sealed: Uint8Array;
    arrived_at: Date;
  };
  const rows = await tx.query<Row>(
    `select item.id, item.person, item.address, item.channel, item.sealed, item.arrived_at, item.failures,
       address.stopped_at is not null as stopped
     from inbox_item item join address on address.id = item.address
     where item.person = any($1::uuid[]) and item.state = 'waiting' order by item.id for update of item`,
    [people],
  );
  const failing = new Set(rows.filter(({ failures }) => failures > 0).map(({ person }) => person));
  const waiting = new Map<PersonId, InboxItem[]>();
  for (const { person, sealed, arrived_at, ...row } of rows) {
    const before = waiting.get(person) ?? [];
    if (before.length > 0 && failing.has(person)) continue;
    const content = opened(seal, sealed, row.failures);
    waiting.set(person, [...before, { ...row, content, arrivedAt: arrived_at }]);
  }
  return waiting;
}

/** What cannot even be opened is set aside like every other defect: counted first, and then without its words. */
function opened(seal: Seal, sealed: Uint8Array, failures: number): InboxItem['content'] {
  try {
    return JSON.parse(seal.open('words', sealed)) as InboxItem['content'];
  } catch (error) {
    if (failures < POISON_FAILURES) throw error;
    return { kind: 'unreadable', name: 'sealed' };
  }
}

/**
 * Has a turn answer what happened at the desk, in order with what the person writes. Where our own words do not reach them now, nothing
 * is put: they are answered when they write. Who asked to be forgotten has heard the last word.
 */
export async function putEvent(tx: Connection, seal: Seal, person: PersonId, event: HandoffEvent): Promise<void> {
  await tx.query(
    `insert into inbox_item (person, address, channel, message_hash, kind, sealed, sent_at)
     select person, id, channel, $3, 'event', $2, now() from address
     where person = $1 and stopped_at is null and (channel <> 'whatsapp' or window_until > now())
       and not exists (select from erasure where erasure.person = address.person)
     order by last_heard desc, kind = 'parent_bsuid', kind = 'bsuid' limit 1`,
    [person, seal.close('words', JSON.stringify(event)), randomBytes(32)],
  );
}

/** Items that a turn has dealt with. */
export type Finished = { readonly ids: readonly number[]; readonly turn: number; readonly setAside: boolean };

/**
 * Marks items as answered; their words go: the transcript has them, where the person agreed to that. Those no turn could answer
 * are set aside: they stay for whoever repairs the defect, and no longer stop the talk.
 */
export async function finishItems(tx: Connection, finished: readonly Finished[]): Promise<void> {
  const rows = finished.flatMap(({ ids, turn, setAside }) => ids.map((id) => ({ id, turn, setAside })));
  await tx.query(
    `update inbox_item item set
       state = case when finished."setAside" then 'set_aside' else 'done' end,
       turn = case when finished."setAside" then item.turn else finished.turn end,
       sealed = case when finished."setAside" then item.sealed end
     from jsonb_to_recordset($1) as finished(id int, turn int, "setAside" boolean)
     where item.id = any($2::int[]) and item.id = finished.id`,
    [JSON.stringify(rows), rows.map(({ id }) => id)],
  );
}

/** How many items wait to be answered, and how old the oldest is, in seconds of real time: for the one on call. */
export async function inboxBacklog(connection: Connection): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await connection.query<{ waiting: number; oldest: number | null }>(
    `select count(*)::int as waiting, extract(epoch from now() - min(arrived_at))::int as oldest
     from inbox_item where state = 'waiting'`,
  );
  return { waiting: row?.waiting ?? 0, oldestSeconds: row?.oldest ?? 0 };
}

/** Counts a failed turn against the item that was first in it, outside the transaction that failed. @returns its failures */
export async function countFailure(connection: Connection, id: number): Promise<number> {
  const [row] = await connection.query<{ failures: number }>(
    'update inbox_item set failures = failures + 1 where id = $1 returning failures',
    [id],
  );
  return row?.failures ?? 0;
}

/** Providers repeat a message for up to seven days; after eight its hash is of no more use. */
const KEEP_HASHES = "interval '8 days'";

/** Removes the items that were answered so long ago that no repeat of them can come. */
export async function forgetAnswered(connection: Connection): Promise<void> {
  await connection.query(`delete from inbox_item where state = 'done' and arrived_at < now() - ${KEEP_HASHES}`);
}
