import type { Reply } from '../language/reply.ts';
import type { Address, ChannelId } from '../people/address.ts';
import type { Outgoing } from '../people/message.ts';
import type { FitWords } from './fit.ts';
import type { Provider } from './send-error.ts';

export type { AddressChange, DeliveryReport, Inbound, Outgoing, Received, Withdrawal } from '../people/message.ts';

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

/** A channel as the engine sees it: how replies are shaped, and how one shaped message is sent. */
export interface Channel {
  readonly id: ChannelId;
  /** Whose codes its refusals have. */
  readonly provider: Provider;
  /**
   * Shapes what one turn says into as few provider messages as the channel allows (each is paid for, and providers do not
   * keep their order), in order. Nothing is cut.
   */
  fit(replies: readonly Reply[], words: FitWords): Outgoing[];
  /** Sends one message once. Never throws for what the provider says; throws only for a defect of ours. */
  send(message: Outgoing, to: Address, outboxId: string): Promise<SendResult>;
  /**
   * Shows a person that their message, and all before it, was seen and is being answered, where the channel can.
   * @returns whether the provider took it; nothing throws
   */
  markRead?(providerId: string): Promise<boolean>;
}
