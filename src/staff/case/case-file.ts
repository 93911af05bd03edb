import { caseCan } from '../../handoff/case-can.ts';
import { sightOf } from '../../handoff/organisation.ts';
import { roleCan } from '../../handoff/roles.ts';
import type { Language } from '../../language/language.ts';
import { answersOf } from '../../records/answers.ts';
import { appointmentsOf } from '../../records/appointments.ts';
import { writeAudit, writeLooking } from '../../records/audit.ts';
import { assessmentsOf, type Case, readCase } from '../../records/case-file.ts';
import { casesBeside } from '../../records/queue.ts';
import { recordingsOf } from '../../records/recordings.ts';
import type { Staff } from '../../records/staff.ts';
import type { TurnSpan } from '../../records/transcript.ts';
import type { Desk } from '../frame/visit.ts';
import { reachOf } from './addresses.ts';
import type { CaseFile } from './case-props.ts';
import { caseworkOf } from './casework.ts';
import type { Voice } from './line-view.tsx';
import { NO_WORDS, openPacket } from './packet.ts';
import { NO_TALK, openTalk } from './talk-page.ts';

/**
 * Opens a case for a member of staff, or null if there is none of this number that they may know of. That they opened it is written
 * down before anything is unsealed: where it cannot be written down, nothing is shown. Whose role reads no words opens no transcript.
 * @param isPart only something of a page is asked for that they have open already
 */
export async function openCaseFile(
  desk: Desk,
  staff: Staff,
  number: number,
  span: TurnSpan = {},
  isPart = false,
): Promise<CaseFile | null> {
  const { database, house } = desk;
  const sight = sightOf(house, staff.organisation);
  const found = await readCase(database, sight, number);
  if (found === null) return null;
  const readsWords = roleCan(staff.role, 'read_words');
  const act = readsWords ? 'transcript_opened' : 'case_opened';
  if (isPart) await writeLooking(database, staff, act, number);
  else await writeAudit(database, staff, act, { subject: number });
  const { person } = found;
  const [reach, appointments, answers, assessments, talk, packet, voice, beside, work] = await Promise.all([
    reachOf(desk, staff, found),
    appointmentsOf(database, [person]),
    readsWords ? answersOf(database, [person]) : null,
    assessmentsOf(database, person),
    readsWords ? openTalk(desk, person, span) : NO_TALK,
    readsWords ? openPacket(desk, found) : NO_WORDS,
    voiceOf(desk, staff, found),
    casesBeside(database, sight, number),
    caseworkOf(desk, staff, found),
  ]);
  return {
    ...{ case: found, reach, assessments, talk, packet, voice, beside, work },
    appointment: appointments.get(person) ?? null,
    answers: answers?.get(person) ?? new Map(),
  };
}

/** What was said aloud in a case, and whether this member of staff may hear it. */
async function voiceOf({ database }: Desk, staff: Staff, { number, person, state, ownerId }: Case): Promise<Voice> {
  const actor = { role: staff.role, isOwner: ownerId === staff.id, isReceiver: false };
  return { number, recordings: await recordingsOf(database, person), refusal: caseCan('play_voice', state, actor) };
}

/** A part of the talk of a case, and what was judged in it. */
export type CaseTalk = Pick<CaseFile, 'talk' | 'assessments' | 'voice'> & { readonly language: Language | null };

/** Opens the talk of a case alone, or null if they may know of none of this number; written down like the case itself. */
export async function openCaseTalk(desk: Desk, staff: Staff, number: number, span: TurnSpan): Promise<CaseTalk | null> {
  const { database, house } = desk;
  const found = await readCase(database, sightOf(house, staff.organisation), number);
  if (found === null) return null;
  await writeLooking(database, staff, 'transcript_opened', number);
  const [talk, assessments, voice] = await Promise.all([
    openTalk(desk, found.person, span),
    assessmentsOf(database, found.person),
    voiceOf(desk, staff, found),
  ]);
  return { talk, assessments, voice, language: found.language };
}
