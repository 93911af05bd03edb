import type { House } from '../../conversation/house.ts';
import { MARK_VERDICTS, type Mark } from '../../records/marks.ts';
import type { LineId } from '../../records/transcript.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { programmeTime } from './case-words.ts';

/** What colleagues found of a sentence, and what the programme's owner says to it. */
export function Marks({ tongue, house, marks }: { tongue: Tongue; house: House; marks: readonly Mark[] }) {
  if (marks.length === 0) return null;
  return (
    <ul class="marks">
      {marks.map(({ id, verdict, by, at, comment, settledWord, settledBy }) => (
        <li key={id}>
          <strong>{tongue.say(`console.mark.verdict.${verdict}`)}</strong>{' '}
          {tongue.say('console.mark.by', { name: by, day: programmeTime(house, at).slice(0, 10) })}
          {comment !== null && <q>{comment}</q>}
          {settledWord !== null && (
            <p class="answer">{tongue.say('console.mark.answered', { name: settledBy ?? '', word: settledWord })}</p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Tells the programme's owner that a sentence is wrong or unclear. */
export function MarkForm({
  tongue,
  number,
  line,
  before,
}: {
  tongue: Tongue;
  number: number;
  line: LineId;
  before: number | null;
}) {
  return (
    <form class="mark" method="post" action={`${HOME}/cases/${number}/marks`}>
      <input type="hidden" name="line" value={line} />
      {before !== null && <input type="hidden" name="before" value={before} />}
      <label>
        {tongue.say('console.mark.comment')}
        <input name="comment" maxLength={1000} autocomplete="off" />
      </label>
      {MARK_VERDICTS.map((verdict) => (
        <button key={verdict} type="submit" name="verdict" value={verdict}>
          {tongue.say(`console.mark.verdict.${verdict}`)}
        </button>
      ))}
    </form>
  );
}
