import type { Talk } from '../src/conversation/talk.ts';
import { type Helpline, helplinesFor, type Need, numberWithHours } from '../src/handoff/helpline.ts';
import type { QuestionId } from '../src/screening/names.ts';

/** The numbers for somebody in danger: as few words as can be, and once for all of them that nobody of us has dialled them yet. */
export function sayUrgentLines(talk: Talk, ...needs: Need[]): void {
  const lines = linesFor(talk, needs);
  for (const { id, number } of lines) talk.say('helpline.urgent', { what: talk.words(`helpline.${id}.what`), number });
  if (lines.some(({ confirmedOn }) => confirmedOn === null)) talk.say('helpline.urgent.unconfirmed');
  sayAbroad(talk, lines);
}

/**
 * The numbers for some needs, each once. A number nobody of us has dialled yet is said to be unchecked; whoever is not where it
 * can be dialled, or may not be, is told so.
 */
export function sayHelplines(talk: Talk, ...needs: Need[]): void {
  const lines = linesFor(talk, needs);
  for (const line of lines) {
    const { id, publisher, confirmedOn } = line;
    const what = talk.words(`helpline.${id}.what`);
    const number = numberWithHours(line);
    if (confirmedOn === null) talk.say('helpline.unconfirmed', { what, number, publisher });
    else talk.say('helpline.confirmed', { what, number, publisher, confirmedOn });
  }
  sayAbroad(talk, lines);
}

function linesFor({ house }: Talk, needs: readonly Need[]): Helpline[] {
  return [...new Set(needs.flatMap((need) => helplinesFor(house.helplines, need)))];
}

function sayAbroad(talk: Talk, lines: readonly Helpline[]): void {
  const here = countryOf(talk);
  // An address on the web is everywhere the same.
  const isAbroad = lines.some(({ number, country }) => /\d/.test(number) && country !== here);
  if (here !== null && isAbroad) talk.say('helpline.abroad');
}

const COUNTRY_NOW = 'country_now' as QuestionId;

/** Where the person said they are; null where they have not. */
function countryOf({ answers }: Talk): string | null {
  const answer = answers.get(COUNTRY_NOW);
  return answer?.is === 'value' ? String(answer.value) : null;
}
