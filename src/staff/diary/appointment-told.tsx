import type { Office } from '../../appointments/office.ts';
import type { House } from '../../conversation/house.ts';
import type { NoticeTold } from '../../records/notices.ts';
import { officeTime, programmeTime } from '../case/case-words.ts';
import type { Tongue } from '../frame/tongue.ts';
import type { AppointmentFile } from './appointment-file.ts';
import { stands } from './diary-day.ts';
import { appointmentAddress } from './diary-words.ts';

/** Where the page of an appointment shows its word. */
export const WORD = 'word';

type WordProps = {
  readonly tongue: Tongue;
  readonly house: House;
  readonly file: Pick<AppointmentFile, 'visitor' | 'word'>;
};

/** The word that whoever comes should say: hidden, until somebody asks to compare it with what they hear. */
export function Word({ tongue, house, file: { visitor, word } }: WordProps) {
  if (!stands(visitor)) return null;
  return (
    <section id={WORD} aria-labelledby="word-title">
      <h2 id="word-title">{tongue.say('console.diary.word.title')}</h2>
      {!visitor.hasWord && <p class="quiet">{tongue.say('console.diary.word.none')}</p>}
      {word !== null && (
        <p>
          <strong class="chosen">
            <bdi>{word.word}</bdi>
          </strong>{' '}
          <span class="quiet small">
            {tongue.say('console.diary.word.until', { time: programmeTime(house, word.until).slice(11) })}
          </span>
        </p>
      )}
      {visitor.hasWord && word === null && (
        <form method="post" action={`${appointmentAddress(visitor.id)}/word`}>
          <p class="quiet small">{tongue.say('console.diary.word.note')}</p>
          <button type="submit">{tongue.say('console.diary.word.show')}</button>
        </form>
      )}
    </section>
  );
}

type NoticesProps = {
  readonly tongue: Tongue;
  readonly house: House;
  readonly office: Office;
  readonly notices: readonly NoticeTold[];
};

/** What they were told outside their talk, when, and by which channel or why not. */
export function Notices({ tongue, house, office, notices }: NoticesProps) {
  if (notices.length === 0) return null;
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{tongue.say('console.diary.notices')}</h2>
      <ul class="trace">
        {notices.map(({ kind, told, at }) => (
          <li key={kind}>
            {tongue.say(`console.diary.notice.${kind}`)}{' '}
            <span class="quiet small">
              {toldWords(tongue, told)} ·{' '}
              {tongue.say('console.when.short', { at: officeTime(house, office.id, at).at })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A reason that has no words keeps its name. */
function toldWords(tongue: Tongue, told: string): string {
  const key = `console.diary.notice.told.${told}` as const;
  return tongue.has(key) ? tongue.say(key) : told;
}
