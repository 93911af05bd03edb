import type { Reply } from '../language/reply.ts';
import type { Address, ChannelId } from '../people/address.ts';
import type { Outgoing, Sound } from '../people/message.ts';
import type { Fetched } from './fetch-media.ts';
import type { FitWords } from './fit.ts';
import type { Provider, SendResult } from './send-result.ts';

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
  /** Whether voice notes of ours can go out here. */
  readonly playsClips?: boolean;
  /** Whether a text of ours can go out here as a file. */
  readonly takesFiles?: boolean;
  /**
   * Sends one message once. Never throws for what the provider says; throws only for a defect of ours.
   * @param isAgain an attempt was made before
   */
  send(message: Outgoing, to: Address, outboxId: string, isAgain?: boolean): Promise<SendResult>;
  /**
   * Shows a person that their message, and all before it, was seen and is being answered, where the channel can.
   * @returns whether the provider took it; nothing throws
   */
  markRead?(providerId: string): Promise<boolean>;
  /** Fetches what somebody said aloud from this channel's provider, who keeps it. Nothing throws for what the provider does. */
  fetchSound?(sound: Sound): Promise<Fetched>;
}
