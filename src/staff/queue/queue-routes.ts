import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { sightOf } from '../../handoff/organisation.ts';
import { standingClosings } from '../../records/closings.ts';
import { findCase } from '../../records/find-case.ts';
import { presentIn } from '../../records/presence.ts';
import { casesIn, countCases, urgentWaiting } from '../../records/queue.ts';
import type { Asker } from '../../records/queue-views.ts';
import type { Staff } from '../../records/staff.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, send, whenStaff } from '../frame/serve.ts';
import type { StaffVisit } from '../frame/visit.ts';
import { Alarm } from './alarm.tsx';
import { dueOf, lateSince } from './due.ts';
import { type QueuePageAsked, queueAsked } from './queue-asked.ts';
import { QueueList } from './queue-list.tsx';
import { QueuePage } from './queue-page.tsx';
import type { QueueShown } from './queue-shown.ts';

/** How many cases stand on one page. */
const CASES_PER_PAGE = 50;

const searchForm = z.object({ text: z.string().trim().min(1).max(20) });

/** Who waits, and how to find somebody. */
export function queueRoutes(server: FastifyInstance, desk: StyledDesk): void {
  server.get('/cases', async (request, reply) =>
    whenStaff(desk, request, reply, 'read_cases', async (visit) => {
      const asked = queueAsked(desk.house, request.query);
      const isFragment = (request.query as { fragment?: unknown }).fragment === 'list';
      if (!isFragment) return sendPage(desk, visit, reply, asked);
      const shown = await readQueue(desk, visit, asked);
      return send(reply, QueueList({ tongue: visit.tongue, shown }));
    }),
  );
  server.get('/alarm', async (request, reply) =>
    whenStaff(desk, request, reply, 'read_cases', async ({ tongue, staff }) => {
      return send(reply, Alarm({ tongue, ...(await urgentWaiting(desk.database, askerOf(desk, staff))) }));
    }),
  );
  server.post('/cases/search', async (request, reply) =>
    whenStaff(desk, request, reply, 'read_cases', async (visit) => {
      const form = searchForm.safeParse(request.body);
      const sight = sightOf(desk.house, visit.staff.organisation);
      const number = form.success ? await findCase(desk.database, visit.staff, sight, form.data.text) : null;
      if (number !== null) return reply.redirect(`${HOME}/cases/${number}`, 303);
      const back = { ...visit, address: `${HOME}/cases` };
      return sendPage(desk, back, reply.code(404), queueAsked(desk.house, {}), true);
    }),
  );
}

async function sendPage(
  desk: StyledDesk,
  visit: StaffVisit,
  reply: FastifyReply,
  asked: QueuePageAsked,
  notFound = false,
): Promise<FastifyReply> {
  const [shown, { first }, closings] = await Promise.all([
    readQueue(desk, visit, asked),
    urgentWaiting(desk.database, askerOf(desk, visit.staff)),
    standingClosings(desk.database),
  ]);
  return send(reply, QueuePage({ visit, css: desk.css, shown, first, closings, notFound }));
}

function askerOf({ house, clock }: StyledDesk, staff: Staff, real = Date.now()): Asker {
  return { staff, sight: sightOf(house, staff.organisation), late: lateSince(house.desk, clock, real) };
}

async function readQueue(desk: StyledDesk, { staff }: StaffVisit, asked: QueuePageAsked): Promise<QueueShown> {
  const { database, house, clock } = desk;
  const real = Date.now();
  const asker = askerOf(desk, staff, real);
  const page = { after: asked.after, limit: CASES_PER_PAGE + 1 };
  const [found, counts] = await Promise.all([casesIn(database, asker, asked, page), countCases(database, asker)]);
  const cases = found.slice(0, CASES_PER_PAGE);
  const present = await presentIn(
    database,
    cases.map(({ number }) => number),
  );
  const lines = cases.map((line) => ({
    ...line,
    due: dueOf(house.desk, clock, real, line),
    present: present.filter(({ number }) => number === line.number),
  }));
  return { house, staff, asked, counts, lines, goesOn: found.length > CASES_PER_PAGE, ahead: clock.now() - real };
}
