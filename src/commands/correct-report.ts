import type { Corrected } from '../judging/corrections.ts';
import type { Told } from '../judging/whatif.ts';
import type { Concerned, Unreached } from '../records/corrections.ts';
import type { Correction, Programme } from '../screening/programme.ts';
import { shortKey } from './recorded.ts';

/** Somebody whom a correction concerns, and what of theirs it corrects. */
export type Found = Concerned & Corrected;

const WHY_NOT: Readonly<Record<Unreached, string>> = {
  told_already: 'told already',
  no_consent: 'did not agree to be kept',
  said_stop: 'said STOP',
  deleting: 'asked for everything to be deleted',
  doubted: "the number may be somebody else's",
  silent: 'no address is left',
};

/** Whom a correction concerns, to be read before anybody is told: one line a person, then how many. */
export function correctionText({ sources }: Programme, correction: Correction, found: readonly Found[]): string {
  const { id, on, pathway, kind, told, wrong, source } = correction;
  const read = sources.get(source);
  const reached = found.filter(({ reach }) => typeof reach !== 'string');
  const lines = [
    `${id}, ${on}: ${pathway}, ${kind === 'mistake' ? 'we were wrong' : 'the rule changed'}; told from ${told.from} until ${told.until}.`,
    wrong,
    `Source: ${read?.publisher ?? source}, ${read?.published ?? 'without a date'}.`,
    `It concerns ${whom(correction)}: ${found.length} people.`,
    ...found.map(lineOf),
    ...counted(
      'By result',
      found.map(({ was, now }) => `${was.status} → ${now.status}`),
    ),
    ...counted(
      'By language',
      found.map(({ language }) => language ?? 'not chosen'),
    ),
    ...counted(
      'Not told',
      found.flatMap(({ reach }) => (typeof reach === 'string' ? [WHY_NOT[reach]] : [])),
    ),
    reached.length === 0
      ? 'Nobody is left to be told.'
      : `${reached.length} can be told, and nobody was. To tell them: npm run camino -- correct ${id} --send`,
  ];
  return `${lines.join('\n')}\n`;
}

function whom({ was, concerns }: Correction): string {
  const heard = was === undefined ? 'any result' : was.join(' or ');
  return `who heard ${heard} of it last in those days${concerns === 'everybody' ? '' : ', and would hear something else now'}`;
}

/** By registration or case, which an adviser can look up; nothing here reaches anybody. */
function lineOf({ person, reference, case: number, heardOn, was, now, language, reach }: Found): string {
  const who = reference ?? (number === null ? shortKey(person) : `case ${number}`);
  const why = typeof reach === 'string' ? `  (${WHY_NOT[reach]})` : '';
  return `  ${who.padEnd(10)} ${heardOn}  ${wordsOf(was)} → ${wordsOf(now)}  ${language ?? '-'}${why}`;
}

function wordsOf({ status, requirement }: Told): string {
  return requirement === null ? status : `${status} (${requirement})`;
}

function counted(title: string, names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts.size === 0 ? [] : [`${title}: ${[...counts].map(([name, count]) => `${name} ${count}`).join(', ')}`];
}
