import { fitWords } from '../channels/fit.ts';
import { unnumbered } from '../channels/fit-numbered.ts';
import type { Connection } from '../database/database.ts';
import { FIRST_LANGUAGE } from '../language/language.ts';
import type { Reply } from '../language/reply.ts';
import { settle } from '../mail/leases.ts';
import { enqueue, parkedFor, type Sent } from '../mail/outbox.ts';
import { smsAddressOf } from '../records/people.ts';
import type { Means } from './means.ts';

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
  const isNotice = sent.message.layout === 'template';
  const unsaid = isNotice ? await parkedFor(tx, seal, sent.person, sent.channel) : [sent];
  // Together, as of one turn: what is said next would take away the rest of what was said before.
  const worded = unsaid.filter(({ message }) => !WITHOUT_WORDS.includes(message.layout));
  const words = fitWords(house.words, sent.language ?? FIRST_LANGUAGE);
  const letters = bySpeaker(worded).map(({ reply, said }) => ({
    ...{ person: sent.person, address, channel: 'sms' as const, turn: sent.turn },
    messages: sms.fit(said.map(saidAgain), words),
    reply,
  }));
  await enqueue(tx, seal, letters);
  if (isNotice) for (const one of unsaid) await settle(tx, one, { state: 'refused', code }, { was: 'parked' });
}

/** What the bot says, and each reply of an adviser, in messages of their own: of a reply it is known what became of it. */
function bySpeaker(unsaid: readonly Sent[]): { readonly reply: Sent['reply']; readonly said: Sent[] }[] {
  const letters: { reply: Sent['reply']; said: Sent[] }[] = [];
  for (const one of unsaid) {
    const last = letters.at(-1);
    if (last?.reply === one.reply) last.said.push(one);
    else letters.push({ reply: one.reply, said: [one] });
  }
  return letters;
}

/** Beside the words, which are said in messages of their own. */
const WITHOUT_WORDS: readonly string[] = ['place', 'voice'];

function saidAgain({ message }: Sent): Reply {
  const { options, attachment } = message;
  const said = { key: '', values: {}, text: unnumbered(message), options, asks: options.length > 0 };
  return attachment === undefined ? said : { ...said, attachment };
}
