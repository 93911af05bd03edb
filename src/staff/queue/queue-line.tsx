import type { LocalDateTime } from '../../appointments/local-time.ts';
import { officeTime, programmeTime, reasonWords, waitedWords } from '../case/case-words.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { Colleagues } from '../live/presence-view.tsx';
import type { QueueShown } from './queue-shown.ts';

type Line = QueueShown['lines'][number];

type Props = { readonly tongue: Tongue; readonly shown: QueueShown; readonly line: Line };

/** One case in the list: all that says which to take next. */
export function CaseRow({ mayClaim, ...props }: Props & { readonly mayClaim: boolean }) {
  const { tongue, shown, line } = props;
  const { number } = line;
  const reason = line.reasons.map((each) => reasonWords(tongue, shown.house.programme, each)).join(' · ');
  return (
    <tr id={`case-${number}`} data-row class={line.urgent ? 'is-urgent' : undefined}>
      <th scope="row" class="number">
        {number}
      </th>
      <td class="reason">
        {line.urgent && <strong class="urgent">{tongue.say('console.urgent')}</strong>}
        <a id={`to-${number}`} href={`${HOME}/cases/${number}`}>
          {reason}
        </a>
        <Signs {...props} />
      </td>
      <td class="language">
        {tongue.say(`console.language.${line.language ?? 'unknown'}`)}
        {line.office !== null && <span class="aside">{officeName(shown, line)}</span>}
      </td>
      <td class="since">
        <Waits {...props} />
      </td>
      <td class="screening">
        <span class={`status ${line.screening ?? 'unfinished'}`}>
          {tongue.say(`console.status.${line.screening ?? 'unfinished'}`)}
        </span>
        <Booked {...props} />
      </td>
      <td class="act">
        {mayClaim && (
          <button
            type="submit"
            formaction={`${HOME}/cases/${number}/claim`}
            data-key="c"
            aria-describedby={`to-${number}`}
          >
            {tongue.say('console.cases.claim')}
          </button>
        )}
      </td>
    </tr>
  );
}

function officeName({ house }: QueueShown, { office }: Line): string {
  return house.offices.find(({ id }) => id === office)?.name ?? office ?? '';
}

/** What is said of a case below why it is open: who has it, who is there, what is new, and why it is stuck. */
function Signs({ tongue, shown, line }: Props) {
  const isMine = shown.asked.view === 'mine';
  const signs = [
    line.mentionsMe && { name: 'mention', words: tongue.say('console.cases.mentions-me') },
    line.owner !== null && !isMine && { name: 'owner', words: tongue.say('console.cases.owner', { name: line.owner }) },
    line.state === 'referred' && { name: 'referred', words: tongue.say('console.cases.state.referred') },
    line.state === 'claimed' && line.wroteLast && { name: 'wrote', words: tongue.say('console.cases.wrote-last') },
  ].filter((sign) => sign !== false);
  return (
    <>
      {signs.length > 0 && (
        <ul class="signs">
          {signs.map(({ name, words }) => (
            <li key={name} class={name}>
              {words}
            </li>
          ))}
        </ul>
      )}
      <Colleagues tongue={tongue} staff={shown.staff} present={line.present} />
      {shown.asked.view === 'stuck' && (
        <ul class="stuck">
          {line.stuck.map((because) => (
            <li key={because}>{tongue.say(`console.cases.stuck.${because}`)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Waits({ tongue, shown, line }: Props) {
  const { due, state, closedAt, waitingSince } = line;
  const at = (moment: Date): LocalDateTime => programmeTime(shown.house, new Date(moment.getTime() + shown.ahead));
  if (closedAt !== null) return <>{tongue.say('console.cases.closed-at', { at: at(closedAt) })}</>;
  if (waitingSince === null) return <span class="quiet">{tongue.say('console.cases.nobody-waits')}</span>;
  if (state === 'asleep') return <>{tongue.say('console.cases.asleep-until', { at: at(waitingSince) })}</>;
  return (
    <>
      {waitedWords(tongue, line.waitedMinutes)}
      {due !== null && (
        <span class={due.isLate ? 'due is-late' : 'due'}>
          {tongue.say(due.isLate ? 'console.cases.late' : 'console.cases.due', {
            time: waitedWords(tongue, due.minutes),
          })}
        </span>
      )}
    </>
  );
}

function Booked({ tongue, shown, line: { appointment } }: Props) {
  if (appointment === null) return null;
  const { name, at } = officeTime(shown.house, appointment.office, appointment.startsAt);
  return <span class="aside">{tongue.say('console.cases.appointment.at', { at, office: name })}</span>;
}
