import type { Talk } from '../src/conversation/talk.ts';
import type { SourceId } from '../src/screening/names.ts';
import { sourceSaid } from '../src/screening/said.ts';

/** Who says so, with the date of the page itself. Only of a page that one of us opened it is said that it was read, and when. */
export function saySource(talk: Talk, id: SourceId): void {
  const source = talk.house.programme.sources.get(id);
  if (source === undefined) return;
  talk.say('source', sourceSaid(source));
  if (source.openedOn !== null) talk.say('source.opened', { openedOn: source.openedOn });
}
