import { about, hideSmall, hideSmallWithin, isGroup, type Shown } from '../../handoff/groups.ts';
import type { Counted } from '../../records/figures.ts';
import type { Waited } from '../../records/figures-of-cases.ts';
import type { PathwayId, QuestionId } from '../../screening/names.ts';
import { reasonWords } from '../case/case-words.ts';
import type { Tongue } from '../frame/tongue.ts';
import { type Cell, type Figure, type FigureName, heads, minutes, type Told } from './figure.ts';
import { offices } from './figures-of-offices.ts';

/** Every table of a report in the adviser's language, with what may not be shown hidden. */
export function figuresOf(told: Told): Figure[] {
  return [days(told), ...groups(told), results(told), waiting(told), ...cases(told), dropOff(told), ...offices(told)];
}

const sumOf = (counted: readonly { readonly people: number }[]) => counted.reduce((sum, { people }) => sum + people, 0);

function days({ tongue, counts: { wrote, step, days: counted } }: Told): Figure {
  const shown = wrote.whole === 0 ? [] : [...hideSmall(counted)];
  const rows = shown.map(([day, people]) => ({
    label: tongue.say(`console.reports.step.${step}`, { day }),
    cells: [people],
  }));
  return { name: 'days', heads: heads(tongue, 'days', 'people'), rows, bars: [0] };
}

function groups({ tongue, counts: { wrote } }: Told): Figure[] {
  return [
    parts(tongue, 'languages', wrote.language, (name) => tongue.say(`console.language.${name}`)),
    parts(tongue, 'channels', wrote.channel, (name) => tongue.say(`console.reports.channel.${name}`)),
  ];
}

/** Parts of a whole. @param rest of a known whole who are in none of them */
function parts<Name extends string | null>(
  tongue: Tongue,
  name: FigureName,
  counted: readonly { readonly name: Name; readonly people: number }[],
  words: (name: Name) => string,
  rest = 0,
): Figure {
  const shown = hideSmall(new Map(counted.map((each) => [each.name, each.people])), rest);
  const rows = [...shown].map(([each, people]) => ({ label: words(each), cells: [people] }));
  return { name, heads: heads(tongue, name, 'people'), rows: hiddenLast(rows), bars: [0] };
}

/** By size, and what is hidden by its name: its place among the others would tell how large it is. */
function hiddenLast<Row extends { readonly label: string; readonly cells: readonly Cell[] }>(rows: Row[]): Row[] {
  const size = ({ cells: [people] }: Row) => (typeof people === 'number' ? people : -1);
  return [...rows].sort((a, b) => size(b) - size(a) || (a.label < b.label ? -1 : 1));
}

const STATUSES = ['likely', 'see_adviser', 'undecided', 'unlikely', 'closed'] as const;

/** Each pathway divides the same people: by its result, and those of whose screening it was no part. */
function results({ tongue, house, counts }: Told): Figure {
  const of = (pathway: PathwayId | string) => counts.results.filter((each) => each.pathway === pathway);
  const pathways = [...new Set([...house.programme.pathways.keys(), ...counts.results.map(({ pathway }) => pathway)])];
  const rows = pathways
    .filter((pathway) => of(pathway).length > 0)
    .map((pathway) => {
      const rest = counts.wrote.whole - sumOf(of(pathway));
      const people = new Map<string, number>(STATUSES.map((status) => [status, 0]));
      for (const each of of(pathway)) people.set(each.status, each.people);
      const cells = [...hideSmall(people.set('none', rest)).values()];
      return { label: tongue.sayKept(`pathway.${pathway}.name`), cells };
    });
  const statuses = STATUSES.map((status) => tongue.say(`console.status.${status}`));
  const columns = [...statuses, tongue.say('console.reports.results.none')];
  return {
    name: 'results',
    heads: [tongue.say('console.reports.results.head'), ...columns],
    rows,
    bars: [0, 1, 2, 3, 4],
  };
}

function waiting({ tongue, counts }: Told): Figure {
  const times = ({ people, half, nineInTen }: Waited): Cell[] =>
    isGroup(people) ? [minutes(half), minutes(nineInTen)] : [null, null];
  const rows = counts.waiting
    .filter(({ claim, reply }) => claim.people + reply.people > 0)
    .map(({ who, claim, reply }) => ({
      label: tongue.say(`console.reports.waiting.${who}`),
      cells: [...times(claim), ...times(reply)],
    }));
  const columns = ['claim-half', 'claim-nine', 'reply-half', 'reply-nine'];
  return { name: 'waiting', heads: heads(tongue, 'waiting', ...columns), rows, bars: [] };
}

function cases({ tongue, house, counts }: Told): Figure[] {
  // Who wrote and was not handed over is one more part of those who wrote.
  const rest = counts.wrote.whole - sumOf(counts.reasons);
  const closings = counts.closings.map(({ reason, people }) => ({ name: reason, people }));
  return [
    parts(tongue, 'handoffs', counts.reasons, (reason) => reasonWords(tongue, house.programme, reason), rest),
    parts(tongue, 'closings', closings, (reason) => closingWords(tongue, reason), rest),
  ];
}

/** A reason that has lost its words goes by its name. */
function closingWords(tongue: Tongue, reason: string | null): string {
  if (reason === null) return tongue.say('console.reports.closings.open');
  const key = `console.close.reason.${reason}` as const;
  return tongue.has(key) ? tongue.say(key) : reason;
}

/** Where people stop, question by question in the order of the talk, with the languages of those who did. */
function dropOff({ tongue, house, counts: { asked, wrote } }: Told): Figure {
  const order = [...house.programme.questions.keys()];
  const placeOf = (question: string) => order.indexOf(question as QuestionId);
  const inOrder = [...asked].sort((a, b) => placeOf(a.question) - placeOf(b.question));
  const languages = [...new Set(asked.flatMap(({ stopped }) => stopped.map(({ name }) => name)))].sort();
  const byLanguage = (stopped: readonly Counted[]) => {
    const people = new Map(stopped.map((each) => [each.name, each.people]));
    return new Map(languages.map((language) => [language, people.get(language) ?? 0]));
  };
  const stopped = inOrder.map((each): [string, ReadonlyMap<string, number>] => [
    each.question,
    byLanguage(each.stopped),
  ]);
  const rest = wrote.whole - sumOf(asked.flatMap((each) => each.stopped));
  const shown = hideSmallWithin(new Map(stopped), rest);
  const rows = inOrder.map((each) => {
    const { whole, parts: cells } = shown.get(each.question) ?? { whole: null, parts: new Map<string, Shown>() };
    // Who is asked the next question are those asked this one without those who stopped: exactly known, they would tell how many.
    const reached = about(each.asked);
    const share =
      whole === null || reached === null ? null : { percent: Math.min(100, Math.round((100 * whole) / reached)) };
    return { label: questionName(tongue, each.question), cells: [reached, whole, share, ...cells.values()] };
  });
  const columns = languages.map((language) => tongue.say(`console.language.${language}`));
  return {
    name: 'drop-off',
    heads: [...heads(tongue, 'drop-off', 'asked', 'stopped', 'share'), ...columns],
    rows,
    bars: [1],
  };
}

function questionName(tongue: Tongue, question: string): string {
  const key = `question.${question}.name`;
  return tongue.has(key) ? tongue.sayKept(key) : question;
}
