/** What the driver is told, once, when the server it drives is ready. */
export type Order = {
  readonly url: string;
  readonly people: number;
  readonly seconds: number;
  readonly think: number;
  readonly reports: number;
};

/**
 * What the driver saw while it measured. Times in milliseconds.
 * @property answered   messages of people whose reply, the one that shows the next options, reached the provider
 * @property outgoing   all messages that reached the provider
 * @property refused    webhooks that were not answered by 200
 * @property unanswered people without a reply ten seconds after the last message was sent
 */
export type Seen = {
  readonly seconds: number;
  readonly answered: number;
  readonly outgoing: number;
  readonly replyP50: number;
  readonly replyP99: number;
  readonly acknowledgedP99: number;
  readonly refused: number;
  readonly unanswered: number;
};

/** What the driver says: where its provider listens; that the measured time begins, ends; what it saw. */
export type Told =
  | { readonly is: 'listening'; readonly port: number }
  | { readonly is: 'measuring' }
  | { readonly is: 'measured' }
  | { readonly is: 'seen'; readonly seen: Seen };
