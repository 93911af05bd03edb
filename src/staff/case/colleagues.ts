import { type OrganisationId, organisationsAt, sightOf } from '../../handoff/organisation.ts';
import { ROLES, roleCan } from '../../handoff/roles.ts';
import { isCaseSeen } from '../../records/case-file.ts';
import { colleagues, type Staff } from '../../records/staff.ts';
import type { Desk } from '../frame/visit.ts';

const WORKERS = ROLES.filter((role) => roleCan(role, 'work_cases'));

/** Colleagues who may work on this case, by name: those whom a note in it can reach. */
export async function colleaguesWhoSee(
  { database, house }: Pick<Desk, 'database' | 'house'>,
  number: number,
): Promise<Pick<Staff, 'id' | 'name'>[]> {
  const [others, seeing] = await Promise.all([
    colleagues(database, WORKERS),
    Promise.all(
      organisationsAt(house).map(
        async ({ id }): Promise<OrganisationId[]> =>
          (await isCaseSeen(database, sightOf(house, id), number)) ? [id] : [],
      ),
    ),
  ]);
  return others.filter(({ organisation }) => seeing.flat().includes(organisation));
}
