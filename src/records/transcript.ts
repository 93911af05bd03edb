import type { Connection } from '../database/database.ts';
import { Packed } from '../database/packed.ts';
import type { Seal } from '../database/seal.ts';
import type { Reply, Values } from '../language/reply.ts';
import type { ChannelId } from '../people/address.ts';
import type { Content, InboxItem } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';

/**
 * One line of a transcript. `words` is null where the person gave no consent, or took the message back. Of what a person wrote,
 * `values` tell what it was taken for (`as`) and why (`because`).
 */
export type TranscriptLine = {
  readonly turn: number;
  readonly at: Date;
  readonly channel: ChannelId;
  readonly saidBy: 'person' | 'bot';
  readonly key: string | null;
  readonly values: Values | null;
  readonly words: string | null;
  readonly options: readonly string[];
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
      ...items.map(({ id, content }) => ({
        by: 'person',
        key: content.kind === 'choice' && keepWords ? content.id : `message.${content.kind}`,
        values: understood.get(id),
        inbox: id,
        ...(keepWords && close({ text: wordsOf(content), options: [] })),
      })),
      ...replies.map(({ key, values, text, options }) => ({
        by: 'bot',
        key,
        values,
        ...close({ text, options: options.map(({ label }) => label) }),
      })),
    ].map((line, position) => ({ person, turn, channel, position, ...line })),
  );
  await tx.query(
    `insert into message (person, turn, channel, position, said_by, key, values, sealed, inbox)
     select person, turn, channel, position, by, key, values, substr($2::bytea, at, size), inbox
     from jsonb_to_recordset($1) as line(person uuid, turn int, channel text, position int, by text, key text, values jsonb,
       at int, size int, inbox int, place int) order by place`,
    [JSON.stringify(lines.map((line, place) => ({ ...line, place }))), sealed.bytes],
  );
}

/** Adds something that was said outside a turn, such as a notice, behind the turn it belongs to. */
export async function addToTranscript(
  tx: Connection,
  seal: Seal,
  { person, turn, channel }: { readonly person: PersonId; readonly turn: number; readonly channel: ChannelId },
  reply: Reply,
): Promise<void> {
  const kept: Kept = { text: reply.text, options: reply.options.map((option) => option.label) };
  await tx.query(
    `insert into message (person, turn, position, said_by, channel, key, values, sealed)
     select $1, $2, coalesce(max(position) + 1, 0), 'bot', $3, $4, $5, $6 from message where person = $1 and turn = $2`,
    [person, turn, channel, reply.key, JSON.stringify(reply.values), seal.close('words', JSON.stringify(kept))],
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

/** What an adviser reads of a message; nothing of a location or a voice note is kept. */
function wordsOf(content: Content): string {
  if (content.kind === 'text') return content.text;
  return content.kind === 'choice' ? content.title : '';
}

/** A person's transcript, oldest first. */
export async function readTranscript(connection: Connection, seal: Seal, person: PersonId): Promise<TranscriptLine[]> {
  type Row = Pick<TranscriptLine, 'turn' | 'at' | 'channel' | 'key' | 'values'> & {
    said_by: 'person' | 'bot';
    sealed: Uint8Array | null;
  };
  const rows = await connection.query<Row>(
    `select turn, at, channel, said_by, key, values, sealed from message where person = $1 order by turn, position`,
    [person],
  );
  return rows.map(({ said_by, sealed, ...row }) => {
    const kept = sealed === null ? null : (JSON.parse(seal.open('words', sealed)) as Kept);
    return { ...row, saidBy: said_by, words: kept?.text ?? null, options: kept?.options ?? [] };
  });
}
