import type { Talk } from '../src/conversation/talk.ts';
import { helplinesFor, type Need, numberWithHours } from '../src/handoff/helpline.ts';

/** The numbers for some needs, each once. A number nobody of us has dialled yet is said to be unchecked. */
export function sayHelplines(talk: Talk, ...needs: Need[]): void {
  const lines = new Set(needs.flatMap((need) => helplinesFor(talk.house.helplines, need)));
  for (const line of lines) {
    const { id, publisher, confirmedOn } = line;
    const what = talk.words(`helpline.${id}.what`);
    const number = numberWithHours(line);
    if (confirmedOn === null) talk.say('helpline.unconfirmed', { what, number, publisher });
    else talk.say('helpline.confirmed', { what, number, publisher, confirmedOn });
  }
}
