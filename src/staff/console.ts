import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { accountRoutes } from './account/account-routes.ts';
import { accountsRoutes } from './account/accounts-routes.ts';
import { factorRoutes } from './account/factor-routes.ts';
import { proveAgainRoutes } from './account/prove-again-routes.ts';
import { providerRoutes } from './account/provider-routes.ts';
import { signInRoutes } from './account/sign-in-routes.ts';
import { auditRoutes } from './audit/audit-routes.ts';
import { actRoutes } from './case/act-routes.ts';
import { caseRoutes } from './case/case-routes.ts';
import { draftRoutes } from './case/draft-routes.ts';
import { markRoutes } from './case/mark-routes.ts';
import { recordingRoutes } from './case/recording-routes.ts';
import { revealRoutes } from './case/reveal-routes.ts';
import { diaryRoutes } from './diary/diary-routes.ts';
import { compress } from './frame/compress.ts';
import { troubleOf } from './frame/error-page.tsx';
import { HOME } from './frame/layout.tsx';
import { startOf } from './frame/nav.tsx';
import { isFromHere, protect } from './frame/protection.ts';
import { readScripts, scriptRoutes } from './frame/script.ts';
import { type StyledDesk, sendTrouble, troublePage } from './frame/serve.ts';
import { readStyle, sendStyle } from './frame/style.ts';
import { type Desk, keepLanguage, visitOf } from './frame/visit.ts';
import { liveRoutes } from './live/live-routes.ts';
import { organisationRoutes } from './organisation/organisation-routes.ts';
import { closingRoutes } from './programme/closing-routes.ts';
import { programmeRoutes } from './programme/programme-routes.ts';
import { queueRoutes } from './queue/queue-routes.ts';
import { reportRoutes } from './reports/report-routes.ts';
import { reviewRoutes } from './review/review-routes.ts';
import { settleRoutes } from './review/settle-routes.ts';

const MOST_FORM_BYTES = 8 * 1024;

/** The console of staff: each kind of page has its routes in its own room. Mounted under `/staff`; works without script. */
export function staffConsole(desk: Desk): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers();
    await server.register(cookie);
    await server.register(formbody, { bodyLimit: MOST_FORM_BYTES });
    const style = await readStyle();
    const scripts = await readScripts();
    const styled = { ...desk, css: style.address, scripts: scripts.map(({ address }) => address) };
    scriptRoutes(server, scripts);
    server.get('/console.css', async (_request, reply) => sendStyle(reply, style));
    guard(server, styled);
    signInRoutes(server, styled);
    providerRoutes(server, styled);
    proveAgainRoutes(server, styled);
    accountRoutes(server, styled);
    factorRoutes(server, styled);
    accountsRoutes(server, styled);
    queueRoutes(server, styled);
    liveRoutes(server, styled);
    caseRoutes(server, styled);
    actRoutes(server, styled);
    recordingRoutes(server, styled);
    revealRoutes(server, styled);
    auditRoutes(server, styled);
    organisationRoutes(server, styled);
    diaryRoutes(server, styled);
    programmeRoutes(server, styled);
    closingRoutes(server, styled);
    reportRoutes(server, styled);
    markRoutes(server, styled);
    reviewRoutes(server, styled);
    settleRoutes(server, styled);
    draftRoutes(server, styled);
    server.get('/', async (request, reply) => {
      const { staff } = await visitOf(styled, request);
      return reply.redirect(HOME + (staff === null ? '/sign-in' : startOf(staff.role)), 303);
    });
  };
}

/** What holds for every request, whatever becomes of it. */
function guard(server: FastifyInstance, desk: StyledDesk): void {
  server.addHook('onRequest', async (request, reply) => {
    protect(reply, desk.secure);
    keepLanguage(desk, request, reply);
    if (request.method === 'POST' && !isFromHere(request)) return sendTrouble(desk, request, reply.code(403));
    return undefined;
  });
  // No keyboard writes it, and no database keeps it in a text.
  server.addHook('preValidation', async (request, reply) => {
    const written = Object.values((request.body ?? {}) as Readonly<Record<string, unknown>>).flat();
    const isNone = (text: unknown) => typeof text === 'string' && text.includes('\0');
    return written.some(isNone) ? sendTrouble(desk, request, reply.code(400)) : undefined;
  });
  server.setNotFoundHandler((request, reply) => sendTrouble(desk, request, reply.code(404)));
  // Errors are logged where all are; here their empty answers get words.
  server.addHook('onSend', async (request, reply, payload) => {
    const hasWords = String(reply.getHeader('content-type')).startsWith('text/html');
    if (reply.statusCode < 400 || hasWords) return payload;
    protect(reply, desk.secure);
    reply.type('text/html; charset=utf-8').removeHeader('content-length');
    return troublePage(desk, request, troubleOf(reply.statusCode));
  });
  server.addHook('onSend', compress);
}
