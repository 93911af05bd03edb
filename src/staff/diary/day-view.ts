import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LocalDay } from '../../appointments/local-time.ts';
import type { Office } from '../../appointments/office.ts';
import { writeAudit, writeLooking } from '../../records/audit.ts';
import { standingClosings } from '../../records/closings.ts';
import { isDay } from '../../screening/names.ts';
import { type StyledDesk, send } from '../frame/serve.ts';
import type { Desk, StaffVisit } from '../frame/visit.ts';
import { readDiaryDay } from './diary-day.ts';
import type { Outcome } from './diary-note.tsx';
import { Day, DiaryPage } from './diary-page.tsx';

import type { WalkInTyped } from './walk-ins-view.tsx';

const NOTHING_TYPED: WalkInTyped = { reference: '', language: '' };

/** What a day's page is to say besides the day. */
type DayShown = {
  readonly office: Office;
  readonly day: LocalDay;
  readonly outcome: Outcome;
  readonly typed?: WalkInTyped;
};

/** Shows a day; that it was looked at is written down. */
export async function sendDay(
  desk: StyledDesk,
  reply: FastifyReply,
  visit: StaffVisit,
  { office, day, outcome, typed = NOTHING_TYPED }: DayShown,
): Promise<FastifyReply> {
  const { database, house, css } = desk;
  const [diary, closings] = await Promise.all([
    readDiaryDay(desk, visit.staff, office, day),
    standingClosings(database),
  ]);
  await writeAudit(database, visit.staff, 'diary_read', { subject: `${office.id} ${day}` });
  return send(reply, DiaryPage({ visit, css, house, diary, outcome, typed, closings }));
}

/** What is new in a day that somebody has open already. */
export async function sendDayAgain(
  desk: StyledDesk,
  reply: FastifyReply,
  { staff, tongue }: StaffVisit,
  { office, day }: Pick<DayShown, 'office' | 'day'>,
): Promise<FastifyReply> {
  const diary = await readDiaryDay(desk, staff, office, day);
  await writeLooking(desk.database, staff, 'diary_read', `${office.id} ${day}`);
  return send(reply, Day({ tongue, house: desk.house, diary }));
}

/** The office and day that an address names, or null where there is no such office or day. */
export function dayIn({ house }: Desk, request: FastifyRequest): { office: Office; day: LocalDay } | null {
  const params = request.params as { office: string; day: string };
  const office = house.offices.find(({ id }) => id === params.office);
  return office === undefined || !isDay(params.day) ? null : { office, day: params.day };
}
