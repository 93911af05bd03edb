import type { Language } from '../language/language.ts';
import type { Address } from '../people/address.ts';
import type { Consent, PersonId } from '../people/person.ts';
import type { Connection } from './database.ts';
import type { Seal } from './seal.ts';

export type AddressId = string & { readonly brand: 'AddressId' };

/** Who wrote, and which of their addresses is to be answered. */
export type Known = { readonly person: PersonId; readonly address: AddressId };

type AddressRow = { id: AddressId; person: PersonId; kind: Address['kind'] };

// A parent id names the company's whole portfolio, a user id this one, a phone may have changed hands.
const TRUST: readonly Address['kind'][] = ['parent_bsuid', 'bsuid', 'phone'];

/**
 * Finds the person behind the identifiers a provider gave, or makes a new one. Identifiers that are new for this person
 * are added. Two people are never merged by guess: an identifier that already belongs to someone else stays theirs.
 * @param from every identifier of the sender; the first is the one that is answered, if it is theirs
 */
export async function meet(tx: Connection, seal: Seal, from: readonly [Address, ...Address[]]): Promise<Known> {
  const hashes = from.map((address) => hashOf(seal, address));
  let rows = await hear(tx, from, hashes);
  if (rows.length === 0) {
    // Two first messages of one new person in the same moment: the second waits here, then finds the first one's person.
    for (const hash of [...hashes].sort(Buffer.compare)) {
      await tx.query('select pg_advisory_xact_lock($1)', [hash.readInt32BE(0)]);
    }
    rows = await hear(tx, from, hashes);
  }
  const person = rows[0]?.person ?? (await createPerson(tx));
  const own = rows.filter((row) => row.person === person);
  for (const address of from) {
    if (rows.some((row) => row.kind === address.kind)) continue;
    const id = await addAddress(tx, seal, person, address);
    if (id !== null) own.push({ id, person, kind: address.kind });
  }
  const answered = own.find((row) => row.kind === from[0].kind) ?? own[0];
  if (answered === undefined) throw new Error('An address was neither stored nor found.');
  return { person, address: answered.id };
}

/** The rows of these identifiers, the most trusted first, each marked as heard from now. */
async function hear(
  tx: Connection,
  from: readonly [Address, ...Address[]],
  hashes: readonly Buffer[],
): Promise<AddressRow[]> {
  // The kinds are in the hashes already; naming them lets the unique index be used, instead of reading every address.
  const rows = await tx.query<AddressRow>(
    `update address set last_heard = now()
     where channel = $1 and kind = any($2::text[]) and hash = any($3::bytea[]) returning id, person, kind`,
    [from[0].channel, from.map(({ kind }) => kind), hashes],
  );
  return rows.sort((a, b) => TRUST.indexOf(a.kind) - TRUST.indexOf(b.kind));
}

function hashOf(seal: Seal, address: Address): Buffer {
  return seal.hash('address', `${address.channel}:${address.kind}:${address.value}`);
}

async function createPerson(tx: Connection): Promise<PersonId> {
  const [row] = await tx.query<{ id: PersonId }>('insert into person default values returning id');
  if (row === undefined) throw new Error('A new person was not stored.');
  return row.id;
}

async function addAddress(tx: Connection, seal: Seal, person: PersonId, address: Address): Promise<AddressId | null> {
  const [row] = await tx.query<{ id: AddressId }>(
    `insert into address (person, channel, kind, sealed, hash) values ($1, $2, $3, $4, $5)
     on conflict (channel, kind, hash) do nothing returning id`,
    [person, address.channel, address.kind, seal.close('address', address.value), hashOf(seal, address)],
  );
  return row?.id ?? null;
}

/** Opens an address for the moment it is needed. */
export async function readAddress(
  connection: Connection,
  seal: Seal,
  id: AddressId,
): Promise<{ readonly address: Address; readonly stopped: boolean } | null> {
  const [row] = await connection.query<Omit<Address, 'value'> & { sealed: Uint8Array; stopped: boolean }>(
    'select channel, kind, sealed, stopped_at is not null as stopped from address where id = $1',
    [id],
  );
  if (row === undefined) return null;
  return {
    address: { channel: row.channel, kind: row.kind, value: seal.open('address', row.sealed) },
    stopped: row.stopped,
  };
}

/** Where a person can be reached, newest word first: for the adviser who must call them. */
export async function addressesOf(connection: Connection, seal: Seal, person: PersonId): Promise<Address[]> {
  const rows = await connection.query<Omit<Address, 'value'> & { sealed: Uint8Array }>(
    'select channel, kind, sealed from address where person = $1 order by last_heard desc',
    [person],
  );
  return rows.map((row) => ({ channel: row.channel, kind: row.kind, value: seal.open('address', row.sealed) }));
}

/** The provider says an identifier was replaced. The old one stays nobody's; a new one that is already known stays theirs. */
export async function replaceAddress(tx: Connection, seal: Seal, was: Address, is: Address): Promise<boolean> {
  const rows = await tx.query(
    `update address set kind = $1, sealed = $2, hash = $3
     where channel = $4 and kind = $5 and hash = $6
       and not exists (select from address taken where taken.channel = $4 and taken.kind = $1 and taken.hash = $3)
     returning id`,
    [is.kind, seal.close('address', is.value), hashOf(seal, is), was.channel, was.kind, hashOf(seal, was)],
  );
  return rows.length > 0;
}

/** Nothing more is sent to this address until the person writes again. */
export async function stopAddress(tx: Connection, address: AddressId): Promise<void> {
  await tx.query('update address set stopped_at = now() where id = $1', [address]);
  await tx.query("update outbox_message set state = 'cancelled' where address = $1 and state = 'waiting'", [address]);
}

/** The person wrote again after STOP. */
export async function resumeAddress(tx: Connection, address: AddressId): Promise<void> {
  await tx.query('update address set stopped_at = null where id = $1 and stopped_at is not null', [address]);
}

export async function setLanguage(tx: Connection, person: PersonId, language: Language): Promise<void> {
  await tx.query('update person set language = $2 where id = $1', [person, language]);
}

export async function setConsent(
  tx: Connection,
  person: PersonId,
  consent: Exclude<Consent, 'not_asked'>,
): Promise<void> {
  await tx.query('update person set consent = $2, consent_at = now() where id = $1', [person, consent]);
}

/** Deletes the person behind a case and all that hangs on them; keeps only that it was done. @returns whether there was one */
export async function forgetPersonOf(tx: Connection, caseNumber: number): Promise<boolean> {
  const gone = await tx.query(
    'delete from person where id = (select person from case_file where number = $1) returning id',
    [caseNumber],
  );
  if (gone.length > 0)
    await tx.query("insert into audit (act, subject) values ('person_forgotten', $1)", [`case ${caseNumber}`]);
  return gone.length > 0;
}
