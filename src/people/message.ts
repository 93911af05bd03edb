import type { Attachment, Option } from '../language/reply.ts';
import type { TemplateName } from '../language/template.ts';
import type { Address, AddressId, ChannelId } from './address.ts';

/**
 * What a person sent, freed from how their channel wraps it.
 * - `text`     what they typed, as typed (trimmed of nothing; at most what the provider allows)
 * - `choice`   a tap on one of our options: `id` is the option's, `title` what they saw; perhaps from an old message
 * - `location` degrees; gone with the item once it is answered, of which only the town is kept
 * - `media`    something we cannot read; a `voice` note, or other sound, is for a human to hear
 * - `unreadable` a kind the channel itself could not deliver or that we do not know, by its provider's name
 */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly id: string; readonly title: string }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number }
  | { readonly kind: 'media'; readonly media: 'voice' | 'audio'; readonly sound?: Sound }
  | { readonly kind: 'media'; readonly media: 'image' | 'video' | 'document' | 'sticker' | 'contacts' }
  | { readonly kind: 'unreadable'; readonly name: string };

/**
 * What happened at the desk that a turn must answer, by the names of Bot Framework's hand-off events: the adviser gave the talk back
 * (`completed`), or nobody came (`failed`).
 */
export type HandoffEvent = {
  readonly kind: 'event';
  readonly name: 'handoff.status';
  readonly state: 'completed' | 'failed';
};

/**
 * Something said aloud, which its provider keeps until it is fetched.
 * @property at   the provider's own id of it, never an address: where we ask is not for others to say
 * @property type its kind as the provider names it, such as `audio/ogg; codecs=opus`
 */
export type Sound = { readonly by: 'meta' | 'twilio'; readonly at: string; readonly type: string };

/**
 * One message from a person.
 * @property providerId unique within its channel: the same id twice is the same message
 * @property from       every identifier the provider gave of the sender; the first is the one that is answered
 * @property sentAt     the provider's time; the time of arrival is the database's
 */
export type Inbound = {
  readonly providerId: string;
  readonly from: readonly [Address, ...Address[]];
  readonly sentAt: Date;
  readonly content: Content;
};

/** Something a turn must answer. Opened for the turn that reads it, in order of arrival. */
export type InboxItem = {
  readonly id: number;
  readonly address: AddressId;
  readonly channel: ChannelId;
  readonly content: Content | HandoffEvent;
  readonly arrivedAt: Date;
  readonly failures: number;
  /** The person had said STOP at this address: writing again takes it back. */
  readonly stopped: boolean;
};

/** What a provider reports of a message of ours. Reports come late, twice and out of order. */
export type DeliveryReport = {
  readonly providerId: string;
  /** Our own id of the message, where the provider echoes it. */
  readonly outboxId?: string;
  readonly state: 'sent' | 'delivered' | 'read' | 'failed';
  readonly at: Date;
  readonly code?: number;
  /** The provider says that it bills this message. */
  readonly isBilled?: boolean;
};

/** A person's identifier was replaced by another: the provider says so, we never guess it. */
export type AddressChange = { readonly was: Address; readonly is: Address };

/**
 * A person took back a message: its stored words go.
 * @property instead they edited it: so it stands now. `from` is null where the provider names nobody
 */
export type Withdrawal = { readonly of: string; readonly instead?: Edited };

export type Edited = Pick<Inbound, 'sentAt' | 'content'> & { readonly from: Inbound['from'] | null };

/** Everything one webhook body held, item by item. What cannot be used is set aside by name, never thrown. */
export type Received = {
  readonly messages: readonly Inbound[];
  readonly reports: readonly DeliveryReport[];
  readonly changes: readonly AddressChange[];
  readonly withdrawals: readonly Withdrawal[];
  /** Names such as `reaction`, `field:account_update`, `malformed message`: counted and logged, free of personal data. */
  readonly setAside: readonly string[];
};

/**
 * One provider message, final: what is stored in the outbox and sent as it stands.
 * `buttons` and `list` carry their options beside the text; `numbered` has them written into the text already; `place` asks
 * where the person is; a `voice` is a sentence to be heard; of a `template` the provider has the words, and `text` says what they are.
 */
export type Outgoing = {
  readonly layout: 'text' | 'buttons' | 'list' | 'numbered' | 'place' | 'attachment' | 'voice' | 'template';
  readonly text: string;
  readonly options: readonly Option[];
  /** What opens a list, in the person's language; at most 20 characters. */
  readonly listLabel?: string;
  /** With the layout `attachment`, whose text is the caption of a document and empty for a recording. */
  readonly attachment?: Attachment;
  /** With the layout `voice`, whose text is empty: the clip's file. */
  readonly clip?: string;
  /** With the layout `template`. `values`, final and in order, fill it at the provider; absent where nothing does. */
  readonly template?: TemplateName & { readonly values?: readonly string[] };
  /** Sent only when the person asks for the rest. */
  readonly onDemand?: boolean;
};
