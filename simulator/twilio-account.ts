import type { OptOutWords } from './opt-out.ts';

/** A template as Twilio keeps it: its body holds {{1}}, {{2}} …, and a tap on a button brings back what stands on it. */
type Content = { readonly body: string; readonly buttons?: readonly string[] };

/** How the pretend Twilio is set up. */
export type TwilioSettings = {
  readonly accountSid: string;
  readonly authToken: string;
  /** The number persons write to: E.164, or a short code (which Twilio leaves without opt-out words of its own). */
  readonly from: string;
  readonly messagingServiceSid?: string;
  /** The number persons write to on WhatsApp, in E.164. */
  readonly whatsappFrom?: string;
  /** Each approved template, by its ContentSid; only WhatsApp has them here. */
  readonly contents?: Readonly<Record<string, Content>>;
  /** Words of an Advanced Opt-Out; needs a Messaging Service, and makes Twilio send `OptOutType`. */
  readonly advancedOptOut?: OptOutWords;
  /** The fragment behind the webhook's address that says when Twilio repeats. '' is Twilio's own habit. */
  readonly connectionOverrides?: string;
  /** Parts a second that leave the number: 1 for a long code, 100 for a short code (the default). More of them queue. */
  readonly segmentsPerSecond?: number;
  /** How long the queue may get before a message is refused: ten hours. */
  readonly queueSeconds?: number;
};
