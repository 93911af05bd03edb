import type { House } from '../conversation/house.ts';
import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { FIRST_LANGUAGE } from '../language/language.ts';
import type { Reply } from '../language/reply.ts';
import { enqueue, noticeWaits, type Sent, URGENCY } from '../mail/outbox.ts';
import { addToTranscript } from '../records/transcript.ts';

/** The template that says: an answer waits for you. */
const MESSAGE_WAITING = 'message-waiting';

/**
 * Tells a person whom our own words do not reach any more that an answer waits, by a template, once in each silence. Whatever
 * they write then, or the template's button, brings the answer.
 */
export async function leaveNotice(
  { house, seal }: { readonly house: House; readonly seal: Seal },
  tx: Connection,
  sent: Sent,
): Promise<void> {
  const template = house.templates.find(({ id }) => id === MESSAGE_WAITING);
  if (template === undefined || sent.message.layout === 'template' || (await noticeWaits(tx, sent.address))) return;
  const language = sent.language ?? FIRST_LANGUAGE;
  const key = `template.${template.id}`;
  const options = [{ id: 'notice=read', label: house.words.say(language, `${key}.button`) }];
  const notice: Reply = { key, values: {}, text: house.words.say(language, key), options, asks: false };
  const message = { layout: 'template', text: notice.text, options, template: template.names[language] } as const;
  await enqueue(tx, seal, [{ ...sent, messages: [message], urgency: URGENCY.notice }]);
  await addToTranscript(tx, seal, sent, notice);
}
