import type { House } from '../../conversation/house.ts';
import type { Mark } from '../../records/marks.ts';
import { programmeTime } from '../case/case-words.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';

/** @property marks those that nobody has answered, oldest first */
export type MarksProps = {
  readonly tongue: Tongue;
  readonly house: House;
  readonly marks: readonly Mark[];
  /** How many there are in all. */
  readonly count: number;
};

/** What advisers found wrong or unclear in the bot's words, for whoever owns the programme to answer. */
export function MarksSection({ tongue, house, marks, count }: MarksProps) {
  return (
    <section aria-labelledby="marks">
      <h2 id="marks">
        {tongue.say('console.mark.title')} <span class="quiet">{tongue.say('console.mark.count', { n: count })}</span>
      </h2>
      {marks.length === 0 && <p class="quiet">{tongue.say('console.mark.none')}</p>}
      <ol class="marked">
        {marks.map((mark) => (
          <li key={mark.id}>
            <Marked tongue={tongue} house={house} mark={mark} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Marked({ tongue, house, mark }: { tongue: Tongue; house: House; mark: Mark }) {
  const { id, key, values, verdict, by, at, language, channel, comment } = mark;
  const word = `word-${id}`;
  return (
    <>
      <p>
        <strong class="status undecided">{tongue.say(`console.mark.verdict.${verdict}`)}</strong>{' '}
        {tongue.say('console.mark.by', { name: by, day: programmeTime(house, at).slice(0, 10) })}
        <span class="quiet">
          {' '}
          · {tongue.say(`console.language.${language ?? 'unknown'}`)} · {tongue.say(`console.address.${channel}.phone`)}
        </span>
      </p>
      <blockquote>{tongue.sayAgain(key, values) ?? key}</blockquote>
      <p class="raw">{[key, ...Object.entries(values).map(([name, value]) => `${name}: ${value}`)].join(' · ')}</p>
      {comment !== null && <q>{comment}</q>}
      <form class="settle" method="post" action={`${HOME}/marks/${id}/settlement`}>
        <label for={word}>{tongue.say('console.mark.word')}</label>
        <input id={word} name="word" required maxLength={1000} autocomplete="off" />
        <button type="submit">{tongue.say('console.mark.settle')}</button>
      </form>
    </>
  );
}
