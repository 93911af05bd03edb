import type { House } from '../conversation/house.ts';
import type { Language } from '../language/language.ts';
import type { TranscriptLine } from '../records/transcript.ts';
import { programmeTime } from './case-words.ts';
import type { Tongue } from './tongue.ts';

type Props = {
  readonly tongue: Tongue;
  readonly house: House;
  readonly lines: readonly TranscriptLine[];
  /** The person's, for whoever has the words read aloud. */
  readonly language: Language | null;
};

/** The talk as both sides saw it, oldest first, by days. */
export function Transcript({ tongue, house, lines, language }: Props) {
  const days = byDay(house, lines);
  return (
    <section class="transcript" aria-labelledby="chat">
      <h2 id="chat">{tongue.say('console.transcript.title')}</h2>
      <p class="quiet small">{tongue.say('console.transcript.note', { zone: house.programme.timeZone })}</p>
      {lines.length === 0 && <p class="quiet">{tongue.say('console.transcript.none')}</p>}
      {[...days].map(([day, said]) => (
        <div key={day} class="day">
          <h3>{tongue.say('console.day', { day })}</h3>
          <ol>
            {said.map((line, index) => (
              <Line key={index} tongue={tongue} house={house} line={line} language={language} />
            ))}
          </ol>
        </div>
      ))}
      <span id="newest" />
    </section>
  );
}

function byDay(house: House, lines: readonly TranscriptLine[]): Map<string, TranscriptLine[]> {
  const days = new Map<string, TranscriptLine[]>();
  for (const line of lines) {
    const day = programmeTime(house, line.at).slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), line]);
  }
  return days;
}

function Line({ tongue, house, line, language }: { line: TranscriptLine } & Omit<Props, 'lines'>) {
  const { saidBy, options, key } = line;
  return (
    <li class={`line ${saidBy}`}>
      <p class="who">
        {tongue.say(`console.transcript.${saidBy}`)}{' '}
        <time dateTime={line.at.toISOString()}>{programmeTime(house, line.at).slice(11)}</time>
      </p>
      <Words tongue={tongue} line={line} language={language} />
      {options.length > 0 && (
        <ul class="options" aria-label={tongue.say('console.transcript.options')}>
          {options.map((option) => (
            <li key={option} dir="auto" lang={language ?? undefined}>
              {option}
            </li>
          ))}
        </ul>
      )}
      {key !== null && !key.startsWith('message.') && <p class="key">{key}</p>}
      {heardAs(tongue, line)}
    </li>
  );
}

/** What a message was taken for, and why: so that a mistake of ours is seen as one. */
function heardAs(tongue: Tongue, { saidBy, values }: TranscriptLine) {
  if (saidBy !== 'person' || typeof values?.as !== 'string') return null;
  return (
    <p class="key">{tongue.say('console.transcript.heard', { as: values.as, because: String(values.because) })}</p>
  );
}

/** `dir` keeps what a person typed from turning the page around it. */
function Words({ tongue, line, language }: { tongue: Tongue; line: TranscriptLine; language: Language | null }) {
  const missing = missingWords(tongue, line);
  if (missing !== null) return <p class="missing">{missing}</p>;
  return (
    <p class="words" dir="auto" lang={language ?? undefined}>
      {line.words}
    </p>
  );
}

function missingWords(tongue: Tongue, { key, words }: TranscriptLine): string | null {
  if (key === 'message.media') return tongue.say('console.transcript.media');
  if (key === 'message.location') return tongue.say('console.transcript.location');
  if (key === 'message.unreadable') return tongue.say('console.transcript.unreadable');
  return words === null ? tongue.say('console.transcript.not-kept') : null;
}
