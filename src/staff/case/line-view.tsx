import type { House } from '../../conversation/house.ts';
import { Hearing } from '../../language/hearing.ts';
import type { Language } from '../../language/language.ts';
import type { KeptAssessment } from '../../records/case-file.ts';
import type { Mark } from '../../records/marks.ts';
import type { Recording } from '../../records/recordings.ts';
import type { ShownMessage } from '../../records/talk-shown.ts';
import type { TranscriptLine } from '../../records/transcript.ts';
import type { Tongue } from '../frame/tongue.ts';
import { programmeTime } from './case-words.ts';
import { heardWords } from './heard-words.ts';
import { MarkForm, Marks } from './mark-view.tsx';
import { type RecordingProps, RecordingView } from './recording-view.tsx';
import { optionAgain, sayAgain } from './said-again.ts';
import { optionMeant } from './talk-blocks.ts';

/** What was said aloud in a case, by the message in which it was said, and whether the reader may hear it. */
export type Voice = Pick<RecordingProps, 'number' | 'refusal'> & {
  readonly recordings: ReadonlyMap<number, Recording>;
};

export type LineProps = {
  readonly tongue: Tongue;
  readonly house: House;
  readonly line: TranscriptLine;
  readonly number: number;
  readonly language: Language | null;
  readonly shown: readonly ShownMessage[];
  readonly marks: readonly Mark[];
  /** What the rules said in the turn of this line. */
  readonly results: readonly KeptAssessment[];
  readonly canMark: boolean;
  /** The part of the talk that is shown, to come back to it. */
  readonly before: number | null;
  readonly voice: Voice;
  /** The one before it was said by somebody else. */
  readonly isFirst?: boolean;
};

/** One line of a talk, by whoever said it. */
export function Line(props: LineProps) {
  const { tongue, house, line, isFirst = true } = props;
  const { saidBy, at } = line;
  return (
    <li class={`line ${saidBy}`} id={`line-${line.id}`}>
      {isFirst && (
        <p class="who">
          {saidBy === 'adviser' && line.adviser !== null
            ? tongue.say('console.transcript.adviser', { name: line.adviser })
            : tongue.say(`console.transcript.${saidBy === 'person' ? 'person' : 'bot'}`)}{' '}
          <time dateTime={at.toISOString()}>{programmeTime(house, at).slice(11)}</time>
          {line.isEdited && <span class="edited"> {tongue.say('console.transcript.edited')}</span>}
        </p>
      )}
      {!isFirst && line.isEdited && <p class="edited how">{tongue.say('console.transcript.edited')}</p>}
      {saidBy === 'person' ? <PersonsWords {...props} /> : <OurWords {...props} />}
    </li>
  );
}

function PersonsWords(props: LineProps) {
  const { tongue, line, voice } = props;
  if (line.key === 'message.voice') {
    const recording = voice.recordings.get(line.id);
    return <RecordingView tongue={tongue} recording={recording} isKept={line.words !== null} {...voice} />;
  }
  return <WrittenWords {...props} />;
}

function WrittenWords({ tongue, house, line, language, shown }: LineProps) {
  const missing = missingWords(tongue, line);
  if (missing !== null) return <p class="missing">{missing}</p>;
  const isTap = line.key !== null && !line.key.startsWith('message.');
  const words = line.words ?? '';
  const meant = optionMeant(line, shown);
  const written = isTap ? null : otherLanguage(house, words, language);
  const heard = heardWords(tongue, house, line.values);
  const again = isTap
    ? optionAgain(house, tongue, language, { label: words, id: line.key ?? '', near: line.key ?? '' })
    : words;
  return (
    <>
      <p
        class={isTap ? 'words tapped' : 'words'}
        dir="auto"
        lang={isTap ? undefined : (written ?? language ?? undefined)}
      >
        {again}
      </p>
      {again !== words && <Original tongue={tongue} words={words} language={language} />}
      {meant !== null && (
        <p class="meant">
          → {optionAgain(house, tongue, language, { ...meant, near: meant.id.replace('answer.', 'question.') })}
        </p>
      )}
      {isTap && <p class="how">{tongue.say('console.transcript.tapped')}</p>}
      {written !== null && (
        <p class="how">
          {tongue.say('console.transcript.in-language', { language: tongue.say(`console.language.${written}`) })}
        </p>
      )}
      {heard !== null && (
        <p class="how">
          {heard} <span class="raw">{String(line.values?.as)}</span>
        </p>
      )}
    </>
  );
}

/** A sentence in another language than that of the talk; of a word or two nobody can tell. */
function otherLanguage(house: House, words: string, language: Language | null): Language | null {
  if (words.trim().split(/\s+/).length < 3) return null;
  const written = new Hearing(house.ears, words, language).language;
  return written === language ? null : written;
}

function OurWords(props: LineProps) {
  const { tongue, house, line, language, marks, results, canMark, number } = props;
  const { key, values, words, options } = line;
  const said = saidNow(props);
  const theirs = marks.filter(({ message }) => message === line.id);
  return (
    <>
      {said.words === null ? (
        <p class="words" dir="auto" lang={said.spoken ?? language ?? undefined}>
          {words}
        </p>
      ) : (
        <p class="words">{said.words}</p>
      )}
      {said.words !== null && said.words !== words && words !== null && (
        <Original tongue={tongue} words={words} language={said.spoken ?? language} />
      )}
      {said.note !== null && <p class="how">{tongue.say(`console.transcript.${said.note}`)}</p>}
      {options.length > 0 && (
        <ul class="options" aria-label={tongue.say('console.transcript.options')}>
          {options.map((option) => (
            <li key={option}>
              {optionAgain(house, tongue, said.spoken ?? language, {
                label: option,
                id: idOf(props, option),
                near: key ?? '',
              })}
            </li>
          ))}
        </ul>
      )}
      <Marks tongue={tongue} house={house} marks={theirs} />
      {line.saidBy === 'bot' && key !== null && (
        <details class="about">
          <summary>{key}</summary>
          <ResultLinks tongue={tongue} line={line} results={results} />
          {Object.keys(values ?? {}).length > 0 && (
            <p class="raw">
              {Object.entries(values ?? {})
                .map(([name, value]) => `${name}: ${value}`)
                .join(' · ')}
            </p>
          )}
          {canMark && <MarkForm tongue={tongue} number={number} line={line.id} before={props.before} />}
        </details>
      )}
    </>
  );
}

/** The id of an option, by what stood on the phone in that turn. */
function idOf({ line, shown }: LineProps, label: string): string | undefined {
  const theirs = shown.filter(({ turn }) => turn === line.turn).flatMap(({ message }) => message.options);
  return theirs.find((option) => option.label === label)?.id;
}

/** What is shown of a line of ours: said again where it is the bot's; what an adviser wrote stands as written. */
function saidNow({ tongue, house, line, language }: LineProps): {
  readonly words: string | null;
  readonly spoken: Language | null;
  readonly note: 'lost' | 'reworded' | null;
} {
  const { key, words } = line;
  if (key === null || key === 'adviser.reply' || words === null) return { words: null, spoken: language, note: null };
  const { words: again, spoken } = sayAgain(house, tongue, { key, values: line.values ?? {}, words }, language);
  if (again === null) return { words: null, spoken, note: 'lost' };
  return { words: again, spoken, note: spoken === null ? 'reworded' : null };
}

/** What stood on the phone, in its own language: shown to whoever asks for it, for the whole talk at once. */
function Original({ tongue, words, language }: { tongue: Tongue; words: string; language: Language | null }) {
  return (
    <p class="original" dir="auto" lang={language ?? undefined} title={tongue.say('console.transcript.original')}>
      {words}
    </p>
  );
}

const RESULT = /^(assessment|result|said|standing|closed|not-now|unsure)(\.|$)/;

/** From what the bot said of a result to the rule it stands on. */
function ResultLinks({
  tongue,
  line,
  results,
}: {
  tongue: Tongue;
  line: TranscriptLine;
  results: LineProps['results'];
}) {
  const { key } = line;
  if (key === null || results.length === 0 || !(RESULT.test(key) || key.startsWith('pathway.'))) return null;
  const [, named] = key.split('.');
  const only = results.filter(({ pathway }) => pathway === named);
  return (
    <ul class="to-results">
      {(only.length > 0 ? only : results.filter(({ status }) => status !== 'closed')).map(({ turn, pathway }) => (
        <li key={pathway}>
          <a href={`#result-${turn}-${pathway}`}>
            {tongue.say('console.transcript.why', { name: tongue.sayKept(`pathway.${pathway}.name`) })}
          </a>
        </li>
      ))}
    </ul>
  );
}

function missingWords(tongue: Tongue, { key, words }: TranscriptLine): string | null {
  if (key === 'message.media') return tongue.say('console.transcript.media');
  if (key === 'message.location') return tongue.say('console.transcript.location');
  if (key === 'message.unreadable') return tongue.say('console.transcript.unreadable');
  if (words !== null) return null;
  return tongue.say(`console.transcript.not-kept${key === 'message.choice' ? '.tap' : ''}`);
}
