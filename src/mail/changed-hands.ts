import type { Instant } from '../appointments/local-time.ts';
import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { AddressId } from '../people/address.ts';
import type { Content } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';
import { handOff, moveCases } from '../records/cases.ts';
import { withdrawAllWishes } from '../records/wishes.ts';
import { cancelAt, giveTo } from './outbox.ts';

/**
 * A phone number may have changed hands: it is given to a new person, who is asked before anything else whether they are the
 * former one. What waits to be sent there is cancelled; what is parked goes where the former person writes from next. Only who
 * gave consent has anything kept that could be told.
 * @returns the new person, or null where there is nothing to doubt
 */
export async function doubtAddress(tx: Connection, seal: Seal, address: AddressId): Promise<PersonId | null> {
  const rows = await sameNumber(tx, seal, address);
  const [former] = rows;
  if (former === undefined) return null;
  const doubted = rows.map((row) => row.address);
  const [person] = await tx.query<{ id: PersonId }>('insert into person (language) values ($1) returning id', [
    former.language,
  ]);
  if (person === undefined) throw new Error('A new person was not stored.');
  await tx.query('update address set person = $2, former_person = $3 where id = any($1::uuid[])', [
    doubted,
    person.id,
    former.id,
  ]);
  await cancelAt(tx, former.id, doubted, { parked: false });
  return person.id;
}

type Held = { id: PersonId; language: string | null; address: AddressId; sealed: Uint8Array };

/** Where a number is doubted with this address: on WhatsApp by SMS too, since we write there what WhatsApp does not deliver. */
async function sameNumber(tx: Connection, seal: Seal, address: AddressId): Promise<Held[]> {
  const rows = await tx.query<Held>(
    `select person.id, person.language, theirs.id as address, theirs.sealed
     from address join person on person.id = address.person join address theirs on theirs.person = person.id
     where address.id = $1 and address.kind = 'phone' and person.consent = 'given' and theirs.kind = 'phone'
       and (theirs.id = address.id or (address.channel = 'whatsapp' and theirs.channel = 'sms'))
     for no key update of address, theirs`,
    [address],
  );
  const doubted = rows.find((row) => row.address === address);
  const number = doubted && seal.open('address', doubted.sealed);
  return rows.filter(({ sealed }) => seal.open('address', sealed) === number);
}

/**
 * The one who writes is new: the number is theirs. The former person's records stay for the advisers; a human looks after an
 * appointment that is still to come, and nobody who has no address left is to be told of anything.
 * @param now programme time
 */
export async function partAddress(tx: Connection, person: PersonId, now: Instant): Promise<void> {
  const former = await formerPerson(tx, person);
  await tx.query('update address set former_person = null where person = $1', [person]);
  if (former === null) return;
  const [left] = await tx.query<{ addresses: number; turn: number; booked: boolean }>(
    `select (select count(*)::int from address where person = $1 or former_person = $1) as addresses, turn,
       exists (select from appointment where person = $1 and state = 'booked' and starts_at > $2) as booked
     from person where id = $1`,
    [former, new Date(now)],
  );
  if (left?.addresses === 0) await withdrawAllWishes(tx, former);
  if (left?.booked) await handOff(tx, [{ person: former, turn: left.turn, reason: 'number_parted', urgent: false }]);
}

/**
 * The one who writes is the former person: they get back the number with all that came by it, and the new person is gone.
 * @param item  the answer that says so; it waits again, for the former person's turn, as `heard`
 * @returns false when the former person was forgotten meanwhile
 */
export async function giveBackAddress(
  tx: Connection,
  seal: Seal,
  person: PersonId,
  item: number,
  heard: Content,
): Promise<boolean> {
  const former = await formerPerson(tx, person);
  if (former === null) return false;
  const turns = await moveRecords(tx, former, person);
  await tx.query('update address set person = $1, former_person = null where person = $2', [former, person]);
  await tx.query('update inbox_item set person = $1 where person = $2', [former, person]);
  await giveTo(tx, person, former, turns, item);
  await tx.query('update inbox_item set sealed = $2 where id = $1', [item, seal.close('words', JSON.stringify(heard))]);
  await tx.query('delete from person where id = $1', [person]);
  return true;
}

/** What was said with the new person becomes the newest part of the former one's transcript. @returns the turns before it */
async function moveRecords(tx: Connection, former: PersonId, person: PersonId): Promise<number> {
  const [before] = await tx.query<{ turns: number }>(
    `update person set turn = person.turn + asked.turn, language = asked.language from person asked
     where person.id = $1 and asked.id = $2 returning person.turn - asked.turn as turns`,
    [former, person],
  );
  const turns = before?.turns ?? 0;
  await tx.query('update message set person = $1, turn = turn + $3 where person = $2', [former, person, turns]);
  await moveCases(tx, person, former, turns);
  return turns;
}

/** Whose the number was. Its addresses are locked first: a webhook that is about to add to them is waited for. */
async function formerPerson(tx: Connection, person: PersonId): Promise<PersonId | null> {
  const rows = await tx.query<{ former: PersonId | null }>(
    'select former_person as former from address where person = $1 order by id for no key update',
    [person],
  );
  return rows.find(({ former }) => former !== null)?.former ?? null;
}
