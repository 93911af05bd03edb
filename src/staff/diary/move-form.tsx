import { addDays } from '../../language/calendar-days.ts';
import type { Tongue } from '../frame/tongue.ts';
import { DAYS_SHOWN, type Elsewhere } from './appointment-file.ts';
import type { Visitor } from './diary-day.ts';
import { appointmentAddress, clockAt } from './diary-words.ts';

type Props = { readonly tongue: Tongue; readonly visitor: Visitor; readonly elsewhere: Elsewhere };

/** The free times of an office by day, and the ways to other days and offices. */
export function MoveForm({ tongue, visitor, elsewhere }: Props) {
  const { office, days } = elsewhere;
  const hasTimes = days.some(({ times }) => times.length > 0);
  return (
    <section class="move" aria-labelledby="move">
      <h2 id="move">{tongue.say('console.diary.move')}</h2>
      <Ways tongue={tongue} visitor={visitor} elsewhere={elsewhere} />
      {!hasTimes && <p class="quiet">{tongue.say('console.diary.move.full', { office: office.name })}</p>}
      {hasTimes && (
        <form method="post" action={`${appointmentAddress(visitor.id)}/move`}>
          <input type="hidden" name="office" value={office.id} />
          {days
            .filter(({ times }) => times.length > 0)
            .map(({ day, times }) => (
              <fieldset key={day} class="free-times">
                <legend>{tongue.say('console.diary.day.long', { day })}</legend>
                {times.map(({ startsAt, free }) => (
                  <label key={startsAt} class="choice">
                    <input type="radio" name="startsAt" value={startsAt} required />
                    {clockAt(office, startsAt)}{' '}
                    <span class="quiet small">{tongue.say('console.diary.free', { n: free })}</span>
                  </label>
                ))}
              </fieldset>
            ))}
          <button type="submit">{tongue.say('console.diary.move.submit')}</button>
          <p class="quiet small">{tongue.say('console.diary.tells')}</p>
        </form>
      )}
    </section>
  );
}

function Ways({ tongue, visitor, elsewhere: { office, offices, from } }: Props) {
  const address = (to: string, day: string) => `${appointmentAddress(visitor.id)}?office=${to}&from=${day}#move`;
  return (
    <nav class="near" aria-label={tongue.say('console.diary.days')}>
      {offices.length > 1 &&
        offices.map(({ id, name }) => (
          <a key={id} href={address(id, from)} aria-current={id === office.id ? 'true' : undefined}>
            {name}
          </a>
        ))}
      <a rel="prev" href={address(office.id, addDays(from, -DAYS_SHOWN))}>
        ← {tongue.say('console.diary.week-before')}
      </a>
      <a rel="next" href={address(office.id, addDays(from, DAYS_SHOWN))}>
        {tongue.say('console.diary.week-after')} →
      </a>
    </nav>
  );
}
