import { randomUUID } from 'node:crypto';
import type { House } from '../../conversation/house.ts';
import { LANGUAGES } from '../../language/language.ts';
import type { WalkIn } from '../../records/walk-ins.ts';
import { programmeTime } from '../case/case-words.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { type DiaryDay, todayAt } from './diary-day.ts';
import { dayAddress } from './diary-words.ts';

/** What was typed of a walk-in and not taken: it is not lost. */
export type WalkInTyped = { readonly reference: string; readonly language: string };

type Props = { readonly tongue: Tongue; readonly house: House; readonly diary: DiaryDay; readonly typed: WalkInTyped };

/** Who came without an appointment, and a form to note one more. */
export function WalkIns({ tongue, house, diary, typed }: Props) {
  const { office, day, now, walkIns } = diary;
  if (day > todayAt(office, now)) return null;
  return (
    <section class="walk-ins" aria-labelledby="walk-ins">
      <h2 id="walk-ins">{tongue.say('console.diary.walk-ins')}</h2>
      {walkIns.length === 0 && <p class="quiet">{tongue.say('console.diary.walk-ins.none')}</p>}
      <ul>
        {walkIns.map((one) => (
          <Noted key={one.id} tongue={tongue} house={house} diary={diary} one={one} />
        ))}
      </ul>
      <form class="note-walk-in screen-only" method="post" action={`${dayAddress(office.id, day)}/walk-ins`}>
        <input type="hidden" name="id" value={randomUUID()} />
        <label>
          {tongue.say('console.diary.walk-in.language')}
          <select name="language">
            {['', ...LANGUAGES].map((language) => (
              <option key={language} value={language} selected={language === typed.language}>
                {tongue.say(`console.diary.language.${language === '' ? 'none' : language}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {tongue.say('console.diary.walk-in.reference')}
          <input name="reference" value={typed.reference} maxLength={40} autocomplete="off" placeholder="R-…" />
        </label>
        <button type="submit">{tongue.say('console.diary.walk-in.note')}</button>
      </form>
      <p class="quiet small screen-only">{tongue.say('console.diary.walk-in.hint')}</p>
    </section>
  );
}

function Noted({ tongue, house, diary, one }: Omit<Props, 'typed'> & { readonly one: WalkIn }) {
  const { office, day } = diary;
  const noted = tongue.say('console.diary.walk-in.by', { by: one.by, at: programmeTime(house, one.at) });
  return (
    <li>
      <strong>{tongue.say(`console.language.${one.language ?? 'unknown'}`)}</strong>
      {one.reference !== null && <span class="code">{one.reference}</span>}
      {one.case !== null && (
        <a href={`${HOME}/cases/${one.case}`}>{tongue.say('console.case.title', { number: one.case })}</a>
      )}
      <span class="quiet small">{noted}</span>
      <form class="screen-only" method="post" action={`${dayAddress(office.id, day)}/walk-ins/taken-back`}>
        <input type="hidden" name="id" value={one.id} />
        <button type="submit">{tongue.say('console.diary.walk-in.take-back')}</button>
      </form>
    </li>
  );
}
