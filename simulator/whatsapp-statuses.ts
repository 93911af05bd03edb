import type { Message, Tick } from './chat.ts';
import { Reports } from './reports.ts';
import type { Pricing } from './whatsapp-bill.ts';
import { titleOf } from './whatsapp-errors.ts';
import type { WhatsAppPhone } from './whatsapp-phone.ts';
import { newWamid, type WebhookValue } from './whatsapp-webhook.ts';
import type { World } from './world.ts';

const PAUSES_MS = { sent: 10, delivered: 20, read: 60 } as const;
const SWITCHED_OFF_LOOK_MS = 50;

/** An accepted message on its way. `failure` is the code it fails with, instead of reaching the phone. */
export type Accepted = { readonly message: Message; readonly pricing: Pricing; readonly failure: number | null };

/** Takes an accepted message to its phone and reports each step: sent, delivered, read. */
export async function follow(
  world: World,
  phone: WhatsAppPhone,
  accepted: Accepted,
  post: (value: WebhookValue) => Promise<void>,
): Promise<void> {
  const { clock, faults } = world;
  const { message, failure } = accepted;
  const reports = new Reports(faults);
  const report = (status: Tick) => {
    phone.chat.tick(message.id, status, failure ?? undefined);
    const contacts = failure === null ? { contacts: [phone.contact()] } : {};
    const value = { ...contacts, statuses: [statusOf(world, phone, accepted, status)] };
    reports.add(() => post(value));
  };
  const sent = clock.wait(PAUSES_MS.sent);
  if (failure !== null) {
    if (await sent) report('failed');
    return reports.end();
  }
  const near = sent.then((goesOn) => goesOn && clock.wait(PAUSES_MS.delivered));
  void sent.then((goesOn) => goesOn && report('sent'));
  await phone.chat.inOrder(async () => {
    if (!(await near)) return;
    while (!phone.isOn) if (!(await clock.wait(SWITCHED_OFF_LOOK_MS))) return;
    phone.chat.add({ ...message, tick: 'sent' });
    report('delivered');
  });
  if (phone.showsRead && (await clock.wait(PAUSES_MS.read))) report('read');
  await reports.end();
}

/** A report of a message that nobody sent, as they come from another system on the same number. */
export function strayStatus(world: World, phone: WhatsAppPhone): object {
  return { id: newWamid(), status: 'delivered', timestamp: secondsNow(world), ...phone.recipient() };
}

function statusOf(world: World, phone: WhatsAppPhone, { message, pricing, failure }: Accepted, status: Tick): object {
  const own = message.callbackData === undefined ? {} : { biz_opaque_callback_data: message.callbackData };
  return {
    id: message.id,
    status,
    timestamp: secondsNow(world),
    ...phone.recipient(),
    ...own,
    ...(failure === null && status !== 'read' ? { pricing } : {}),
    ...(failure === null ? {} : { errors: [errorOf(failure)] }),
  };
}

function secondsNow({ clock }: World): string {
  return String(Math.floor(clock.now().getTime() / 1000));
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
