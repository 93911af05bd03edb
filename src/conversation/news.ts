import type { Channel } from '../channels/channel.ts';
import { fitWords } from '../channels/fit.ts';
import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { FIRST_LANGUAGE, type Language } from '../language/language.ts';
import type { Reply, Values } from '../language/reply.ts';
import { enqueue, URGENCY } from '../mail/outbox.ts';
import type { ChannelId } from '../people/address.ts';
import type { PersonId } from '../people/person.ts';
import { reachOf, type Unreachable } from '../records/reach.ts';
import { addToTranscript } from '../records/transcript.ts';
import type { House } from './house.ts';

/** What is needed to tell people something outside their turns. */
export type Telling = {
  readonly seal: Seal;
  readonly house: House;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
};

/** A sentence of the catalogue and what fills it. */
export type Said = { readonly key: string; readonly values?: Values };

/** By which channel somebody is told, or why they are not. `no_channel`: the one they write by is off. */
export type Told = ChannelId | Unreachable | 'no_channel';

/**
 * Tells somebody what changed for them outside a turn of theirs, in their language, in the transaction that changes it. It waits for
 * the window to open like a correction, by the same notice; it is never too old to be said, and stays when an adviser takes the talk: who
 * comes at the wrong time has lost a day.
 * @param tx holds the person and their addresses
 */
export async function tellNews(
  { seal, house, channels }: Telling,
  tx: Connection,
  person: PersonId,
  said: readonly Said[],
): Promise<Told> {
  const reach = await reachOf(tx, person);
  if (reach === null) return 'silent';
  if (typeof reach.at === 'string') return reach.at;
  const { address, channel } = reach.at;
  const fitting = channels.get(channel);
  if (fitting === undefined) return 'no_channel';
  const language = reach.language ?? FIRST_LANGUAGE;
  const replies = said.map((one) => replyOf(house, language, one));
  const to = { person, address, channel, turn: reach.turn };
  const messages = fitting.fit(replies, fitWords(house.words, language));
  await enqueue(tx, seal, [{ ...to, messages, urgency: URGENCY.correction }]);
  for (const reply of replies) await addToTranscript(tx, seal, to, reply);
  return channel;
}

function replyOf({ words }: House, language: Language, { key, values = {} }: Said): Reply {
  return { key, values, text: words.say(language, key, values), options: [], asks: false };
}
