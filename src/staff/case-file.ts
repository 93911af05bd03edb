import { answersOf } from '../records/answers.ts';
import { appointmentsOf } from '../records/appointments.ts';
import { assessmentsOf, nextOpenCase, readCase } from '../records/cases.ts';
import { addressesOf } from '../records/people.ts';
import { type Adviser, writeAudit } from '../records/staff.ts';
import { readTranscript } from '../records/transcript.ts';
import type { CaseFile } from './case-page.tsx';
import type { Desk } from './visit.ts';

/**
 * Opens a case for an adviser, or null if there is none of this number. That they opened it is written down before anything
 * is unsealed: where it cannot be written down, nothing is shown.
 */
export async function openCaseFile(
  { database, seal }: Desk,
  adviser: Adviser,
  number: number,
): Promise<CaseFile | null> {
  const found = await readCase(database, number);
  if (found === null) return null;
  await writeAudit(database, adviser, 'transcript_opened', number);
  const { person } = found;
  const [addresses, appointments, answers, assessments, transcript, next] = await Promise.all([
    addressesOf(database, seal, person),
    appointmentsOf(database, [person]),
    answersOf(database, [person]),
    assessmentsOf(database, person),
    readTranscript(database, seal, person),
    nextOpenCase(database, found),
  ]);
  return {
    ...{ case: found, addresses, assessments, transcript, next },
    appointment: appointments.get(person) ?? null,
    answers: answers.get(person) ?? new Map(),
  };
}
