import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { House } from '../conversation/house.ts';
import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { type Adviser, adviserOf, SESSION_HOURS } from '../records/staff.ts';
import { isConsoleLanguage, languageAccepted, type Tongue, tongueOf } from './tongue.ts';

/** What the console works with. @property secure whether advisers come over https */
export type Desk = {
  readonly database: Database;
  readonly seal: Seal;
  readonly house: House;
  readonly secure: boolean;
};

/** One request for a page: in which language, by whom, and where from here. */
export type Visit = {
  readonly tongue: Tongue;
  readonly adviser: Adviser | null;
  /** The path and query of this page, for a link to it in another language. */
  readonly address: string;
};

/** A visit of somebody who has signed in. */
export type AdvisersVisit = Visit & { readonly adviser: Adviser };

const LANGUAGE_COOKIE = 'camino_language';
const YEAR_SECONDS = 365 * 24 * 3600;

/** A visit without asking who it is: for pages that must work even where the database does not. */
export function strangersVisit(desk: Desk, request: FastifyRequest): Visit {
  const { language: asked } = request.query as { language?: unknown };
  const kept = request.cookies[LANGUAGE_COOKIE];
  const chosen = [asked, kept].find(isConsoleLanguage);
  const language = chosen ?? languageAccepted(request.headers['accept-language']);
  return { tongue: tongueOf(desk.house, language), adviser: null, address: request.url };
}

/** A visit, with the adviser whose session the request carries. */
export async function visitOf(desk: Desk, request: FastifyRequest): Promise<Visit> {
  const token = tokenIn(desk, request);
  const adviser = token === null ? null : await adviserOf(desk.database, token);
  return { ...strangersVisit(desk, request), adviser };
}

/** Keeps the language that a link asked for. */
export function keepLanguage(desk: Desk, request: FastifyRequest, reply: FastifyReply): void {
  const { language } = request.query as { language?: unknown };
  if (!isConsoleLanguage(language)) return;
  reply.setCookie(LANGUAGE_COOKIE, language, { ...cookieOptions(desk), maxAge: YEAR_SECONDS });
}

/** The session token a request carries, or null. */
export function tokenIn(desk: Desk, request: FastifyRequest): string | null {
  return request.cookies[sessionCookie(desk)] ?? null;
}

/** Gives the browser its session. */
export function giveToken(desk: Desk, reply: FastifyReply, token: string): void {
  reply.setCookie(sessionCookie(desk), token, { ...cookieOptions(desk), maxAge: SESSION_HOURS * 3600 });
}

/** Takes the session away from the browser. */
export function takeToken(desk: Desk, reply: FastifyReply): void {
  reply.clearCookie(sessionCookie(desk), cookieOptions(desk));
}

/** `__Host-` lets no other host of the same domain set the cookie, and works over https only. */
function sessionCookie({ secure }: Desk): string {
  return secure ? '__Host-camino_staff' : 'camino_staff';
}

function cookieOptions({ secure }: Desk): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure };
}
