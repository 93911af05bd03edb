import type { Connection } from '../database/database.ts';
import type { PersonId } from '../people/person.ts';
import { type Telling, tellNews } from './news.ts';

/** Tells those who were offered a place that somebody else was faster, in the transaction that gives it. They wait on, first in turn. */
export async function tellOvertaken(telling: Telling, tx: Connection, people: readonly PersonId[]): Promise<void> {
  for (const person of people) await tellNews(telling, tx, person, [{ key: 'offer.overtaken' }]);
}
