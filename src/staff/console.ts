import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { z } from 'zod';
import { countOpenCases, openCases } from '../records/cases.ts';
import { type SignedIn, signIn, signOut } from '../records/staff.ts';
import { openCaseFile } from './case-file.ts';
import { CasePage } from './case-page.tsx';
import { CASES_PER_PAGE, CasesPage } from './cases-page.tsx';
import { ErrorPage, type Trouble, troubleOf } from './error-page.tsx';
import { HOME, html } from './layout.tsx';
import { isFromHere, protect } from './protection.ts';
import { SignInPage } from './sign-in-page.tsx';
import { readStyle, sendStyle } from './style.ts';
import {
  type AdvisersVisit,
  type Desk,
  giveToken,
  keepLanguage,
  strangersVisit,
  takeToken,
  tokenIn,
  visitOf,
} from './visit.ts';

const MOST_FORM_BYTES = 8 * 1024;

/** The desk, and where its style sheet is. */
type StyledDesk = Desk & { readonly css: string };

/** The advisers' console: sign-in, the open cases, one case to read. Mounted under `/staff`; needs no script in the browser. */
export function staffConsole(desk: Desk): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers();
    await server.register(cookie);
    await server.register(formbody, { bodyLimit: MOST_FORM_BYTES });
    const style = await readStyle();
    const styled = { ...desk, css: style.address };
    server.get('/console.css', async (_request, reply) => sendStyle(reply, style));
    guard(server, styled);
    signInRoutes(server, styled);
    caseRoutes(server, styled);
    server.get('/', async (_request, reply) => reply.redirect(`${HOME}/cases`, 303));
  };
}

/** What holds for every request, whatever becomes of it. */
function guard(server: FastifyInstance, desk: StyledDesk): void {
  server.addHook('onRequest', async (request, reply) => {
    protect(reply);
    keepLanguage(desk, request, reply);
    if (request.method === 'POST' && !isFromHere(request)) return sendTrouble(desk, request, reply.code(403));
    return undefined;
  });
  server.setNotFoundHandler((request, reply) => sendTrouble(desk, request, reply.code(404)));
  // Errors are logged where all are; here their empty answers get words.
  server.addHook('onSend', async (request, reply, payload) => {
    const hasWords = String(reply.getHeader('content-type')).startsWith('text/html');
    if (reply.statusCode < 400 || hasWords) return payload;
    protect(reply);
    reply.type('text/html; charset=utf-8').removeHeader('content-length');
    return troublePage(desk, request, troubleOf(reply.statusCode));
  });
}

const signInForm = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .regex(/^[^\s@\0]+@[^\s@\0]+$/),
  password: z.string().min(1).max(1000),
});

function signInRoutes(server: FastifyInstance, desk: StyledDesk): void {
  server.get('/sign-in', async (request, reply) => {
    const visit = await visitOf(desk, request);
    if (visit.adviser !== null) return reply.redirect(`${HOME}/cases`, 303);
    return send(reply, SignInPage({ visit, css: desk.css, refusal: null, email: '' }));
  });
  server.post('/sign-in', async (request, reply) => {
    const form = signInForm.safeParse(request.body);
    const result: SignedIn = form.success ? await signIn(desk.database, form.data) : { ok: false, reason: 'refused' };
    if (!result.ok) {
      const visit = strangersVisit(desk, request);
      const page = SignInPage({ visit, css: desk.css, refusal: result.reason, email: form.data?.email ?? '' });
      return send(reply.code(result.reason === 'busy' ? 503 : 401), page);
    }
    await endSession(desk, request);
    giveToken(desk, reply, result.token);
    return reply.redirect(`${HOME}/cases`, 303);
  });
  server.post('/sign-out', async (request, reply) => {
    await endSession(desk, request);
    takeToken(desk, reply);
    return reply.redirect(`${HOME}/sign-in`, 303);
  });
}

/** Whoever had signed in with this browser before is signed out. */
async function endSession(desk: StyledDesk, request: FastifyRequest): Promise<void> {
  const token = tokenIn(desk, request);
  if (token !== null) await signOut(desk.database, token);
}

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);
const caseNumber = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number);

function caseRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { database, house, css } = desk;
  server.get('/cases', async (request, reply) =>
    whenSignedIn(desk, request, reply, async (visit) => {
      const page = pageNumber.parse((request.query as { page?: unknown }).page);
      const [cases, count] = await Promise.all([openCases(database, page, CASES_PER_PAGE), countOpenCases(database)]);
      return send(reply, CasesPage({ visit, css, house, cases, count, page }));
    }),
  );
  server.get('/cases/:number', async (request, reply) =>
    whenSignedIn(desk, request, reply, async (visit) => {
      const number = caseNumber.safeParse((request.params as { number: string }).number);
      const file = number.success ? await openCaseFile(desk, visit.adviser, number.data) : null;
      if (file === null) return sendTrouble(desk, request, reply.code(404));
      return send(reply, CasePage({ visit, css, house, file }));
    }),
  );
}

/** Nothing of a case is told to a stranger, not even whether it exists. */
async function whenSignedIn(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (visit: AdvisersVisit) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const visit = await visitOf(desk, request);
  const { adviser } = visit;
  if (adviser === null) return reply.redirect(`${HOME}/sign-in`, 303);
  return answer({ ...visit, adviser });
}

function sendTrouble(desk: StyledDesk, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(troublePage(desk, request, troubleOf(reply.statusCode)));
}

function troublePage(desk: StyledDesk, request: FastifyRequest, trouble: Trouble): string {
  return html(ErrorPage({ visit: strangersVisit(desk, request), css: desk.css, trouble }));
}

function send(reply: FastifyReply, page: VNode): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(html(page));
}
