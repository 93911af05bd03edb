import type { Chat } from './chat.ts';
import { Reports } from './reports.ts';
import { countSegments } from './sms-segments.ts';
import { filledContent } from './twilio-contents.ts';
import { statusForm } from './twilio-forms.ts';
import { isByWhatsApp, type Outbound } from './twilio-messages.ts';
import { formPosting, newIdempotencyToken, newMessageSid, repeatsOf } from './twilio-webhook.ts';
import type { World } from './world.ts';

/** A phone as far as a message on its way is concerned. One that shows when a message was read is a WhatsApp. */
type Reached = { readonly chat: Chat; readonly isOn: boolean; readonly showsRead?: boolean };

const PAUSES_MS = { sent: 10, delivered: 20, read: 60 } as const;
const SWITCHED_OFF_LOOK_MS = 50;

/** A created message on its way. `failure` is the code it fails with, instead of reaching the phone. */
export type Queued = { readonly outbound: Outbound; readonly failure: number | null; readonly queuedMs: number };

/**
 * Takes an accepted message to its phone and reports each step to its status address, if it has one.
 * @param phone the phone of that number, without which it must fail
 */
export async function follow(world: World, phone: Reached | undefined, queued: Queued): Promise<void> {
  const { clock, faults } = world;
  const { outbound, failure, queuedMs } = queued;
  const reports = new Reports(faults);
  const report = (status: string, code: number | null = null) => {
    const post = statusPost(world, outbound, status, code);
    if (post !== null) reports.add(post);
  };
  const sent = clock.wait(queuedMs + PAUSES_MS.sent);
  const near = sent.then((goesOn) => goesOn && clock.wait(PAUSES_MS.delivered));
  void sent.then((goesOn) => goesOn && report('sent'));
  if (phone === undefined || failure !== null) {
    if (await near) report('undelivered', failure);
    return reports.end();
  }
  await phone.chat.inOrder(async () => {
    if (!(await near)) return;
    while (!phone.isOn) if (!(await clock.wait(SWITCHED_OFF_LOOK_MS))) return;
    show(phone, outbound);
    report('delivered');
  });
  if (phone.showsRead === true && (await clock.wait(PAUSES_MS.read))) {
    phone.chat.tick(outbound.sid, 'read');
    report('read');
  }
  await reports.end();
}

/** Reports a message that nobody created, to where messages are reported, without an id of Camino's. */
export async function reportStray(world: World, { form, ...outbound }: Outbound): Promise<void> {
  const stray = new URLSearchParams(form);
  const callback = form.get('StatusCallback');
  if (callback !== null) stray.set('StatusCallback', callback.replace(/[?#].*$/, ''));
  await statusPost(world, { ...outbound, form: stray, sid: newMessageSid() }, 'delivered', null)?.();
}

function show(phone: Reached, outbound: Outbound): void {
  const { sid, form, at, settings } = outbound;
  const filled = filledContent(form, settings);
  const text = filled?.text ?? form.get('Body') ?? '';
  const callback = form.get('StatusCallback');
  const own = callback === null ? {} : { callbackData: callback };
  const billed = isByWhatsApp(outbound) ? {} : { segments: countSegments(text) };
  const seen = {
    id: sid,
    by: 'camino',
    kind: filled === null ? 'text' : 'template',
    text,
    options: filled?.options ?? [],
    ...(filled !== null && { optionKind: 'template' as const }),
    at: at.toISOString(),
    tick: 'delivered',
  } as const;
  phone.chat.add({ ...seen, ...billed, ...own });
}

/** A report as it is now, ready to be posted; null when nobody asked for reports. */
function statusPost(
  world: World,
  outbound: Outbound,
  status: string,
  code: number | null,
): (() => Promise<void>) | null {
  const callback = outbound.form.get('StatusCallback');
  if (callback === null) return null;
  const [publicUrl = '', fragment = ''] = callback.split('#');
  const token = newIdempotencyToken();
  const form = statusForm(outbound, status, code, world.clock.now());
  const make = () =>
    formPosting({ url: carriedTo(world, publicUrl), publicUrl }, form, outbound.settings.authToken, token);
  return async () => {
    try {
      await world.post.post({ provider: 'twilio', what: 'status', repeats: repeatsOf(fragment), make });
    } catch (error) {
      world.post.complain('twilio', String(error));
    }
  };
}

/** The public address leads to Camino only in the real world; here the same path is carried to where Camino listens. */
function carriedTo(world: World, publicUrl: string): string {
  const isCamino = publicUrl.startsWith(`${world.publicUrl()}/`);
  return isCamino ? world.camino() + publicUrl.slice(world.publicUrl().length) : publicUrl;
}
