import type { Connection } from '../database/database.ts';
import { Packed } from '../database/packed.ts';
import type { Seal } from '../database/seal.ts';
import type { Language } from '../language/language.ts';
import { type TemplateId, WAITING } from '../language/template.ts';
import type { AddressId, ChannelId } from '../people/address.ts';
import type { Outgoing } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';
import type { ReplyId } from '../records/replies.ts';

/** Who hears a message, where, and in which of their turns it was said. */
type Hearer = {
  readonly person: PersonId;
  readonly address: AddressId;
  readonly channel: ChannelId;
  readonly turn: number;
};

type OutboxId = string & { readonly brand: 'OutboxId' };

/**
 * A message of the outbox, opened.
 * @property attempts how often it was tried
 * @property urgency  one of `URGENCY`
 */
export type Sent = Hearer & {
  readonly id: OutboxId;
  readonly message: Outgoing;
  readonly attempts: number;
  readonly urgency: Urgency;
  readonly language: Language | null;
  /** The adviser's reply it is part of; null where the bot speaks. */
  readonly reply: ReplyId | null;
  /** Of a notice, which it is; null for what tells something itself. */
  readonly notice: Notice | null;
  /** What it tells of that nobody asked for, such as an appointment, by its id. */
  readonly about: string | null;
};

/** A template that says that something waits. */
export type Notice = Extract<TemplateId, (typeof WAITING)[keyof typeof WAITING]>;

/** A message as `SENT` selects it. */
export type SentRow = Omit<Sent, 'message'> & { readonly sealed: Uint8Array };

/** The columns of a `Sent`, of the table by the name `message`. */
export const SENT = `message.id, message.person, message.address, message.channel, message.turn, message.sealed, message.attempts,
  message.urgency, message.reply, message.notice, message.about,
  (select language from person where person.id = message.person) as language`;

/** Opens what `SENT` selected, and keeps whatever was selected beside it. */
export function openSent<Row extends SentRow>(
  seal: Seal,
  { sealed, ...row }: Row,
): Omit<Row, 'sealed'> & Pick<Sent, 'message'> {
  return { ...row, message: JSON.parse(seal.open('outgoing', sealed)) as Outgoing };
}

/** What was said is told as of its day: a pathway may close meanwhile, so that older words are not sent any more. */
const STILL_SAID = "interval '3 days'";

/** An answer is never behind a notice, nor either behind news: nobody waits for what they did not ask for. */
export const URGENCY = { answer: 0, notice: 1, news: 2 } as const;
type Urgency = (typeof URGENCY)[keyof typeof URGENCY];

/**
 * What is to be said to somebody, in order.
 * @property closesMenu it ends with a question that has no options: a digit is then no answer to an older menu
 */
export type Letter = Hearer & {
  readonly messages: readonly Outgoing[];
  readonly closesMenu?: boolean;
  readonly urgency?: Urgency;
  /** An adviser's reply, by its id; absent or null where the bot speaks. */
  readonly reply?: ReplyId | null;
  /** Of a notice, which it is. */
  readonly notice?: Notice | null;
  readonly about?: string | null;
};

/**
 * Writes what is to be said, each letter in order, in the transaction that decides it. A rest nobody asked for goes: it belongs to
 * what was said in an earlier turn.
 */
export async function enqueue(tx: Connection, seal: Seal, letters: readonly Letter[]): Promise<void> {
  const sealed = new Packed();
  const rows = letters.flatMap((letter) => rowsOf(seal, sealed, letter));
  if (rows.length === 0) return;
  await tx.query(
    `with said as materialized (
       select * from jsonb_to_recordset($1) as said(place int, person uuid, address uuid, channel text, turn int, urgency smallint,
         at int, size int, menu jsonb, state text, reply uuid, notice text, about uuid)
     ), gone as (
       update outbox_message set state = 'cancelled' where id = any(array(
         select rest.id from (select person, channel, max(turn) as turn from said group by person, channel) speaker, lateral (
           select id from outbox_message where person = speaker.person and channel = speaker.channel and state = 'rest'
             and turn < speaker.turn offset 0) rest))
     )
     insert into outbox_message (person, address, channel, turn, urgency, sealed, menu, state, reply, notice, about)
     select person, address, channel, turn, urgency, substr($2::bytea, at, size), menu, state, reply, notice, about
     from said order by place`,
    [JSON.stringify(rows.map((row, place) => ({ ...row, place }))), sealed.bytes],
  );
}

function rowsOf(seal: Seal, sealed: Packed, letter: Letter): object[] {
  const { person, address, channel, turn, messages, closesMenu = false, urgency = URGENCY.answer } = letter;
  const { reply, notice, about } = letter;
  return messages.map((message, index) => {
    const menu = message.options.map((option) => option.id);
    const ends = closesMenu && index === messages.length - 1;
    return {
      ...{ person, address, channel, turn, urgency, reply, notice, about },
      ...sealed.add(seal.close('outgoing', JSON.stringify(message))),
      menu: menu.length === 0 && !ends ? null : menu,
      state: message.onDemand === true ? 'rest' : 'waiting',
    };
  });
}

/**
 * Whoever writes opens the window: all that was parked for that goes out before the answer to this, to where they write from now; and
 * the notices of it that have not gone out say nothing new. A template that tells something itself is no notice, and stays. News tell
 * their days, and stay true; an adviser's reply was promised to both of them. Parts of a statement, behind one named `sender` (person, address, channel).
 */
export const FREED_BY_SENDER = `held as materialized (
    select message.id, sender.address, message.state from sender, lateral (
        select id from outbox_message where person = sender.person and channel = sender.channel and state = 'parked' union all
        select id from outbox_message where person = sender.person and channel = sender.channel and urgency = ${URGENCY.notice}
          and state in ('waiting', 'unknown') offset 0
      ) theirs join outbox_message message on message.id = theirs.id
    -- As it is once the lock is had: what another word of theirs has just freed is an answer on its way.
    where message.state = 'parked' or (message.urgency = ${URGENCY.notice} and message.state in ('waiting', 'unknown'))
    order by message.id for no key update of message
  ), freed as (
    update outbox_message message set address = held.address, not_before = now(),
      state = case when created_at > now() - ${STILL_SAID} or urgency = ${URGENCY.news} or reply is not null
        then 'waiting' else 'cancelled' end
    from held where message.id = held.id and held.state = 'parked'
  ), needless as (
    update outbox_message message set state = 'cancelled' from held where message.id = held.id and held.state <> 'parked')`;

/**
 * Nothing more goes out to a person at these addresses. One that is on its way may still arrive: its fate is unknown, and it is not
 * sent again.
 * @param parked whether also what waits for the person to write; otherwise that goes where they write from next
 */
export async function cancelAt(
  tx: Connection,
  person: PersonId,
  addresses: readonly AddressId[],
  { parked }: { readonly parked: boolean },
): Promise<void> {
  const unsent = (states: string) =>
    `select id from outbox_message where person = $1 and address = any($2::uuid[]) and state in (${states})`;
  await tx.query(
    `update outbox_message set state = 'cancelled', unknowns = unknowns + (state = 'sending')::int
     where id = any(array(${unsent("'waiting', 'sending', 'unknown'")} union all ${unsent("'parked', 'rest'")}))
       and ($3 or state <> 'parked')`,
    [person, addresses, parked],
  );
}

/**
 * An adviser has the talk: what the bot wanted to say, and has not, is not said any more. Adviser's replies stay, and so do news, with
 * the notice that they wait: nobody may take them back.
 */
export async function cancelBots(tx: Connection, person: PersonId): Promise<void> {
  await tx.query(
    `update outbox_message set state = 'cancelled' where id = any(array(
       select id from outbox_message where person = $1 and state in ('waiting', 'unknown', 'parked', 'rest')
         and reply is null and urgency <> $2 and notice is distinct from $3))`,
    [person, URGENCY.news, WAITING.news],
  );
}

/** News of something that is not so any more are not said. What is on its way may still arrive. @param about by its id */
export async function takeBackNews(tx: Connection, about: string): Promise<void> {
  await tx.query(
    `update outbox_message set state = 'cancelled' where id = any(array(
       select id from outbox_message where about = $1 and state in ('waiting', 'unknown', 'parked', 'rest')
       order by id for no key update))`,
    [about],
  );
}

/** What waits at one address goes on at another of the same person. */
export async function readdress(tx: Connection, from: AddressId, to: AddressId): Promise<void> {
  await tx.query('update outbox_message set address = $2 where address = $1', [from, to]);
}

/**
 * All that was said to one person was said to another: the one they turned out to be.
 * @param turns how many turns the other had before
 * @param item  the item they answer now: what was parked for them waited for this word
 */
export async function giveTo(
  tx: Connection,
  person: PersonId,
  to: PersonId,
  turns: number,
  item: number,
): Promise<void> {
  await tx.query('update outbox_message set person = $1, turn = turn + $3 where person = $2', [to, person, turns]);
  await tx.query(
    `update outbox_message message set state = 'waiting', address = item.address, not_before = now() from inbox_item item
     where item.id = $2 and message.person = $1 and message.channel = item.channel and message.state = 'parked'`,
    [to, item],
  );
}

/** Whether this notice was left since the person last wrote: one tells them all that a second would. Another kind tells something else. */
export async function noticeWaits(connection: Connection, address: AddressId, notice: Notice): Promise<boolean> {
  const rows = await connection.query(
    `select 1 from outbox_message message join address on address.id = message.address
     where address.id = $1 and message.notice = $2 and message.created_at > address.last_heard limit 1`,
    [address, notice],
  );
  return rows.length > 0;
}

/** What a notice says is waiting until the person writes again on a channel, oldest first. */
export async function parkedFor(
  connection: Connection,
  seal: Seal,
  person: PersonId,
  channel: ChannelId,
  notice: Notice,
): Promise<Sent[]> {
  const rows = await connection.query<SentRow>(
    `select ${SENT} from outbox_message message
     where person = $1 and channel = $2 and state = 'parked' and (urgency = ${URGENCY.news}) = $3 order by position`,
    [person, channel, notice === WAITING.news],
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

/** Somebody whose digit is to be read. */
export type MenuAsked = { readonly person: PersonId; readonly channel: ChannelId; readonly arrivedAt: Date };

/**
 * For each who wrote, the options of the newest menu that had been sent to them on that channel when it arrived, in the order shown;
 * null where there was none.
 */
export async function menusShown(tx: Connection, asked: readonly MenuAsked[]): Promise<(readonly string[] | null)[]> {
  if (asked.length === 0) return [];
  const rows = await tx.query<{ menu: string[] | null }>(
    `select (select menu from outbox_message message
             where message.person = asked.person and message.channel = asked.channel and menu is not null
               and first_tried <= asked."arrivedAt" order by position desc limit 1) as menu
     from jsonb_to_recordset($1) as asked(place int, person uuid, channel text, "arrivedAt" timestamptz) order by place`,
    [JSON.stringify(asked.map(({ person, channel, arrivedAt }, place) => ({ place, person, channel, arrivedAt })))],
  );
  return rows.map(({ menu }) => menu);
}

/** How many messages wait to be sent, and how old the oldest is, in seconds of real time: for the one on call. */
export async function outboxBacklog(connection: Connection): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await connection.query<{ waiting: number; oldest: number | null }>(
    `select count(*)::int as waiting, extract(epoch from now() - min(created_at))::int as oldest
     from outbox_message where state in ('waiting', 'sending', 'unknown')`,
  );
  return { waiting: row?.waiting ?? 0, oldestSeconds: row?.oldest ?? 0 };
}
