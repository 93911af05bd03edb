import type { Connection } from '../database/database.ts';
import { Packed } from '../database/packed.ts';
import type { Seal } from '../database/seal.ts';
import type { Reply, Values } from '../language/reply.ts';
import type { ChannelId } from '../people/address.ts';
import type { Content, InboxItem } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';
import type { ReplyId } from './replies.ts';

/** A line of a transcript. */
export type LineId = number & { readonly brand: 'LineId' };

/**
 * One line of a transcript. `words` is null where the person gave no consent, or took the message back. Of what a person wrote,
 * `values` tell what it was taken for (`as`) and why (`because`). Of what an adviser wrote, `reply` and `adviser` say in which reply, and who.
 */
export type TranscriptLine = {
  readonly id: LineId;
  readonly turn: number;
  readonly at: Date;
  readonly channel: ChannelId;
  readonly saidBy: 'person' | 'bot' | 'adviser';
  readonly key: string | null;
  readonly values: Values | null;
  readonly words: string | null;
  readonly options: readonly string[];
  /** The person changed its words after they had sent it. */
  readonly isEdited: boolean;
  readonly reply: ReplyId | null;
  readonly adviser: string | null;
};

type Kept = { readonly text: string; readonly options: readonly string[] };

/** What was said in a turn: the person's messages in order of arrival, then the replies. */
export type TurnSaid = {
  readonly person: PersonId;
  readonly turn: number;
  readonly channel: ChannelId;
  readonly items: readonly InboxItem[];
  readonly replies: readonly Reply[];
  /** By an item's id, what it was taken for. */
  readonly understood: ReadonlyMap<number, { readonly as: string; readonly because: string }>;
  /** Whether the person agreed that what they write is kept. */
  readonly keepWords: boolean;
};

/** Writes what was said in some turns, by the house's own names; the words sealed, and the person's only with their consent. */
export async function writeTranscripts(tx: Connection, seal: Seal, turns: readonly TurnSaid[]): Promise<void> {
  const sealed = new Packed();
  const close = (kept: Kept) => sealed.add(seal.close('words', JSON.stringify(kept)));
  const lines = turns.flatMap(({ person, turn, channel, items, replies, understood, keepWords }) =>
    [
      // What happened at the desk stands in rows of its own.
      ...items.flatMap(({ id, content }) =>
        content.kind === 'event'
          ? []
          : [
              {
                by: 'person',
                key: content.kind === 'choice' && keepWords ? content.id : keyOf(content),
                values: understood.get(id),
                inbox: id,
                ...(keepWords && close({ text: wordsOf(content), options: [] })),
              },
            ],
      ),
      ...replies.map(({ key, values, text, options }) => ({
        by: 'bot',
        key,
        values,
        ...close({ text, options: options.map(({ label }) => label) }),
      })),
    ].map((line, position) => ({ person, turn, channel, position, ...line })),
  );
  await tx.query(
    `insert into message (person, turn, channel, position, said_by, key, values, sealed, inbox, edited_at)
     select person, turn, channel, position, by, key, values, substr($2::bytea, at, size), inbox,
       (select edited_at from inbox_item where inbox_item.id = inbox)
     from jsonb_to_recordset($1) as line(person uuid, turn int, channel text, position int, by text, key text, values jsonb,
       at int, size int, inbox int, place int) order by place`,
    [JSON.stringify(lines.map((line, place) => ({ ...line, place }))), sealed.bytes],
  );
}

/** Where something is said outside a turn. @property by the adviser's reply it is; absent where the bot speaks */
export type SaidOutside = {
  readonly person: PersonId;
  readonly turn: number;
  readonly channel: ChannelId;
  readonly by?: ReplyId;
};

/** The words of an answered item go from the transcript, and what was said aloud. */
export async function forgetWords(tx: Connection, item: number): Promise<void> {
  await tx.query(
    `with unsaid as (delete from recording using message where message.id = recording.message and message.inbox = $1)
     update message set sealed = null where inbox = $1`,
    [item],
  );
}

/**
 * Other words stand where those of an answered item stood. They are kept where the old ones were, and the person still agrees; the old
 * ones go in any case.
 */
export async function rewrite(tx: Connection, seal: Seal, item: number, content: Content): Promise<void> {
  const kept: Kept = { text: wordsOf(content), options: [] };
  await tx.query(
    `update message set edited_at = now(), key = $2, sealed = case when person.consent = 'given' then $3::bytea end
     from person where person.id = message.person and inbox = $1 and sealed is not null`,
    [item, keyOf(content), seal.close('words', JSON.stringify(kept))],
  );
}

/** Adds something that was said outside a turn, such as a notice, behind the turn it belongs to. */
export async function addToTranscript(
  tx: Connection,
  seal: Seal,
  { person, turn, channel, by }: SaidOutside,
  reply: Reply,
): Promise<void> {
  const kept: Kept = { text: reply.text, options: reply.options.map((option) => option.label) };
  await tx.query(
    `insert into message (person, turn, position, said_by, channel, key, values, sealed, reply)
     select $1, $2, coalesce(max(position) + 1, 0), case when $7::uuid is null then 'bot' else 'adviser' end, $3, $4, $5, $6, $7
     from message where person = $1 and turn = $2`,
    [
      ...[person, turn, channel, reply.key, JSON.stringify(reply.values)],
      ...[seal.close('words', JSON.stringify(kept)), by ?? null],
    ],
  );
}

/** What the bot said in a person's last turn, in order; nothing of another day. */
export async function saidLast(
  connection: Connection,
  person: PersonId,
): Promise<{ readonly key: string; readonly values: Values }[]> {
  return connection.query(
    `select key, coalesce(values, '{}') as values from message
     where person = $1 and said_by = 'bot' and at > now() - interval '1 day'
       and turn = (select max(turn) from message where person = $1 and said_by = 'bot')
     order by position`,
    [person],
  );
}

/** Whether a sentence was ever said to a person. */
export async function wasSaid(connection: Connection, person: PersonId, key: string): Promise<boolean> {
  const rows = await connection.query(
    `select 1 from message where person = $1 and said_by = 'bot' and key = $2 limit 1`,
    [person, key],
  );
  return rows.length > 0;
}

/** Of what kind a message was. */
function keyOf(content: Content): string {
  return `message.${isSpoken(content) ? 'voice' : content.kind}`;
}

/** Whether a message is for the ear. */
function isSpoken(content: Content): boolean {
  return content.kind === 'media' && (content.media === 'voice' || content.media === 'audio');
}

/** What an adviser reads of a message; nothing of a location or a voice note is kept. */
function wordsOf(content: Content): string {
  if (content.kind === 'text') return content.text;
  return content.kind === 'choice' ? content.title : '';
}

/** Which turns of a transcript are read: from one, and before another. Nothing is left out where neither is said. */
export type TurnSpan = { readonly from?: number; readonly before?: number };

/** The newest lines of some of a person's turns, oldest first. @param most so many at most; the first of them may be in the middle of a turn */
export async function readTranscript(
  connection: Connection,
  seal: Seal,
  person: PersonId,
  { from, before }: TurnSpan = {},
  most = 1000,
): Promise<TranscriptLine[]> {
  type Row = Omit<TranscriptLine, 'saidBy' | 'words' | 'options'> & {
    said_by: TranscriptLine['saidBy'];
    sealed: Uint8Array | null;
  };
  const rows = await connection.query<Row>(
    `select line.id, turn, line.at, channel, said_by, key, values, sealed, line.reply, staff.name as adviser,
       edited_at is not null as "isEdited"
     from (select * from message where person = $1 and turn >= $2 and turn < $3
           order by turn desc, position desc limit $4) line
     left join reply on reply.id = line.reply left join staff on staff.id = reply.staff
     order by turn, position`,
    [person, from ?? 0, before ?? MOST_TURNS, most],
  );
  return rows.map(({ said_by, sealed, ...row }) => {
    const kept = sealed === null ? null : (JSON.parse(seal.open('words', sealed)) as Kept);
    return { ...row, saidBy: said_by, words: kept?.text ?? null, options: kept?.options ?? [] };
  });
}

const MOST_TURNS = 2 ** 31 - 1;
