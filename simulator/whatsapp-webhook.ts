import { createHmac, randomBytes } from 'node:crypto';

/** The account that Camino's WhatsApp settings name. */
export type WhatsAppAccount = {
  readonly phoneNumberId: string;
  readonly accessToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly displayNumber: string;
};

/** The WhatsApp Business account, whose the number and the templates are. */
export const BUSINESS_ACCOUNT_ID = '104996122399160';

/** The `value` of one change: what happened, and to whom. */
export type WebhookValue = {
  readonly contacts?: readonly object[];
  readonly messages?: readonly object[];
  readonly statuses?: readonly object[];
};

/** The body of a webhook with one change for each value, in the bytes Meta would send. */
export function webhookBody(
  { displayNumber, phoneNumberId }: WhatsAppAccount,
  values: readonly WebhookValue[],
): Buffer {
  const metadata = { display_phone_number: displayNumber.replace(/\D/g, ''), phone_number_id: phoneNumberId };
  const changes = values.map((value) => ({
    value: { messaging_product: 'whatsapp', metadata, ...value },
    field: 'messages',
  }));
  return metaBytes({ object: 'whatsapp_business_account', entry: [{ id: BUSINESS_ACCOUNT_ID, changes }] });
}

/** JSON as Meta writes it: slashes escaped, and everything outside ASCII as lower-case \uXXXX. */
export function metaBytes(value: unknown): Buffer {
  const escaped = JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[^\p{ASCII}]/gu, (character) =>
      Array.from({ length: character.length }, (_, at) => unit(character, at)).join(''),
    );
  return Buffer.from(escaped, 'ascii');
}

/** What stands in `X-Hub-Signature-256` for these bytes. */
export function signatureOf(appSecret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** The headers of a webhook. */
export function webhookHeaders(signature: string | null): Record<string, string> {
  const common = { 'content-type': 'application/json', 'user-agent': 'facebookexternalua' };
  return signature === null ? common : { ...common, 'x-hub-signature-256': signature };
}

/** A fresh message id. Real ones end in padding and hold slashes now and then. */
export function newWamid(): string {
  return `wamid.HBgM${randomBytes(28).toString('base64')}`;
}

/** A fresh business-scoped user id. */
export function newUserId(country: string): string {
  return `${country}.${BigInt(`0x${randomBytes(8).toString('hex')}`)}`;
}

function unit(character: string, at: number): string {
  return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
