import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { choosePassword, proveAgain } from '../../records/own-account.ts';
import { houseNames, SHORTEST } from '../../records/password-rules.ts';
import { recoveryCodesLeft } from '../../records/second-factor.ts';
import { emailOf } from '../../records/staff.ts';
import { endSession, endSessionsOf, type Session, type SessionId, sessionsOf } from '../../records/staff-sessions.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, send, whenReauthenticated, whenSignedIn } from '../frame/serve.ts';
import type { StaffVisit } from '../frame/visit.ts';
import { ACCOUNT_DONE, AccountPage } from './account-page.tsx';
import { type TroubleProps, waiting } from './card.tsx';
import { PasswordPage } from './password-page.tsx';

const ACCOUNT = `${HOME}/account`;
const PASSWORD = `${ACCOUNT}/password`;
const doneForm = z.object({ done: z.enum(ACCOUNT_DONE) });
const typed = z.string().min(1).max(1000);
const passwordForm = z.object({ old: typed.optional(), password: typed, again: typed });

/** One's own account. */
export function accountRoutes(server: FastifyInstance, desk: StyledDesk): void {
  server.get('/account', (request, reply) =>
    whenSignedIn(desk, request, reply, (visit) => sendAccount(desk, visit, request, reply)),
  );
  server.get('/account/password', (request, reply) =>
    whenSignedIn(desk, request, reply, async (visit) => askPassword(desk, visit, reply, null), 'password'),
  );
  server.post('/account/password', (request, reply) =>
    whenSignedIn(desk, request, reply, (visit) => takePassword(desk, visit, request, reply), 'password'),
  );
  server.post('/account/sessions/:id/end', (request, reply) =>
    whenSignedIn(desk, request, reply, async ({ staff }) => {
      const { id } = request.params as { id: SessionId };
      await endSession(desk.database, staff, id);
      return reply.redirect(`${ACCOUNT}?done=ended`, 303);
    }),
  );
  server.post('/account/sessions/end-others', (request, reply) =>
    whenSignedIn(desk, request, reply, async ({ staff, session }) => {
      await endSessionsOf(desk.database, staff.id, session.id);
      return reply.redirect(`${ACCOUNT}?done=ended-others`, 303);
    }),
  );
}

async function sendAccount(
  { database, house, css }: StyledDesk,
  visit: StaffVisit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { session, staff } = visit;
  const [email, sessions, left] = await Promise.all([
    emailOf(database, staff.id),
    sessionsOf(database, staff.id),
    recoveryCodesLeft(database, staff.id),
  ]);
  const done = doneForm.safeParse(request.query).data?.done ?? null;
  const codesLeft = session.hasFactor ? left : null;
  return send(reply, AccountPage({ visit, css, house, email, session, sessions, codesLeft, done }));
}

function askPassword(
  { css }: StyledDesk,
  visit: StaffVisit,
  reply: FastifyReply,
  trouble: TroubleProps | null,
): FastifyReply {
  const { session } = visit;
  return send(reply, PasswordPage({ visit, css, trouble, least: leastOf(session), asksOld: !session.mustChoose }));
}

/** The old one is asked for; a first password was typed a moment ago, or is asked for again. */
async function takePassword(
  desk: StyledDesk,
  visit: StaffVisit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { session } = visit;
  const form = passwordForm.safeParse(request.body);
  const refuse = (trouble: TroubleProps) => askPassword(desk, visit, reply.code(400), trouble);
  if (!form.success) return refuse({ key: 'console.account.password.fault.empty' });
  const { old = '', password, again } = form.data;
  if (password !== again) return refuse({ key: 'console.account.password.fault.different' });
  if (session.mustChoose)
    return whenReauthenticated(visit, reply, PASSWORD, () => choose(desk, visit, reply, password));
  const proved = await proveAgain(desk, session, { kind: 'password', typed: old });
  if (proved.ok) return choose(desk, visit, reply, password);
  return refuse(proved.reason === 'wait' ? waiting(proved.seconds) : { key: 'console.account.password.fault.old' });
}

async function choose(
  desk: StyledDesk,
  visit: StaffVisit,
  reply: FastifyReply,
  password: string,
): Promise<FastifyReply> {
  const { session } = visit;
  const chosen = await choosePassword(desk, session, password, houseNames(desk.house));
  if (!chosen.ok) {
    const trouble = { key: `console.account.password.fault.${chosen.fault}`, n: leastOf(session) } as const;
    return askPassword(desk, visit, reply.code(400), trouble);
  }
  return reply.redirect(session.mustChoose ? `${HOME}/` : `${ACCOUNT}?done=password`, 303);
}

function leastOf({ hasFactor }: Session): number {
  return hasFactor ? SHORTEST.withFactor : SHORTEST.alone;
}
