import type { Address } from './address.ts';

// ITU-T E.164: codes of one and of two digits; all others have three.
const TWO_DIGITS = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** What may be seen of an address by everybody: the country, and the last two signs. */
export type Masked = { readonly country: string; readonly last: string };

/** Of an address so much that two of them can be told apart on one page, and nobody can be called. */
export function masked({ kind, value }: Address): Masked {
  const last = value.slice(-2);
  return { country: kind === 'phone' ? callingCode(value.replace(/^\+/, '')) : countryOfId(value), last };
}

function callingCode(digits: string): string {
  const length = /^[17]/.test(digits) ? 1 : TWO_DIGITS.test(digits) ? 2 : 3;
  return /^\d{8,}$/.test(digits) ? `+${digits.slice(0, length)}` : '';
}

/** WhatsApp's ids begin with the country, such as `CO.`. */
function countryOfId(id: string): string {
  return /^[A-Z]{2}(?=\.)/.exec(id)?.[0] ?? '';
}
