import { FIRST_LANGUAGE } from '../language/language.ts';
import type { Reply } from '../language/reply.ts';
import type { Person } from '../people/person.ts';
import type { House } from './house.ts';

/** What a person hears when one of their messages could not be answered: said once, and an adviser sees it. */
export function apology({ words }: House, { language }: Person): Reply[] {
  return [
    { key: 'apology', values: {}, text: words.say(language ?? FIRST_LANGUAGE, 'apology'), options: [], asks: false },
  ];
}
