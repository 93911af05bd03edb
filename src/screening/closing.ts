import { addDays } from '../language/calendar-days.ts';
import type { Day, SourceId, VersionId } from './names.ts';
import type { Pathway, Version } from './programme.ts';
import { isInForce } from './standing.ts';

/**
 * A pathway that we closed on a day, before its file says so: its rule ends the day before and nothing later begins, so that whatever is
 * said of it is said by how it stands. What was closed already stays closed since then.
 */
export function closedPathway(pathway: Pathway, since: Day): Pathway {
  const standing = pathway.versions.find((version) => isInForce(version, since));
  const earlier = pathway.versions.filter(({ inForce }) => inForce.from < since);
  if (standing?.status === 'closed') {
    const last = { ...standing, inForce: { ...standing.inForce, until: null } };
    return { ...pathway, versions: [...earlier.filter((version) => version !== standing), last] };
  }
  return { ...pathway, versions: [...earlier.map((version) => endedBefore(version, since)), closedVersion(since)] };
}

function endedBefore(version: Version, since: Day): Version {
  const { from, until } = version.inForce;
  const last = addDays(since, -1);
  return until !== null && until < since ? version : { ...version, inForce: { from, until: last } };
}

/** No file says so, and no source: it is our own word. */
function closedVersion(since: Day): Version {
  return {
    ...{ id: 'closing' as VersionId, status: 'closed', inForce: { from: since, until: null }, byUs: true },
    ...{
      source: 'closing' as SourceId,
      checkedOn: since,
      reviewBy: '9999-12-31' as Day,
      cautions: [],
      requirements: [],
    },
  };
}
