import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Instant, localDay } from '../../appointments/local-time.ts';
import { withClosings } from '../../conversation/closings.ts';
import { roleCan } from '../../handoff/roles.ts';
import { dueForReview } from '../../judging/due.ts';
import { countReached, countTold } from '../../records/closing-reach.ts';
import { closingsInForce, standingClosings } from '../../records/closings.ts';
import { openMarks } from '../../records/marks.ts';
import { countNotUnderstood } from '../../records/not-understood.ts';
import type { Day, PathwayId } from '../../screening/names.ts';
import type { TopicId } from '../../screening/programme.ts';
import { type StyledDesk, send, sendTrouble, whenStaff } from '../frame/serve.ts';
import type { ShownClosing } from './closings-section.tsx';
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
      const me = roleCan(visit.staff.role, 'close') ? visit.staff.id : null;
      const closings = { closings: await shownClosings(desk), me, refused: refusedIn(request.query) };
      const shown = withClosings(house, await closingsInForce(database));
      return send(reply, ProgrammePage({ visit, css, house: shown, today: today(), due, unanswered, marks, closings }));
    }),
  );
  server.get('/programme/:id', (request, reply) =>
    whenStaff(desk, request, reply, 'read_programme', async (visit) => {
      const shown = withClosings(house, await closingsInForce(database));
      const pathway = shown.programme.pathways.get((request.params as { id: PathwayId }).id);
      if (pathway === undefined) return sendTrouble(desk, request, reply.code(404));
      return send(reply, PathwayPage({ visit, css, house: shown, today: today(), pathway }));
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

/** What stands, each with whom it still reaches and who was told. */
async function shownClosings({ database, house, clock }: StyledDesk): Promise<ShownClosing[]> {
  const shown: ShownClosing[] = [];
  for (const closing of await standingClosings(database)) {
    const office = house.offices.find(({ id }) => closing.what === 'office' && id === closing.which);
    const reached = { ...closing, timeZone: office?.timeZone ?? null, now: clock.now() as Instant };
    const [left, told] = await Promise.all([countReached(database, reached), countTold(database, closing.id)]);
    shown.push({ ...closing, left, told });
  }
  return shown;
}

const refusal = z.object({ closing: z.enum(['already', 'own', 'gone']).nullable().default(null).catch(null) });

/** What the address says became of a form; anything else is as if it were not there. */
function refusedIn(query: unknown) {
  return refusal.parse(query).closing;
}
