import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Instant, localDay } from '../../appointments/local-time.ts';
import { roleCan } from '../../handoff/roles.ts';
import { writeAudit } from '../../records/audit.ts';
import type { Day } from '../../screening/names.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, send, sendTrouble, whenReauthenticated, whenStaff } from '../frame/serve.ts';
import type { StaffVisit } from '../frame/visit.ts';
import { csvOf } from './csv.ts';
import { isFigureName } from './figure.ts';
import { figuresOf } from './figures.ts';
import { type DaysRead, lastDays, readDays } from './period.ts';
import { readCounts, wholesOf } from './read-figures.ts';
import { ReportsPage } from './reports-page.tsx';

const DAYS_SHOWN = 30;

/** What happened, in numbers, and the same numbers as files. */
export function reportRoutes(server: FastifyInstance, desk: StyledDesk): void {
  server.get('/reports', (request, reply) =>
    whenStaff(desk, request, reply, 'read_reports', (visit) => sendReports(desk, request, reply, visit)),
  );
  server.get('/reports/:file', (request, reply) =>
    whenStaff(desk, request, reply, 'export_reports', (visit) =>
      whenReauthenticated(visit, reply, `${HOME}/reports`, () => sendFile(desk, request, reply, visit)),
    ),
  );
}

async function sendReports(desk: StyledDesk, request: FastifyRequest, reply: FastifyReply, visit: StaffVisit) {
  const { house, css } = desk;
  const today = realToday(desk);
  const read = daysAsked(request, today);
  const days = read.ok ? read.days : lastDays(today, DAYS_SHOWN);
  const counts = await readCounts(desk, days);
  const page = ReportsPage({
    ...{ visit, css, days, today, timeZone: house.programme.timeZone },
    trouble: read.ok ? null : read.reason,
    wholes: wholesOf(counts),
    figures: figuresOf({ tongue: visit.tongue, house, counts }),
    mayExport: roleCan(visit.staff.role, 'export_reports'),
  });
  return send(reply.code(read.ok ? 200 : 400), page);
}

async function sendFile(desk: StyledDesk, request: FastifyRequest, reply: FastifyReply, visit: StaffVisit) {
  const { database, house } = desk;
  const name = /^([a-z-]+)\.csv$/.exec((request.params as { file: string }).file)?.[1] ?? '';
  const read = daysAsked(request, realToday(desk));
  if (!isFigureName(name) || !read.ok) return sendTrouble(desk, request, reply.code(read.ok ? 404 : 400));
  const counts = await readCounts(desk, read.days);
  const figure = figuresOf({ tongue: visit.tongue, house, counts }).find((each) => each.name === name);
  if (figure === undefined) return sendTrouble(desk, request, reply.code(404));
  await writeAudit(database, visit.staff, 'exported');
  const { from, to } = read.days;
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="camino-${name}-${from}-${to}.csv"`)
    .send(csvOf(visit.tongue, figure));
}

function daysAsked(request: FastifyRequest, today: Day): DaysRead {
  return readDays(request.query as Readonly<Record<string, unknown>>, lastDays(today, DAYS_SHOWN), today);
}

/** Rows carry real time, whatever day the programme is on. */
function realToday({ house }: StyledDesk): Day {
  return localDay(Date.now() as Instant, house.programme.timeZone) as Day;
}
