import type { Sound } from '../people/message.ts';
import { type Fetched, type Got, get, MOST_SOUND_BYTES, soundType } from './fetch-media.ts';

/** An address of a file in Twilio's webhook. Only its two ids are kept: where and as whom we ask is our own setting. */
const ADDRESS =
  /^https:\/\/api(?:\.[a-z0-9-]+)*\.twilio\.com\/2010-04-01\/Accounts\/AC[0-9A-Za-z]+\/Messages\/([SM]M[0-9A-Za-z]+)\/Media\/(ME[0-9A-Za-z]+)$/;
/** Where Twilio keeps files: an address there opens one of them for some hours, to whoever has it. */
const TWILIO_FILES = /^https:\/\/([a-z0-9-]+\.)*twiliocdn\.com\//;

/** What Twilio's webhook says of a sound; nothing where its address is not one of Twilio's files. */
export function twilioSound(address: string | undefined, type: string): { readonly sound?: Sound } {
  const [, message, media] = ADDRESS.exec(address ?? '') ?? [];
  if (message === undefined || media === undefined) return {};
  return { sound: { by: 'twilio', at: `${message}/Media/${media}`, type } };
}

/**
 * Fetches what a person said aloud. Twilio answers with the address of the file, at its own store: that one step is taken, and our
 * credentials stay behind.
 * @param account where the account is, such as `https://api.twilio.com/2010-04-01/Accounts/AC…`
 */
export async function fetchTwilioSound(account: string, authorization: string, sound: Sound): Promise<Fetched> {
  const asked = await get(`${account}/Messages/${sound.at}`, { authorization }, MOST_SOUND_BYTES);
  if (typeof asked === 'string' || asked.status < 300 || asked.status >= 400) return soundIn(asked, sound.type);
  const next = placeOf(asked.location, account);
  return next === null
    ? { got: 'never', why: 'elsewhere' }
    : soundIn(await get(next, {}, MOST_SOUND_BYTES), sound.type);
}

function placeOf(location: string | null, account: string): string | null {
  if (location === null || !URL.canParse(location, account)) return null;
  const { href, origin } = new URL(location, account);
  return TWILIO_FILES.test(href) || origin === new URL(account).origin ? href : null;
}

/** @param said the kind that the webhook named, where the store names none */
function soundIn(got: Got, said: string): Fetched {
  if (got === 'too_large') return { got: 'never', why: 'too_large' };
  if (got === 'nothing') return { got: 'later' };
  if (got.status === 404 || got.status === 410) return { got: 'never', why: 'gone' };
  if (got.status !== 200 || got.bytes.length === 0) return { got: 'later' };
  const type = soundType(got.type === null || got.type.startsWith('application/octet-stream') ? said : got.type);
  return type === null ? { got: 'never', why: 'no_sound' } : { got: 'sound', bytes: got.bytes, type };
}
