import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { AppointmentId } from '../../appointments/appointment.ts';
import { askWord, cancel, type Done, move, note } from '../../desk/diary.ts';
import type { Staff } from '../../records/staff.ts';
import { type StyledDesk, sendTrouble, whenStaff } from '../frame/serve.ts';
import { WORD } from './appointment-told.tsx';
import { todayAt } from './diary-day.ts';
import { appointmentKey, attendanceForm, cancelForm, moveForm, withOutcome, wordForm } from './diary-forms.ts';
import type { Outcome } from './diary-note.tsx';
import { appointmentAddress, dayAddress } from './diary-words.ts';

/** What is done with one appointment. */
export function appointmentRoutes(server: FastifyInstance, desk: StyledDesk): void {
  post(server, desk, 'attendance', attendanceForm, async (staff, id, { came, seen, back }) => {
    const done = await note(desk, staff, id, { came, seen });
    const outcome = done.ok ? ({ said: came === null ? 'taken_back' : 'noted' } as const) : { no: done.reason };
    if (back === 'appointment' || !done.ok) return within(id, outcome);
    const { office: at, startsAt } = done.line;
    const office = desk.house.offices.find((one) => one.id === at);
    return office === undefined
      ? within(id, outcome)
      : `${withOutcome(dayAddress(at, todayAt(office, startsAt)), outcome)}#a-${id}`;
  });
  post(server, desk, 'move', moveForm, async (staff, id, wanted) => {
    const done = await move(desk, staff, id, wanted);
    return done.ok ? within(done.appointment, { said: 'moved', told: done.told }) : refused(id, done);
  });
  post(server, desk, 'word', wordForm, async (staff, id) => {
    const done = await askWord(desk, staff, id);
    return done.ok ? `${appointmentAddress(id)}#${WORD}` : refused(id, done);
  });
  post(server, desk, 'cancellation', cancelForm, async (staff, id, { reason }) => {
    const done = await cancel(desk, staff, id, reason);
    return done.ok ? within(id, { said: 'cancelled', told: done.told }) : refused(id, done);
  });
}

/** A form about an appointment. @param act what it does, and to which page it leads then */
function post<Form extends z.ZodType>(
  server: FastifyInstance,
  desk: StyledDesk,
  name: string,
  form: Form,
  act: (staff: Staff, id: AppointmentId, given: z.infer<Form>) => Promise<string>,
): void {
  server.post(`/diary/appointments/:id/${name}`, async (request: FastifyRequest, reply: FastifyReply) =>
    whenStaff(desk, request, reply, 'keep_diary', async ({ staff }) => {
      const id = appointmentKey.safeParse((request.params as { id: string }).id);
      if (!id.success) return sendTrouble(desk, request, reply.code(404));
      const given = form.safeParse(request.body);
      const to = given.success ? await act(staff, id.data, given.data) : within(id.data, { no: 'nothing_chosen' });
      return reply.redirect(to, 303);
    }),
  );
}

function refused(id: AppointmentId, { reason }: Extract<Done, { ok: false }>): string {
  return within(id, { no: reason });
}

function within(id: AppointmentId, outcome: Partial<Outcome>): string {
  return withOutcome(appointmentAddress(id), outcome);
}
