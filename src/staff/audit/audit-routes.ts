import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { seesEverything, sightOf } from '../../handoff/organisation.ts';
import { roleCan } from '../../handoff/roles.ts';
import { writeAudit } from '../../records/audit.ts';
import { colleaguesOf, readAudit } from '../../records/audit-reading.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, send, sendTrouble, whenReauthenticated, whenStaff } from '../frame/serve.ts';
import { askedOf, auditForm, wantedOf } from './audit-asked.ts';
import { auditCsv } from './audit-csv.ts';
import { AuditPage } from './audit-page.tsx';

const LINES_PER_PAGE = 50;

/** Who did what. Asking is itself written down, before anything is shown. */
export function auditRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { database, seal, house, css } = desk;
  server.get('/audit', async (request, reply) =>
    whenStaff(desk, request, reply, 'read_audit', async (visit) => {
      const asked = auditForm.safeParse(request.query);
      if (!asked.success) return sendTrouble(desk, request, reply.code(400));
      const { staff } = visit;
      const sight = sightOf(house, staff.organisation);
      await writeAudit(database, staff, 'audit_read', askedOf(asked.data));
      const [found, colleagues] = await Promise.all([
        readAudit(database, seal, sight, wantedOf(house, asked.data), asked.data.before ?? null, LINES_PER_PAGE + 1),
        colleaguesOf(database, sight),
      ]);
      const lines = found.slice(0, LINES_PER_PAGE);
      const older = found.length > LINES_PER_PAGE ? (lines.at(-1)?.id ?? null) : null;
      const canExport = roleCan(staff.role, 'export_audit');
      const isOwnOnly = !seesEverything(sight);
      const shown = { asked: asked.data, lines, older, colleagues, canExport, isOwnOnly };
      return send(reply, AuditPage({ visit, css, house, ...shown }));
    }),
  );
  server.post('/audit/export', async (request, reply) =>
    whenStaff(desk, request, reply, 'export_audit', (visit) =>
      whenReauthenticated(visit, reply, `${HOME}/audit`, async () => {
        const { staff, tongue } = visit;
        const asked = auditForm.safeParse(request.body);
        if (!asked.success) return sendTrouble(desk, request, reply.code(400));
        const sight = sightOf(house, staff.organisation);
        await writeAudit(database, staff, 'audit_exported', askedOf(asked.data));
        const colleagues = await colleaguesOf(database, sight);
        const lines = auditCsv(desk, { tongue, sight, colleagues }, wantedOf(house, asked.data));
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="audit.csv"')
          .send(Readable.from(lines));
      }),
    ),
  );
}
