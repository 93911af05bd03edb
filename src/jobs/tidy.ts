import type { Database } from '../database/database.ts';
import { forgetAnswered } from '../mail/inbox.ts';
import { forgetUploads } from '../mail/uploads.ts';
import { forgetHolds, releaseExpired } from '../records/appointments.ts';
import { forgetDiaryChanges } from '../records/feed.ts';
import { forgetGone } from '../records/presence.ts';
import { forgetRecordings } from '../records/recordings.ts';
import { forgetExpiredSessions } from '../records/sessions.ts';
import { endExpiredSignIns } from '../records/staff-sessions.ts';

/** Removes what has run out. Nothing here is needed to be right: what has run out already counts for nothing. */
export async function tidy(database: Database): Promise<boolean> {
  await forgetExpiredSessions(database);
  await endExpiredSignIns(database);
  await releaseExpired(database);
  await forgetHolds(database);
  await forgetAnswered(database);
  await forgetUploads(database);
  await forgetRecordings(database);
  await forgetGone(database);
  await forgetDiaryChanges(database);
  return false;
}
