import type { Reply } from '../language/reply.ts';
import type { Address, ChannelId } from '../people/address.ts';
import type { Outgoing } from '../people/message.ts';

export type { AddressChange, DeliveryReport, Inbound, Outgoing, Received, Withdrawal } from '../people/message.ts';

/**
 * What became of one attempt to send.
 * `unknown` is not a refusal: the provider may have taken the message (a time-out after the request was written).
 */
export type SendResult =
  | { readonly outcome: 'accepted'; readonly providerId: string; readonly alsoKnownAs?: Address }
  | { readonly outcome: 'refused'; readonly code: number | null; readonly remedy: Remedy }
  | { readonly outcome: 'unknown' };

/** What a refusal asks of us. Decided by the tables in `send-error.ts`. */
export type Remedy = 'retry' | 'give_up' | 'stop_address' | 'fall_back' | 'alert';

/** A channel as the engine sees it: how replies are shaped, and how one shaped message is sent. */
export interface Channel {
  readonly id: ChannelId;
  /**
   * Shapes what one turn says into as few provider messages as the channel allows (each is paid for, and providers do not
   * keep their order), in order. Nothing is cut.
   * @param listLabel what opens a list of options, in the person's language
   */
  fit(replies: readonly Reply[], listLabel: string): Outgoing[];
  /** Sends one message once. Never throws for what the provider says; throws only for a defect of ours. */
  send(message: Outgoing, to: Address, outboxId: string): Promise<SendResult>;
  /**
   * Shows a person that their message, and all before it, was seen and is being answered, where the channel can.
   * @returns whether the provider took it; nothing throws
   */
  markRead?(providerId: string): Promise<boolean>;
}
