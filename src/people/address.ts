/** A way to reach us and to be reached. */
export type ChannelId = 'whatsapp' | 'sms';

/**
 * Where a person can be reached. A row of its own: people change numbers, and some have no number at all.
 * @property kind  `phone`, or WhatsApp's business-scoped user id (`bsuid`) and its parent
 * @property value phone: E.164 with a leading `+`, exactly the digits the provider gave (never "corrected": an answer goes
 *                 to the identifier received); bsuid: as received, such as `CO.13491208655302741918`
 */
export type Address = {
  readonly channel: ChannelId;
  readonly kind: 'phone' | 'bsuid' | 'parent_bsuid';
  readonly value: string;
};

/** An address's key in the tables. */
export type AddressId = string & { readonly brand: 'AddressId' };
