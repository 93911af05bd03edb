import type { OrganisationId } from '../../src/handoff/organisation.ts';
import type { Role } from '../../src/handoff/roles.ts';
import { addStaff } from '../../src/records/staff.ts';
import { FROM_HERE, type TestConsole } from './console.ts';

/** Makes an account of this role and signs it in. @returns the cookie header of its browser */
export async function signInAs({ server, database }: TestConsole, role: Role): Promise<string> {
  const account = { email: `${role}@example.org`, password: 'correct horse battery' };
  await addStaff(database, { ...account, name: role, role, organisation: 'safe-mobility' as OrganisationId });
  const response = await server.inject({
    method: 'POST',
    url: '/staff/sign-in',
    headers: FROM_HERE,
    payload: new URLSearchParams(account).toString(),
  });
  const session = response.cookies.find(({ name }) => name.endsWith('camino_staff'));
  if (session === undefined) throw new Error(`The ${role} could not sign in: ${response.statusCode}`);
  return `${session.name}=${session.value}`;
}
