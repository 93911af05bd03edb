import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Instant } from '../../appointments/local-time.ts';
import type { Office } from '../../appointments/office.ts';
import { placeInDiary } from '../../desk/diary.ts';
import { writeAudit } from '../../records/audit.ts';
import { isDay } from '../../screening/names.ts';
import { type StyledDesk, send, sendTrouble, whenStaff } from '../frame/serve.ts';
import type { Desk } from '../frame/visit.ts';
import { readAppointmentFile } from './appointment-file.ts';
import { AppointmentPage } from './appointment-page.tsx';
import { appointmentRoutes } from './appointment-routes.ts';
import { dayIn, sendDay, sendDayAgain } from './day-view.ts';
import { todayAt } from './diary-day.ts';
import { appointmentKey, outcomeIn } from './diary-forms.ts';
import { dayAddress } from './diary-words.ts';
import { walkInRoutes } from './walk-in-routes.ts';

/** The diary of the offices: its days, its appointments, and what is done with them. */
export function diaryRoutes(server: FastifyInstance, desk: StyledDesk): void {
  server.get('/diary', async (request, reply) =>
    whenStaff(desk, request, reply, 'keep_diary', async () => toDay(desk, request, reply)),
  );
  server.get('/diary/:office/:day', async (request, reply) =>
    whenStaff(desk, request, reply, 'keep_diary', async (visit) => {
      const at = dayIn(desk, request);
      if (at === null) return sendTrouble(desk, request, reply.code(404));
      if ((request.query as { fragment?: unknown }).fragment === 'day') return sendDayAgain(desk, reply, visit, at);
      keepOffice(desk, reply, at.office);
      return sendDay(desk, reply, visit, { ...at, outcome: outcomeIn(request.query) });
    }),
  );
  server.get('/diary/appointments/:id', async (request, reply) =>
    whenStaff(desk, request, reply, 'keep_diary', async (visit) => {
      const id = appointmentKey.safeParse((request.params as { id: string }).id);
      const { office, from } = request.query as { office?: unknown; from?: unknown };
      const looking = { office: typeof office === 'string' ? office : null, from: isDay(from) ? from : null };
      const file = id.success ? await readAppointmentFile(desk, visit.staff, id.data, looking) : null;
      if (file === null) return sendTrouble(desk, request, reply.code(404));
      await writeAudit(desk.database, visit.staff, 'diary_read', { subject: placeInDiary(file.office, file.visitor) });
      const { house, css } = desk;
      return send(reply, AppointmentPage({ visit, css, house, file, outcome: outcomeIn(request.query) }));
    }),
  );
  appointmentRoutes(server, desk);
  walkInRoutes(server, desk);
}

const OFFICE_COOKIE = 'camino_office';
const YEAR_SECONDS = 365 * 24 * 3600;

/** Whoever sits in one office finds its diary again. */
function keepOffice({ secure }: Desk, reply: FastifyReply, { id }: Office): void {
  reply.setCookie(OFFICE_COOKIE, id, { path: '/', httpOnly: true, sameSite: 'strict', secure, maxAge: YEAR_SECONDS });
}

/** The day that was asked for, or today, at the office that was asked for, or the one looked at last. */
function toDay(desk: StyledDesk, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { house, clock } = desk;
  const { office: asked, day } = request.query as { office?: unknown; day?: unknown };
  const names = [asked, request.cookies[OFFICE_COOKIE]];
  const named = names.map((name) => house.offices.find(({ id }) => id === name)).find((one) => one !== undefined);
  const office = named ?? house.offices[0];
  if (office === undefined) return sendTrouble(desk, request, reply.code(404));
  return reply.redirect(dayAddress(office.id, isDay(day) ? day : todayAt(office, clock.now() as Instant)), 303);
}
