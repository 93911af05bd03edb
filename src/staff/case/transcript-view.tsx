import type { House } from '../../conversation/house.ts';
import type { Language } from '../../language/language.ts';
import type { KeptAssessment } from '../../records/case-file.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { programmeTime } from './case-words.ts';
import { EventLine } from './event-view.tsx';
import { Line, type LineProps, type Voice } from './line-view.tsx';
import { Shown } from './shown-view.tsx';
import { type TalkEntry, talkEntries } from './talk-blocks.ts';
import type { TalkPage } from './talk-page.ts';

export type TranscriptProps = {
  readonly tongue: Tongue;
  readonly house: House;
  readonly talk: TalkPage;
  /** The case from which one reads it. */
  readonly number: number;
  /** The person's, for whoever has the words read aloud. */
  readonly language: Language | null;
  readonly assessments: readonly KeptAssessment[];
  /** Whether who reads may mark what the bot said. */
  readonly canMark: boolean;
  readonly voice: Voice;
  /** Where this is shown: links to earlier parts go there. */
  readonly path?: string;
};

/** The talk as both sides saw it, in the adviser's language, oldest first, by days; the newest part unless another is asked for. */
export function Transcript(props: TranscriptProps) {
  const { tongue, house, talk, number, path = `${HOME}/cases/${number}` } = props;
  return (
    <section class="transcript" aria-labelledby="chat">
      <h2 id="chat">{tongue.say('console.transcript.title')}</h2>
      <p class="quiet small">{tongue.say('console.transcript.note', { zone: house.programme.timeZone })}</p>
      <p class="as-said">
        <label>
          <input type="checkbox" id="as-said" autocomplete="off" /> {tongue.say('console.transcript.as-said')}
        </label>
      </p>
      {talk.lines.length === 0 && <p class="quiet">{tongue.say('console.transcript.none')}</p>}
      {talk.earlier !== null && (
        <p class="more-talk">
          <a rel="prev" href={`${path}?before=${talk.earlier}#chat-end`}>
            ↑ {tongue.say('console.transcript.earlier')}
          </a>
        </p>
      )}
      <Talk {...props} />
      <span id="chat-end" />
      {talk.before !== null && (
        <p class="more-talk">
          <a rel="next" href={`${path}#newest`}>
            ↓ {tongue.say('console.transcript.newest')}
          </a>
        </p>
      )}
      <span id="newest" />
    </section>
  );
}

/** What was said and what happened, without a frame: also what a browser fetches of a talk that goes on, from the turn it has seen last. */
export function Talk(props: TranscriptProps) {
  const { tongue, house, talk, number } = props;
  const days = byDay(house, talkEntries(talk));
  // What was said is shown from the same turn on; of an earlier part nothing changes.
  const goesOn = talk.before === null && {
    'data-live': `case ${number}`,
    'data-fragment': `${HOME}/cases/${number}?fragment=talk&after=${talk.lines[0]?.turn ?? 0}`,
  };
  return (
    <div id="talk" {...goesOn}>
      {[...days].map(([day, entries]) => (
        <div key={day} class="day" id={`day-${day}`}>
          <h3>{tongue.say('console.day', { day })}</h3>
          <ol>
            {entries.map((entry) =>
              entry.is === 'event' ? (
                <EventLine key={entry.event.at} tongue={tongue} house={house} event={entry.event} reads={number} />
              ) : (
                <Block key={entry.lines[0]?.id} {...props} block={entry} />
              ),
            )}
          </ol>
        </div>
      ))}
    </div>
  );
}

function Block({ block, ...props }: TranscriptProps & { block: Extract<TalkEntry, { is: 'said' }> }) {
  const { tongue, house, talk, language, assessments, canMark, number, voice } = props;
  const common: Omit<LineProps, 'line'> = {
    ...{ tongue, house, language, canMark, number, voice },
    shown: talk.shown,
    before: talk.before,
    marks: talk.marks,
    results: assessments.filter(({ turn }) => turn === block.turn),
  };
  return (
    <>
      {block.lines.map((line, index) => (
        <Line key={line.id} {...common} line={line} isFirst={line.saidBy !== block.lines[index - 1]?.saidBy} />
      ))}
      {block.shown.length > 0 && <Shown tongue={tongue} house={house} shown={block.shown} language={language} />}
    </>
  );
}

function byDay(house: House, entries: readonly TalkEntry[]): Map<string, TalkEntry[]> {
  const days = new Map<string, TalkEntry[]>();
  for (const entry of entries) {
    const day = programmeTime(house, entry.at).slice(0, 10);
    const found = days.get(day);
    if (found === undefined) days.set(day, [entry]);
    else found.push(entry);
  }
  return days;
}
