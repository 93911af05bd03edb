import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { mark } from '../../desk/mark.ts';
import { sightOf } from '../../handoff/organisation.ts';
import { isCaseSeen } from '../../records/case-file.ts';
import { MARK_VERDICTS } from '../../records/marks.ts';
import type { LineId } from '../../records/transcript.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, sendTrouble, whenStaff } from '../frame/serve.ts';
import { caseNumber } from './case-number.ts';

const MOST_INT = 2 ** 31 - 1;

const form = z.object({
  line: z.coerce.number().int().positive().max(MOST_INT),
  before: z.coerce.number().int().positive().optional(),
  verdict: z.enum(MARK_VERDICTS),
  comment: z.string().trim().max(1000).default(''),
});

/** Marks what the bot said; afterwards the talk is shown where it was marked. */
export function markRoutes(server: FastifyInstance, desk: StyledDesk): void {
  server.post('/cases/:number/marks', async (request, reply) =>
    whenStaff(desk, request, reply, 'work_cases', async ({ staff }) => {
      const number = caseNumber.safeParse((request.params as { number: string }).number);
      const read = form.safeParse(request.body ?? {});
      const sight = sightOf(desk.house, staff.organisation);
      if (!number.success || !(await isCaseSeen(desk.database, sight, number.data)))
        return sendTrouble(desk, request, reply.code(404));
      if (!read.success) return sendTrouble(desk, request, reply.code(400));
      const line = read.data.line as LineId;
      const part = read.data.before === undefined ? '' : `?before=${read.data.before}`;
      const acted = await mark(desk, staff, number.data, { ...read.data, line });
      if (acted.ok) return reply.redirect(`${HOME}/cases/${number.data}${part}#line-${line}`, 303);
      const isMissing = acted.reason === 'missing' || acted.reason === 'no_such_line';
      return sendTrouble(desk, request, reply.code(isMissing ? 404 : 409));
    }),
  );
}
