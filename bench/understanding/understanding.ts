/**
 * `npm run bench -- understanding`: how much of what people write is heard, in five languages, and how fast. With `--misses` each text
 * that came out wrong is printed, but of the set that was held back none.
 */
import { understandJson } from '../../src/commands/understand.ts';
import type { House } from '../../src/conversation/house.ts';
import { readHouse } from '../../src/start/read-house.ts';
import { type Judged, judge } from './judge.ts';
import { reportOf } from './report.ts';
import { readUtterances, type SetName, type Utterance } from './utterance.ts';

export const USAGE = 'npm run bench -- understanding [--misses [kind]] [--set tuned|held]\n';

export async function understanding(args: readonly string[]): Promise<void> {
  const begun = process.memoryUsage().rss;
  const house = await readHouse('programme', 'production');
  const only = args[args.indexOf('--set') + 1];
  const sets = (['tuned', 'held'] as const).filter((set) => !args.includes('--set') || set === only);
  const all = new Map<SetName, Utterance[]>();
  for (const set of sets) all.set(set, await readUtterances(set));
  for (const [set, utterances] of all) {
    const judged = utterances.map((one) => judge(house, one));
    process.stdout.write(`${reportOf(set, judged)}\n\n`);
    if (args.includes('--misses') && set === 'tuned') tellMisses(judged, args[args.indexOf('--misses') + 1]);
  }
  process.stdout.write(`${speedOf(house, [...all.values()].flat(), begun)}\n`);
}

function tellMisses(judged: readonly Judged[], kind: string | undefined): void {
  for (const { utterance, value, right, amongThree, alarm, because } of judged) {
    const { kind: is, language, text, value: wanted, alarm: needed } = utterance;
    const isAlarm = needed === 'must' ? alarm === null : needed === 'none' && alarm !== null;
    const isMiss = is === 'intent' ? isAlarm || (needed !== 'must' && !amongThree) : !right;
    if (!isMiss || (kind !== undefined && kind !== is && kind !== language)) continue;
    process.stdout.write(
      `${is} ${language}: ${text}  | ${JSON.stringify(wanted)} | ${JSON.stringify(value)} | ${because}\n`,
    );
  }
}

/** Messages a second on one core, after warming up; and what the ears cost in memory. */
function speedOf(house: House, utterances: readonly Utterance[], begun: number): string {
  const rate = (these: readonly Utterance[]) => {
    for (const one of these) understandJson(house, one);
    const from = performance.now();
    for (const one of these) understandJson(house, one);
    return Math.round((1000 * these.length) / (performance.now() - from));
  };
  const intents = rate(utterances.filter(({ kind }) => kind === 'intent'));
  const places = rate(utterances.filter(({ kind }) => kind === 'place'));
  const megabytes = Math.round((process.memoryUsage().rss - begun) / 1e6);
  return `${intents} messages a second for danger, language and intent; ${places} places a second; ${megabytes} MB with programme and words.`;
}
