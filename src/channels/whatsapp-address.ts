import { z } from 'zod';
import type { Address } from '../people/address.ts';
import { identifier } from './lenient.ts';

// How few digits make a number is the provider's to know.
const PHONE = /^\+?(\d{1,20})$/;
/** Meta's user ids: country, a dot, and for a parent `ENT.`. */
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** The identifiers of one WhatsApp user, as far as they are known. */
export type Identifiers = { readonly phone?: string; readonly bsuid?: string; readonly parent?: string };

type Fields = {
  readonly phone?: string | null | undefined;
  readonly user?: string | null | undefined;
  readonly parent?: string | null | undefined;
};

const contactSchema = z.object({ wa_id: identifier, user_id: identifier, parent_user_id: identifier });

/** A phone number as an address, or null if it is none. Never made from a user id: its digits are nobody's number. */
export function phoneAddress(value: string | null | undefined): Address | null {
  const digits = PHONE.exec(value ?? '')?.[1];
  return digits === undefined ? null : { channel: 'whatsapp', kind: 'phone', value: `+${digits}` };
}

/** A user id as an address, or null if it is none. */
export function userAddress(value: string | null | undefined, kind: 'bsuid' | 'parent_bsuid'): Address | null {
  return USER_ID.test(value ?? '') ? { channel: 'whatsapp', kind, value: value ?? '' } : null;
}

/** Sorts identifiers by what they are: a field meant for a phone number has been seen to hold a user id. */
export function identifiersOf({ phone, user, parent }: Fields): Identifiers {
  const all = [phone, user].map((value) => userAddress(value, 'bsuid')?.value);
  const isParent = (value: string): boolean => value.includes('.ENT.');
  const number = phoneAddress(phone)?.value;
  const bsuid = [all[1], all[0]].find((value) => value !== undefined && !isParent(value));
  const above =
    userAddress(parent, 'parent_bsuid')?.value ?? all.find((value) => value !== undefined && isParent(value));
  return {
    ...(number === undefined ? {} : { phone: number }),
    ...(bsuid === undefined ? {} : { bsuid }),
    ...(above === undefined ? {} : { parent: above }),
  };
}

/** The `contacts` of one change, read leniently. Their names are not read at all. */
export function readContacts(contacts: readonly unknown[]): Identifiers[] {
  return contacts.flatMap((item) => {
    const contact = contactSchema.safeParse(item);
    if (!contact.success) return [];
    const { wa_id, user_id, parent_user_id } = contact.data;
    return [identifiersOf({ phone: wa_id, user: user_id, parent: parent_user_id })];
  });
}

/**
 * Every address of a sender, the one to answer first: the phone if the message carried it, then the user id, then its parent.
 * A contact only completes what it shares an identifier with and contradicts in none; contacts stand in no order. A message
 * that carries none at all is from the only contact there is.
 */
export function senderOf(carried: Identifiers, contacts: readonly Identifiers[]): [Address, ...Address[]] | null {
  const sole = Object.keys(carried).length === 0 && contacts.length === 1 ? contacts[0] : undefined;
  const contact = sole ?? contacts.find((candidate) => isSame(carried, candidate));
  const known = { ...contact, ...carried };
  const phone = phoneAddress(known.phone);
  const users = [userAddress(known.bsuid, 'bsuid'), userAddress(known.parent, 'parent_bsuid')];
  const ordered = carried.phone === undefined ? [...users, phone] : [phone, ...users];
  const [first, ...rest] = ordered.filter((address) => address !== null);
  return first === undefined ? null : [first, ...rest];
}

function isSame(a: Identifiers, b: Identifiers): boolean {
  const shared = (['phone', 'bsuid'] as const).filter((kind) => a[kind] !== undefined && b[kind] !== undefined);
  return shared.length > 0 && shared.every((kind) => a[kind] === b[kind]);
}
