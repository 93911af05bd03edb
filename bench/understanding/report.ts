import { LANGUAGES, type Language } from '../../src/language/language.ts';
import type { Judged } from './judge.ts';
import type { SetName } from './utterance.ts';

type Row = readonly string[];

/** What came out, as Markdown. */
export function reportOf(set: SetName, judged: readonly Judged[]): string {
  return [
    `### ${set}: ${judged.length} texts`,
    table(['', ...LANGUAGES, 'all'], kindRows(judged)),
    'Danger: heard (of those that must be), and what rang where nothing was.',
    table(['', ...LANGUAGES, 'all'], dangerRows(judged)),
    'Intents taken for another, the commonest first.',
    table(['is', 'taken for', 'times'], confusions(judged)),
  ].join('\n\n');
}

function kindRows(judged: readonly Judged[]): Row[] {
  const kinds = [...new Set(judged.map(({ utterance }) => utterance.kind))];
  const ordinary = (one: Judged) => one.utterance.kind === 'intent' && one.utterance.alarm !== 'must';
  const rows = kinds
    .filter((kind) => kind !== 'intent')
    .map((kind) => [
      kind,
      ...shares(
        judged.filter(({ utterance }) => utterance.kind === kind),
        ({ right }) => right,
      ),
    ]);
  const wanted = ['stop', 'delete_data'].map((intent) => [
    intent,
    ...shares(
      judged.filter(({ utterance }) => utterance.kind === 'intent' && utterance.value === intent),
      ({ right }) => right,
    ),
  ]);
  return [
    [
      'intent, first',
      ...shares(judged.filter(ordinary), ({ right, amongThree, value }) => right && (value !== null || amongThree)),
    ],
    ['intent, of three', ...shares(judged.filter(ordinary), ({ amongThree }) => amongThree)],
    ...wanted,
    ...rows,
  ];
}

function dangerRows(judged: readonly Judged[]): Row[] {
  const must = judged.filter(({ utterance }) => utterance.alarm === 'must');
  const classes = [...new Set(must.map(({ utterance }) => String(utterance.value)))].sort();
  const quiet = judged.filter(({ utterance }) => utterance.alarm === 'none');
  const doubtful = judged.filter(({ utterance }) => utterance.alarm === 'question');
  return [
    ...classes.map((name) => [
      name,
      ...shares(
        must.filter(({ utterance }) => utterance.value === name),
        ({ alarm }) => alarm !== null,
      ),
    ]),
    ['all', ...shares(must, ({ alarm }) => alarm !== null)],
    ['of these a siren', ...shares(must, ({ alarm }) => alarm === 'siren')],
    ['no danger: siren', ...shares(quiet, ({ alarm }) => alarm === 'siren')],
    ['no danger: question', ...shares(quiet, ({ alarm }) => alarm === 'question')],
    ['past, told, denied: siren', ...shares(doubtful, ({ alarm }) => alarm === 'siren')],
  ];
}

/** By language and together: "95.1 % of 82". */
function shares(judged: readonly Judged[], is: (one: Judged) => boolean): string[] {
  const of = (language: Language | null) => {
    const these = judged.filter(({ utterance }) => language === null || utterance.language === language);
    const yes = these.filter(is).length;
    return these.length === 0 ? '–' : `${((100 * yes) / these.length).toFixed(1)} % of ${these.length}`;
  };
  return [...LANGUAGES.map(of), of(null)];
}

const MOST_CONFUSIONS = 25;

function confusions(judged: readonly Judged[]): Row[] {
  const counts = new Map<string, number>();
  for (const { utterance, right, value } of judged) {
    if (utterance.kind !== 'intent' || right) continue;
    const name = `${String(utterance.value)}\t${value === null ? 'nothing: the best three are offered' : String(value)}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, MOST_CONFUSIONS)
    .map(([name, count]) => [...name.split('\t'), String(count)]);
}

function table(head: Row, rows: readonly Row[]): string {
  const line = (row: Row) => `| ${row.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
