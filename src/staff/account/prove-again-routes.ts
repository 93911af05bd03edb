import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Proof, proveAgain } from '../../records/own-account.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, send, whenSignedIn } from '../frame/serve.ts';
import type { StaffVisit } from '../frame/visit.ts';
import { type TroubleProps, waiting } from './card.tsx';
import { localPath } from './local-path.ts';
import { ProveAgainPage } from './prove-again-page.tsx';

const typed = z.string().min(1).max(1000);
const proofForm = z.union([
  z.object({ password: typed }).transform(({ password }): Proof => ({ kind: 'password', typed: password })),
  z.object({ code: typed }).transform(({ code }): Proof => ({ kind: 'code', typed: code.trim() })),
]);

/** Showing once more that it is they, before what weighs more than reading. */
export function proveAgainRoutes(server: FastifyInstance, desk: StyledDesk): void {
  server.get('/reauthenticate', (request, reply) =>
    whenSignedIn(desk, request, reply, async (visit) => ask(desk, visit, reply, nextOf(request.query), null), 'any'),
  );
  server.post('/reauthenticate', (request, reply) =>
    whenSignedIn(desk, request, reply, (visit) => take(desk, visit, request, reply), 'any'),
  );
}

function ask(
  desk: StyledDesk,
  visit: StaffVisit,
  reply: FastifyReply,
  next: string,
  trouble: TroubleProps | null,
): FastifyReply {
  const { hasFactor, way } = visit.session;
  const atProvider = way === 'provider' && desk.provider != null;
  return send(reply, ProveAgainPage({ visit, css: desk.css, trouble, next, hasFactor, atProvider }));
}

async function take(
  desk: StyledDesk,
  visit: StaffVisit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const next = nextOf(request.body);
  const form = proofForm.safeParse(request.body);
  const proved = form.success
    ? await proveAgain(desk, visit.session, form.data)
    : { ok: false as const, reason: 'refused' as const };
  if (proved.ok) return reply.redirect(next, 303);
  if (proved.reason === 'refused')
    return ask(desk, visit, reply.code(401), next, { key: 'console.account.again.refused' });
  return ask(desk, visit, reply.code(429), next, waiting(proved.seconds));
}

function nextOf(given: unknown): string {
  return localPath((given as { next?: unknown } | undefined)?.next) ?? `${HOME}/account`;
}
