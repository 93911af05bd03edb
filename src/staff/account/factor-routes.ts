import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { giveUpFactor, proveAgain } from '../../records/own-account.ts';
import { beginFactor, confirmFactor, recoveryCodesLeft, renewRecoveryCodes } from '../../records/second-factor.ts';
import { emailOf } from '../../records/staff.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, send, whenReauthenticated, whenSignedIn } from '../frame/serve.ts';
import type { StaffVisit } from '../frame/visit.ts';
import { type TroubleProps, waiting } from './card.tsx';
import { FactorPage, RecoveryCodesPage, TakeFactorPage } from './factor-page.tsx';

const ACCOUNT = `${HOME}/account`;
const FACTOR = `${ACCOUNT}/second-factor`;
const codeForm = z.object({ code: z.string().trim().min(1).max(100) });
const passwordForm = z.object({ password: z.string().min(1).max(1000) });

/** One's own second factor. Nobody adds or renews it who has not shown within ten minutes that it is they. */
export function factorRoutes(server: FastifyInstance, desk: StyledDesk): void {
  server.get('/account/second-factor', (request, reply) =>
    whenProved(desk, request, reply, (visit) => sendFactor(desk, visit, reply, null)),
  );
  server.post('/account/second-factor/confirm', (request, reply) =>
    whenProved(desk, request, reply, (visit) => confirm(desk, visit, request, reply)),
  );
  server.post('/account/recovery-codes', (request, reply) =>
    whenProved(desk, request, reply, async (visit) => {
      if (!visit.session.hasFactor) return reply.redirect(FACTOR, 303);
      const codes = await renewRecoveryCodes(desk.database, desk.seal, visit.staff);
      return send(reply, RecoveryCodesPage({ visit, css: desk.css, codes }));
    }),
  );
  server.post('/account/second-factor/remove', (request, reply) =>
    whenSignedIn(desk, request, reply, (visit) => remove(desk, visit, request, reply)),
  );
}

function whenProved(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (visit: StaffVisit) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const proved = (visit: StaffVisit) => whenReauthenticated(visit, reply, FACTOR, () => answer(visit));
  return whenSignedIn(desk, request, reply, proved, 'second-factor');
}

/** A secret that was shown and not confirmed is shown again, so that a reloaded page fits the phone that has it. */
async function sendFactor(
  { database, seal, css, secondFactor }: StyledDesk,
  visit: StaffVisit,
  reply: FastifyReply,
  trouble: TroubleProps | null,
): Promise<FastifyReply> {
  const { staff, session } = visit;
  const secret = await beginFactor(database, seal, staff, await emailOf(database, staff.id));
  const isDue = secondFactor === 'required' && session.way === 'password';
  if (secret !== null) return send(reply, TakeFactorPage({ visit, css, trouble, isDue, secret }));
  const codesLeft = await recoveryCodesLeft(database, staff.id);
  return send(reply, FactorPage({ visit, css, trouble, codesLeft }));
}

async function confirm(
  desk: StyledDesk,
  visit: StaffVisit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = codeForm.safeParse(request.body);
  const codes = form.success ? await confirmFactor(desk.database, desk.seal, visit.staff, form.data.code) : null;
  if (codes !== null) return send(reply, RecoveryCodesPage({ visit, css: desk.css, codes }));
  return sendFactor(desk, visit, reply.code(400), { key: 'console.account.factor.refused' });
}

async function remove(
  desk: StyledDesk,
  visit: StaffVisit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { session } = visit;
  const refuse = (trouble: TroubleProps) => sendFactor(desk, visit, reply.code(400), trouble);
  if (!session.hasFactor) return reply.redirect(ACCOUNT, 303);
  const form = passwordForm.safeParse(request.body);
  if (!form.success) return refuse({ key: 'console.account.again.refused' });
  const { password } = form.data;
  const proved = await proveAgain(desk, session, { kind: 'password', typed: password });
  if (!proved.ok)
    return refuse(proved.reason === 'wait' ? waiting(proved.seconds) : { key: 'console.account.again.refused' });
  const given = await giveUpFactor(desk, session, password);
  if (!given.ok) return refuse({ key: 'console.account.factor.remove.too_short' });
  return reply.redirect(`${ACCOUNT}?done=factor-removed`, 303);
}
