import type { Message } from './chat.ts';
import type { Clock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { PostOffice } from './post-office.ts';

/** A message that is new or changed, on one phone. */
export type News = { readonly kind: 'whatsapp' | 'sms'; readonly phone: string; readonly message: Message };

/**
 * A message that a provider accepted and never brought to its phone: `own` is what Camino sent along to know it by, `code`
 * what was reported, or null when nothing was.
 */
export type Undelivered = { readonly own: string; readonly code: number | null };

/** What both pretend providers share. */
export type World = {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly post: PostOffice;
  /** Where Camino listens, without a slash at the end. Throws while nobody has said it. */
  readonly camino: () => string;
  /** The address Camino believes it has, over which Twilio signs. */
  readonly publicUrl: () => string;
  readonly tell: (news: News) => void;
  readonly undelivered: Undelivered[];
};

/** What a provider answers to a call of Camino's; `no answer` leaves the caller waiting, `cut` ends its connection. */
export type CallAnswer = { readonly status: number; readonly body: object } | 'no answer' | 'cut';

/** Complaints in a few words, for the error of a phone that waits in vain. */
export function complaintsOf(world: World, provider: 'whatsapp' | 'twilio'): string[] {
  return world.post.complaints.filter((complaint) => complaint.provider === provider).map(({ about }) => about);
}

/** Resolves once the first attempt is over; repeats go on behind it, as they do behind a person's back. */
export function afterFirstTry(post: (tried: () => void) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    post(resolve).then(resolve, reject);
  });
}
