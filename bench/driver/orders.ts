/**
 * What the driver is told, once, when the server it drives is ready. Times in milliseconds where nothing else is said.
 * @property firstPerson a number of its own for each run on the same tables, so that nobody is met again
 * @property crowd       how many warm the server up; those beyond `people` then rest, and take over from who was sent too much
 * @property people      how many write at the same time while it is measured
 * @property warm        messages that must have been answered before anything is measured
 * @property think       between a reply and the person's next message
 * @property period      the least between two messages of one person; 0 for none
 * @property reports     delivery reports for each message, up to three
 * @property seconds     how long one stretch is measured
 * @property stretches   how many of them follow each other
 */
export type Order = {
  readonly url: string;
  readonly firstPerson: number;
  readonly crowd: number;
  readonly people: number;
  readonly warm: number;
  readonly think: number;
  readonly period: number;
  readonly reports: number;
  readonly seconds: number;
  readonly stretches: number;
};

/**
 * What the driver saw during one stretch. Times in milliseconds.
 * @property isCut         it ended early: every person had been sent as much as WhatsApp allows
 * @property answered      messages of people whose reply, the one that shows the next options, reached the provider
 * @property sent          all messages that reached the provider
 * @property marks         read marks that reached it
 * @property reported      delivery reports the server took
 * @property greetingP99   until the very first message of a person was acknowledged; all of the run, most of it in the warm-up
 * @property refused       webhooks that were not answered by 200
 * @property driverBusy    how much of the time the driver worked or waited for its processor, from 0 to 1
 */
export type Seen = {
  readonly seconds: number;
  readonly isCut: boolean;
  readonly answered: number;
  readonly sent: number;
  readonly marks: number;
  readonly reported: number;
  readonly replyP50: number;
  readonly replyP99: number;
  readonly acknowledgedP50: number;
  readonly acknowledgedP99: number;
  readonly greetingP99: number;
  readonly refused: number;
  readonly driverBusy: number;
};

/** What the driver says: where its provider listens; for each stretch that it begins and what it saw; who got no reply at all. */
export type Told =
  | { readonly is: 'listening'; readonly port: number }
  | { readonly is: 'measuring' }
  | { readonly is: 'measured'; readonly seen: Seen }
  | { readonly is: 'ended'; readonly unanswered: number };
