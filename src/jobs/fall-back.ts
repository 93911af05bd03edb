import type { Channel } from '../channels/channel.ts';
import { fitWords } from '../channels/fit.ts';
import type { House } from '../conversation/house.ts';
import type { Reply } from '../language/reply.ts';
import type { ChannelId } from '../people/address.ts';
import type { Connection } from '../store/database.ts';
import { settle } from '../store/leases.ts';
import { enqueue, parkedFor, type Sent } from '../store/outbox.ts';
import { smsAddressOf } from '../store/people.ts';
import type { Seal } from '../store/seal.ts';

type Means = {
  readonly house: House;
  readonly seal: Seal;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
};

/**
 * Says by SMS what WhatsApp does not deliver, where that channel is open and the person has a phone number of their own there.
 * For a notice that is what the notice was about.
 * @param code why WhatsApp does not deliver it
 */
export async function fallBack(
  { house, seal, channels }: Means,
  tx: Connection,
  sent: Sent,
  code: number | null,
): Promise<void> {
  const sms = channels.get('sms');
  if (sms === undefined || sent.channel === 'sms') return;
  const address = await smsAddressOf(tx, seal, sent.person);
  if (address === null) return;
  const unsaid = sent.message.layout === 'template' ? await parkedFor(tx, seal, sent.person, sent.channel) : [sent];
  for (const one of unsaid) {
    const { message, turn } = one;
    const said: Reply = {
      key: '',
      values: {},
      text: message.text,
      options: message.options,
      asks: message.options.length > 0,
    };
    const shaped = sms.fit([said], fitWords(house.words, sent.language ?? 'es'));
    await enqueue(tx, seal, { person: sent.person, address, channel: 'sms', turn }, shaped);
    if (one.id !== sent.id) await settle(tx, seal, one, { state: 'refused', code }, { was: 'parked' });
  }
}
