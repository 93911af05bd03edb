import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProgrammeClock } from '../../database/programme-clock.ts';
import type { ReplyDesk } from '../../desk/reply.ts';
import { roleCan } from '../../handoff/roles.ts';
import { liveVersion } from '../../records/feed.ts';
import { KNOWN_DAYS } from '../../records/known-browsers.ts';
import type { Cost } from '../../records/password.ts';
import type { Staff } from '../../records/staff.ts';
import { SESSION_HOURS, type Session, sessionOf } from '../../records/staff-sessions.ts';
import type { SignInProvider } from '../account/provider.ts';
import { isConsoleLanguage, languageAccepted, type Tongue, tongueOf } from './tongue.ts';

/**
 * What the console works with.
 * @property clock        programme time
 * @property secure       whether advisers come over https
 * @property secondFactor `required`: whoever has none takes one before anything else opens. Default `optional`
 * @property cost         of passwords; a test where that is not the matter takes a cheaper one
 * @property provider     where staff may sign in instead of here, if there is such a place
 */
export type Desk = ReplyDesk & {
  readonly clock: ProgrammeClock;
  readonly secure: boolean;
  readonly secondFactor?: 'optional' | 'required';
  readonly provider?: SignInProvider | null;
  readonly cost?: Cost;
};

/** The desk, and where what a browser reads once is: its style sheet and scripts. */
export type StyledDesk = Desk & { readonly css: string; readonly scripts: readonly string[] };

/**
 * What keeps a page fresh in a browser.
 * @property since the version of the cases that it shows at least; what changed later is heard of from `/staff/live`. Null for whose
 *   role reads no cases
 * @property keys  whether single keys act, which can be switched off
 */
type Live = { readonly scripts: readonly string[]; readonly since: string | null; readonly keys: boolean };

/** One request for a page: in which language, by whom, and where from here. */
export type Visit = {
  readonly tongue: Tongue;
  readonly staff: Staff | null;
  /** Null for a stranger. Of somebody whose second factor is still due there is a session, and no staff yet. */
  readonly session: Session | null;
  /** Null for a stranger, to whose pages nothing happens. */
  readonly live: Live | null;
  /** The path and query of this page, for a link to it in another language. */
  readonly address: string;
};

/** A visit of somebody who has signed in. */
export type StaffVisit = Visit & { readonly staff: Staff; readonly session: Session };

const LANGUAGE_COOKIE = 'camino_language';
const KEYS_COOKIE = 'camino_keys';
const DAY_SECONDS = 24 * 3600;
const YEAR_SECONDS = 365 * DAY_SECONDS;

/** A visit without asking who it is: for pages that must work even where the database does not. */
export function strangersVisit(desk: Desk, request: FastifyRequest): Visit {
  const { language: asked } = request.query as { language?: unknown };
  const kept = request.cookies[LANGUAGE_COOKIE];
  const chosen = [asked, kept].find(isConsoleLanguage);
  const language = chosen ?? languageAccepted(request.headers['accept-language']);
  return { tongue: tongueOf(desk.house, language), staff: null, session: null, live: null, address: request.url };
}

/** A visit, with the member of staff whose session the request carries. */
export async function visitOf(desk: StyledDesk, request: FastifyRequest): Promise<Visit> {
  const stranger = strangersVisit(desk, request);
  const token = tokenIn(desk, request);
  if (token === null) return stranger;
  // The version before all that the page reads: what changes meanwhile is shown twice rather than never.
  const [session, since] = await Promise.all([
    sessionOf(desk.database, token, isAskedFor(request)),
    liveVersion(desk.database),
  ]);
  const staff = session === null || session.awaitsCode ? null : session.staff;
  if (staff === null) return { ...stranger, session };
  const keys = request.cookies[KEYS_COOKIE] !== 'off';
  const hears = roleCan(staff.role, 'read_cases');
  return { ...stranger, staff, session, live: { scripts: desk.scripts, since: hears ? since : null, keys } };
}

/** Whether a person did something. What a page fetches or says to stay fresh must not keep an empty chair signed in. */
function isAskedFor({ method, headers, url }: FastifyRequest): boolean {
  if (url.endsWith('/presence')) return false;
  return method !== 'GET' || headers['sec-fetch-dest'] !== 'empty';
}

/** Keeps whether single keys act: for who speaks to their computer, or brushes against keys, they must not. */
export function keepKeys(desk: Desk, reply: FastifyReply, keys: 'on' | 'off'): void {
  reply.setCookie(KEYS_COOKIE, keys, { ...cookieOptions(desk), maxAge: YEAR_SECONDS });
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
export function giveToken(desk: Pick<Desk, 'secure'>, reply: FastifyReply, token: string): void {
  reply.setCookie(sessionCookie(desk), token, { ...cookieOptions(desk), maxAge: SESSION_HOURS * 3600 });
}

/** Takes the session away from the browser. */
export function takeToken(desk: Desk, reply: FastifyReply): void {
  reply.clearCookie(sessionCookie(desk), cookieOptions(desk));
}

/** The token by which this browser is known, or null. */
export function knownTokenIn(desk: Desk, request: FastifyRequest): string | null {
  return request.cookies[hostCookie(desk, 'known')] ?? null;
}

/** Lets the browser be known from now on. */
export function giveKnownToken(desk: Desk, reply: FastifyReply, token: string): void {
  reply.setCookie(hostCookie(desk, 'known'), token, { ...cookieOptions(desk), maxAge: KNOWN_DAYS * DAY_SECONDS });
}

/** Where somebody was going when the sign-in came between; kept by the browser, so that no address can send them elsewhere. */
export function keepWay(desk: Desk, request: FastifyRequest, reply: FastifyReply): void {
  if (request.method !== 'GET') return;
  reply.setCookie(hostCookie(desk, 'way'), request.url, { ...cookieOptions(desk), maxAge: WAY_SECONDS });
}

/** Where they were going, once. */
export function takeWay(desk: Desk, request: FastifyRequest, reply: FastifyReply): string | null {
  const name = hostCookie(desk, 'way');
  const way = request.cookies[name];
  if (way === undefined) return null;
  reply.clearCookie(name, cookieOptions(desk));
  return way;
}

const WAY_SECONDS = 15 * 60;

function sessionCookie(desk: Pick<Desk, 'secure'>): string {
  return hostCookie(desk, 'staff');
}

/** `__Host-` lets no other host of the same domain set the cookie, and works over https only. */
export function hostCookie({ secure }: Pick<Desk, 'secure'>, name: 'staff' | 'known' | 'way' | 'provider'): string {
  return `${secure ? '__Host-' : ''}camino_${name}`;
}

export function cookieOptions({ secure }: Pick<Desk, 'secure'>): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'strict', secure };
}
