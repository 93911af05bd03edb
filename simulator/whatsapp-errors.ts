import { randomBytes } from 'node:crypto';

/** Why Meta refuses, with the detail that tells the developer. */
export type Refusal = { readonly code: number; readonly details: string };

/** An answer of the Graph API. */
export type GraphAnswer = { readonly status: number; readonly body: object };

/** HTTP status and title by code. The code decides, the status is only what Meta happens to send with it. */
const CODES: Record<number, readonly [status: number, title: string]> = {
  0: [401, 'AuthException'],
  1: [400, 'API Unknown'],
  2: [503, 'API Service'],
  3: [500, 'API Method'],
  4: [400, 'API Too Many Calls'],
  10: [403, 'Permission Denied'],
  33: [400, 'Parameter value is not valid'],
  100: [400, 'Invalid parameter'],
  190: [401, 'Access token has expired'],
  200: [403, 'API Permission'],
  368: [403, 'Temporarily blocked for policies violations'],
  613: [429, 'Calls to this API have exceeded the rate limit'],
  2494100: [500, 'Maintenance mode'],
  80007: [400, 'Rate limit issues'],
  130429: [429, 'Rate limit hit'],
  130472: [400, "User's number is part of an experiment"],
  130497: [403, 'Business account is restricted from messaging users in this country'],
  131000: [500, 'Something went wrong'],
  131005: [403, 'Access denied'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131016: [500, 'Service unavailable'],
  131021: [400, 'Recipient cannot be sender'],
  131026: [400, 'Message undeliverable'],
  131030: [400, 'Recipient phone number not in allowed list'],
  131031: [403, 'Account has been locked'],
  131037: [400, 'Display name approval is needed'],
  131042: [400, 'Business eligibility payment issue'],
  131045: [500, 'Incorrect certificate'],
  131047: [400, 'Re-engagement message'],
  131048: [429, 'Spam rate limit hit'],
  131049: [400, 'Message not delivered to maintain healthy ecosystem engagement'],
  131050: [400, 'User has stopped marketing messages'],
  131051: [400, 'Unsupported message type'],
  131053: [400, 'Media upload error'],
  131056: [429, 'Pair rate limit hit'],
  131057: [500, 'Account in maintenance mode'],
  132000: [400, 'Template parameter count mismatch'],
  132001: [404, 'Template does not exist'],
  132005: [400, 'Translated text too long'],
  132012: [400, 'Template parameter format mismatch'],
  132015: [400, 'Template is paused'],
  132016: [400, 'Template is disabled'],
  132018: [400, 'Invalid template parameter'],
  133004: [503, 'Server temporarily unavailable'],
  133010: [400, 'Phone number not registered'],
  135000: [400, 'Generic user error'],
};

/** What concerns one recipient only, and may come as a failed status after Meta has accepted the message. */
export const MAY_COME_LATE = new Set([130472, 131026, 131047, 131049, 131050]);

/** The short name of a code. */
export function titleOf(code: number): string {
  return CODES[code]?.[1] ?? 'Unknown error';
}

/** Meta's error body for a refusal. */
export function graphError({ code, details }: Refusal): GraphAnswer {
  const [status, title] = CODES[code] ?? [400, 'Unknown error'];
  const error = {
    message: `(#${code}) ${title}`,
    type: 'OAuthException',
    code,
    error_data: { messaging_product: 'whatsapp', details },
    fbtrace_id: trace(),
  };
  return { status, body: { error } };
}

/** What Graph says before WhatsApp is even asked: a wrong token or an unknown object. These carry no details. */
export function bareGraphError(status: number, code: number, message: string, subcode?: number): GraphAnswer {
  const more = subcode === undefined ? {} : { error_subcode: subcode };
  return { status, body: { error: { message, type: 'OAuthException', code, ...more, fbtrace_id: trace() } } };
}

/** What Graph says of a template it does not take: to the customer, in words. */
export function templateError(subcode: number, words: string): GraphAnswer {
  const error = {
    message: 'Invalid parameter',
    type: 'OAuthException',
    code: 100,
    error_subcode: subcode,
    is_transient: false,
    error_user_title: 'Invalid message template',
    error_user_msg: words,
    fbtrace_id: trace(),
  };
  return { status: 400, body: { error } };
}

/** Whether a code given as a fault is one of Meta's rather than one of Twilio's. */
export function isGraphCode(code: number): boolean {
  return code < 20_000 || code >= 80_000;
}

function trace(): string {
  return `A${randomBytes(12).toString('base64url')}`;
}
