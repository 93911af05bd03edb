import type { Connection } from '../database/database.ts';

/** A message nobody understood: the month, the language of the talk, and the intent it came nearest to. */
export type NotUnderstood = { readonly month: string; readonly language: string | null; readonly nearest: string };

/** Adds rows; only ever counted. */
export async function recordNotUnderstood(
  tx: Connection,
  rows: readonly Omit<NotUnderstood, 'month'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into not_understood (month, language, nearest)
     select date_trunc('month', now())::date, language, nearest
     from jsonb_to_recordset($1) as missed(language text, nearest text)`,
    [JSON.stringify(rows)],
  );
}

/** How often, by month, language and nearest intent. */
export async function countNotUnderstood(
  connection: Connection,
): Promise<readonly (NotUnderstood & { readonly count: number })[]> {
  return connection.query(
    `select to_char(month, 'YYYY-MM') as month, language, nearest, count(*)::int as count
     from not_understood group by 1, 2, 3 order by 1, 4 desc`,
  );
}
