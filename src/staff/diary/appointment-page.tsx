import { CANCEL_REASONS, diaryCan } from '../../appointments/attendance.ts';
import type { House } from '../../conversation/house.ts';
import type { DiaryEvent } from '../../records/diary.ts';
import { programmeTime } from '../case/case-words.ts';
import { HOME, Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import type { AppointmentFile } from './appointment-file.ts';
import { Notices, Word } from './appointment-told.tsx';
import { AttendanceForm } from './attendance-form.tsx';
import { stands, todayAt, type Visitor } from './diary-day.ts';
import { Note, type Outcome } from './diary-note.tsx';
import { appointmentAddress, dayAddress, partyWords, placeWords } from './diary-words.ts';
import { MoveForm } from './move-form.tsx';

type Props = Pick<PageProps, 'visit' | 'css'> & {
  readonly house: House;
  readonly file: AppointmentFile;
  readonly outcome: Outcome;
};

/** One appointment: what is known for the day, what happened to it, and what can be done with it. */
export function AppointmentPage({ visit, css, house, file, outcome }: Props) {
  const { tongue } = visit;
  const { visitor, office, now } = file;
  const title = tongue.say('console.diary.appointment', { office: office.name });
  const day = todayAt(office, visitor.startsAt);
  const can = (act: 'move' | 'cancel') => diaryCan(act, visitor, now, office.timeZone) === null;
  return (
    <Page visit={visit} css={css} title={title}>
      <div class="diary appointment">
        <p class="near">
          <a href={`${dayAddress(office.id, day)}#a-${visitor.id}`}>
            ← {tongue.say('console.diary.heading', { office: office.name, day })}
          </a>
        </p>
        <h1>{title}</h1>
        <Note tongue={tongue} outcome={outcome} />
        <div class="sheets">
          <Facts tongue={tongue} house={house} file={file} />
          <Word tongue={tongue} house={house} file={file} />
          <Notices tongue={tongue} house={house} office={office} notices={file.notices} />
          <Trace tongue={tongue} house={house} events={file.events} />
          {can('move') && <MoveForm tongue={tongue} visitor={visitor} elsewhere={file.elsewhere} />}
          {can('cancel') && <CancelForm tongue={tongue} visitor={visitor} />}
        </div>
      </div>
    </Page>
  );
}

function Facts({
  tongue,
  house,
  file: { visitor, office, now },
}: {
  tongue: Tongue;
  house: House;
  file: AppointmentFile;
}) {
  return (
    <section>
      <dl>
        <dt>{tongue.say('console.appointment.when')}</dt>
        <dd>{placeWords(tongue, house, visitor)}</dd>
        <dt>{tongue.say('console.appointment.code')}</dt>
        <dd class="code">{visitor.code}</dd>
        <dt>{tongue.say('console.diary.column.party')}</dt>
        <dd>{partyWords(tongue, visitor)}</dd>
        {stands(visitor) && <dt>{tongue.say('console.diary.column.coming')}</dt>}
        {stands(visitor) && <dd>{tongue.say(`console.diary.coming.${visitor.coming}`)}</dd>}
        <dt>{tongue.say('console.appointment.pathway')}</dt>
        <dd>{tongue.sayKept(`pathway.${visitor.pathway}.name`)}</dd>
        <dt>{tongue.say('console.case.language')}</dt>
        <dd>{tongue.say(`console.language.${visitor.language ?? 'unknown'}`)}</dd>
        {visitor.needs.length > 0 && <dt>{tongue.say('console.diary.column.needs')}</dt>}
        {visitor.needs.length > 0 && (
          <dd>{visitor.needs.map((need) => tongue.say(`console.diary.need.${need}`)).join(' · ')}</dd>
        )}
        {visitor.case !== null && <dt>{tongue.say('console.diary.column.case')}</dt>}
        {visitor.case !== null && (
          <dd>
            <a href={`${HOME}/cases/${visitor.case}`}>{tongue.say('console.case.title', { number: visitor.case })}</a>
          </dd>
        )}
      </dl>
      <div class="acts">
        <AttendanceForm tongue={tongue} visitor={visitor} now={now} timeZone={office.timeZone} back="appointment" />
      </div>
    </section>
  );
}

function Trace({ tongue, house, events }: { tongue: Tongue; house: House; events: readonly DiaryEvent[] }) {
  if (events.length === 0) return null;
  return (
    <section aria-labelledby="trace">
      <h2 id="trace">{tongue.say('console.diary.trace')}</h2>
      <ol class="trace">
        {events.map((event) => (
          <li key={`${event.what} ${event.at.getTime()}`}>
            {eventWords(tongue, house, event)}{' '}
            <span class="quiet small">
              {event.by ?? tongue.say('console.transcript.person')} ·{' '}
              {tongue.say('console.when.short', { at: programmeTime(house, event.at) })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function eventWords(tongue: Tongue, house: House, { what, reason, other }: DiaryEvent): string {
  const where = other === null ? '' : placeWords(tongue, house, other);
  const why = reason === null ? '' : tongue.say(`console.diary.reason.${reason}`);
  return tongue.say(`console.diary.event.${what}`, { where, why });
}

function CancelForm({ tongue, visitor }: { tongue: Tongue; visitor: Visitor }) {
  return (
    <section aria-labelledby="cancel">
      <h2 id="cancel">{tongue.say('console.diary.cancel')}</h2>
      <form method="post" action={`${appointmentAddress(visitor.id)}/cancellation`}>
        <fieldset>
          <legend>{tongue.say('console.diary.cancel.why')}</legend>
          {CANCEL_REASONS.map((reason) => (
            <label key={reason} class="choice">
              <input type="radio" name="reason" value={reason} required />
              {tongue.say(`console.diary.reason.${reason}`)}
            </label>
          ))}
        </fieldset>
        <button type="submit">{tongue.say('console.diary.cancel.submit')}</button>
        <p class="quiet small">{tongue.say('console.diary.tells')}</p>
      </form>
    </section>
  );
}
