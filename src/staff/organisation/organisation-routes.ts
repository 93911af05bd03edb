import type { FastifyInstance } from 'fastify';
import { type StyledDesk, send, whenStaff } from '../frame/serve.ts';
import { OrganisationsPage } from './organisations-page.tsx';

/** Who shares the desk. */
export function organisationRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { house, css } = desk;
  server.get('/organisations', async (request, reply) =>
    whenStaff(desk, request, reply, 'read_programme', async (visit) =>
      send(reply, OrganisationsPage({ visit, css, house })),
    ),
  );
}
