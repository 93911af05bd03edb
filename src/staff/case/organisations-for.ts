import type { House } from '../../conversation/house.ts';
import { type OrganisationId, organisationsAt } from '../../handoff/organisation.ts';
import type { Staff } from '../../records/staff.ts';

/** Those to whom this member of staff may pass a case on. */
export function organisationsFor(house: House, { organisation }: Staff): readonly OrganisationId[] {
  return organisationsAt(house)
    .filter(({ id, takesReferrals }) => takesReferrals && id !== organisation)
    .map(({ id }) => id);
}
