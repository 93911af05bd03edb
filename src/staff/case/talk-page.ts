import type { PersonId } from '../../people/person.ts';
import { type Mark, marksOn } from '../../records/marks.ts';
import { type TalkEvent, talkEvents } from '../../records/talk-events.ts';
import { messagesShown, type ShownMessage } from '../../records/talk-shown.ts';
import { readTranscript, type TranscriptLine, type TurnSpan } from '../../records/transcript.ts';
import type { Desk } from '../frame/visit.ts';

/**
 * A part of a talk, as much as one looks at: whole turns, and what happened meanwhile.
 * @property earlier of which turn on this is all; null where nothing was said before
 * @property before  the turn before which all of it is; null where nothing was said after it
 */
export type TalkPage = {
  readonly lines: readonly TranscriptLine[];
  readonly shown: readonly ShownMessage[];
  readonly events: readonly TalkEvent[];
  readonly marks: readonly Mark[];
  readonly earlier: number | null;
  readonly before: number | null;
};

/** What is shown of a talk to who may not read it. */
export const NO_TALK: TalkPage = {
  lines: [],
  shown: [],
  events: [],
  marks: [],
  earlier: null,
  before: null,
};

/** An adviser reads the newest first; more than this is asked for. */
const LINES = 100;
/** Of one turn, or since one looked last: all of it, within reason. */
const MOST_LINES = 1000;

/** Opens a part of somebody's talk: the newest, what was said before a turn, or from one on. */
export async function openTalk({ database, seal }: Desk, person: PersonId, span: TurnSpan): Promise<TalkPage> {
  const most = span.from === undefined ? LINES : MOST_LINES;
  const read = await readTranscript(database, seal, person, span, most + 1);
  const lines = read.length > most ? await wholeTurns({ database, seal }, person, read) : read;
  const [first, last] = [lines[0], lines.at(-1)];
  const earlier = read.length > most && first !== undefined ? first.turn : null;
  const opens = span.from ?? (earlier === null ? null : (first?.turn ?? null));
  const [shown, events, marks] = await Promise.all([
    first === undefined || last === undefined
      ? []
      : messagesShown(database, seal, person, { from: first.turn, to: last.turn }),
    talkEvents(database, person, {
      from: opens === null ? null : (first?.at ?? null),
      before: span.before ?? null,
    }),
    marksOn(
      database,
      seal,
      lines.map(({ id }) => id),
    ),
  ]);
  return { lines, shown, events, marks, earlier, before: span.before ?? null };
}

/** The first turn may have been cut in the middle: it belongs to the page before, or is all there is. */
async function wholeTurns(
  { database, seal }: Pick<Desk, 'database' | 'seal'>,
  person: PersonId,
  read: readonly TranscriptLine[],
): Promise<readonly TranscriptLine[]> {
  const cut = read[0]?.turn ?? 0;
  const whole = read.filter(({ turn }) => turn !== cut);
  return whole.length > 0 ? whole : readTranscript(database, seal, person, { from: cut, before: cut + 1 }, MOST_LINES);
}
