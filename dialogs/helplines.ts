import type { Talk } from '../src/conversation/talk.ts';
import {
  emergenciesBeside,
  type Helpline,
  helplinesFor,
  isNumber,
  type Need,
  numberWithHours,
} from '../src/handoff/helpline.ts';
import type { QuestionId } from '../src/screening/names.ts';

/** The numbers for somebody in danger: as few words as can be, and once for all of them that nobody of us has dialled them yet. */
export function sayUrgentLines(talk: Talk, ...needs: Need[]): void {
  const lines = linesFor(talk, needs);
  for (const line of lines) {
    talk.say('helpline.urgent', { what: talk.words(`helpline.${line.id}.what`), number: numberWithHours(line) });
  }
  if (lines.some(({ confirmedOn }) => confirmedOn === null)) talk.say('helpline.urgent.unconfirmed');
  sayWhere(talk, lines);
}

/**
 * The numbers for some needs, each once. A number nobody of us has dialled yet is said to be unchecked, with the year in which
 * it was published; and it is said where the numbers can be dialled.
 */
export function sayHelplines(talk: Talk, ...needs: Need[]): void {
  const lines = linesFor(talk, needs);
  for (const line of lines) {
    const { id, publisher, published, confirmedOn } = line;
    const what = talk.words(`helpline.${id}.what`);
    const number = numberWithHours(line);
    const year = published === null ? {} : { published: published.slice(0, 4), context: 'year' };
    if (confirmedOn === null) talk.say('helpline.unconfirmed', { what, number, publisher, ...year });
    else talk.say('helpline.confirmed', { what, number, publisher, confirmedOn });
  }
  sayWhere(talk, lines);
}

function linesFor(talk: Talk, needs: readonly Need[]): Helpline[] {
  const here = countryOf(talk);
  return [...new Set(needs.flatMap((need) => helplinesFor(talk.house.helplines, need, here)))];
}

/**
 * Who is in the country of the numbers needs no word about it. Who is elsewhere does; and who has not said where hears the numbers of
 * the other countries we know as well.
 */
function sayWhere(talk: Talk, lines: readonly Helpline[]): void {
  const here = countryOf(talk);
  const isElsewhere = lines.some((line) => isNumber(line) && line.country !== here);
  if (isElsewhere) talk.say(here === null ? 'helpline.where' : 'helpline.abroad');
  if (!isElsewhere || here !== null) return;
  const given = new Set(lines.map(({ country }) => country));
  for (const { number, countries } of emergenciesBeside(talk.house.helplines, given)) {
    const names = countries.map((country) => talk.words(`question.${COUNTRY_NOW}.option.${country}`)).join(', ');
    talk.say('helpline.elsewhere', { names, number });
  }
}

const COUNTRY_NOW = 'country_now' as QuestionId;

/** Where the person said they are; null where they have not. */
function countryOf({ answers }: Talk): string | null {
  const answer = answers.get(COUNTRY_NOW);
  return answer?.is === 'value' ? String(answer.value) : null;
}
