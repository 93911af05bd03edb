import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isOfSession, signInFromProvider } from '../../records/provider-sign-in.ts';
import { markProved, type SessionId } from '../../records/staff-sessions.ts';
import { type StyledDesk, send, sendTrouble } from '../frame/serve.ts';
import { cookieOptions, giveToken, hostCookie, strangersVisit, visitOf } from '../frame/visit.ts';
import type { TroubleProps } from './card.tsx';
import { localPath } from './local-path.ts';
import type { ProvidedIdentity, SignInProvider } from './provider.ts';
import { BackPage, SignInPage } from './sign-in-page.tsx';
import { wayOn } from './sign-in-routes.ts';
import { whenceOf } from './whence.ts';

const ERRAND_SECONDS = 600;

/** What a browser keeps while it is at the provider. @property way where it goes on @property again the session that shall be proved */
const errandForm = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  way: z.string(),
  again: z
    .string()
    .transform((id) => id as SessionId)
    .nullable(),
});
type KeptErrand = z.output<typeof errandForm>;

/** Signing in where the organisation's staff sign in for all they use. Without a provider there is nothing here. */
export function providerRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { provider } = desk;
  if (provider == null) return;
  server.get('/sign-in/provider', (request, reply) => goThere(desk, provider, request, reply));
  server.get('/sign-in/provider/back', (request, reply) => comeBack(desk, provider, request, reply));
}

async function goThere(
  desk: StyledDesk,
  provider: SignInProvider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const next = localPath((request.query as { again?: unknown }).again);
  const { session } = await visitOf(desk, request);
  const again = next === null || session === null ? null : session.id;
  const way = next ?? wayOn(desk, request, reply);
  const begun = await provider.begin(again !== null).catch(() => null);
  if (begun === null) return refuse(desk, request, reply.code(502), { key: 'console.sign-in.provider.away' });
  const kept: KeptErrand = { ...begun.errand, way, again };
  const sealed = desk.seal.close('account', JSON.stringify(kept)).toString('base64url');
  // The way back is a link on another site's page, with which a browser sends no stricter cookie.
  const options = { ...cookieOptions(desk), sameSite: 'lax' as const, maxAge: ERRAND_SECONDS };
  return reply.setCookie(hostCookie(desk, 'provider'), sealed, options).redirect(begun.address.href, 303);
}

async function comeBack(
  desk: StyledDesk,
  provider: SignInProvider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const errand = errandIn(desk, request);
  reply.clearCookie(hostCookie(desk, 'provider'), cookieOptions(desk));
  if (errand === null) return refuse(desk, request, reply.code(401), { key: 'console.sign-in.provider.refused' });
  const query = request.url.split('?').slice(1).join('?');
  const identity = await provider.finish(query, errand, errand.again !== null).catch(() => null);
  if (identity === null) return refuse(desk, request, reply.code(401), { key: 'console.sign-in.provider.refused' });
  const { way, again } = errand;
  if (again === null) return letIn(desk, request, reply, { identity, way });
  if (!(await isOfSession(desk.database, identity, again)))
    return sendTrouble(desk, request, reply.code(403), 'forbidden');
  await markProved(desk.database, again);
  return sendBack(desk, request, reply, way);
}

async function letIn(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  { identity, way }: { readonly identity: ProvidedIdentity; readonly way: string },
): Promise<FastifyReply> {
  const { browser } = whenceOf(desk, request);
  const token = await signInFromProvider(desk.database, identity, browser);
  if (token === null) return refuse(desk, request, reply.code(401), { key: 'console.sign-in.provider.no-account' });
  giveToken(desk, reply, token);
  return sendBack(desk, request, reply, way);
}

/** A page of ours between the two: to where it leads the session's cookie goes, which a redirect from there would lack. */
function sendBack(desk: StyledDesk, request: FastifyRequest, reply: FastifyReply, to: string): FastifyReply {
  reply.header('refresh', `0; url=${to}`);
  return send(reply, BackPage({ visit: strangersVisit(desk, request), css: desk.css, to }));
}

function refuse(desk: StyledDesk, request: FastifyRequest, reply: FastifyReply, trouble: TroubleProps): FastifyReply {
  const visit = strangersVisit(desk, request);
  return send(reply, SignInPage({ visit, css: desk.css, trouble, email: '', hasProvider: true, carried: null }));
}

/** What this browser keeps of its errand; null where it has none, or another one than we sealed. */
function errandIn(desk: StyledDesk, request: FastifyRequest): KeptErrand | null {
  const sealed = request.cookies[hostCookie(desk, 'provider')];
  if (sealed === undefined) return null;
  try {
    return errandForm.parse(JSON.parse(desk.seal.open('account', Buffer.from(sealed, 'base64url'))));
  } catch {
    return null;
  }
}
