import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type CodeJudged, type SignedIn, showCode, signIn } from '../../records/sign-in.ts';
import { signOut } from '../../records/staff-sessions.ts';
import { HOME } from '../frame/layout.tsx';
import { clearBrowser } from '../frame/protection.ts';
import { type StyledDesk, send } from '../frame/serve.ts';
import { giveKnownToken, giveToken, strangersVisit, takeToken, takeWay, tokenIn, visitOf } from '../frame/visit.ts';
import { type TroubleProps, waiting } from './card.tsx';
import { carriedIn, carryOver, MOST_CARRYING_BYTES } from './carry-over.ts';
import { localPath } from './local-path.ts';
import { sendSignIn } from './send-sign-in.ts';
import { CodePage } from './sign-in-page.tsx';
import { whenceOf } from './whence.ts';

const signInForm = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .regex(/^[^\s@\0]+@[^\s@\0]+$/),
  password: z.string().min(1).max(1000),
});
const codeForm = z.object({ code: z.string().trim().min(1).max(100) });

/** Signing in and out. */
export function signInRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const options = { bodyLimit: MOST_CARRYING_BYTES };
  server.get('/sign-in', async (request, reply) => {
    const { session } = await visitOf(desk, request);
    if (session !== null) return reply.redirect(session.awaitsCode ? `${HOME}/sign-in/code` : `${HOME}/`, 303);
    return sendSignIn(desk, request, reply, {});
  });
  server.post('/sign-in', options, (request, reply) => takePassword(desk, request, reply));
  server.post('/sign-in/carried', options, async (request, reply) => {
    const { session } = await visitOf(desk, request);
    const token = tokenIn(desk, request);
    if (token !== null && session?.awaitsCode === false) return goOn(desk, request, reply, token);
    return sendSignIn(desk, request, reply.code(401), { carried: carriedIn(request.body) });
  });
  server.get('/sign-in/code', async (request, reply) => {
    const visit = await visitOf(desk, request);
    if (visit.session?.awaitsCode !== true) return reply.redirect(`${HOME}/sign-in`, 303);
    return send(reply, CodePage({ visit, css: desk.css, trouble: null, carried: null }));
  });
  server.post('/sign-in/code', options, (request, reply) => takeCode(desk, request, reply));
  server.post('/sign-out', async (request, reply) => {
    await endFormer(desk, request);
    takeToken(desk, reply);
    clearBrowser(reply);
    return reply.redirect(`${HOME}/sign-in`, 303);
  });
}

async function takePassword(desk: StyledDesk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const form = signInForm.safeParse(request.body);
  const carried = carriedIn(request.body);
  const result: SignedIn = form.success
    ? await signIn(desk, form.data, whenceOf(desk, request))
    : { ok: false, reason: 'refused' };
  if (!result.ok) {
    const trouble =
      result.reason === 'wait' ? toWait(reply, result.seconds) : ({ key: `console.sign-in.${result.reason}` } as const);
    const email = form.data?.email ?? '';
    return sendSignIn(desk, request, reply.code(STATUS[result.reason]), { trouble, email, carried });
  }
  await endFormer(desk, request);
  giveToken(desk, reply, result.token);
  if (result.known === null) {
    if (carried === null) return reply.redirect(`${HOME}/sign-in/code`, 303);
    const visit = { ...strangersVisit(desk, request), address: `${HOME}/sign-in/code` };
    return send(reply, CodePage({ visit, css: desk.css, trouble: null, carried }));
  }
  giveKnownToken(desk, reply, result.known);
  return goOn(desk, request, reply, result.token);
}

async function takeCode(desk: StyledDesk, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visit = await visitOf(desk, request);
  const token = tokenIn(desk, request);
  if (visit.session?.awaitsCode !== true || token === null) return reply.redirect(`${HOME}/sign-in`, 303);
  const form = codeForm.safeParse(request.body);
  const carried = carriedIn(request.body);
  const result: CodeJudged = form.success
    ? await showCode(desk, visit.session, { token, typed: form.data.code }, whenceOf(desk, request))
    : { ok: false, reason: 'refused' };
  if (result.ok) {
    giveToken(desk, reply, result.token);
    if (result.known !== null) giveKnownToken(desk, reply, result.known);
    return goOn(desk, request, reply, result.token);
  }
  reply.code(STATUS[result.reason]);
  if (result.reason === 'over') {
    takeToken(desk, reply);
    return sendSignIn(desk, request, reply, { trouble: { key: 'console.sign-in.code.over' }, carried });
  }
  const trouble =
    result.reason === 'wait' ? toWait(reply, result.seconds) : ({ key: 'console.sign-in.code.refused' } as const);
  return send(reply, CodePage({ visit, css: desk.css, trouble, carried }));
}

const STATUS = { refused: 401, expired: 401, over: 401, wait: 429, busy: 503 } as const;

/** Tells programs what the page tells people. */
function toWait(reply: FastifyReply, seconds: number): TroubleProps {
  reply.header('retry-after', String(seconds));
  return waiting(seconds);
}

/** To the case in which they were writing when their session ended, or to where they were going. */
async function goOn(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): Promise<FastifyReply> {
  const writing = await carryOver(desk, token, request.body);
  return reply.redirect(writing ?? wayOn(desk, request, reply), 303);
}

/** Where somebody goes on who has signed in. */
export function wayOn(desk: StyledDesk, request: FastifyRequest, reply: FastifyReply): string {
  return localPath(takeWay(desk, request, reply)) ?? `${HOME}/cases`;
}

/** Whoever had signed in with this browser before is signed out. */
async function endFormer(desk: StyledDesk, request: FastifyRequest): Promise<void> {
  const token = tokenIn(desk, request);
  if (token !== null) await signOut(desk.database, token);
}
