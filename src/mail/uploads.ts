import type { VoiceNotes } from '../channels/whatsapp-voice.ts';
import type { Connection } from '../database/database.ts';

/** Meta keeps an uploaded file for thirty days; on the last one nobody relies on it. */
const KEPT = "interval '29 days'";

/** The ids under which a provider keeps our files, for every process. */
export function uploadsIn(connection: Connection): Pick<VoiceNotes, 'idOf' | 'keep'> {
  return {
    async idOf(hash) {
      const [row] = await connection.query<{ id: string }>(
        `select media_id as id from upload where hash = $1 and uploaded_at > now() - ${KEPT}`,
        [hash],
      );
      return row?.id ?? null;
    },
    async keep(hash, id) {
      await connection.query(
        `insert into upload (hash, media_id) values ($1, $2)
         on conflict (hash) do update set media_id = excluded.media_id, uploaded_at = now()`,
        [hash, id],
      );
    },
  };
}

/** Removes what the provider no longer keeps either. */
export async function forgetUploads(connection: Connection): Promise<void> {
  await connection.query(`delete from upload where uploaded_at <= now() - ${KEPT}`);
}
