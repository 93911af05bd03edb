import type { FastifyReply, FastifyRequest } from 'fastify';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, send } from '../frame/serve.ts';
import { strangersVisit } from '../frame/visit.ts';
import type { TroubleProps } from './card.tsx';
import type { Carried } from './carry-over.ts';
import { SignInPage } from './sign-in-page.tsx';

/** Asks somebody to sign in. @param with.carried what they had typed, kept on this page and nowhere else */
export function sendSignIn(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    trouble = null,
    email = '',
    carried = null,
  }: { readonly trouble?: TroubleProps | null; readonly email?: string; readonly carried?: Carried | null },
): FastifyReply {
  const visit = { ...strangersVisit(desk, request), address: `${HOME}/sign-in` };
  const hasProvider = desk.provider != null;
  return send(reply, SignInPage({ visit, css: desk.css, trouble, email, hasProvider, carried }));
}
