import { createHash } from 'node:crypto';
import type { House } from '../conversation/house.ts';
import type { Catalogues } from '../language/catalogue.ts';
import { LANGUAGES } from '../language/language.ts';
import { shortHash } from '../screening/programme.ts';
import type { Explored } from './explored.ts';
import type { Straight } from './straight.ts';
import type { TalkWalked } from './walk.ts';
import { Prices } from './words.ts';

/** Where the report is kept. */
export const REPORT = 'docs/programme-report.md';

/** Everything the report tells. */
export type Findings = {
  readonly house: House;
  readonly catalogues: Catalogues;
  readonly rules: Explored;
  readonly talks: readonly TalkWalked[];
  readonly paths: readonly Straight[];
  readonly problems: readonly string[];
};

/** Changes when a rule or a word does. */
export function contentHash(programmeHash: string, catalogues: Catalogues): string {
  const hash = createHash('sha256').update(programmeHash);
  for (const language of LANGUAGES) {
    for (const [key, sentence] of [...catalogues[language]].sort()) hash.update(`${language}\0${key}\0${sentence}\0`);
  }
  return hash.digest('hex');
}

const MARK = 'Content: ';

/** Whether a report was written from this content. */
export function isFresh(report: string, hash: string): boolean {
  return report.includes(`${MARK}${shortHash(hash)}`);
}

/** The report. The same content gives the same text: it tells no time and names no machine. */
export function reportOf(findings: Findings): string {
  const { house, catalogues, rules, problems } = findings;
  return [
    '# What the programme comes to',
    '',
    'Written by `npm run camino -- explore`, never by hand. `npm run check` says when it is stale.',
    `${MARK}${shortHash(contentHash(house.programme.hash, catalogues))}`,
    '',
    ...(problems.length === 0
      ? ['Nothing is wrong.']
      : ['## What is wrong', '', ...problems.map((problem) => `- ${problem}`)]),
    '',
    ...counts(findings),
    ...walks(rules),
    ...straight(findings),
    ...costs(findings),
    ...talks(findings),
    ...beyondMenus(rules),
  ].join('\n');
}

function counts({ house: { programme }, rules }: Findings): string[] {
  return [
    '## Counts',
    '',
    table(
      ['what', 'how many'],
      [
        ['pathways', programme.pathways.size],
        ['questions', programme.questions.size],
        ['distinct states of what is still to be asked', rules.walk.states.size],
        ['results that a rule can have', rules.results],
        ['days on which it was tried that nothing closed is offered', rules.swept],
      ],
    ),
    '',
  ];
}

function walks({ walked }: Explored): string[] {
  return [
    '## Every pathway, interest and era',
    '',
    'An era is a run of days on which the same rules are open; days on which nothing is open are left out. "Anything" is who',
    'does not know what they look for. The mean takes every answer as equally frequent.',
    '',
    table(
      ['what', 'from', 'until', 'open', 'states', 'longest', 'mean'],
      walked.map(({ subject, era, states, longest, mean }) => [
        subject.id,
        era.from,
        era.until ?? '',
        era.open.length,
        states,
        longest,
        mean.toFixed(1),
      ]),
    ),
    '',
  ];
}

function straight({ paths }: Findings): string[] {
  const pathways = [...new Set(paths.map(({ pathway }) => pathway))];
  const rows = pathways.map((pathway) => {
    const own = paths.filter((path) => path.pathway === pathway);
    const [first] = own;
    const costs = own.map(({ cost: { whatsapp, sms, words } }) => `${whatsapp} · ${sms} · ${words}`);
    return [pathway, first?.day ?? '', first?.booked === true ? 'an appointment' : 'the result', ...costs];
  });
  return [
    '## The straight path to every pathway',
    '',
    'From the first word by answers that meet everything: messages on WhatsApp · parts of SMS · words on WhatsApp.',
    '',
    table(['pathway', 'day', 'to', ...LANGUAGES], rows),
    '',
  ];
}

function costs({ house, rules: { walk, walked } }: Findings): string[] {
  const prices = LANGUAGES.map((language) => new Prices(walk.states, house, language));
  const groups = [...house.programme.interests.map(({ id }) => id), 'anything'];
  const rows = groups.map((id) => {
    const starts = walked.filter(({ subject }) => subject.id === id).map(({ start }) => start);
    return [
      id,
      ...prices.map((price) => {
        const all = starts.map((start) => price.from(start));
        const dearest = Math.max(...all.map((cost) => cost.dearest.sms));
        const mean = Math.max(...all.map((cost) => cost.mean.sms));
        const whatsapp = Math.max(...all.map((cost) => cost.dearest.whatsapp));
        return `${dearest} (${mean.toFixed(1)}) · ${whatsapp}`;
      }),
    ];
  });
  return [
    '## What the questions cost, by language',
    '',
    'In the dearest era: parts of SMS on the dearest way (on average) · messages on WhatsApp on the longest way.',
    '',
    table(['interest', ...LANGUAGES], rows),
    '',
  ];
}

function talks({ talks }: Findings): string[] {
  const rows = talks.map(({ occasion, places, turns, told }) => {
    const sms = told.map(({ cost }) => cost.sms);
    const mean = sms.reduce((sum, parts) => sum + parts, 0) / sms.length;
    const whatsapp = Math.max(...told.map(({ cost }) => cost.whatsapp));
    return [occasion.language, occasion.day, places, turns, Math.max(...sms), mean.toFixed(1), whatsapp];
  });
  return [
    '## The talk, walked with its dialogs',
    '',
    'From each place every option, every command, something unclear and a voice note.',
    '',
    table(['language', 'day', 'places', 'turns', 'dearest SMS', 'mean SMS', 'most WhatsApp'], rows),
    '',
  ];
}

function beyondMenus({ beyondMenus }: Explored): string[] {
  if (beyondMenus.length === 0) return [];
  return [
    '## What only an adviser can tell',
    '',
    'These results need a country that no menu names; who taps "another country" is sent to an adviser.',
    '',
    ...beyondMenus.map((result) => `- ${result}`),
    '',
  ];
}

type Cell = string | number;

function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly Cell[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
