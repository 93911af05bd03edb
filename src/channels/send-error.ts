import type { Provider, Refusal, Remedy, SendResult } from './send-result.ts';

/**
 * How long a refusal that may pass is waited for: the first pause, how often a message is tried in all, the longest pause. Each
 * pause is four times the one before.
 */
type Patience = { readonly pauseSeconds: number; readonly tries: number; readonly longestSeconds: number };

/** What a provider's code means to us, and in a few words to whoever is on call. */
export type SendError = {
  readonly remedy: Remedy;
  readonly means: string;
  readonly patience: Patience;
  /** It is about the number that sends, not about one message: the others would be refused as well. */
  readonly ofNumber: boolean;
};

type Row = readonly [codes: readonly number[], remedy: Remedy, means: string, patience?: Patience, about?: 'number'];

const patience = (pauseSeconds: number, tries: number, longestSeconds = 3600): Patience => ({
  pauseSeconds,
  tries,
  longestSeconds,
});

/** A fault that passes by itself within minutes, or does not. */
const BRIEFLY = patience(1, 6);
/** What only an operator repairs is waited for a day: the message is still wanted. */
const A_DAY = patience(10, 150, 600);
const ONCE_MORE = patience(60, 2);
/** A provider that cannot be reached may be back in a second, or only when somebody has mended the line. */
const UNREACHED = patience(1, 150, 600);

/** Meta's codes. 0 is a real one; 200 to 299 are all permissions. Every row was read in Meta's documentation or met by a peer. */
const META: readonly Row[] = [
  [[0, 190], 'alert', 'access token invalid or expired', A_DAY, 'number'],
  [[3, 10, 131005], 'alert', 'permission missing', A_DAY, 'number'],
  [range(200, 299), 'alert', 'permission missing', A_DAY, 'number'],
  [[33], 'alert', 'phone number id does not exist for this token', A_DAY, 'number'],
  [[368, 131031], 'alert', 'account restricted or locked', A_DAY, 'number'],
  [[131037], 'alert', 'display name not approved', A_DAY, 'number'],
  [[131042], 'alert', 'payment method missing or refused', A_DAY, 'number'],
  [[131045, 133010], 'alert', 'number not registered', A_DAY, 'number'],
  [[133008, 133009, 133015, 133016], 'alert', 'registration limit of the number', A_DAY, 'number'],
  [[131048], 'alert', 'number limited as spam', A_DAY, 'number'],
  [[131064], 'alert', 'account limited for wrongly classified templates', A_DAY, 'number'],
  [[131063], 'alert', 'marketing templates switched off'],
  [[132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018], 'alert', 'template refused'],
  [[1, 2, 131000, 131016, 133004], 'retry', 'passing fault at Meta'],
  [[4, 80007, 613], 'retry', 'too many calls', patience(30, 6), 'number'],
  [[130429], 'retry', 'number sends too fast', patience(1, 8), 'number'],
  [[131056], 'retry', 'too many messages to this person', patience(1, 8)],
  [[131057, 2494100], 'retry', 'maintenance of the account', patience(60, 6), 'number'],
  [[131053], 'retry', 'media not uploaded', patience(5, 3)],
  [[131026], 'fall_back', 'not reachable on WhatsApp'],
  [[470, 131047], 'await_person', 'outside the 24-hour window'],
  [[100, 131008, 131009, 131021, 135000], 'give_up', 'malformed request'],
  [[130497], 'give_up', 'country not allowed'],
  [[131030], 'give_up', 'not on the test number allow list'],
  [[131049], 'give_up', 'Meta chose not to deliver'],
  [[131050], 'give_up', 'person stopped marketing messages'],
  [[131051, 131052, 131055], 'give_up', 'kind of message not supported'],
  [[130472], 'give_up', 'person is part of an experiment of Meta'],
  [[131062], 'give_up', 'needs a phone number'],
  [[132068, 132069], 'give_up', 'flow blocked or limited'],
  [[134011, 134100, 134101, 134102], 'give_up', 'not for this kind of account'],
];

/** Twilio's codes, of refusals and of later delivery reports. */
const TWILIO: readonly Row[] = [
  [[20003], 'alert', 'account or token wrong', A_DAY, 'number'],
  [[21408], 'alert', 'country not switched on'],
  [[21606, 21659, 21703, 21704], 'alert', 'sender not usable', A_DAY, 'number'],
  [[21609], 'alert', 'status address not reachable'],
  [[30002], 'alert', 'account suspended', A_DAY, 'number'],
  [[30034], 'alert', 'sender not registered for United States numbers'],
  [[30023, 30027], 'alert', 'daily limit of the sender', patience(3600, 25), 'number'],
  [[63007, 63008, 63020], 'alert', 'channel wrongly configured', A_DAY, 'number'],
  [[21655, 63027, 63028, 63041], 'alert', 'template missing or paused'],
  [[21610], 'stop_address', 'person opted out'],
  [[20429, 20500, 20503], 'retry', 'Twilio is busy', patience(1, 8), 'number'],
  [[21611, 30001], 'retry', 'queue full', patience(60, 6), 'number'],
  [[30003], 'retry', 'phone switched off or out of reach', patience(300, 3)],
  [[30008], 'retry', 'cause unknown', ONCE_MORE],
  [[30017, 30022, 30410], 'retry', 'network congested', patience(60, 4)],
  [[63009, 63010, 63012, 63018, 63019], 'retry', 'passing fault of the channel', patience(5, 4)],
  [[21211, 21612, 21614], 'give_up', 'number cannot receive messages'],
  [[21608], 'give_up', 'number not verified on a trial account'],
  [[21617], 'give_up', 'text too long'],
  [[30004], 'give_up', 'blocked by the carrier or by the person'],
  [[30005, 30006], 'doubt_address', 'unknown handset, or a landline'],
  [[30007], 'give_up', 'filtered by the carrier'],
  [[30010], 'give_up', 'dearer than the limit set'],
  [[63003, 63024], 'give_up', 'not a WhatsApp address'],
  [[63013, 63014, 63015, 63033], 'give_up', 'refused by policy or by the person'],
  [[63016], 'await_person', 'outside the 24-hour window'],
  [[63032], 'fall_back', 'WhatsApp does not take it now'],
];

const ERRORS: Readonly<Record<Provider, ReadonlyMap<number, SendError>>> = {
  meta: byCode(META),
  twilio: byCode(TWILIO),
};

/** What a code means, or null for one that nobody has met yet. */
export function sendError(provider: Provider, code: number): SendError | null {
  return ERRORS[provider].get(code) ?? null;
}

/**
 * How long to wait before a refused message is tried again, in milliseconds; null when it has been tried often enough.
 * @param attempts how often it was tried
 * @param random   from 0 up to 1: what was refused together must not come back together
 */
export function pauseAfter(
  provider: Provider,
  { code, remedy, unsent }: Refusal,
  attempts: number,
  random: number,
): number | null {
  const known = code === null ? null : sendError(provider, code);
  const other = unsent === undefined ? BRIEFLY : UNREACHED;
  const { pauseSeconds, tries, longestSeconds } = known?.patience ?? (remedy === 'alert' ? A_DAY : other);
  if (attempts >= tries) return null;
  return Math.min(pauseSeconds * 4 ** (attempts - 1), longestSeconds) * (1000 + 500 * random);
}

/**
 * What a refusal asks of us. The code decides: HTTP statuses contradict it (403 with "too fast" has been seen).
 * @param httpStatus of the answer; absent for a delivery report
 */
export function remedyFor(provider: Provider, code: number | null, httpStatus?: number): Remedy {
  const known = code === null ? null : sendError(provider, code);
  if (known !== null) return known.remedy;
  if (httpStatus === undefined) return 'give_up';
  if (httpStatus === 429 || httpStatus >= 500) return 'retry';
  // Without credentials, or sent elsewhere, no other message will do better: somebody must look.
  return httpStatus === 401 || httpStatus < 400 ? 'alert' : 'give_up';
}

/** A refusal with what it asks of us, as a channel returns it. */
export function refusal(provider: Provider, code: number | null, httpStatus: number): SendResult {
  return { outcome: 'refused', code, remedy: remedyFor(provider, code, httpStatus) };
}

/** A request that never reached the provider: it may be made again. @param cause such as `ENOTFOUND` */
export function unsent(cause: string): SendResult {
  return { outcome: 'refused', code: null, remedy: 'retry', unsent: cause };
}

/** What a refusal means, in a few words to whoever is on call. */
export function meaningOf(provider: Provider, { code, unsent }: Refusal): string {
  if (unsent !== undefined) return `provider not reached: ${unsent}`;
  return (code === null ? null : sendError(provider, code)?.means) ?? 'unknown refusal';
}

function byCode(rows: readonly Row[]): ReadonlyMap<number, SendError> {
  return new Map(
    rows.flatMap(([codes, remedy, means, given, about]) => {
      const patience = given ?? (remedy === 'alert' ? A_DAY : BRIEFLY);
      return codes.map((code) => [code, { remedy, means, patience, ofNumber: about === 'number' }] as const);
    }),
  );
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
