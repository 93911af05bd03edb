import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sightOf } from '../../handoff/organisation.ts';
import { writeAudit } from '../../records/audit.ts';
import { keepReview, REVIEW_VERDICTS, type SampledTalk, sampleOf } from '../../records/reviews.ts';
import type { Staff } from '../../records/staff.ts';
import type { Day } from '../../screening/names.ts';
import { openCaseTalk } from '../case/case-file.ts';
import { caseNumber } from '../case/case-number.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, send, sendTrouble, whenStaff } from '../frame/serve.ts';
import type { StaffVisit } from '../frame/visit.ts';
import { ReviewPage } from './review-page.tsx';
import { ReviewedTalkPage } from './talk-page.tsx';
import { isWeekOver, weekOver } from './week.ts';

const form = z.object({ verdict: z.enum(REVIEW_VERDICTS), comment: z.string().trim().max(2000).default('') });
const turn = z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined);

/** The weekly look at closed talks: the sample, one talk of it, and what was found. Rows of cases are real time, and so are its weeks. */
export function reviewRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { house, css, database, seal } = desk;
  const { timeZone } = house.desk;
  server.get('/review', async (request, reply) =>
    whenStaff(desk, request, reply, 'review_talks', async (visit) => {
      const newest = weekOver(new Date(), timeZone);
      const { week = newest } = request.query as { week?: string };
      if (!isWeekOver(week, new Date(), timeZone)) return sendTrouble(desk, request, reply.code(404));
      const sample = await sampleFor(desk, visit.staff, week);
      return send(reply, ReviewPage({ visit, css, house, week, newest, sample }));
    }),
  );
  server.get('/review/:week/:number', async (request, reply) =>
    whenSampled(desk, request, reply, async (visit, week, sampled) => {
      const { before } = z.object({ before: turn }).parse(request.query);
      const span = before === undefined ? {} : { before };
      const opened = await openCaseTalk(desk, visit.staff, sampled.number, span);
      if (opened === null) return sendTrouble(desk, request, reply.code(404));
      return send(reply, ReviewedTalkPage({ visit, css, house, week, sampled, opened }));
    }),
  );
  server.post('/review/:week/:number', async (request, reply) =>
    whenSampled(desk, request, reply, async ({ staff }, week, { number }) => {
      const read = form.safeParse(request.body ?? {});
      if (!read.success) return sendTrouble(desk, request, reply.code(400));
      const isKept = await database.transaction(async (tx) => {
        const isFirst = await keepReview(tx, seal, { week, number, staff: staff.id, ...read.data });
        if (isFirst) await writeAudit(tx, staff, 'talk_reviewed', { subject: number });
        return isFirst;
      });
      if (!isKept) return sendTrouble(desk, request, reply.code(409));
      return reply.redirect(`${HOME}/review?week=${week}`, 303);
    }),
  );
}

/** The sample of a week of what somebody's organisation sees. */
function sampleFor({ database, seal, house }: StyledDesk, staff: Staff, week: Day): Promise<SampledTalk[]> {
  const sight = sightOf(house, staff.organisation);
  return sampleOf(database, seal, { week, timeZone: house.desk.timeZone, staff: staff.id, sight });
}

/** Answers where the talk is in the sample of that week, and is not one's own. */
async function whenSampled(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (visit: StaffVisit, week: Day, sampled: SampledTalk) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const { timeZone } = desk.house.desk;
  return whenStaff(desk, request, reply, 'review_talks', async (visit) => {
    const { week, number } = request.params as { week: string; number: string };
    const read = caseNumber.safeParse(number);
    if (!read.success || !isWeekOver(week, new Date(), timeZone)) return sendTrouble(desk, request, reply.code(404));
    const sample = await sampleFor(desk, visit.staff, week);
    const sampled = sample.find((one) => one.number === read.data);
    if (sampled === undefined) return sendTrouble(desk, request, reply.code(404));
    if (sampled.isOwn) return sendTrouble(desk, request, reply.code(403), 'forbidden');
    return answer(visit, week, sampled);
  });
}
