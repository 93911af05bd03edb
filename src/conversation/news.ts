import { type Instant, localDateTime } from '../appointments/local-time.ts';
import type { Office } from '../appointments/office.ts';
import type { Channel } from '../channels/channel.ts';
import { fitWords } from '../channels/fit.ts';
import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { FIRST_LANGUAGE, type Language } from '../language/language.ts';
import type { Reply, Values } from '../language/reply.ts';
import type { TemplateId } from '../language/template.ts';
import { enqueue, URGENCY } from '../mail/outbox.ts';
import type { ChannelId } from '../people/address.ts';
import type { Outgoing } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';
import { smsAddressOf } from '../records/people.ts';
import { reachOf, type Unreachable } from '../records/reach.ts';
import { addToTranscript } from '../records/transcript.ts';
import type { House } from './house.ts';
import { templateMessage } from './template-message.ts';

/** What a template says of an appointment: when, as the office's clock shows it, and in which town. Whoever holds the phone reads it. */
export function whenAndWhere({ places }: House, office: Office, startsAt: Instant): Values {
  const town = places.all.find(({ code }) => code === office.place);
  return { starts: localDateTime(startsAt, office.timeZone), place: town?.name ?? office.name };
}

/** What is needed to tell people something outside their turns. */
export type Telling = {
  readonly seal: Seal;
  readonly house: House;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
};

/** A sentence of the catalogue and what fills it. */
export type Said = { readonly key: string; readonly values?: Values };

/**
 * News that a template carries, so that they arrive at any time.
 * @property values  of the template, as its file names them
 * @property options what each of its buttons means, by the ids of options, in their order
 * @property about   the appointment, the offer or the closing it tells of
 * @property by      `sms`: there, if they have a number of their own there; otherwise where they wrote from last
 */
export type ByTemplate = {
  readonly template: TemplateId;
  readonly values: Values;
  readonly options: readonly string[];
  readonly about: string;
  readonly by?: 'sms';
};

/** By which channel somebody is told, or why they are not. `no_channel`: the one they write by is off. */
export type Told = ChannelId | Unreachable | 'no_channel';

/**
 * Tells somebody what changed for them outside a turn of theirs, in their language, in the transaction that changes it. On WhatsApp a
 * template goes out at any time; sentences wait for the window to open like a correction, by the same notice. Elsewhere both are said in
 * our own words, options as numbers. They are never too old to be said, and stay when an adviser takes the talk: who comes at the wrong
 * time has lost a day.
 * @param tx holds the person and their addresses
 */
export async function tellNews(
  { seal, house, channels }: Telling,
  tx: Connection,
  person: PersonId,
  news: readonly Said[] | ByTemplate,
): Promise<Told> {
  const reach = await reachOf(tx, person);
  if (reach === null) return 'silent';
  if (typeof reach.at === 'string') return reach.at;
  const bySms =
    'template' in news && news.by === 'sms' && channels.has('sms') ? await smsAddressOf(tx, seal, person) : null;
  const { address, channel } = bySms === null ? reach.at : { address: bySms, channel: 'sms' as const };
  const fitting = channels.get(channel);
  if (fitting === undefined) return 'no_channel';
  const language = reach.language ?? FIRST_LANGUAGE;
  const { replies, message, about } = worded(house, language, news);
  const to = { person, address, channel, turn: reach.turn };
  const isByTemplate = channel === 'whatsapp' && message !== null;
  const messages = isByTemplate ? [message] : fitting.fit(replies, fitWords(house.words, language));
  await enqueue(tx, seal, [{ ...to, messages, about, urgency: URGENCY.news }]);
  for (const reply of replies) await addToTranscript(tx, seal, to, reply);
  return channel;
}

type Worded = { readonly replies: readonly Reply[]; readonly message: Outgoing | null; readonly about: string | null };

function worded(house: House, language: Language, news: readonly Said[] | ByTemplate): Worded {
  if (!('template' in news))
    return { replies: news.map((one) => replyOf(house, language, one)), message: null, about: null };
  const { message, said } = templateMessage(house, language, news.template, news.values, news.options);
  return { replies: [said], message, about: news.about };
}

function replyOf({ words }: House, language: Language, { key, values = {} }: Said): Reply {
  return { key, values, text: words.say(language, key, values), options: [], asks: false };
}
