import type { OfficeOutcome, Outcome, Waits } from '../planning/outcome.ts';
import type { Plan } from '../planning/plan.ts';

/** A plan that was played with one thing changed. */
export type WhatIf = { readonly name: string; readonly outcome: Outcome };

/** The whole as one JSON document. */
export function planAsJson(plan: Plan, outcome: Outcome, whatIf: readonly WhatIf[]): string {
  const { offices, arrivals, ...supposed } = plan;
  const desks = Object.fromEntries(offices.map(({ id, desks: count }) => [id, count]));
  return `${JSON.stringify({ supposed: { ...supposed, desks, days: arrivals.length }, outcome, whatIf }, null, 2)}\n`;
}

/** The whole to be read: what became of people, how long they wait, the places, the list, what would change. */
export function planAsText(plan: Plan, outcome: Outcome, whatIf: readonly WhatIf[]): string {
  const lines = [
    ...peopleLines(plan, outcome),
    '',
    ...waitLines(outcome),
    ...outcome.offices.flatMap((office) => ['', ...weekLines(office)]),
    '',
    ...placeLines(outcome),
    '',
    ...listLines(outcome),
    ...(whatIf.length === 0 ? [] : ['', ...whatIfLines([{ name: 'as it is', outcome }, ...whatIf])]),
    '',
    'What follows from what is supposed, and no forecast. Which numbers are guesses: npm run camino -- plan --help',
  ];
  return `${lines.join('\n')}\n`;
}

function peopleLines({ from, arrivals, offices, seed }: Plan, { people }: Outcome): string[] {
  const all = Object.values(people).reduce((sum, count) => sum + count, 0);
  const placed = people.booked + people.came + people.missed + people.cancelled;
  const withoutPlace = people.waiting + people.left;
  return [
    `${all} people write on ${arrivals.length} days from ${from}; ${offices.length} offices; seed ${seed}.`,
    `  ${people.not_led_on} are not led on to an appointment, ${placed + withoutPlace} ask for a place.`,
    `  ${placed} got one: ${people.came} came, ${people.missed} missed it, ${people.cancelled} cancelled, ${people.booked} are still to come.`,
    `  ${withoutPlace} have none at the end: ${people.waiting} wait, ${people.left} took none of the offers they were made.`,
  ];
}

const COLUMNS = ['asked', 'got one', 'median', '90th', 'longest'];

function waitLines({ waits, offices }: Outcome): string[] {
  return [
    'Days from asking to the appointment. Median and 90th count everybody who asked; none: so many have no place yet.',
    `  ${'office'.padEnd(18)}${columns(COLUMNS)}  queue empty`,
    ...offices.map((one) => `  ${one.name.padEnd(18)}${columns(waitCells(one.waits))}  ${emptiness(one)}`),
    `  ${'all'.padEnd(18)}${columns(waitCells(waits))}`,
    'Queue empty: the day on which the last who wait would be received, if nobody else asked and no place were lost.',
  ];
}

function emptiness({ waiting, emptyOn }: OfficeOutcome): string {
  if (waiting === 0) return 'nobody waits';
  return emptyOn === null ? `${waiting} wait, not before it closes` : `${waiting} wait, until ${emptyOn}`;
}

/** The longest bar of a chart, in letters. */
const BAR = 30;

function weekLines({ name, weeks }: OfficeOutcome): string[] {
  const most = Math.max(1, ...weeks.map(({ median }) => median ?? 0));
  return [
    `${name}, by the week of asking; the bar is the median, ░ that half have no place yet`,
    `  ${'week of'.padEnd(18)}${columns(COLUMNS)}`,
    ...weeks.map((week) => `  ${week.from.padEnd(18)}${columns(waitCells(week))}  ${barOf(week, most)}`.trimEnd()),
  ];
}

function barOf({ asked, median }: Waits, most: number): string {
  if (asked === 0) return '';
  return median === null ? '░'.repeat(BAR) : '█'.repeat(Math.max(1, Math.round((median / most) * BAR)));
}

function waitCells({ asked, placed, median, ninetieth, longest }: Waits): string[] {
  return [String(asked), String(placed), ...[median, ninetieth, longest].map((days) => daysOf(days, asked))];
}

function daysOf(days: number | null, asked: number): string {
  if (asked === 0) return '-';
  return days === null ? 'none' : days.toFixed(1);
}

function placeLines({ offices }: Outcome): string[] {
  const heads = ['desk hours', 'used', 'booked', 'came', 'missed', 'freed', 'to list', 'to others', 'empty', 'minutes'];
  return [
    'Places. Freed: cancelled, or given up for an earlier one; to list, to others, empty: of these; minutes: from freed to filled, the median.',
    `  ${'office'.padEnd(18)}${columns(heads)}`,
    ...offices.map(({ name, places, openHours, usedHours }) => {
      const minutes = [...places.minutesToFill].sort((a, b) => a - b);
      const cells = [
        ...[openHours.toFixed(0), percent(usedHours, openHours), places.booked, places.came, places.missed],
        ...[places.freed, places.filled, places.takenAgain, places.empty],
        minutes[Math.ceil(minutes.length / 2) - 1]?.toFixed(0) ?? '-',
      ];
      return `  ${name.padEnd(18)}${columns(cells.map(String))}`;
    }),
  ];
}

function listLines({ list, offices }: Outcome): string[] {
  const [freed, filled] = [sumOf(offices, 'freed'), sumOf(offices, 'filled')];
  const past = sumOf(offices, 'wentPast');
  return [
    `The list: ${percent(filled, freed)} of ${freed} freed places filled by ${list.offers} offers; ${list.accepted} accepted, ${list.declined} declined, ${list.lapsed} without an answer.`,
    `  Passed over: ${list.overtaken} once, ${list.passedTwice} twice. Out of order: ${list.outOfOrder}.`,
    `  ${past} appointments went to people who asked later than somebody who still waited there: new days are open to whoever asks first.`,
  ];
}

function sumOf(offices: readonly OfficeOutcome[], what: 'freed' | 'filled' | 'wentPast'): number {
  return offices.reduce((sum, { places }) => sum + places[what], 0);
}

function whatIfLines(rows: readonly WhatIf[]): string[] {
  const heads = ['got one', 'came', 'missed', 'without', 'median', '90th', 'filled'];
  return [
    'What would change',
    `  ${''.padEnd(36)}${columns(heads)}`,
    ...rows.map(({ name, outcome: { people, waits, offices } }) => {
      const cells = [
        ...[waits.placed, people.came, people.missed, people.waiting + people.left].map(String),
        ...[waits.median, waits.ninetieth].map((days) => daysOf(days, waits.asked)),
        percent(sumOf(offices, 'filled'), sumOf(offices, 'freed')),
      ];
      return `  ${name.padEnd(36)}${columns(cells)}`;
    }),
  ];
}

function columns(cells: readonly string[]): string {
  return cells.map((cell) => cell.padStart(11)).join('');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`;
}
