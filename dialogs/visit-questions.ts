import { ACCESS_NEEDS, type AccessNeed } from '../src/appointments/office.ts';
import type { Choice, PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import { type Chosen, officesFor, officesShown } from './booking-choice.ts';

/** What may be asked of a visit before an office is offered. */
export const VISIT_QUESTIONS = ['people', 'access', 'heard'] as const;

export type VisitQuestion = (typeof VISIT_QUESTIONS)[number];

/** The next question whose answer changes which offices are offered, or when; null where none does. */
export function nextVisitQuestion(talk: Talk, chosen: Chosen): VisitQuestion | null {
  if (chosen.moves === true) return null;
  return VISIT_QUESTIONS.find((question) => !isAnswered(chosen, question) && DECIDES[question](talk, chosen)) ?? null;
}

export function isAnswered(chosen: Chosen, question: VisitQuestion): boolean {
  return chosen[question === 'access' ? 'needs' : question] !== undefined;
}

/** Takes an answer back, and what was offered by it. */
export function forgetVisitAnswer(chosen: Chosen, question: VisitQuestion): void {
  delete chosen[question === 'access' ? 'needs' : question];
  delete chosen.office;
}

const DECIDES: Readonly<Record<VisitQuestion, (talk: Talk, chosen: Chosen) => boolean>> = {
  people: (talk, chosen) => officesShown(talk, chosen).some(({ office }) => office.minutesPerFurther > 0),
  access: (talk, chosen) => needsThatDecide(talk, chosen).length > 0,
  heard: (talk, chosen) => {
    const own = namesOf(talk, { ...chosen, heard: 'own' });
    if (own !== namesOf(talk, { ...chosen, heard: 'any' })) return true;
    const shown = officesShown(talk, chosen).map(({ office }) => office);
    // An interpreter comes on some days only; where nobody ever does, the answer would change nothing.
    return (
      shown.some(({ languages }) => !languages.includes(talk.language)) && shown.some((office) => hears(talk, office))
    );
  },
};

function hears({ language }: Talk, { languages, interpreters }: Heard): boolean {
  return languages.includes(language) || interpreters.some((one) => one.language === language);
}

type Heard = ReturnType<typeof officesFor>[number];

/** What one office is ready for and another is not: by it the offices differ. */
function needsThatDecide(talk: Talk, chosen: Chosen): AccessNeed[] {
  const all = namesOf(talk, { ...chosen, needs: [] });
  return ACCESS_NEEDS.filter((need) => {
    const isReady = officesFor(talk, { ...chosen, needs: [need] }).length > 0;
    return isReady && namesOf(talk, { ...chosen, needs: [need] }) !== all;
  });
}

function namesOf(talk: Talk, chosen: Chosen): string {
  return officesShown(talk, chosen)
    .map(({ office }) => office.id)
    .join();
}

export function visitPrompt(talk: Talk, chosen: Chosen, question: VisitQuestion): PromptOptions {
  if (question === 'people') return PEOPLE;
  return question === 'heard' ? HEARD : accessPrompt(needsThatDecide(talk, chosen));
}

/** Keeps an answer, as the id of an option tells it. @returns whether it was one */
export function hearVisitAnswer(chosen: Chosen, subject: string, value: string): boolean {
  if (subject === 'people') chosen.people = Number(value);
  else if (subject === 'heard') chosen.heard = value === 'any' ? 'any' : 'own';
  else if (subject === 'access') chosen.needs = ACCESS_NEEDS.filter((need) => value === need || value === 'both');
  else return false;
  return true;
}

/** More than these come in several appointments, which a person arranges. */
const MOST_TOGETHER = 8;

export const MORE_PEOPLE = 'people=more';

/** Its number in the menu is the number of people. */
const PEOPLE: PromptOptions = {
  key: 'visit.people.ask',
  values: {},
  expects: 'people',
  choices: [
    { id: 'people=1', label: 'visit.people.alone' },
    ...Array.from({ length: MOST_TOGETHER - 1 }, (_, index) => ({
      id: `people=${index + 2}`,
      label: 'visit.people.option',
      values: { people: index + 2 },
    })),
    { id: MORE_PEOPLE, label: 'visit.people.more', values: { people: MOST_TOGETHER } },
  ],
};

const HEARD: PromptOptions = {
  key: 'visit.heard.ask',
  values: {},
  expects: 'yesno',
  choices: [
    { id: 'heard=any', label: 'answer.yes', replies: 'yes' },
    { id: 'heard=own', label: 'answer.no', replies: 'no' },
  ],
};

function accessPrompt(needs: readonly AccessNeed[]): PromptOptions {
  const choices: Choice[] = [
    { id: 'access=none', label: 'answer.no', replies: 'no' },
    ...needs.map((need) => ({ id: `access=${need}`, label: `visit.access.${need}` })),
    ...(needs.length > 1 ? [{ id: 'access=both', label: 'visit.access.both' }] : []),
  ];
  return { key: 'visit.access.ask', values: {}, choices };
}
