import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Address, AddressId } from '../people/address.ts';
import type { PersonId } from '../people/person.ts';
import { addAddress, createPerson, hashOf, windowFrom } from '../records/people.ts';
import { doubtAddress } from './changed-hands.ts';
import { readdress } from './outbox.ts';

/** Who wrote, and which of their addresses is to be answered. */
export type Known = { readonly person: PersonId; readonly address: AddressId };

/** @property other their person is known by another user id than the one that was given */
type AddressRow = { id: AddressId; person: PersonId; kind: Address['kind']; silent: boolean; other: boolean };

// Operators give a number to somebody else after some months of silence.
export const SILENT_AFTER = '180 days';

// A parent id names the company's whole portfolio, a user id this one, a phone may have changed hands.
const TRUST: readonly Address['kind'][] = ['parent_bsuid', 'bsuid', 'phone'];

/**
 * Finds the person behind the identifiers a provider gave, or makes a new one. Identifiers that are new for this person
 * are added. Two people are never merged by guess: an identifier that already belongs to someone else stays theirs. A phone
 * number that was silent for long, or that comes with another user id than its person's, may have changed hands.
 * @param from   every identifier of the sender; the first is the one that is answered, if it is theirs
 * @param sentAt when they wrote: WhatsApp's window counts from then, however late it came
 */
export async function meet(
  tx: Connection,
  seal: Seal,
  from: readonly [Address, ...Address[]],
  sentAt: Date,
): Promise<Known> {
  const hashes = from.map((address) => hashOf(seal, address));
  let rows = await hear(tx, from, hashes, sentAt);
  if (rows.length === 0) {
    // Two first messages of one new person in the same moment: the second waits here, then finds the first one's person.
    for (const hash of [...hashes].sort(Buffer.compare)) {
      await tx.query('select pg_advisory_xact_lock($1)', [hash.readInt32BE(0)]);
    }
    rows = await hear(tx, from, hashes, sentAt);
  }
  const [first] = rows;
  const own = rows.filter((row) => row.person === first?.person);
  for (const { id } of rows.filter((row) => !own.includes(row))) await doubtAddress(tx, seal, id);
  const mayBeAnother = first?.kind === 'phone' && (first.silent || first.other);
  const doubted = mayBeAnother ? await doubtAddress(tx, seal, first.id) : null;
  const person = doubted ?? first?.person ?? (await createPerson(tx));
  for (const address of from) {
    if (rows.some((row) => row.kind === address.kind)) continue;
    const id = await addAddress(tx, seal, person, address, sentAt);
    if (id !== null) own.push({ id, person, kind: address.kind, silent: false, other: false });
  }
  const answered = own.find((row) => row.kind === from[0].kind) ?? own[0];
  if (answered === undefined) throw new Error('An address was neither stored nor found.');
  return { person, address: answered.id };
}

/**
 * The rows of these identifiers, the most trusted first, each marked as heard from now; and locked, so that nobody takes an
 * address from its person meanwhile.
 */
async function hear(
  tx: Connection,
  from: readonly [Address, ...Address[]],
  hashes: readonly Buffer[],
  sentAt: Date,
): Promise<AddressRow[]> {
  const { channel } = from[0];
  // The kinds are in the hashes already; naming them lets the unique index be used, instead of reading every address.
  const rows = await tx.query<AddressRow>(
    `with found as (
       select id, person, kind, last_heard < now() - $4::interval as silent,
         exists (select from address also where also.person = address.person and also.channel = $1
                 and also.kind = any($2::text[]) and also.kind <> 'phone' and also.hash <> all($3::bytea[])) as other
       from address
       where channel = $1 and kind = any($2::text[]) and hash = any($3::bytea[]) order by id for no key update
     ), heard as (
       update address set last_heard = now(), window_until = greatest(window_until, $5)
       from found where address.id = found.id
     )
     select * from found`,
    [channel, from.map(({ kind }) => kind), hashes, SILENT_AFTER, windowFrom(channel, sentAt)],
  );
  return rows.sort((a, b) => TRUST.indexOf(a.kind) - TRUST.indexOf(b.kind));
}

/**
 * The provider says an identifier was replaced. The old one is nobody's from then on, also where the person wrote with the
 * new one before this was told; a new one that is another's stays theirs.
 */
export async function replaceAddress(tx: Connection, seal: Seal, was: Address, is: Address): Promise<void> {
  const hash = hashOf(seal, is);
  const [old] = await tx.query<{ id: AddressId; taken: AddressId | null; isTheirs: boolean }>(
    `select old.id, taken.id as taken, taken.person = old.person as "isTheirs"
     from address old left join address taken on taken.channel = $1 and taken.kind = $4 and taken.hash = $5
     where old.channel = $1 and old.kind = $2 and old.hash = $3 for update of old`,
    [was.channel, was.kind, hashOf(seal, was), is.kind, hash],
  );
  if (old === undefined) return;
  if (old.taken === null) {
    const renamed = 'update address set kind = $2, sealed = $3, hash = $4 where id = $1';
    await tx.query(renamed, [old.id, is.kind, seal.close('address', is.value), hash]);
  } else if (old.isTheirs) {
    await joinAddress(tx, old.id, old.taken);
  }
}

/** What waits at the old address goes on at the new one. */
async function joinAddress(tx: Connection, old: AddressId, current: AddressId): Promise<void> {
  await tx.query('update inbox_item set address = $2 where address = $1', [old, current]);
  await readdress(tx, old, current);
  await tx.query('delete from address where id = $1', [old]);
}
