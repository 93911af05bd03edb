import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Language } from '../language/language.ts';
import type { Address, AddressId, ChannelId } from '../people/address.ts';
import type { Consent, PersonId } from '../people/person.ts';
import { giveUpPlaces } from './erasure.ts';

/** By which an address is found: a keyed hash, so that the tables name nobody. */
export function hashOf(seal: Seal, address: Address): Buffer {
  return seal.hash('address', `${address.channel}:${address.kind}:${address.value}`);
}

/** A new person, of whom nothing is known. */
export async function createPerson(tx: Connection): Promise<PersonId> {
  const [row] = await tx.query<{ id: PersonId }>('insert into person default values returning id');
  if (row === undefined) throw new Error('A new person was not stored.');
  return row.id;
}

/**
 * Adds where a person can be reached.
 * @param sentAt when they wrote from there; null where they have not yet
 * @returns null where it is somebody's already
 */
export async function addAddress(
  tx: Connection,
  seal: Seal,
  person: PersonId,
  address: Address,
  sentAt: Date | null,
): Promise<AddressId | null> {
  const { channel, kind, value } = address;
  // Where they never wrote from is no place they wrote from last.
  const [row] = await tx.query<{ id: AddressId }>(
    `insert into address (person, channel, kind, sealed, hash, window_until, last_heard)
     select $1, $2, $3, $4, $5, $6, case when $7 then now()
       else coalesce((select min(last_heard) - interval '1 second' from address where person = $1), now()) end
     on conflict (channel, kind, hash) do nothing returning id`,
    [
      ...[person, channel, kind, seal.close('address', value), hashOf(seal, address)],
      ...[windowFrom(channel, sentAt), sentAt !== null],
    ],
  );
  return row?.id ?? null;
}

/** WhatsApp takes our own words for a day after the person wrote; SMS at any time. */
export function windowFrom(channel: Address['channel'], sentAt: Date | null): Date | null {
  return channel === 'whatsapp' && sentAt !== null ? new Date(sentAt.getTime() + WINDOW_MS) : null;
}

const WINDOW_MS = 24 * 3_600_000;

/**
 * Where a person can be reached by SMS: by the phone number WhatsApp knows them by, or where they have written from.
 * @returns null for who has no number, or whose number belongs to somebody else here: two people are never merged by guess
 */
export async function smsAddressOf(tx: Connection, seal: Seal, person: PersonId): Promise<AddressId | null> {
  const [phone] = await tx.query<{ sealed: Uint8Array }>(
    `select sealed from address where person = $1 and kind = 'phone'
     order by channel = 'whatsapp' desc, last_heard desc limit 1`,
    [person],
  );
  if (phone === undefined) return null;
  const own: Address = { channel: 'sms', kind: 'phone', value: seal.open('address', phone.sealed) };
  const known = await tx.query<{ id: AddressId; person: PersonId; channel: ChannelId; stopped: boolean }>(
    `select id, person, channel, stopped_at is not null as stopped from address
     where kind = 'phone' and hash = any($1::bytea[])`,
    [[hashOf(seal, own), hashOf(seal, { ...own, channel: 'whatsapp' })]],
  );
  if (known.some((one) => one.person !== person)) return null;
  const sms = known.find(({ channel }) => channel === 'sms');
  if (sms === undefined) return addAddress(tx, seal, person, own, null);
  return sms.stopped ? null : sms.id;
}

/**
 * Where a person can be reached, newest word first: for the adviser who must call them. A number that may have changed hands
 * is among them.
 */
export async function addressesOf(connection: Connection, seal: Seal, person: PersonId): Promise<Address[]> {
  const rows = await connection.query<Omit<Address, 'value'> & { sealed: Uint8Array }>(
    'select channel, kind, sealed from address where person = $1 or former_person = $1 order by last_heard desc',
    [person],
  );
  return rows.map((row) => ({ channel: row.channel, kind: row.kind, value: seal.open('address', row.sealed) }));
}

/** Deletes the person behind a case and all that hangs on them; keeps only that it was done. @returns whether there was one */
export async function forgetPersonOf(tx: Connection, caseNumber: number): Promise<boolean> {
  const [held] = await tx.query<{ id: PersonId }>(
    'select id from person where id = (select person from case_file where number = $1) for update',
    [caseNumber],
  );
  if (held === undefined) return false;
  await giveUpPlaces(tx, held.id);
  await tx.query('delete from person where id = $1', [held.id]);
  await tx.query("insert into audit (act, subject) values ('person_forgotten', $1)", [`case ${caseNumber}`]);
  return true;
}

/**
 * What a turn changes in a person.
 * @property turn     the number of this turn
 * @property language undefined where it stays as it was
 * @property consent  undefined where nothing was said of it
 */
export type Advance = {
  readonly person: PersonId;
  readonly turn: number;
  readonly session: string;
  readonly language?: Language | null;
  readonly consent?: Exclude<Consent, 'not_asked'>;
};

/**
 * Turns are done: their number and session move together, and only on top of the turn each was computed from.
 * @returns how many people went on; where it is fewer, another worker was faster
 */
export async function advance(tx: Connection, rows: readonly Advance[]): Promise<number> {
  const given = rows.map(({ language, ...row }) => ({ ...row, speaks: language !== undefined, language }));
  const advanced = await tx.query(
    `update person set turn = done.turn, session = done.session,
       language = case when done.speaks then done.language else person.language end,
       consent = coalesce(done.consent, person.consent),
       consent_at = case when done.consent is null then person.consent_at else now() end
     from jsonb_to_recordset($1) as done(person uuid, turn int, session text, speaks boolean, language text, consent text)
     where person.id = any($2::uuid[]) and person.id = done.person and person.turn = done.turn - 1
     returning person.id`,
    [JSON.stringify(given), rows.map(({ person }) => person)],
  );
  return advanced.length;
}

/** In which language a person is spoken to; null until they chose one. */
export async function languageOf(connection: Connection, person: PersonId): Promise<Language | null> {
  const [row] = await connection.query<{ language: Language | null }>('select language from person where id = $1', [
    person,
  ]);
  return row?.language ?? null;
}
