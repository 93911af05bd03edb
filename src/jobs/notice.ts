import type { House } from '../conversation/house.ts';
import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { FIRST_LANGUAGE } from '../language/language.ts';
import type { Reply } from '../language/reply.ts';
import { enqueue, noticeWaits, type Sent, URGENCY } from '../mail/outbox.ts';
import { addToTranscript } from '../records/transcript.ts';

/** The templates that say what waits: an answer, or a correction that nobody asked for. */
const MESSAGE_WAITING = 'message-waiting';
const CORRECTION_WAITING = 'correction-waiting';

/**
 * Tells a person whom our own words do not reach any more that an answer waits, by a template, once in each silence. Whatever
 * they write then, or the template's button, brings the answer.
 */
export async function leaveNotice(
  { house, seal }: { readonly house: House; readonly seal: Seal },
  tx: Connection,
  sent: Sent,
): Promise<void> {
  const waiting = sent.urgency === URGENCY.correction ? CORRECTION_WAITING : MESSAGE_WAITING;
  const template = house.templates.find(({ id }) => id === waiting);
  if (template === undefined || sent.message.layout === 'template' || (await noticeWaits(tx, sent.address))) return;
  const language = sent.language ?? FIRST_LANGUAGE;
  const key = `template.${template.id}`;
  const options = [{ id: 'notice=read', label: house.words.say(language, `${key}.button`) }];
  const notice: Reply = { key, values: {}, text: house.words.say(language, key), options, asks: false };
  const message = { layout: 'template', text: notice.text, options, template: template.names[language] } as const;
  await enqueue(tx, seal, [{ ...sent, reply: null, messages: [message], urgency: URGENCY.notice }]);
  await addToTranscript(tx, seal, sent, notice);
}
