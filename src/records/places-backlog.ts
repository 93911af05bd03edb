import type { Connection } from '../database/database.ts';

/**
 * How the waiting list stands, for the one on call.
 * @property oldestSeconds how long the oldest kept place has been nobody's, in real time; 0 where none is kept
 */
export type PlacesBacklog = {
  readonly kept: number;
  readonly oldestSeconds: number;
  readonly offers: number;
  readonly waiting: number;
};

/** Counts the places that are kept, the offers that are open, and the people who wait. */
export async function placesBacklog(connection: Connection): Promise<PlacesBacklog> {
  const [row] = await connection.query<PlacesBacklog>(
    `select (select count(*) from appointment where state = 'kept')::int as kept,
       coalesce((select extract(epoch from now() - min(created_at)) from appointment where state = 'kept'), 0)::int as "oldestSeconds",
       (select count(*) from offer where state = 'open')::int as offers,
       (select count(*) from waiting_list where state = 'waiting')::int as waiting`,
  );
  return row ?? { kept: 0, oldestSeconds: 0, offers: 0, waiting: 0 };
}
