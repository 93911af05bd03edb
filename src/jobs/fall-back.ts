import type { Channel } from '../channels/channel.ts';
import { fitWords } from '../channels/fit.ts';
import { unnumbered } from '../channels/fit-numbered.ts';
import type { Connection } from '../database/database.ts';
import { FIRST_LANGUAGE } from '../language/language.ts';
import type { Reply } from '../language/reply.ts';
import { settle } from '../mail/leases.ts';
import { enqueue, parkedFor, type Sent } from '../mail/outbox.ts';
import type { AddressId } from '../people/address.ts';
import type { Outgoing } from '../people/message.ts';
import { smsAddressOf } from '../records/people.ts';
import type { Means } from './means.ts';

/** An SMS that could go out instead of a message of another channel. */
type Way = { readonly sms: Channel; readonly address: AddressId };

/** The way by SMS, where that channel is open and the person has a phone number of their own there; else null. */
export async function wayBySms({ seal, channels }: Means, tx: Connection, sent: Sent): Promise<Way | null> {
  const sms = channels.get('sms');
  if (sms === undefined || sent.channel === 'sms') return null;
  const address = await smsAddressOf(tx, seal, sent.person);
  return address === null ? null : { sms, address };
}

/**
 * Says by SMS what WhatsApp does not deliver: of a template that tells something itself its own words, its buttons as numbers; of a
 * notice what it says is waiting.
 * @param code why WhatsApp does not deliver it
 */
export async function fallBack(means: Means, tx: Connection, sent: Sent, code: number | null): Promise<void> {
  const { house, seal } = means;
  const way = await wayBySms(means, tx, sent);
  if (way === null) return;
  const { notice } = sent;
  const unsaid = notice === null ? [sent] : await parkedFor(tx, seal, sent.person, sent.channel, notice);
  // Together, as of one turn: what is said next would take away the rest of what was said before.
  const worded = unsaid.filter(({ message }) => isWorded(message));
  const words = fitWords(house.words, sent.language ?? FIRST_LANGUAGE);
  const letters = bySpeaker(worded).map(({ first: { reply, urgency, about }, said }) => ({
    ...{ person: sent.person, address: way.address, channel: 'sms' as const, turn: sent.turn },
    messages: way.sms.fit(said.map(saidAgain), words),
    ...{ reply, urgency, about },
  }));
  await enqueue(tx, seal, letters);
  if (notice !== null) for (const one of unsaid) await settle(tx, one, { state: 'refused', code }, { was: 'parked' });
}

/** What the bot says, and each reply of an adviser, in messages of their own: of a reply, and of news, it is known what became of it. */
function bySpeaker(unsaid: readonly Sent[]): { readonly first: Sent; readonly said: Sent[] }[] {
  const letters: { first: Sent; said: Sent[] }[] = [];
  for (const one of unsaid) {
    const last = letters.at(-1);
    if (last?.first.reply === one.reply && last.first.about === one.about) last.said.push(one);
    else letters.push({ first: one, said: [one] });
  }
  return letters;
}

/** Not what stands beside the words, which are said in messages of their own; and where no file can go none is spoken of. */
function isWorded({ layout, attachment }: Outgoing): boolean {
  return layout !== 'place' && layout !== 'voice' && attachment?.kind !== 'file';
}

function saidAgain({ message }: Sent): Reply {
  const { options, attachment } = message;
  const said = { key: '', values: {}, text: unnumbered(message), options, asks: options.length > 0 };
  return attachment === undefined ? said : { ...said, attachment };
}
