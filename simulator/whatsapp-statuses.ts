import type { Message, Tick } from './chat.ts';
import { titleOf } from './whatsapp-errors.ts';
import type { WhatsAppPhone } from './whatsapp-phone.ts';
import type { WebhookValue } from './whatsapp-webhook.ts';
import type { World } from './world.ts';

const PAUSES_MS = { sent: 10, delivered: 20, read: 60 } as const;
const SWITCHED_OFF_LOOK_MS = 50;

/**
 * Takes an accepted message to its phone and reports each step: sent, delivered, read. A report does not wait for the one
 * before to be taken, so they may overtake each other.
 * @param failure the code it fails with, instead of reaching the phone
 */
export async function follow(
  world: World,
  phone: WhatsAppPhone,
  message: Message,
  failure: number | null,
  post: (value: WebhookValue) => Promise<void>,
): Promise<void> {
  const reports: Promise<void>[] = [];
  const report = (status: Tick) => {
    phone.chat.tick(message.id, status, failure ?? undefined);
    const contacts = failure === null ? { contacts: [phone.contact()] } : {};
    reports.push(post({ ...contacts, statuses: [statusOf(world, phone, message, status, failure)] }));
  };
  if (!(await world.clock.wait(PAUSES_MS.sent))) return;
  if (failure !== null) return report('failed');
  report('sent');
  if (!(await world.clock.wait(PAUSES_MS.delivered))) return;
  while (!phone.isOn) if (!(await world.clock.wait(SWITCHED_OFF_LOOK_MS))) return;
  phone.chat.add({ ...message, tick: 'sent' });
  report('delivered');
  if (phone.showsRead && (await world.clock.wait(PAUSES_MS.read))) report('read');
  await Promise.all(reports);
}

function statusOf(world: World, phone: WhatsAppPhone, message: Message, status: Tick, failure: number | null): object {
  const timestamp = String(Math.floor(world.clock.now().getTime() / 1000));
  const own = message.callbackData === undefined ? {} : { biz_opaque_callback_data: message.callbackData };
  const pricing = {
    billable: true,
    pricing_model: 'PMP',
    type: 'regular',
    category: message.kind === 'template' ? 'utility' : 'service',
  };
  return {
    id: message.id,
    status,
    timestamp,
    ...phone.recipient(),
    ...own,
    ...(failure === null && status !== 'read' ? { pricing } : {}),
    ...(failure === null ? {} : { errors: [errorOf(failure)] }),
  };
}

function errorOf(code: number): object {
  const title = titleOf(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: `${title}.` },
    href: '/documentation/whatsapp/error-codes',
  };
}
