import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Reply, Values } from '../language/reply.ts';
import type { ChannelId } from '../people/address.ts';
import type { Content, InboxItem } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';

/** One line of a transcript. `words` is null where the person gave no consent, or took the message back. */
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

/**
 * Writes what was said in a turn: the person's messages in order of arrival, then the replies. Both by the house's own
 * names; the words sealed, and the person's only with their consent.
 */
export async function writeTranscript(
  tx: Connection,
  seal: Seal,
  said: {
    readonly person: PersonId;
    readonly turn: number;
    readonly channel: ChannelId;
    readonly items: readonly InboxItem[];
    readonly replies: readonly Reply[];
    readonly keepWords: boolean;
  },
): Promise<void> {
  const close = (kept: Kept) => seal.close('words', JSON.stringify(kept)).toString('hex');
  const lines = [
    ...said.items.map((item) => ({
      by: 'person',
      key: item.content.kind === 'choice' && said.keepWords ? item.content.id : `message.${item.content.kind}`,
      values: null,
      sealed: said.keepWords ? close({ text: wordsOf(item.content), options: [] }) : null,
      inbox: item.id,
    })),
    ...said.replies.map((reply) => ({
      by: 'bot',
      key: reply.key,
      values: reply.values,
      sealed: close({ text: reply.text, options: reply.options.map((option) => option.label) }),
      inbox: null,
    })),
  ];
  await tx.query(
    `insert into message (person, turn, channel, position, said_by, key, values, sealed, inbox)
     select $1, $2, $3, line.position, line.by, line.key, line.values, decode(line.sealed, 'hex'), line.inbox
     from jsonb_to_recordset($4)
       as line (position int, by text, key text, values jsonb, sealed text, inbox int) order by line.position`,
    [said.person, said.turn, said.channel, JSON.stringify(lines.map((line, position) => ({ ...line, position })))],
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
