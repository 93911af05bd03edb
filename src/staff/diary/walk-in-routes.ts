import type { FastifyInstance } from 'fastify';
import type { Instant } from '../../appointments/local-time.ts';
import { writeAudit } from '../../records/audit.ts';
import { noteWalkIn, takeBackWalkIn } from '../../records/walk-ins.ts';
import { type StyledDesk, sendTrouble, whenStaff } from '../frame/serve.ts';
import { dayIn, sendDay } from './day-view.ts';
import { todayAt } from './diary-day.ts';
import { walkInForm, walkInTakenBackForm, withOutcome } from './diary-forms.ts';
import { dayAddress } from './diary-words.ts';

/** Who comes without an appointment: noted on the day or after it, never before. */
export function walkInRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { database, clock } = desk;
  server.post('/diary/:office/:day/walk-ins', async (request, reply) =>
    whenStaff(desk, request, reply, 'keep_diary', async (visit) => {
      const at = dayIn(desk, request);
      const given = walkInForm.safeParse(request.body);
      if (at === null || at.day > todayAt(at.office, clock.now() as Instant))
        return sendTrouble(desk, request, reply.code(404));
      const { office, day } = at;
      const { id: by } = visit.staff;
      if (!given.success) return reply.redirect(withOutcome(dayAddress(office.id, day), { no: 'nothing_chosen' }), 303);
      const { id, language, reference } = given.data;
      const noted = await database.transaction(async (tx) => {
        const wanted = { id, office: office.id, day, reference: reference || null, language, by };
        const result = await noteWalkIn(tx, wanted);
        if (result.ok) await writeAudit(tx, visit.staff, 'walk_in_noted', { subject: `${office.id} ${day}` });
        return result;
      });
      if (noted.ok)
        return reply.redirect(`${withOutcome(dayAddress(office.id, day), { said: 'walk_in' })}#walk-ins`, 303);
      // What was typed is shown again, and stands in no address.
      const outcome = { said: null, told: null, no: noted.reason };
      const typed = { reference, language: language ?? '' };
      return sendDay(desk, reply.code(422), visit, { office, day, outcome, typed });
    }),
  );
  server.post('/diary/:office/:day/walk-ins/taken-back', async (request, reply) =>
    whenStaff(desk, request, reply, 'keep_diary', async ({ staff }) => {
      const at = dayIn(desk, request);
      const given = walkInTakenBackForm.safeParse(request.body);
      if (at === null || !given.success) return sendTrouble(desk, request, reply.code(404));
      const { office, day } = at;
      await database.transaction(async (tx) => {
        const taken = await takeBackWalkIn(tx, office.id, day, { id: given.data.id, by: staff.id });
        if (taken) await writeAudit(tx, staff, 'walk_in_noted', { subject: `${office.id} ${day}: taken back` });
      });
      return reply.redirect(`${withOutcome(dayAddress(office.id, day), { said: 'walk_in_taken_back' })}#walk-ins`, 303);
    }),
  );
}
