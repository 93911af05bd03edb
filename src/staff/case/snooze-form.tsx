import type { LocalDateTime } from '../../appointments/local-time.ts';
import { addDays, daysSinceMonday } from '../../language/calendar-days.ts';
import { ActButton, actionOf, typedIn, Wrong, wrongness } from './act-button.tsx';
import type { CasePageProps } from './case-props.ts';
import { deskTime } from './case-words.ts';

/** When advisers begin in the morning. */
const MORNING = '08:00';

type Preset = { readonly name: 'tomorrow' | 'three-days' | 'monday' | 'same'; readonly until: LocalDateTime };

/** Days that are chosen with one press. @param now the desk's own clock @param before the day of the last snooze, if it still lies ahead */
function snoozePresets(now: LocalDateTime, before: LocalDateTime | null): readonly Preset[] {
  const today = now.slice(0, 10);
  const at = (day: string) => `${day}T${MORNING}`;
  return [
    ...(before !== null && before > now ? [{ name: 'same' as const, until: before }] : []),
    { name: 'tomorrow', until: at(addDays(today, 1)) },
    { name: 'three-days', until: at(addDays(today, 3)) },
    { name: 'monday', until: at(addDays(today, 7 - daysSinceMonday(today))) },
  ];
}

/** Puts the case off. The person's next word wakes it, thanks do not. */
export function SnoozeForm(props: CasePageProps) {
  const { visit, house, file, typed, now, ahead } = props;
  const { tongue } = visit;
  const { snooze } = file.work;
  const before = snooze === null ? null : deskTime(house, new Date(snooze.until.getTime() + ahead));
  const path = 'snooze';
  return (
    <details class="fold" id="snooze" open={typed?.path === path}>
      <summary data-key="s">{tongue.say('console.snooze.title')}</summary>
      <form method="post" action={actionOf(props, path)}>
        <label for="snooze-why">{tongue.say('console.snooze.why')}</label>
        <input id="snooze-why" name="why" type="text" maxLength={1000} value={typedIn(props, path, 'why')} />
        <div class="presets">
          {snoozePresets(now, before).map(({ name, until }) => (
            <ActButton key={name} page={props} act="snooze" name="until" value={until}>
              {name === 'same' ? tongue.say('console.snooze.same', { until }) : tongue.say(`console.snooze.${name}`)}
            </ActButton>
          ))}
        </div>
        <label for="snooze-at">{tongue.say('console.snooze.at')}</label>
        <input
          id="snooze-at"
          name="at"
          type="datetime-local"
          min={now}
          value={typedIn(props, path, 'at')}
          {...wrongness(props, path, 'at')}
        />
        <Wrong tongue={tongue} typed={typed} path={path} field="at" />
        <ActButton page={props} act="snooze">
          {tongue.say('console.snooze.do')}
        </ActButton>
      </form>
    </details>
  );
}
