import type { Chat } from './chat.ts';
import { countSegments } from './sms-segments.ts';
import { statusForm } from './twilio-forms.ts';
import { isByWhatsApp, type Outbound } from './twilio-messages.ts';
import { formPosting, newIdempotencyToken, repeatsOf } from './twilio-webhook.ts';
import type { World } from './world.ts';

/** A phone as far as a message on its way is concerned. One that shows when a message was read is a WhatsApp. */
type Reached = { readonly chat: Chat; readonly isOn: boolean; readonly showsRead?: boolean };

const PAUSES_MS = { sent: 10, delivered: 20, read: 60 } as const;
const SWITCHED_OFF_LOOK_MS = 50;
const UNKNOWN_HANDSET = 30_005;
const UNKNOWN_RECIPIENT = 63_024;

/**
 * Takes an accepted message to its phone and reports each step to its status address, if it has one.
 * @param phone   the phone of that address; without one, the message ends as undelivered
 * @param failure the code it fails with, instead of reaching the phone
 */
export async function follow(
  world: World,
  phone: Reached | undefined,
  outbound: Outbound,
  failure: number | null,
): Promise<void> {
  const { clock } = world;
  const reports: Promise<void>[] = [];
  const report = (status: string, code: number | null = null) =>
    reports.push(postStatus(world, outbound, status, code));
  if (!(await clock.wait(PAUSES_MS.sent))) return;
  report('sent');
  if (!(await clock.wait(PAUSES_MS.delivered))) return;
  if (phone === undefined || failure !== null) {
    report('undelivered', failure ?? (isByWhatsApp(outbound) ? UNKNOWN_RECIPIENT : UNKNOWN_HANDSET));
  } else {
    while (!phone.isOn) if (!(await clock.wait(SWITCHED_OFF_LOOK_MS))) return;
    show(phone, outbound);
    report('delivered');
    if (phone.showsRead === true && (await clock.wait(PAUSES_MS.read))) {
      phone.chat.tick(outbound.sid, 'read');
      report('read');
    }
  }
  await Promise.all(reports);
}

function show(phone: Reached, outbound: Outbound): void {
  const { sid, form, at, settings } = outbound;
  const text = form.get('Body') ?? settings.contents?.[form.get('ContentSid') ?? ''] ?? '';
  const callback = form.get('StatusCallback');
  const own = callback === null ? {} : { callbackData: callback };
  const billed = isByWhatsApp(outbound) ? {} : { segments: countSegments(text) };
  const seen = {
    id: sid,
    by: 'camino',
    kind: 'text',
    text,
    options: [],
    at: at.toISOString(),
    tick: 'delivered',
  } as const;
  phone.chat.add({ ...seen, ...billed, ...own });
}

async function postStatus(world: World, outbound: Outbound, status: string, code: number | null): Promise<void> {
  const callback = outbound.form.get('StatusCallback');
  if (callback === null) return;
  const [publicUrl = '', fragment = ''] = callback.split('#');
  const token = newIdempotencyToken();
  const form = statusForm(outbound, status, code, world.clock.now());
  const make = () =>
    formPosting({ url: carriedTo(world, publicUrl), publicUrl }, form, outbound.settings.authToken, token);
  try {
    await world.post.post({ provider: 'twilio', what: 'status', repeats: repeatsOf(fragment), make });
  } catch (error) {
    world.post.complain('twilio', String(error));
  }
}

/** The public address leads to Camino only in the real world; here the same path is carried to where Camino listens. */
function carriedTo(world: World, publicUrl: string): string {
  const isCamino = publicUrl.startsWith(`${world.publicUrl()}/`);
  return isCamino ? world.camino() + publicUrl.slice(world.publicUrl().length) : publicUrl;
}
