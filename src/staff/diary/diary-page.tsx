import type { LocalDay } from '../../appointments/local-time.ts';
import type { OfficeId } from '../../appointments/office.ts';
import type { House } from '../../conversation/house.ts';
import { addDays } from '../../language/calendar-days.ts';
import type { StandingClosing } from '../../records/closings.ts';
import { programmeTime } from '../case/case-words.ts';
import { HOME, Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { ClosingBanner } from '../programme/closing-banner.tsx';
import { type DiaryDay, todayAt } from './diary-day.ts';
import { Note, type Outcome } from './diary-note.tsx';
import { Gone, Times } from './diary-table.tsx';
import { dayAddress } from './diary-words.ts';
import { WalkIns, type WalkInTyped } from './walk-ins-view.tsx';

type Props = Pick<PageProps, 'visit' | 'css'> & {
  readonly house: House;
  readonly diary: DiaryDay;
  readonly outcome: Outcome;
  readonly typed: WalkInTyped;
  readonly closings: readonly StandingClosing[];
};

/** An office's day: who comes and when, what became of it, and who came without an appointment. */
export function DiaryPage({ visit, css, house, diary, outcome, typed, closings }: Props) {
  const { tongue } = visit;
  const { office, day } = diary;
  const title = tongue.say('console.diary.heading', { office: office.name, day });
  return (
    <Page visit={visit} css={css} title={title}>
      <div class="diary">
        <div class="heading">
          <h1>{title}</h1>
        </div>
        <ClosingBanner tongue={tongue} house={house} closings={closings} />
        <Note tongue={tongue} outcome={outcome} />
        <Choose tongue={tongue} house={house} office={office.id} day={day} />
        <Day tongue={tongue} house={house} diary={diary} />
        <WalkIns tongue={tongue} house={house} diary={diary} typed={typed} />
        <p class="quiet small screen-only">{tongue.say('console.diary.print')}</p>
      </div>
    </Page>
  );
}

/** What changes while it is looked at: the page has it, and a browser that hears of a change asks for it alone. */
export function Day({ tongue, house, diary }: Pick<Props, 'house' | 'diary'> & { readonly tongue: Tongue }) {
  const { office, day } = diary;
  return (
    <section
      id="day"
      aria-label={tongue.say('console.diary.day.long', { day })}
      data-live={`diary ${office.id} ${day}, diary ${office.id} waiting, closings`}
      data-fragment={`${dayAddress(office.id, day)}?fragment=day`}
    >
      <Ways tongue={tongue} diary={diary} />
      <p class="quiet small screen-only">{tongue.say('console.diary.zone', { zone: office.timeZone })}</p>
      <Count tongue={tongue} diary={diary} />
      <Waiting tongue={tongue} house={house} diary={diary} />
      <Times tongue={tongue} house={house} diary={diary} />
      <Gone tongue={tongue} house={house} diary={diary} />
    </section>
  );
}

function Count({ tongue, diary: { times, walkIns, free, quota } }: { tongue: Tongue; diary: DiaryDay }) {
  const visitors = times.flatMap((time) => time.visitors);
  const came = (what: string) => visitors.filter(({ attendance }) => attendance === what).length;
  const parts = [
    tongue.say('console.diary.count', { n: visitors.length }),
    ...(came('attended') > 0 ? [tongue.say('console.diary.count.attended', { n: came('attended') })] : []),
    ...(came('missed') > 0 ? [tongue.say('console.diary.count.missed', { n: came('missed') })] : []),
    ...(walkIns.length > 0 ? [tongue.say('console.diary.count.walk-ins', { n: walkIns.length })] : []),
    ...(free > 0 ? [tongue.say('console.diary.count.free', { n: free })] : []),
    ...(quota === null ? [] : [tongue.say('console.diary.count.quota', quota)]),
  ];
  return <p class="count">{parts.join(' · ')}</p>;
}

/** Who waits for a place at the office, on whatever day; and, only where its file says so, who may come and wait without one. */
function Waiting({ tongue, house, diary }: Pick<Props, 'house' | 'diary'> & { readonly tongue: Tongue }) {
  const { office, waiting, times } = diary;
  const { standbyRate } = office;
  const booked = times.reduce((sum, { visitors }) => sum + visitors.length, 0);
  const parts = [
    ...(waiting.since === null
      ? []
      : [
          tongue.say('console.diary.waiting', { n: waiting.people }),
          tongue.say('console.diary.waiting.since', { at: programmeTime(house, waiting.since) }),
        ]),
    ...(waiting.kept > 0 ? [tongue.say('console.diary.waiting.kept', { n: waiting.kept })] : []),
    ...(standbyRate === null ? [] : [tongue.say('console.diary.standby', { n: Math.floor(booked * standbyRate) })]),
  ];
  return parts.length === 0 ? null : <p class="count waiting">{parts.join(' · ')}</p>;
}

function Ways({ tongue, diary }: { tongue: Tongue; diary: DiaryDay }) {
  const { office, day, now } = diary;
  const today = todayAt(office, now);
  return (
    <nav class="days screen-only" aria-label={tongue.say('console.diary.days')}>
      <ul class="week">
        {diary.week.map((each) => (
          <li key={each.day}>
            <a href={dayAddress(office.id, each.day)} aria-current={each.day === day ? 'date' : undefined}>
              <span class={each.day === today ? 'today' : undefined}>
                {tongue.say('console.diary.day.short', { day: each.day })}
              </span>{' '}
              <span class="booked">{tongue.say('console.diary.day.booked', { n: each.booked })}</span>
            </a>
          </li>
        ))}
      </ul>
      <p class="near">
        <a href={dayAddress(office.id, addDays(day, -7))}>← {tongue.say('console.diary.week-before')}</a>
        <a rel="prev" href={dayAddress(office.id, addDays(day, -1))}>
          ← {tongue.say('console.diary.day-before')}
        </a>
        {day !== today && <a href={dayAddress(office.id, today)}>{tongue.say('console.diary.today')}</a>}
        <a rel="next" href={dayAddress(office.id, addDays(day, 1))}>
          {tongue.say('console.diary.day-after')} →
        </a>
        <a href={dayAddress(office.id, addDays(day, 7))}>{tongue.say('console.diary.week-after')} →</a>
      </p>
    </nav>
  );
}

/** Another office, another day: a plain form that leads to its page. */
function Choose({ tongue, house, office, day }: { tongue: Tongue; house: House; office: OfficeId; day: LocalDay }) {
  return (
    <form class="choose screen-only" method="get" action={`${HOME}/diary`}>
      <label>
        {tongue.say('console.appointment.office')}
        <select name="office">
          {house.offices.map(({ id, name }) => (
            <option key={id} value={id} selected={id === office}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        {tongue.say('console.diary.day')}
        <input type="date" name="day" value={day} required />
      </label>
      <button type="submit">{tongue.say('console.diary.show')}</button>
    </form>
  );
}
