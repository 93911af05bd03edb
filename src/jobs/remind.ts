import type { AppointmentId } from '../appointments/appointment.ts';
import { isDecent } from '../appointments/decent-hours.ts';
import type { Instant } from '../appointments/local-time.ts';
import type { Office } from '../appointments/office.ts';
import { ANSWER_WITHIN, dueFor, isTakenLater, REMINDERS, silentSince } from '../appointments/reminders.ts';
import { isOffered } from '../appointments/slots.ts';
import { type ByTemplate, tellNews, whenAndWhere } from '../conversation/news.ts';
import { isBreakdown } from '../database/breakdown.ts';
import type { Connection } from '../database/database.ts';
import { reasonOf } from '../ops/log.ts';
import type { Step } from '../ops/loop.ts';
import { handOff } from '../records/cases.ts';
import { holdPeople } from '../records/corrections.ts';
import { type Due, type DueNotice, nextDue, nextMissed, noteNotice, takeNotice } from '../records/notices.ts';
import type { Means } from './means.ts';

/** What reminding works with. @property step told what is done, where a test wants to know */
type Reminding = Means & { readonly step?: Step };

/**
 * Tells everybody who is due for a notice of their appointment, each in a transaction of their own: that it is told, the words and the
 * transcript are written together, so that who is killed in between has told nobody. Nothing here cancels an appointment.
 * @param now programme time
 * @returns whether anybody was told, or could have been
 */
export async function remind(means: Reminding, now: Instant): Promise<boolean> {
  const failed: AppointmentId[] = [];
  let told = 0;
  while (await remindNext(means, now, failed)) told += 1;
  return told > 0;
}

/** @param failed appointments whose notice could not be told now: they must not keep the others waiting */
async function remindNext(means: Reminding, now: Instant, failed: AppointmentId[]): Promise<boolean> {
  let found: DueNotice | null = null;
  try {
    const outcome = await means.database.transaction(async (tx) => {
      found = await nextNotice(means, tx, now, failed);
      return found === null ? null : tell(means, tx, found, now);
    });
    if (outcome !== null) means.step?.('notice_committed');
    return outcome !== null;
  } catch (error) {
    const notice = found as DueNotice | null;
    if (notice === null || isBreakdown(error)) throw error;
    failed.push(notice.appointment);
    means.log.write({ event: 'notice_failed', kind: notice.kind, ...reasonOf(error) });
    return true;
  }
}

async function nextNotice(
  { house: { offices } }: Means,
  tx: Connection,
  now: Instant,
  failed: readonly AppointmentId[],
): Promise<DueNotice | null> {
  const awake = offices.filter(({ timeZone }) => isDecent(now, timeZone)).map(({ id }) => id);
  const due = offices.flatMap((office) => dueAt(office, now));
  return (await nextDue(tx, due, failed)) ?? (await nextMissed(tx, awake, failed));
}

/** For what the appointments of an office are due now. */
function dueAt({ id: office, timeZone }: Office, now: Instant): Due[] {
  const reminders = REMINDERS.flatMap((kind): Due[] => {
    const starting = dueFor(kind, now, timeZone);
    const behind = kind === 'again' ? { kind: 'two_days' as const, askedBy: (now - ANSWER_WITHIN) as Instant } : null;
    return starting === null ? [] : [{ kind, office, ...starting, behind, unlessComing: kind !== 'three_hours' }];
  });
  const silent = { kind: 'again' as const, askedBy: silentSince(now, timeZone) };
  const span = { after: now, until: (now + LONGEST_AHEAD) as Instant };
  return [...reminders, { kind: 'unanswered', office, ...span, behind: silent, unlessComing: true }];
}

/** Nobody is asked longer before. */
const LONGEST_AHEAD = 72 * 3600_000;

async function tell(means: Reminding, tx: Connection, notice: DueNotice, now: Instant): Promise<string> {
  await holdPeople(tx, [notice.person]);
  // Told, cancelled or moved since it was found: the next look finds it no more.
  if (!(await takeNotice(tx, notice, now))) return 'gone';
  means.step?.('notice_taken');
  const told = await tellOne(means, tx, notice);
  means.step?.('notice_told');
  await noteNotice(tx, notice, told);
  means.log.write({ event: 'notice', kind: notice.kind, told });
  return told;
}

async function tellOne(means: Means, tx: Connection, notice: DueNotice): Promise<string> {
  const { kind, person, turn, startsAt, endsAt, takenAt } = notice;
  const office = means.house.offices.find(({ id }) => id === notice.office);
  if (office === undefined) throw new Error(`A notice is due for ${notice.office}, which is no office.`);
  if (kind === 'missed') return tellNews(means, tx, person, newsOf(means, kind, notice, office));
  // Nobody is asked to come where nobody is received any more.
  const isReceived = isOffered(office, startsAt, endsAt);
  if (isReceived && kind !== 'unanswered')
    return isTakenLater(kind, takenAt, startsAt, office.timeZone)
      ? 'taken_later'
      : tellNews(means, tx, person, newsOf(means, kind, notice, office));
  await handOff(tx, [{ person, turn, reason: isReceived ? 'unconfirmed' : 'must_move', urgent: false }]);
  return 'case';
}

/** The words are neutral: whoever holds the phone may read them. */
function newsOf(
  { house }: Means,
  kind: Exclude<DueNotice['kind'], 'unanswered'>,
  notice: DueNotice,
  office: Office,
): ByTemplate {
  const { appointment: about, startsAt, code } = notice;
  const values = whenAndWhere(house, office, startsAt);
  const come = (how: 'yes' | 'no' | 'move') => `coming=${how}:${startsAt}`;
  switch (kind) {
    case 'two_days':
    case 'again': {
      const asks = { template: 'appointment-reminder', options: [come('yes'), come('no'), come('move')] } as const;
      return { ...asks, values: { ...values, code }, about, ...(kind === 'again' && { by: 'sms' }) };
    }
    case 'three_hours':
      return {
        template: 'appointment-soon',
        values: { ...values, code },
        options: ['appointment=way', come('no')],
        about,
      };
    case 'missed':
      return { template: 'appointment-missed', values, options: ['again=book'], about };
  }
}
