import { z } from 'zod';
import type { AddressChange, DeliveryReport, Edited, Received } from '../people/message.ts';
import { errorCode, identifier, items, maybe, ownId, safeName } from './lenient.ts';
import {
  type Identifiers,
  identifiersOf,
  phoneAddress,
  readContacts,
  senderOf,
  userAddress,
} from './whatsapp-address.ts';
import { kindOf, readContent } from './whatsapp-content.ts';

/** What one item of a body came to. */
type Item = Partial<Received>;

const bodySchema = z.object({ entry: z.array(z.unknown()) });
const entrySchema = z.object({ changes: items });
const changeSchema = z.object({ field: identifier, value: z.unknown().optional() });
const valueSchema = z.object({
  metadata: maybe(z.object({ phone_number_id: identifier })),
  contacts: items,
  messages: items,
  statuses: items,
  errors: items,
});
const messageSchema = z.object({
  id: identifier,
  from: identifier,
  from_user_id: identifier,
  from_parent_user_id: identifier,
  timestamp: identifier,
  type: identifier,
  group_id: identifier,
  revoke: maybe(z.object({ original_message_id: identifier })),
  // The first is Meta's name of it, the second has been seen.
  edit: maybe(z.object({ original_message_id: identifier, message_id: identifier, message: z.unknown().optional() })),
  system: maybe(
    z.object({
      type: identifier,
      customer: identifier,
      wa_id: identifier,
      new_wa_id: identifier,
      user_id: identifier,
      previous_user_id: identifier,
      parent_user_id: identifier,
      previous_parent_user_id: identifier,
    }),
  ),
});
const statusSchema = z.object({
  id: identifier,
  status: identifier,
  timestamp: identifier,
  recipient_type: identifier,
  biz_opaque_callback_data: ownId,
  errors: items,
  pricing: maybe(z.object({ billable: maybe(z.boolean()) })),
});
const errorSchema = z.object({ code: errorCode });

type Message = z.infer<typeof messageSchema>;

/** No time in seconds is larger before the year 5138; in milliseconds all are. */
const LAST_SECOND = 100_000_000_000;
const DAY = 86_400_000;
/** Meta repeats a webhook for seven days; what claims to be older was not stamped by a clock. */
const OLDEST = 8 * DAY;

/** Meta's names for a system message that an identifier was replaced; the first is the older one. */
const REPLACEMENTS = new Set(['customer_changed_number', 'user_changed_number', 'user_changed_user_id']);

/** Meta's names for what became of a message, in ours. */
const STATES: ReadonlyMap<string, DeliveryReport['state']> = new Map([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
]);

/**
 * Reads one webhook body of the WhatsApp Cloud API, item by item: one bad item never sinks the others, and nothing throws.
 * @param phoneNumberId our number; what was written to another number of the same app is not ours to answer
 * @param receivedAt    stands in for times that cannot be read
 */
export function readWhatsAppBody(raw: Buffer, phoneNumberId: string, receivedAt: Date): Received {
  const body = bodySchema.safeParse(parsed(raw));
  if (!body.success) return together([aside('malformed body')]);
  const found = body.data.entry.flatMap((item) => {
    const entry = entrySchema.safeParse(item);
    if (!entry.success) return [aside('malformed entry')];
    return entry.data.changes.flatMap((change) => readChange(change, phoneNumberId, receivedAt));
  });
  return together(found);
}

function readChange(item: unknown, phoneNumberId: string, receivedAt: Date): Item[] {
  const change = changeSchema.safeParse(item);
  if (!change.success) return [aside('malformed change')];
  const { field } = change.data;
  if (typeof field === 'string' && field !== 'messages') return [aside(`field:${safeName(field)}`)];
  const value = valueSchema.safeParse(change.data.value);
  if (!value.success) return [aside('malformed change')];
  const { metadata, messages, statuses, errors } = value.data;
  const to = metadata?.phone_number_id;
  if (typeof to === 'string' && to !== phoneNumberId) return [aside('other phone_number_id')];
  const contacts = readContacts(value.data.contacts);
  const found = [
    ...messages.map((message) => readMessage(message, contacts, receivedAt)),
    ...statuses.map((status) => readStatus(status, receivedAt)),
    ...errors.map((error) => aside(`error:${codeOf(error) ?? 'unknown'}`)),
  ];
  return found.length > 0 ? found : [aside('empty change')];
}

function readMessage(item: unknown, contacts: readonly Identifiers[], receivedAt: Date): Item {
  const message = messageSchema.safeParse(item).data;
  const providerId = message?.id;
  if (message === undefined || typeof providerId !== 'string') return aside('malformed message');
  if (typeof message.group_id === 'string') return aside('group message');
  const kind = kindOf(message.type, item);
  if (kind === 'system') return readSystem(message);
  if (kind === 'revoke') return readRevoke(message);
  const carried = { phone: message.from, user: message.from_user_id, parent: message.from_parent_user_id };
  const from = senderOf(identifiersOf(carried), contacts);
  const sentAt = timeOf(message.timestamp, receivedAt);
  if (kind === 'edit') return readEdit(message, { from, sentAt });
  if (from === null) return aside('message without sender');
  const read = readContent(kind, item);
  return 'setAside' in read
    ? aside(read.setAside)
    : { messages: [{ providerId, from, sentAt, content: read.content }] };
}

/** The message as it stands now comes whole, inside. What of it cannot be read is no reason to keep what it said before. */
function readEdit({ edit }: Message, by: Omit<Edited, 'content'>): Item {
  const of = edit?.original_message_id ?? edit?.message_id;
  const inside = z.object({ type: identifier }).safeParse(edit?.message);
  if (typeof of !== 'string' || !inside.success) return aside('malformed edit');
  const read = readContent(kindOf(inside.data.type, edit?.message), edit?.message);
  return { withdrawals: [{ of, ...('content' in read && { instead: { ...by, content: read.content } }) }] };
}

/** Whose message it was is known here, or nobody's: the sender of the deletion is not needed, and may be missing. */
function readRevoke({ revoke }: Message): Item {
  const of = revoke?.original_message_id;
  return typeof of === 'string' ? { withdrawals: [{ of }] } : aside('malformed revoke');
}

/** A system message tells that identifiers were replaced. It is never answered, and often names no sender. */
function readSystem({ from, system }: Message): Item {
  const type = system?.type ?? '';
  if (!REPLACEMENTS.has(type)) return aside(`system:${safeName(type)}`);
  const pairs = [
    [
      phoneAddress(from) ?? phoneAddress(system?.customer),
      phoneAddress(system?.new_wa_id) ?? phoneAddress(system?.wa_id),
    ],
    [userAddress(system?.previous_user_id, 'bsuid'), userAddress(system?.user_id, 'bsuid')],
    [userAddress(system?.previous_parent_user_id, 'parent_bsuid'), userAddress(system?.parent_user_id, 'parent_bsuid')],
  ] as const;
  const changes = pairs.flatMap(([was, is]): AddressChange[] =>
    was === null || is === null || was.value === is.value ? [] : [{ was, is }],
  );
  return changes.length === 0 ? aside('malformed system') : { changes };
}

function readStatus(item: unknown, receivedAt: Date): Item {
  const status = statusSchema.safeParse(item).data;
  if (typeof status?.id !== 'string' || typeof status.status !== 'string') return aside('malformed status');
  if (status.recipient_type === 'group') return aside('group status');
  const state = STATES.get(status.status);
  if (state === undefined) return aside(`status:${safeName(status.status)}`);
  // Errors have been seen beside "sent" too; there they say nothing of what became of the message.
  const code = state === 'failed' ? status.errors.map(codeOf).find((found) => found !== null) : null;
  const outboxId = status.biz_opaque_callback_data;
  const report: DeliveryReport = {
    providerId: status.id,
    state,
    at: timeOf(status.timestamp, receivedAt),
    ...(typeof outboxId === 'string' ? { outboxId } : {}),
    ...(typeof code === 'number' ? { code } : {}),
    ...(status.pricing?.billable === true ? { isBilled: true } : {}),
  };
  return { reports: [report] };
}

function aside(name: string): Item {
  return { setAside: [name] };
}

function together(found: readonly Item[]): Received {
  return {
    messages: found.flatMap((item) => item.messages ?? []),
    reports: found.flatMap((item) => item.reports ?? []),
    changes: found.flatMap((item) => item.changes ?? []),
    withdrawals: found.flatMap((item) => item.withdrawals ?? []),
    setAside: found.flatMap((item) => item.setAside ?? []),
  };
}

function codeOf(error: unknown): number | null {
  return errorSchema.safeParse(error).data?.code ?? null;
}

/** Meta sends seconds; milliseconds have been seen. What is older than any repeat or more than a day ahead is no time. */
function timeOf(timestamp: string | null | undefined, receivedAt: Date): Date {
  const value = Number(timestamp ?? Number.NaN);
  const milliseconds = Math.trunc(value > LAST_SECOND ? value : value * 1000);
  const now = receivedAt.getTime();
  const isPlausible = milliseconds >= now - OLDEST && milliseconds <= now + DAY;
  return isPlausible ? new Date(milliseconds) : receivedAt;
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return null;
  }
}
