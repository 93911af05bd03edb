import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Posting, Repeats } from './post-office.ts';

/** The parameters of a form; a name may come more than once. */
export type Form = { readonly [name: string]: string | readonly string[] };

/** Twilio's signature: the address, then every parameter by name, with values that repeat taken once and in order. */
function twilioSignature(authToken: string, url: string, form: Form): string {
  const parts = Object.entries(form)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) =>
      [...new Set([value].flat())]
        .sort()
        .map((one) => name + one)
        .join(''),
    );
  return createHmac('sha1', authToken)
    .update(url + parts.join(''), 'utf8')
    .digest('base64');
}

/** A form as Twilio encodes it. */
function encodeForm(form: Form): Buffer {
  const encoded = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) for (const one of [value].flat()) encoded.append(name, one);
  return Buffer.from(encoded.toString());
}

/** A signed form on its way. The signature is over the public address, whatever address it is carried to. */
export function formPosting(
  to: { url: string; publicUrl: string },
  form: Form,
  authToken: string,
  token: string,
): Posting {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
    'user-agent': 'TwilioProxy/1.1',
    'i-twilio-idempotency-token': token,
    'x-twilio-signature': twilioSignature(authToken, to.publicUrl, form),
  };
  return { url: to.url, headers, body: encodeForm(form) };
}

/**
 * When Twilio posts again, as the fragment of the webhook's address says (`#rc=2&rp=ct,rt,5xx`). Without one it tries once
 * more, and only if it could not connect.
 */
export function repeatsOf(fragment: string): Repeats {
  const asked = new URLSearchParams(fragment.replace(/^#/, ''));
  const times = Math.min(5, Math.max(0, Number(asked.get('rc') ?? 1) || 0));
  const policy = (asked.get('rp') ?? 'ct').split(',');
  const on = (['connection', 'time-out', '5xx'] as const).filter((_, at) => {
    const names =
      [
        ['ct', 'all'],
        ['rt', 'all'],
        ['5xx', 'all'],
      ][at] ?? [];
    return names.some((name) => policy.includes(name));
  });
  return { afterMs: Array.from({ length: times }, (_, at) => 250 * 2 ** at), on };
}

/** A fresh message id. */
export function newMessageSid(): string {
  return `SM${randomBytes(16).toString('hex')}`;
}

/** A file that a person sent; Twilio keeps it under its id and that of its message. */
export type SentFile = { readonly sid: string; readonly type: string; readonly bytes: Buffer };

export function sentFile(type: string, bytes: Buffer = Buffer.alloc(0)): SentFile {
  return { sid: `ME${randomBytes(16).toString('hex')}`, type, bytes };
}

/** What tells Camino that two posts are the same one. */
export function newIdempotencyToken(): string {
  return randomUUID();
}
