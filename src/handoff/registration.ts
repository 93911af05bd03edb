import { appointmentCode } from '../appointments/appointment.ts';

/** Why a person left, as coarse as it can be and still be counted. The order is the menu's. */
export const REASONS = ['violence', 'work', 'family', 'disaster', 'health', 'study', 'other', 'prefer_not'] as const;

export type Reason = (typeof REASONS)[number];

/**
 * What a person says to an adviser, to be found. The R keeps it apart from the code of an appointment.
 * @param random gives numbers from 0 up to (not including) 1
 */
export function registrationReference(random: () => number): string {
  return `R-${appointmentCode(random)}`;
}

export function isReason(text: string | undefined): text is Reason {
  return REASONS.some((reason) => reason === text);
}
