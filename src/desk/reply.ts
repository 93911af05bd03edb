import type { Channel } from '../channels/channel.ts';
import { fitWords } from '../channels/fit.ts';
import type { House } from '../conversation/house.ts';
import type { Connection } from '../database/database.ts';
import { FIRST_LANGUAGE, type Language } from '../language/language.ts';
import type { Reply, Values } from '../language/reply.ts';
import { enqueue } from '../mail/outbox.ts';
import type { ChannelId } from '../people/address.ts';
import type { PersonId } from '../people/person.ts';
import { noteActed } from '../records/claims.ts';
import { dropDraft } from '../records/drafts.ts';
import { languageOf } from '../records/people.ts';
import {
  type Answerable,
  answerableAt,
  hasReplied,
  keepAgain,
  keepReply,
  noteAnswered,
  REPLY_KEY,
  type ReplyId,
  replyIn,
} from '../records/replies.ts';
import { sendingStateOf } from '../records/sending-state.ts';
import type { Staff } from '../records/staff.ts';
import { addToTranscript } from '../records/transcript.ts';
import { type Acted, actOn } from './act.ts';
import type { DeskStores } from './claim.ts';

/** What replies are sent with. @property sendSoon called when something is to be sent */
export type ReplyDesk = DeskStores & {
  readonly house: House;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly sendSoon: () => void;
};

/** What an adviser writes. @property id given by the page: the same id twice is one reply */
export type Written = { readonly id: ReplyId; readonly text: string };

/** No address is left; the person asked to be deleted, or said STOP where they wrote last; nobody carries that channel now. */
export type Unreachable = 'no_address' | 'deleting' | 'said_stop' | 'channel_off';

/** Why words cannot go out to where a person wrote last; null where they can. */
export function unreachable(where: Answerable | null, channels: ReplyDesk['channels']): Unreachable | null {
  if (where === null) return 'no_address';
  if (where.deleting) return 'deleting';
  if (where.stopped) return 'said_stop';
  return channels.has(where.channel) ? null : 'channel_off';
}

/**
 * Writes to the person: an item of the outbox like any other, so that order, window, pace and fall-back hold. Where WhatsApp's window is
 * closed it waits for the person's next word, and a template tells them so. The first reply says who writes. `sent_already`: the id has
 * been used for other words, which the person has.
 */
export async function reply(
  desk: ReplyDesk,
  staff: Staff,
  number: number,
  { id, text }: Written,
): Promise<Acted<Unreachable | 'sent_already'>> {
  const { database, seal, house } = desk;
  const acted = await actOn<Unreachable | 'sent_already' | null>(database, staff, number, 'reply', async (tx, held) => {
    const { person } = held;
    const before = await replyIn(tx, seal, { id, number, staff: staff.id });
    if (before !== null) return before.isMine && before.text === text ? null : 'sent_already';
    const where = await answerableAt(tx, person);
    const obstacle = unreachable(where, desk.channels);
    if (where === null || obstacle !== null) return obstacle ?? 'no_address';
    const isFirst = !(await hasReplied(tx, number, staff.id));
    if (!(await keepReply(tx, { id, number, staff: staff.id }))) return 'sent_already';
    const language = (await languageOf(tx, person)) ?? FIRST_LANGUAGE;
    const said = [
      ...(isFirst ? [sentence(house, language, 'handoff.adviser', { name: staff.name })] : []),
      ownWords(text),
    ];
    for (const each of said) await addToTranscript(tx, seal, { ...where, person, by: id }, each);
    await send(desk, tx, { where, person, language, id }, said);
    await noteAnswered(tx, number);
    await noteActed(tx, number, staff.id);
    await dropDraft(tx, staff.id, number, 'reply');
    return null;
  });
  desk.sendSoon();
  return acted;
}

/**
 * Sends a reply once more that did not arrive: the same words, from where the person is written to now.
 * @param again.press given by the page: pressed twice it is sent once
 */
export async function sendAgain(
  desk: ReplyDesk,
  staff: Staff,
  number: number,
  { id, press }: { readonly id: ReplyId; readonly press: string },
): Promise<Acted<Unreachable | 'no_reply' | 'on_its_way'>> {
  const { database, seal } = desk;
  type No = Unreachable | 'no_reply' | 'on_its_way' | null;
  const acted = await actOn<No>(database, staff, number, 'reply', async (tx, { person }) => {
    const kept = await replyIn(tx, seal, { id, number, staff: staff.id });
    if (kept === null || kept.text === '') return 'no_reply';
    const where = await answerableAt(tx, person);
    const obstacle = unreachable(where, desk.channels);
    if (where === null || obstacle !== null) return obstacle ?? 'no_address';
    const sending = (await sendingStateOf(tx, [id])).get(id);
    if (!(await keepAgain(tx, press, id, staff.id))) return null;
    if (sending !== undefined && !sending.canGoAgain) return 'on_its_way';
    const language = (await languageOf(tx, person)) ?? FIRST_LANGUAGE;
    await send(desk, tx, { where, person, language, id }, [ownWords(kept.text)]);
    await noteActed(tx, number, staff.id);
    return null;
  });
  desk.sendSoon();
  return acted;
}

type To = { readonly where: Answerable; readonly person: PersonId; readonly language: Language; readonly id: ReplyId };

async function send(
  { house, seal, channels }: ReplyDesk,
  tx: Connection,
  { where, person, language, id }: To,
  said: readonly Reply[],
): Promise<void> {
  const messages = channels.get(where.channel)?.fit(said, fitWords(house.words, language)) ?? [];
  // A digit that answers the adviser is no answer to an older menu.
  await enqueue(tx, seal, [{ ...where, person, messages, closesMenu: true, reply: id }]);
}

function ownWords(text: string): Reply {
  return { key: REPLY_KEY, values: {}, text, options: [], asks: false };
}

function sentence({ words }: House, language: Language, key: string, values: Values): Reply {
  return { key, values, text: words.say(language, key, values), options: [], asks: false };
}
