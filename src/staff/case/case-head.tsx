import type { Instant } from '../../appointments/local-time.ts';
import { dueAt } from '../../handoff/desk-rules.ts';
import { HOME } from '../frame/layout.tsx';
import type { CasePageProps } from './case-props.ts';
import { durationWords, programmeTime, reasonWords, waitedWords } from './case-words.ts';

/** What one must know of a case before anything else: its number, whether it is urgent, why, where it stands, and since when it waits. */
export function CaseHead(props: CasePageProps) {
  const { visit, house, file } = props;
  const { tongue } = visit;
  const of = file.case;
  return (
    <div
      id="head"
      class={of.urgent ? 'heading is-urgent' : 'heading'}
      data-live={`case ${of.number}, queue`}
      data-fragment={`${HOME}/cases/${of.number}?fragment=head`}
    >
      <h1>
        {tongue.say('console.case.title', { number: of.number })}
        {of.urgent && <strong class="urgent">{tongue.say('console.urgent')}</strong>}
      </h1>
      <ol class="reason">
        {of.reasons.map((reason) => (
          <li key={reason}>{reasonWords(tongue, house.programme, reason)}</li>
        ))}
      </ol>
      <p class={`status state-${of.state}`}>
        {tongue.say(of.ownerId === visit.staff.id ? 'console.case.mine' : `console.case.state.${of.state}`)}
      </p>
      <Waits {...props} />
    </div>
  );
}

/** Since when the person waits, and by when they should be answered. */
function Waits({ visit, house, file, ahead, clock }: CasePageProps) {
  const { tongue } = visit;
  const { waitingSince, waitedMinutes, urgent, state } = file.case;
  if (state === 'closed' || state === 'asleep') return null;
  if (waitingSince === null) return <p class="quiet">{tongue.say('console.case.answered')}</p>;
  const since = tongue.say('console.when', { at: programmeTime(house, waitingSince) });
  // The hours of the desk are told in programme time.
  const due = dueAt(house.desk, (waitingSince.getTime() + ahead) as Instant, urgent);
  const minutes = Math.floor((due - clock) / 60_000);
  return (
    <p class="waits">
      {tongue.say('console.case.waits', { since, waited: waitedWords(tongue, waitedMinutes) })}{' '}
      {minutes < 0 ? (
        <strong class="late">{tongue.say('console.case.late', { by: durationWords(tongue, -minutes) })}</strong>
      ) : (
        <span class="due">{tongue.say('console.case.due', { left: durationWords(tongue, minutes) })}</span>
      )}
    </p>
  );
}
