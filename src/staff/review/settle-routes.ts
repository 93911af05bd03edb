import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { writeAudit } from '../../records/audit.ts';
import { type MarkId, settleMark } from '../../records/marks.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, sendTrouble, whenStaff } from '../frame/serve.ts';

const form = z.object({ word: z.string().trim().min(1).max(1000) });
const markId = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform((id) => Number(id) as MarkId);

/** Answers to what advisers marked in the bot's words; the list stands on the page of the programme. */
export function settleRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { database, seal } = desk;
  server.post('/marks/:id/settlement', async (request, reply) =>
    whenStaff(desk, request, reply, 'settle_marks', async ({ staff }) => {
      const id = markId.safeParse((request.params as { id: string }).id);
      const read = form.safeParse(request.body ?? {});
      if (!id.success) return sendTrouble(desk, request, reply.code(404));
      if (!read.success) return sendTrouble(desk, request, reply.code(400));
      const isSettled = await database.transaction(async (tx) => {
        const done = await settleMark(tx, seal, { mark: id.data, staff: staff.id, word: read.data.word });
        if (done) await writeAudit(tx, staff, 'mark_settled', { subject: `mark ${id.data}` });
        return done;
      });
      return isSettled ? reply.redirect(`${HOME}/programme#marks`, 303) : sendTrouble(desk, request, reply.code(409));
    }),
  );
}
