import type { Reply } from '../language/reply.ts';
import type { Person } from '../people/person.ts';
import type { House } from './house.ts';

/** What a person hears when one of their messages could not be answered: said once, and an adviser sees it. */
export function apology({ words }: House, { language }: Person): Reply[] {
  return [{ key: 'apology', values: {}, text: words.say(language ?? 'es', 'apology'), options: [], asks: false }];
}
