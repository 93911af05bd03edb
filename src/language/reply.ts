/** Values that fill a sentence. Dates and times are ISO strings in the office's local time, so that a transcript can be said again. */
export type Values = Readonly<Record<string, string | number>>;

/**
 * One thing a person can choose.
 * @property id    what comes back when it is chosen, stable for years: people tap old messages. `<subject>=<value>`, at most 200 characters.
 * @property label at most 20 characters (UTF-16), unique in its menu: the limit of a WhatsApp button.
 * @property hint  at most 72 characters, shown under the label where the channel can.
 * @property sms   its line where each part is paid for, if the catalogue has a shorter one (`<label>_sms`).
 */
export type Option = { readonly id: string; readonly label: string; readonly hint?: string; readonly sms?: string };

/**
 * Something to look at or listen to that lies elsewhere.
 * @property link     https; the provider fetches it, or the person does
 * @property fileName what a document is called on the person's phone
 */
export type LinkedAttachment =
  | { readonly kind: 'document'; readonly link: string; readonly fileName: string }
  | { readonly kind: 'audio'; readonly link: string };

/**
 * What goes out with the words of a sentence: something that lies elsewhere, or a file that is made for one person and goes out only
 * where the channel takes files.
 */
export type Attachment = LinkedAttachment | { readonly kind: 'file'; readonly fileName: string; readonly text: string };

/**
 * What the bot says: the name of the sentence, its values, and the words themselves.
 * @property asks       whether it waits for an answer: of everything a turn says, only the last question is spoken.
 * @property as         a heading names what is said right after it, and never stands alone; an item belongs to what is said before it.
 * @property sms        the words where they are paid for by the part, if the catalogue has shorter ones (`<key>_sms`).
 * @property byPlace    the answer may be where the person is, sent by one tap, where the channel has that.
 * @property attachment what the sentence names.
 * @property clip       the file in which the words are spoken: they are heard instead of read.
 */
export type Reply = {
  readonly key: string;
  readonly values: Values;
  readonly text: string;
  readonly options: readonly Option[];
  readonly asks: boolean;
  readonly as?: 'heading' | 'item';
  readonly sms?: string;
  readonly byPlace?: boolean;
  readonly attachment?: Attachment;
  readonly clip?: string;
};
