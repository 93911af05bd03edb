import type { OfficeId, OpeningHours } from '../appointments/office.ts';
import type { Language } from '../language/language.ts';
import type { PathwayId } from '../screening/names.ts';

/** An organisation that shares the desk, by its id in `programme/organisations.yaml`. */
export type OrganisationId = string & { readonly brand: 'OrganisationId' };

/** The one that an account belongs to of which nobody said otherwise. */
export const FIRST_ORGANISATION = 'safe-mobility' as OrganisationId;

/**
 * Cases by what they are about. A null list hides nothing. What belongs to no office, language or pathway yet is hidden by none of
 * these lists; a reason a case always has.
 * @property reasons a reason, or the beginning of several: `danger` is every danger
 * @property offices those to which a case was given
 */
export type SeenCases = {
  readonly reasons: readonly string[] | null;
  readonly languages: readonly Language[] | null;
  readonly offices: readonly OfficeId[] | null;
  readonly pathways: readonly PathwayId[] | null;
};

/**
 * An organisation whose staff work at this desk. Its name and what it is for are words: `organisation.<id>.name` and `.for`.
 * @property takesReferrals a case may be passed on to it
 * @property hours   when its people can be reached, in the programme's time; empty where nobody knows
 * @property example nobody has agreed to this: it shows how such an organisation would stand here
 */
export type Organisation = {
  readonly id: OrganisationId;
  readonly sees: 'everything' | SeenCases;
  readonly takesReferrals: boolean;
  readonly hours: readonly OpeningHours[];
  readonly example: boolean;
};

/** Which cases somebody sees: those of their organisation's lists, and whatever was passed on to it or is worked by it. */
export type Sight = SeenCases & { readonly organisation: OrganisationId };

const EVERYTHING: SeenCases = { reasons: null, languages: null, offices: null, pathways: null };
const NOTHING: SeenCases = { ...EVERYTHING, reasons: [] };

/** Who shares this desk. */
export type Partners = {
  readonly organisations: readonly Organisation[];
  readonly mode: 'production' | 'demonstration';
};

/** Those that stand here today, in the order of their file: examples in a demonstration only. */
export function organisationsAt({ organisations, mode }: Partners): readonly Organisation[] {
  return organisations.filter(({ example }) => mode === 'demonstration' || !example);
}

/** What the staff of an organisation see. One that does not stand here sees only what is passed on to it. */
export function sightOf(partners: Partners, id: OrganisationId): Sight {
  const organisation = organisationsAt(partners).find((each) => each.id === id);
  const sees = organisation?.sees ?? NOTHING;
  return { ...(sees === 'everything' ? EVERYTHING : sees), organisation: id };
}

/** Whether nothing is hidden from it. */
export function seesEverything({ reasons, languages, offices, pathways }: SeenCases): boolean {
  return [reasons, languages, offices, pathways].every((list) => list === null);
}
