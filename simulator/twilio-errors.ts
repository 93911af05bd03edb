/** An answer of Twilio's API. */
export type TwilioAnswer = { readonly status: number; readonly body: object };

const TEXTS: Record<number, readonly [status: number, message: string]> = {
  20003: [401, 'Authenticate'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  20500: [500, 'An internal server error has occurred'],
  21211: [400, "The 'To' number is not a valid phone number."],
  21266: [400, "The 'To' and 'From' numbers cannot be the same"],
  21408: [400, 'Permission to send an SMS has not been enabled for the region'],
  21602: [400, 'Message body is required.'],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21606: [400, "The 'From' phone number is not a message-capable number of this account."],
  21608: [400, 'The number is unverified, and this is a trial account'],
  21609: [400, "The 'StatusCallback' URL is not valid."],
  21610: [400, 'Attempt to send to an unsubscribed recipient'],
  21611: [429, "This 'From' number has exceeded its queue"],
  21612: [400, "The 'To' number cannot be reached from this 'From' number"],
  21614: [400, "The 'To' number is not a mobile number"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
  21655: [400, 'The ContentSid is invalid'],
  21656: [400, 'The ContentVariables parameter is invalid'],
  63028: [400, 'Number of parameters provided does not match the expected number of parameters'],
  21703: [400, 'The Messaging Service contains no phone numbers'],
  21910: [400, "The 'From' and 'To' addresses are not of the same channel"],
  30001: [429, 'Queue overflow'],
  30002: [403, 'Account suspended'],
  63007: [400, 'No channel has this From address'],
};

/** Twilio's error body. */
export function twilioError(code: number): TwilioAnswer {
  const [status, message] = TEXTS[code] ?? [400, 'The request was refused'];
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}

/** Whether a code given as a fault is one of Twilio's rather than one of Meta's. */
export function isTwilioCode(code: number): boolean {
  return code >= 20_000 && code < 70_000;
}
