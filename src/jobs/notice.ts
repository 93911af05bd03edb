import type { House } from '../conversation/house.ts';
import { templateMessage } from '../conversation/template-message.ts';
import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { FIRST_LANGUAGE } from '../language/language.ts';
import { WAITING } from '../language/template.ts';
import { enqueue, noticeWaits, type Sent, URGENCY } from '../mail/outbox.ts';
import { addToTranscript } from '../records/transcript.ts';

/**
 * Tells a person whom our own words do not reach any more that an answer waits, by a template, once in each silence. Whatever
 * they write then, or the template's button, brings the answer.
 */
export async function leaveNotice(
  { house, seal }: { readonly house: House; readonly seal: Seal },
  tx: Connection,
  sent: Sent,
): Promise<void> {
  const notice = sent.urgency === URGENCY.news ? WAITING.news : WAITING.answer;
  if (sent.message.layout === 'template' || (await noticeWaits(tx, sent.address, notice))) return;
  const { message, said } = templateMessage(house, sent.language ?? FIRST_LANGUAGE, notice, {}, ['notice=read']);
  const letter = { ...sent, reply: null, about: null, notice, messages: [message], urgency: URGENCY.notice };
  await enqueue(tx, seal, [letter]);
  await addToTranscript(tx, seal, sent, said);
}
