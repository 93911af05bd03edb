import { diaryCan } from '../../appointments/attendance.ts';
import type { House } from '../../conversation/house.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { AttendanceForm } from './attendance-form.tsx';
import type { DiaryDay, DiaryTime, Visitor } from './diary-day.ts';
import { appointmentAddress, clockAt, placeWords } from './diary-words.ts';

type Props = { readonly tongue: Tongue; readonly house: House; readonly diary: DiaryDay };

const COLUMNS = ['time', 'code', 'place', 'language', 'needs', 'pathway', 'case', 'came'] as const;

/** Everybody who has a place on that day, by time; and how many can still be given. */
export function Times({ tongue, diary }: Omit<Props, 'house'>) {
  if (diary.times.length === 0)
    return (
      <div class="message">
        <p>
          <strong>{tongue.say('console.diary.closed')}</strong>
        </p>
        <p class="quiet">{tongue.say('console.diary.closed.next')}</p>
      </div>
    );
  return (
    <table class="times">
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" class={column === 'case' ? 'their-case' : undefined}>
              {tongue.say(`console.diary.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      {diary.times.map((time) => (
        <Time key={time.startsAt} tongue={tongue} diary={diary} time={time} />
      ))}
    </table>
  );
}

function Time({ tongue, diary, time }: Omit<Props, 'house'> & { readonly time: DiaryTime }) {
  const { visitors, free } = time;
  const rows = Math.max(1, visitors.length);
  const head = (
    <th scope="rowgroup" rowspan={rows} class="time">
      <span class="clock">{clockAt(diary.office, time.startsAt)}</span>
      {free !== null && <span class="free">{tongue.say('console.diary.free', { n: free })}</span>}
    </th>
  );
  if (visitors.length === 0)
    return (
      <tbody class="is-empty">
        <tr>
          {head}
          <td colspan={COLUMNS.length - 1} class="quiet nobody">
            {tongue.say('console.diary.nobody')}
          </td>
        </tr>
      </tbody>
    );
  return (
    <tbody>
      {visitors.map((visitor, index) => (
        <tr key={visitor.id} id={`a-${visitor.id}`}>
          {index === 0 && head}
          <Facts tongue={tongue} visitor={visitor} />
          <td class="came">
            <Came tongue={tongue} diary={diary} visitor={visitor} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function Facts({ tongue, visitor }: { tongue: Tongue; visitor: Visitor }) {
  return (
    <>
      <th scope="row" class="code">
        {visitor.code}
      </th>
      <td class="place">{tongue.say('console.diary.place', { n: visitor.place })}</td>
      <td class="language">{tongue.say(`console.language.${visitor.language ?? 'unknown'}`)}</td>
      <td class="needs">
        <ul>
          {visitor.needs.map((need) => (
            <li key={need} class="need">
              {tongue.say(`console.diary.need.${need}`)}
            </li>
          ))}
        </ul>
      </td>
      <td class="pathway">{tongue.sayKept(`pathway.${visitor.pathway}.name`)}</td>
      <td class="their-case">
        {visitor.case !== null && (
          <a href={`${HOME}/cases/${visitor.case}`}>{tongue.say('console.case.title', { number: visitor.case })}</a>
        )}
        {visitor.urgent && <strong class="urgent">{tongue.say('console.urgent')}</strong>}
      </td>
    </>
  );
}

function Came({ tongue, diary, visitor }: { tongue: Tongue; diary: DiaryDay; visitor: Visitor }) {
  const { now, office } = diary;
  const canChange = diaryCan('move', visitor, now, office.timeZone) === null;
  const change = canChange ? 'console.diary.change' : 'console.diary.look';
  return (
    <div class="acts">
      <AttendanceForm tongue={tongue} visitor={visitor} now={now} timeZone={office.timeZone} back="day" />
      <a href={appointmentAddress(visitor.id)} aria-label={tongue.say(`${change}.of`, { code: visitor.code })}>
        {tongue.say(change)}
      </a>
    </div>
  );
}

/** Who had a place that day and has it no more: they may come all the same. */
export function Gone({ tongue, house, diary: { gone, office } }: Props) {
  if (gone.length === 0) return null;
  return (
    <section class="gone" aria-labelledby="gone">
      <h2 id="gone">{tongue.say('console.diary.gone', { n: gone.length })}</h2>
      <ul>
        {gone.map((one) => (
          <li key={one.id}>
            <span class="clock">{clockAt(office, one.startsAt)}</span>{' '}
            <a class="code" href={appointmentAddress(one.id)}>
              {one.code}
            </a>{' '}
            <span>
              {one.movedTo === null
                ? tongue.say('console.diary.gone.cancelled')
                : tongue.say('console.diary.gone.moved', { to: placeWords(tongue, house, one.movedTo) })}
            </span>
            {one.attendance !== null && (
              <span class={`status ${one.attendance}`}>{tongue.say(`console.diary.${one.attendance}`)}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
