/** Whose codes they are: a provider's are the same for every channel it carries. */
export type Provider = 'meta' | 'twilio';

/**
 * What became of one attempt to send.
 * `unknown` is not a refusal: the provider may have taken the message (a time-out after the request was written).
 */
export type SendResult =
  | { readonly outcome: 'accepted'; readonly providerId: string }
  | ({ readonly outcome: 'refused' } & Refusal)
  | { readonly outcome: 'unknown' };

/**
 * Why a provider did not take or deliver a message.
 * @property code    the provider's, or null where it gave none
 * @property unsent  what kept our request from reaching it, such as `ENOTFOUND`
 */
export type Refusal = { readonly code: number | null; readonly remedy: Remedy; readonly unsent?: string };

/**
 * What a refusal asks of us. Decided by the tables in `send-error.ts`.
 * - `retry`         it will pass by itself
 * - `alert`         an operator must repair something; the message waits meanwhile
 * - `await_person`  only a template may be sent until the person writes again
 * - `fall_back`     the other channel may reach them
 * - `doubt_address` the number may have no owner any more, or another one
 * - `stop_address`  the person wants nothing more
 */
export type Remedy = 'retry' | 'alert' | 'await_person' | 'fall_back' | 'doubt_address' | 'stop_address' | 'give_up';
