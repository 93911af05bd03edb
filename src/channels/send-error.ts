import type { Remedy, SendResult } from './channel.ts';

/** Whose codes they are: a provider's are the same for every channel it carries. */
export type Provider = 'meta' | 'twilio';

/** What a provider's code means to us, and in a few words to whoever is on call. */
export type SendError = { readonly remedy: Remedy; readonly means: string };

type Row = readonly [codes: readonly number[], remedy: Remedy, means: string];

/** Meta's codes. 0 is a real one; 200 to 299 are all permissions. Every row was read in Meta's documentation or met by a peer. */
const META: readonly Row[] = [
  [[0, 190], 'alert', 'access token invalid or expired'],
  [[3, 10, 131005], 'alert', 'permission missing'],
  [range(200, 299), 'alert', 'permission missing'],
  [[33], 'alert', 'phone number id does not exist for this token'],
  [[368, 131031], 'alert', 'account restricted or locked'],
  [[131037], 'alert', 'display name not approved'],
  [[131042], 'alert', 'payment method missing or refused'],
  [[131045, 133010], 'alert', 'number not registered'],
  [[133008, 133009, 133015, 133016], 'alert', 'registration limit of the number'],
  [[131048], 'alert', 'number limited as spam'],
  [[131064], 'alert', 'account limited for wrongly classified templates'],
  [[131063], 'alert', 'marketing templates switched off'],
  [[132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018], 'alert', 'template refused'],
  [[1, 2, 131000, 131016, 133004], 'retry', 'passing fault at Meta'],
  [[4, 80007, 613], 'retry', 'too many calls'],
  [[130429], 'retry', 'number sends too fast'],
  [[131056], 'retry', 'too many messages to this person'],
  [[131057, 2494100], 'retry', 'maintenance of the account'],
  [[131053], 'retry', 'media not uploaded'],
  [[131026], 'fall_back', 'not reachable on WhatsApp'],
  [[470, 131047], 'fall_back', 'outside the 24-hour window'],
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
  [[20003], 'alert', 'account or token wrong'],
  [[21408], 'alert', 'country not switched on'],
  [[21606, 21659, 21703, 21704], 'alert', 'sender not usable'],
  [[21609], 'alert', 'status address not reachable'],
  [[30002], 'alert', 'account suspended'],
  [[30034], 'alert', 'sender not registered for United States numbers'],
  [[30023, 30027], 'alert', 'daily limit of the sender'],
  [[63007, 63008, 63020], 'alert', 'channel wrongly configured'],
  [[63027, 63028, 63041], 'alert', 'template missing or paused'],
  [[21610], 'stop_address', 'person opted out'],
  [[20429, 20500, 20503], 'retry', 'Twilio is busy'],
  [[21611, 30001], 'retry', 'queue full'],
  [[30003, 30008], 'retry', 'phone unreachable or cause unknown'],
  [[30017, 30022, 30410], 'retry', 'network congested'],
  [[63009, 63010, 63012, 63018, 63019], 'retry', 'passing fault of the channel'],
  [[21211, 21612, 21614], 'give_up', 'number cannot receive messages'],
  [[21608], 'give_up', 'number not verified on a trial account'],
  [[21617], 'give_up', 'text too long'],
  [[30004, 30005, 30006], 'give_up', 'blocked, unknown or a landline'],
  [[30007], 'give_up', 'filtered by the carrier'],
  [[30010], 'give_up', 'dearer than the limit set'],
  [[63003, 63024], 'give_up', 'not a WhatsApp address'],
  [[63013, 63014, 63015, 63033], 'give_up', 'refused by policy or by the person'],
  [[63016, 63032], 'fall_back', 'WhatsApp does not take it now'],
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
  return refused(code, remedyFor(provider, code, httpStatus));
}

/** A request that never reached the provider: it may be made again. */
export function unsent(): SendResult {
  return refused(null, 'retry');
}

function refused(code: number | null, remedy: Remedy): SendResult {
  return { outcome: 'refused', code, remedy };
}

function byCode(rows: readonly Row[]): ReadonlyMap<number, SendError> {
  return new Map(rows.flatMap(([codes, remedy, means]) => codes.map((code) => [code, { remedy, means }] as const)));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
