import type { Instant } from '../appointments/local-time.ts';
import type { OfficeId } from '../appointments/office.ts';
import type { Connection } from '../database/database.ts';
import { takeBackNews } from '../mail/outbox.ts';
import type { Ended } from '../records/kept.ts';
import { type Telling, tellNews, whenAndWhere } from './news.ts';

/**
 * Tells those who were offered a place that somebody else was faster, in the transaction that gives it. They wait on, first in turn.
 * @param place what was offered
 */
export async function tellOvertaken(
  telling: Telling,
  tx: Connection,
  overtaken: readonly Ended[],
  place: { readonly office: OfficeId; readonly startsAt: Instant },
): Promise<void> {
  const office = telling.house.offices.find(({ id }) => id === place.office);
  if (office === undefined) return;
  const values = whenAndWhere(telling.house, office, place.startsAt);
  for (const { person, offer } of overtaken) {
    await takeBackNews(tx, offer);
    await tellNews(telling, tx, person, { template: 'place-gone', values, options: [], about: offer });
  }
}
