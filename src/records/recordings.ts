import type { Connection, Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { type CaseRefusal, type CaseState, caseCan } from '../handoff/case-can.ts';
import type { ChannelId } from '../people/address.ts';
import type { Sound } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';
import { writeAudit } from './audit.ts';
import { noteActed } from './claims.ts';
import { CASE_OWNER_ID, CASE_STATE } from './queue.ts';
import type { Staff, StaffId } from './staff.ts';

/** How long what somebody said aloud is kept, from when they said it. */
const KEPT = "interval '7 days'";

/** Of `recording` and its `person`: nothing is fetched or played of who took their consent back. */
const MAY_BE_KEPT = `recording.said_at > now() - ${KEPT} and person.consent = 'given'`;

/** Something said aloud. @property item the item of the inbox that said it, whose line stands in the transcript */
export type NewRecording = { readonly item: number; readonly channel: ChannelId; readonly sound: Sound };

/** Notes where the provider keeps what people said aloud. The caller asks for their consent. */
export async function keepRecordings(tx: Connection, seal: Seal, rows: readonly NewRecording[]): Promise<void> {
  for (const { item, channel, sound } of rows) {
    await tx.query('insert into recording (message, channel, source) select id, $2, $3 from message where inbox = $1', [
      item,
      channel,
      seal.close('recording', JSON.stringify(sound)),
    ]);
  }
}

/** A recording that is to be fetched now. @property attempts with this one */
export type DueRecording = {
  readonly message: number;
  readonly channel: ChannelId;
  readonly sound: Sound;
  readonly attempts: number;
};

/**
 * Takes some that are due, of people with an open case: where nobody could hear it, nothing is fetched. Each comes back by itself
 * after a minute, and after every attempt twice as late, up to two hours.
 */
export async function takeDueRecordings(connection: Connection, seal: Seal, most: number): Promise<DueRecording[]> {
  const rows = await connection.query<Omit<DueRecording, 'sound'> & { source: Uint8Array }>(
    `update recording set attempts = attempts + 1,
       due_at = now() + least(120, power(2, least(attempts, 10))) * interval '1 minute'
     where message in (
       select recording.message from recording join message on message.id = recording.message
       join person on person.id = message.person
       where recording.source is not null and recording.due_at <= now() and ${MAY_BE_KEPT}
         and exists (select from case_file where case_file.person = person.id and closed_at is null)
       order by recording.due_at limit $1 for update of recording skip locked)
     returning message, channel, source, attempts`,
    [most],
  );
  return rows.map(({ source, ...due }) => ({ ...due, sound: JSON.parse(seal.open('recording', source)) as Sound }));
}

/** What was fetched. @property seconds null where its form does not say */
export type FetchedSound = { readonly bytes: Buffer; readonly type: string; readonly seconds: number | null };

/** Keeps what was fetched. What was taken back meanwhile, or is too old by now, is not kept. */
export async function keepSound(
  connection: Connection,
  seal: Seal,
  message: number,
  sound: FetchedSound,
): Promise<void> {
  await settle(connection, message, 'fetched_at = now(), sealed = $2, type = $3, seconds = $4', [
    seal.close('recording', sound.bytes),
    sound.type,
    sound.seconds,
  ]);
}

/** Why a recording never came. */
export type RecordingFailure = 'gone' | 'too_large' | 'no_sound' | 'elsewhere' | 'unreachable';

/** It will never come, and whoever reads the talk is told so. */
export async function giveUpRecording(connection: Connection, message: number, why: RecordingFailure): Promise<void> {
  await settle(connection, message, 'failure = $2', [why]);
}

/** Whoever works the case sees at once what became of it. */
async function settle(
  connection: Connection,
  message: number,
  what: string,
  values: readonly unknown[],
): Promise<void> {
  await connection.query(
    `with settled as (
       update recording set source = null, ${what} where message = $1 and source is not null and said_at > now() - ${KEPT}
       returning message
     )
     update case_file set changed = pg_current_xact_id() from settled join message on message.id = settled.message
     where case_file.person = message.person and closed_at is null`,
    [message, ...values],
  );
}

/**
 * How a recording stands. `coming`: not fetched yet. `gone`: its seven days are over. `refused`: the person took their consent back.
 * Otherwise why it never came.
 */
export type RecordingState = 'coming' | 'here' | 'over' | 'refused' | RecordingFailure;

export type Recording = { readonly message: number; readonly state: RecordingState; readonly seconds: number | null };

const STATE = `case when person.consent <> 'given' then 'refused' when recording.said_at <= now() - ${KEPT} then 'over'
  when recording.failure is not null then recording.failure when recording.sealed is not null then 'here' else 'coming' end`;

/** What a person said aloud, by the message in which they said it. Who did not agree to be kept has none. */
export async function recordingsOf(connection: Connection, person: PersonId): Promise<ReadonlyMap<number, Recording>> {
  const rows = await connection.query<Recording>(
    `select recording.message, ${STATE} as state, seconds from recording join message on message.id = recording.message
     join person on person.id = message.person where message.person = $1`,
    [person],
  );
  return new Map(rows.map((row) => [row.message, row]));
}

/** What is played, or why not: who asks may not hear it, it is not there, or there is none. */
export type Played =
  | { readonly ok: true; readonly bytes: Buffer; readonly type: string }
  | { readonly ok: false; readonly reason: CaseRefusal | Exclude<RecordingState, 'here'> | 'none' };

/**
 * Gives what a person said aloud to the adviser who has their case; that they heard it is written down in the same transaction.
 * @param isContinued a later part of what they began to hear within the hour: one hearing is written down once
 */
export async function playRecording(
  database: Database,
  seal: Seal,
  staff: Staff,
  asked: { readonly number: number; readonly message: number; readonly isContinued: boolean },
): Promise<Played> {
  const { number, message, isContinued } = asked;
  return database.transaction(async (tx) => {
    const [row] = await tx.query<Row>(
      `select ${CASE_STATE} as "caseState", ${STATE} as state, recording.sealed, recording.type,
         ${CASE_OWNER_ID} as owner
       from case_file join person on person.id = case_file.person join message on message.person = person.id
       join recording on recording.message = message.id where case_file.number = $1 and message.id = $2`,
      [number, message],
    );
    if (row === undefined) return { ok: false, reason: 'none' };
    const actor = { role: staff.role, isOwner: row.owner === staff.id, isReceiver: false };
    const refusal = caseCan('play_voice', row.caseState, actor);
    if (refusal !== null) return { ok: false, reason: refusal };
    if (row.state !== 'here') return { ok: false, reason: row.state };
    await noteActed(tx, number, staff.id);
    if (!isContinued || !(await hasJustPlayed(tx, staff, number)))
      await writeAudit(tx, staff, 'case_play_voice', { subject: number });
    return { ok: true, bytes: seal.openBytes('recording', row.sealed), type: row.type };
  });
}

type Row = {
  readonly caseState: CaseState;
  readonly state: RecordingState;
  readonly owner: StaffId | null;
  readonly sealed: Uint8Array;
  readonly type: string;
};

async function hasJustPlayed(tx: Connection, staff: Staff, number: number): Promise<boolean> {
  const rows = await tx.query(
    `select from audit where staff = $1 and act = 'case_play_voice' and subject = $2 and at > now() - interval '1 hour' limit 1`,
    [staff.id, String(number)],
  );
  return rows.length > 0;
}

/** What is too old, or of somebody who took their consent back, is kept no longer; that there was something stays. */
export async function forgetRecordings(connection: Connection): Promise<void> {
  await connection.query(
    `update recording set source = null, sealed = null from message join person on person.id = message.person
     where message.id = recording.message and (recording.source is not null or recording.sealed is not null)
       and not (${MAY_BE_KEPT})`,
  );
}
