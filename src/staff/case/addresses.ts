import { caseCan } from '../../handoff/case-can.ts';
import { roleCan } from '../../handoff/roles.ts';
import type { Address } from '../../people/address.ts';
import { type Masked, masked } from '../../people/mask.ts';
import type { Case } from '../../records/case-file.ts';
import { addressesOf } from '../../records/people.ts';
import { revealedUntil } from '../../records/reveals.ts';
import type { Staff } from '../../records/staff.ts';
import type { Desk } from '../frame/visit.ts';

/** An address as far as it may be seen. @property value the whole of it; null while it is masked */
export type ShownAddress = Pick<Address, 'channel' | 'kind'> & {
  readonly masked: Masked;
  readonly value: string | null;
};

/**
 * How a case's person is reached, for one member of staff.
 * @property addresses null where their role sees none at all
 * @property until     till when they see all of them; null while they are masked
 * @property canReveal whether they may ask for more than the mask
 */
export type Reach = {
  readonly addresses: readonly ShownAddress[] | null;
  readonly until: Date | null;
  readonly canReveal: boolean;
};

/** Whether somebody may ask for the addresses of a case. */
export function canReveal({ role }: Pick<Staff, 'role'>, { state }: Pick<Case, 'state'>): boolean {
  // Neither the owner nor a receiver may more than others here.
  const actor = { role, isOwner: false, isReceiver: false };
  return roleCan(role, 'reveal_addresses') && caseCan('reveal', state, actor) === null;
}

/** What somebody sees of the addresses of a case. Nothing that they may not see leaves this function. */
export async function reachOf({ database, seal }: Desk, staff: Staff, of: Case): Promise<Reach> {
  const may = canReveal(staff, of);
  if (!roleCan(staff.role, 'read_words')) return { addresses: null, until: null, canReveal: may };
  const [addresses, until] = await Promise.all([
    addressesOf(database, seal, of.person),
    revealedUntil(database, staff, of.number),
  ]);
  const shown = usable(addresses).map((address) => ({
    ...{ channel: address.channel, kind: address.kind, masked: masked(address) },
    value: until === null ? null : address.value,
  }));
  return { addresses: shown, until, canReveal: may };
}

/** WhatsApp's id of somebody whose number is known helps nobody to call them. */
function usable(addresses: readonly Address[]): readonly Address[] {
  const numbered = new Set(addresses.filter(({ kind }) => kind === 'phone').map(({ channel }) => channel));
  return addresses.filter(({ channel, kind }) => kind === 'phone' || !numbered.has(channel));
}
