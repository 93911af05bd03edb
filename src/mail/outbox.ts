import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Language } from '../language/language.ts';
import type { AddressId, ChannelId } from '../people/address.ts';
import type { Outgoing } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';

/** Who hears a message, where, and in which of their turns it was said. */
export type Hearer = {
  readonly person: PersonId;
  readonly address: AddressId;
  readonly channel: ChannelId;
  readonly turn: number;
};

type OutboxId = string & { readonly brand: 'OutboxId' };

/** A message of the outbox, opened. @property attempts how often it was tried */
export type Sent = Hearer & {
  readonly id: OutboxId;
  readonly message: Outgoing;
  readonly attempts: number;
  readonly language: Language | null;
};

/** A message as `SENT` selects it. */
export type SentRow = Omit<Sent, 'message'> & { readonly sealed: Uint8Array };

/** The columns of a `Sent`, of the table by the name `message`. */
export const SENT = `message.id, message.person, message.address, message.channel, message.turn, message.sealed, message.attempts,
  (select language from person where person.id = message.person) as language`;

/** Opens what `SENT` selected, and keeps whatever was selected beside it. */
export function openSent<Row extends SentRow>(
  seal: Seal,
  { sealed, ...row }: Row,
): Omit<Row, 'sealed'> & Pick<Sent, 'message'> {
  return { ...row, message: JSON.parse(seal.open('outgoing', sealed)) as Outgoing };
}

/** What was said is told as of its day: a pathway may close meanwhile, so that older words are not sent any more. */
export const STILL_SAID = "interval '3 days'";

/** An answer is never behind a notice: nobody waits for what they did not ask for. */
export const URGENCY = { answer: 0, notice: 1 } as const;

/**
 * Writes what is to be said, in order, in the transaction that decides it. A rest nobody asked for goes: it belongs to what was
 * said in an earlier turn.
 * @param closesMenu it ends with a question that has no options: a digit is then no answer to an older menu
 */
export async function enqueue(
  tx: Connection,
  seal: Seal,
  to: Hearer,
  messages: readonly Outgoing[],
  { closesMenu = false, urgency = URGENCY.answer }: { closesMenu?: boolean; urgency?: 0 | 1 } = {},
): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((message, index) => {
    const menu = message.options.map((option) => option.id);
    const ends = closesMenu && index === messages.length - 1;
    return {
      sealed: Buffer.from(seal.close('outgoing', JSON.stringify(message))).toString('base64'),
      menu: menu.length === 0 && !ends ? null : menu,
      state: message.onDemand === true ? 'rest' : 'waiting',
    };
  });
  await tx.query(
    `with gone as (update outbox_message set state = 'cancelled' where person = $1 and channel = $3 and state = 'rest'
                   and turn < $4)
     insert into outbox_message (person, address, channel, turn, urgency, sealed, menu, state)
     select $1, $2, $3, $4, $5, decode(row ->> 'sealed', 'base64'), nullif(row -> 'menu', 'null'), row ->> 'state'
     from jsonb_array_elements($6::jsonb) with ordinality as said(row, place) order by place`,
    [to.person, to.address, to.channel, to.turn, urgency, JSON.stringify(rows)],
  );
}

/** Whether a notice was left since the person last wrote: one tells them all that a second would. */
export async function noticeWaits(connection: Connection, address: AddressId): Promise<boolean> {
  const rows = await connection.query(
    `select 1 from outbox_message message join address on address.id = message.address
     where address.id = $1 and message.urgency = $2 and message.created_at > address.last_heard limit 1`,
    [address, URGENCY.notice],
  );
  return rows.length > 0;
}

/** What waits until the person writes again on a channel, oldest first. */
export async function parkedFor(
  connection: Connection,
  seal: Seal,
  person: PersonId,
  channel: ChannelId,
): Promise<Sent[]> {
  const rows = await connection.query<SentRow>(
    `select ${SENT} from outbox_message message
     where person = $1 and channel = $2 and state = 'parked' order by position`,
    [person, channel],
  );
  return rows.map((row) => openSent(seal, row));
}

/** Whether the rest of a long text waits to be asked for. */
export async function restWaits(connection: Connection, person: PersonId, channel: ChannelId): Promise<boolean> {
  const rows = await connection.query(
    `select 1 from outbox_message where person = $1 and channel = $2 and state = 'rest'
       and created_at > now() - ${STILL_SAID} limit 1`,
    [person, channel],
  );
  return rows.length > 0;
}

/** The person asked for more: the next part of the rest goes out. */
export async function sendRest(tx: Connection, person: PersonId, channel: ChannelId): Promise<void> {
  await tx.query(
    `update outbox_message set state = 'waiting', not_before = now() where id =
       (select id from outbox_message where person = $1 and channel = $2 and state = 'rest' order by position limit 1)`,
    [person, channel],
  );
}

/**
 * The option a digit stands for: of the newest menu that had been sent to this person on this channel when the digit arrived.
 * @param index 1-based, as shown
 */
export async function optionInMenu(
  tx: Connection,
  person: PersonId,
  { channel, arrivedAt }: { readonly channel: ChannelId; readonly arrivedAt: Date },
  index: number,
): Promise<string | null> {
  const [row] = await tx.query<{ menu: string[] }>(
    `select menu from outbox_message
     where person = $1 and channel = $2 and menu is not null and first_tried <= $3 order by position desc limit 1`,
    [person, channel, arrivedAt],
  );
  return row?.menu[index - 1] ?? null;
}

/** How many messages wait to be sent, and how old the oldest is, in seconds of real time: for the one on call. */
export async function outboxBacklog(connection: Connection): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await connection.query<{ waiting: number; oldest: number | null }>(
    `select count(*)::int as waiting, extract(epoch from now() - min(created_at))::int as oldest
     from outbox_message where state in ('waiting', 'sending', 'unknown')`,
  );
  return { waiting: row?.waiting ?? 0, oldestSeconds: row?.oldest ?? 0 };
}
