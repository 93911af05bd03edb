import { type AssessmentStatus, assessPathway } from '../screening/assess.ts';
import type { Day } from '../screening/names.ts';
import type { Correction, Programme } from '../screening/programme.ts';
import { differenceOf, type Hearing, type Told, toldBy } from './whatif.ts';

/** What somebody was told and is not so. @property heardOn the day on which it was said @property now by the rules, today */
export type Corrected = { readonly heardOn: Day; readonly was: Told; readonly now: Told };

/**
 * Whether a correction concerns somebody, by what they heard last of its pathway. A mistake is found by judging again for the day on
 * which it was made, a change by judging for today.
 * @returns null for whom it does not
 */
export function correctedFor(
  programme: Programme,
  correction: Correction,
  hearing: Hearing,
  today: Day,
): Corrected | null {
  const { kind, told, was, concerns } = correction;
  const pathway = programme.pathways.get(correction.pathway);
  const heard = hearing.was;
  if (pathway === undefined || heard === null || hearing.pathway !== correction.pathway) return null;
  if (hearing.on < told.from || hearing.on > told.until || !isTold(heard.status, was)) return null;
  const trial = { inUse: programme, changed: programme, on: kind === 'mistake' ? null : today };
  if (concerns === 'other_result' && differenceOf(trial, hearing) === null) return null;
  return { heardOn: hearing.on, was: heard, now: toldBy(assessPathway(programme, pathway, hearing.answers, today)) };
}

/** Of what was undecided nobody heard a result. */
function isTold(status: AssessmentStatus, wanted: Correction['was']): boolean {
  return status !== 'undecided' && (wanted === undefined || wanted.includes(status));
}
