import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { roleCan, type StaffAct } from '../../handoff/roles.ts';
import type { Session } from '../../records/staff-sessions.ts';
import { ErrorPage, type Trouble, troubleOf } from './error-page.tsx';
import { HOME, html } from './layout.tsx';
import { type Desk, keepWay, type StaffVisit, type StyledDesk, strangersVisit, visitOf } from './visit.ts';

export type { StyledDesk } from './visit.ts';

/** What must be done before anything else opens. */
export type Step = 'password' | 'second-factor';

/** Answers whoever is signed in and may do this. Nothing is told to a stranger, not even whether it exists. */
export async function whenStaff(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  act: StaffAct,
  answer: (visit: StaffVisit) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  return whenSignedIn(desk, request, reply, async (visit) => {
    if (!roleCan(visit.staff.role, act)) return sendTrouble(desk, request, reply.code(403), 'forbidden');
    return answer(visit);
  });
}

/** Answers whoever is signed in, whatever their role: their own account. @param but a step this page is there to take */
export async function whenSignedIn(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (visit: StaffVisit) => Promise<FastifyReply>,
  but?: Step | 'any',
): Promise<FastifyReply> {
  const visit = await visitOf(desk, request);
  const { staff, session } = visit;
  if (session === null) keepWay(desk, request, reply);
  if (session?.awaitsCode) return reply.redirect(`${HOME}/sign-in/code`, 303);
  if (staff === null || session === null) return reply.redirect(`${HOME}/sign-in`, 303);
  const due = stepDue(desk, session);
  if (due !== null && due !== but && but !== 'any') return reply.redirect(`${HOME}/account/${due}`, 303);
  return answer({ ...visit, staff, session });
}

/** Of whoever signed in at a provider the password and the second factor are the provider's matter. */
function stepDue({ secondFactor }: Desk, { way, mustChoose, hasFactor }: Session): Step | null {
  if (mustChoose) return 'password';
  return secondFactor === 'required' && way === 'password' && !hasFactor ? 'second-factor' : null;
}

/**
 * Answers whoever has shown within the last ten minutes that it is they who sit there; others are asked first.
 * @param back the page of ours from which they go on then
 */
export async function whenReauthenticated(
  { session }: StaffVisit,
  reply: FastifyReply,
  back: string,
  answer: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  if (session.isProved) return answer();
  return reply.redirect(`${HOME}/reauthenticate?next=${encodeURIComponent(back)}`, 303);
}

/** An error in words. @param trouble where the status alone does not say it */
export function sendTrouble(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  trouble: Trouble = troubleOf(reply.statusCode),
): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(troublePage(desk, request, trouble));
}

export function troublePage(desk: StyledDesk, request: FastifyRequest, trouble: Trouble): string {
  return html(ErrorPage({ visit: strangersVisit(desk, request), css: desk.css, trouble }));
}

export function send(reply: FastifyReply, page: VNode): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(html(page));
}
