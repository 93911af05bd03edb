import { timingSafeEqual } from 'node:crypto';
import { bareGraphError } from './whatsapp-errors.ts';
import type { CallAnswer } from './world.ts';

/** Whose the number is, and what they show when they call. */
type Owner = { readonly accessToken: string; readonly phoneNumberId: string };

type Caller = {
  readonly version: string;
  readonly phoneNumberId: string;
  readonly authorization: string | undefined;
};

/** How Meta turns away who calls without the token, by a path it does not know, or for somebody else's number; otherwise null. */
export function strangerToGraph(owner: Owner, { authorization, version, phoneNumberId }: Caller): CallAnswer | null {
  if (!showsToken(owner, authorization))
    return bareGraphError(401, 190, 'Invalid OAuth access token - Cannot parse access token');
  if (!/^v\d+\.\d$/.test(version)) return bareGraphError(400, 2500, `Unknown path components: /${version}`);
  if (phoneNumberId === owner.phoneNumberId) return null;
  return bareGraphError(400, 100, `Unsupported post request. Object with ID '${phoneNumberId}' does not exist`, 33);
}

export function showsToken({ accessToken }: Owner, authorization: string | undefined): boolean {
  const [given, expected] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${accessToken}`)];
  return given.length === expected.length && timingSafeEqual(given, expected);
}
