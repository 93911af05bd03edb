import type { TalkEvent } from '../../records/talk-events.ts';
import type { ShownMessage } from '../../records/talk-shown.ts';
import type { TranscriptLine } from '../../records/transcript.ts';
import type { TalkPage } from './talk-page.ts';

/** Lines that were said together, and what a phone got of them. */
type TalkBlock = {
  readonly is: 'said';
  readonly at: Date;
  readonly turn: number;
  readonly lines: readonly TranscriptLine[];
  readonly shown: readonly ShownMessage[];
};

/** What stands in a talk, one below the other. */
export type TalkEntry = TalkBlock | { readonly is: 'event'; readonly at: Date; readonly event: TalkEvent };

/** What is said later than this in the same turn, such as a notice, is another thing. */
const TOGETHER_MS = 60_000;

/** A talk in the order in which it went: a reason stands behind the turn it came of, everything else where its time is. */
export function talkEntries({ lines, shown, events }: Pick<TalkPage, 'lines' | 'shown' | 'events'>): TalkEntry[] {
  const blocks = withShown(blocksOf(lines), shown);
  const placed = events.map((event) => ({ event, after: placeOf(event, blocks) }));
  const eventsAfter = (index: number) =>
    placed.filter(({ after }) => after === index).map(({ event }) => ({ is: 'event' as const, at: event.at, event }));
  return [...eventsAfter(-1), ...blocks.flatMap((block, index) => [block, ...eventsAfter(index)])];
}

type Block = { readonly turn: number; readonly lines: TranscriptLine[] };

function blocksOf(lines: readonly TranscriptLine[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    const before = last?.lines.at(-1);
    const isTogether =
      before !== undefined &&
      before.turn === line.turn &&
      before.reply === line.reply &&
      line.at.getTime() - before.at.getTime() < TOGETHER_MS;
    if (isTogether) last?.lines.push(line);
    else blocks.push({ turn: line.turn, lines: [line] });
  }
  return blocks;
}

/** What was made for the phone belongs to the last thing that had been said of its turn, by bot or adviser, when it was made. */
function withShown(blocks: readonly Block[], shown: readonly ShownMessage[]): TalkBlock[] {
  const of = new Map<Block, ShownMessage[]>(blocks.map((block) => [block, []]));
  for (const one of shown) {
    const theirs = blocks.filter(({ turn, lines }) => turn === one.turn && lines[0]?.reply === one.reply);
    const made = one.createdAt.getTime() + TOGETHER_MS / 60;
    const block = theirs.findLast(({ lines }) => (lines[0]?.at.getTime() ?? 0) <= made) ?? theirs[0];
    if (block !== undefined) of.get(block)?.push(one);
  }
  return blocks.map((block) => ({
    is: 'said',
    at: block.lines[0]?.at ?? new Date(0),
    turn: block.turn,
    lines: block.lines,
    shown: of.get(block) ?? [],
  }));
}

/** The block behind which an event stands; -1 before all of them. */
function placeOf({ turn, at }: TalkEvent, blocks: readonly TalkBlock[]): number {
  if (turn === null) return blocks.findLastIndex((block) => block.at <= at);
  const own = blocks.findIndex(
    (block) => block.turn === turn && block.lines.some(({ saidBy }) => saidBy !== 'adviser'),
  );
  return own === -1 ? blocks.findLastIndex((block) => block.turn <= turn) : own;
}

/** The option that was shown under the number a person wrote: of the newest menu that stood on their phone. Null where it is none. */
export function optionMeant(
  { saidBy, key, words, channel, at }: TranscriptLine,
  shown: readonly ShownMessage[],
): ShownMessage['message']['options'][number] | null {
  const digit = saidBy === 'person' && key === 'message.text' ? /^\s*(\d{1,2})\s*[.)]?\s*$/.exec(words ?? '') : null;
  if (digit === null) return null;
  const menu = shown.findLast(
    (one) => one.channel === channel && one.menu !== null && one.shownAt !== null && one.shownAt <= at,
  );
  return menu?.message.options[Number(digit[1]) - 1] ?? null;
}
