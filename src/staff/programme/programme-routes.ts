import type { FastifyInstance } from 'fastify';
import { type Instant, localDay } from '../../appointments/local-time.ts';
import { roleCan } from '../../handoff/roles.ts';
import { dueForReview } from '../../judging/due.ts';
import { openMarks } from '../../records/marks.ts';
import { countNotUnderstood } from '../../records/not-understood.ts';
import type { Day, PathwayId } from '../../screening/names.ts';
import type { TopicId } from '../../screening/programme.ts';
import { type StyledDesk, send, sendTrouble, whenStaff } from '../frame/serve.ts';
import { PathwayPage } from './pathway-page.tsx';
import { ProgrammePage } from './programme-page.tsx';
import { TopicPage } from './topic-page.tsx';
import { unansweredMonths } from './unanswered.ts';

/** Of what is marked, so many at once: the oldest. */
const MOST_MARKS = 50;

/** What the bot believes, on the programme's own day. */
export function programmeRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { database, seal, house, clock, css } = desk;
  const { programme } = house;
  const today = () => localDay(clock.now() as Instant, programme.timeZone) as Day;
  server.get('/programme', (request, reply) =>
    whenStaff(desk, request, reply, 'read_programme', async (visit) => {
      // What was not understood is counted by the months in which it was written.
      const real = localDay(Date.now() as Instant, programme.timeZone);
      const unanswered = unansweredMonths(await countNotUnderstood(database), real);
      const marks = roleCan(visit.staff.role, 'settle_marks') ? await openMarks(database, seal, MOST_MARKS) : null;
      const due = dueForReview(programme, today());
      return send(reply, ProgrammePage({ visit, css, house, today: today(), due, unanswered, marks }));
    }),
  );
  server.get('/programme/:id', (request, reply) =>
    whenStaff(desk, request, reply, 'read_programme', async (visit) => {
      const pathway = programme.pathways.get((request.params as { id: PathwayId }).id);
      if (pathway === undefined) return sendTrouble(desk, request, reply.code(404));
      return send(reply, PathwayPage({ visit, css, house, today: today(), pathway }));
    }),
  );
  server.get('/programme/topics/:id', (request, reply) =>
    whenStaff(desk, request, reply, 'read_programme', async (visit) => {
      const topic = programme.topics.get((request.params as { id: TopicId }).id);
      if (topic === undefined) return sendTrouble(desk, request, reply.code(404));
      return send(reply, TopicPage({ visit, css, house, today: today(), topic }));
    }),
  );
}
