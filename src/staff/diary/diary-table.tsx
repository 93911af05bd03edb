import { diaryCan } from '../../appointments/attendance.ts';
import type { House } from '../../conversation/house.ts';
import type { KeptPlace } from '../../records/diary-waiting.ts';
import { officeTime } from '../case/case-words.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { AttendanceForm } from './attendance-form.tsx';
import type { DiaryDay, DiaryTime, Visitor } from './diary-day.ts';
import { appointmentAddress, clockAt, partyWords, placeWords } from './diary-words.ts';

type Props = { readonly tongue: Tongue; readonly house: House; readonly diary: DiaryDay };

const COLUMNS = ['time', 'code', 'place', 'party', 'coming', 'language', 'needs', 'pathway', 'case', 'came'] as const;

/** Everybody who has a place on that day, by time; and how many can still be given. */
export function Times({ tongue, house, diary }: Props) {
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
        <Time key={time.startsAt} tongue={tongue} house={house} diary={diary} time={time} />
      ))}
    </table>
  );
}

function Time({ tongue, house, diary, time }: Props & { readonly time: DiaryTime }) {
  const { visitors, free, still, kept } = time;
  const beside = [
    ...still.map((one) => stillWords(tongue, diary, one)),
    ...kept.map((one) => keptWords(tongue, house, diary, one)),
  ];
  const rows = Math.max(1, visitors.length + beside.length);
  const head = (
    <th scope="rowgroup" rowspan={rows} class="time">
      <span class="clock">{clockAt(diary.office, time.startsAt)}</span>
      {free !== null && <span class="free">{tongue.say('console.diary.free', { n: free })}</span>}
    </th>
  );
  if (visitors.length + beside.length === 0)
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
      {beside.map((words, index) => (
        <tr key={words} class="beside">
          {visitors.length + index === 0 && head}
          <td colspan={COLUMNS.length - 1} class="quiet small">
            {words}
          </td>
        </tr>
      ))}
    </tbody>
  );
}

/** A family that began before is received longer than one time. */
function stillWords(tongue: Tongue, { office }: DiaryDay, { code, place, endsAt }: Visitor): string {
  return tongue.say('console.diary.still', { code, place, until: clockAt(office, endsAt) });
}

function keptWords(tongue: Tongue, house: House, { office }: DiaryDay, kept: KeptPlace): string {
  const { place, endsAt, offers: n, until } = kept;
  const what = tongue.say('console.diary.kept', { place, until: clockAt(office, endsAt) });
  if (until === null) return `${what} ${tongue.say('console.diary.kept.nobody')}`;
  return `${what} ${tongue.say('console.diary.kept.offers', { n, at: officeTime(house, office.id, until).at })}`;
}

function Facts({ tongue, visitor }: { tongue: Tongue; visitor: Visitor }) {
  return (
    <>
      <th scope="row" class="code">
        {visitor.code}
        {visitor.hasWord && <span class="word">{tongue.say('console.diary.word')}</span>}
      </th>
      <td class="place">{tongue.say('console.diary.place', { n: visitor.place })}</td>
      <td class="party">{partyWords(tongue, visitor)}</td>
      <td class={`coming ${visitor.coming}`}>{tongue.say(`console.diary.coming.${visitor.coming}`)}</td>
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
