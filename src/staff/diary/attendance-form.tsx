import { ATTENDANCES, diaryCan } from '../../appointments/attendance.ts';
import type { Instant } from '../../appointments/local-time.ts';
import type { DiaryLine } from '../../records/diary.ts';
import type { Tongue } from '../frame/tongue.ts';
import { appointmentAddress } from './diary-words.ts';

type Props = {
  readonly tongue: Tongue;
  readonly visitor: DiaryLine;
  readonly now: Instant;
  readonly timeZone: string;
  /** The page to come back to. */
  readonly back: 'day' | 'appointment';
};

/** Came, did not come, or what is noted and how to correct it; on paper, boxes to tick. */
export function AttendanceForm({ tongue, visitor, now, timeZone, back }: Props) {
  const { id, attendance, code } = visitor;
  const offered =
    attendance !== null ? [] : ATTENDANCES.filter((act) => diaryCan(act, visitor, now, timeZone) === null);
  const canCorrect = attendance !== null && diaryCan(attendance, visitor, now, timeZone) === null;
  return (
    <>
      {attendance !== null && <span class={`status ${attendance}`}>{tongue.say(`console.diary.${attendance}`)}</span>}
      {(offered.length > 0 || canCorrect) && (
        <form method="post" action={`${appointmentAddress(id)}/attendance`}>
          <input type="hidden" name="seen" value={attendance ?? ''} />
          <input type="hidden" name="back" value={back} />
          {offered.map((act) => (
            <button
              key={act}
              type="submit"
              name="came"
              value={act}
              aria-label={tongue.say(`console.diary.${act}.of`, { code })}
            >
              {tongue.say(`console.diary.${act}`)}
            </button>
          ))}
          {canCorrect && (
            <button type="submit" name="came" value="" aria-label={tongue.say('console.diary.correct.of', { code })}>
              {tongue.say('console.diary.correct')}
            </button>
          )}
        </form>
      )}
      {attendance === null && (
        <span class="boxes" aria-hidden="true">
          {ATTENDANCES.map((act) => (
            <span key={act} class="box">
              {tongue.say(`console.diary.${act}`)}
            </span>
          ))}
        </span>
      )}
    </>
  );
}
