import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Instant } from '../../appointments/local-time.ts';
import type { TurnSpan } from '../../records/transcript.ts';
import { type StyledDesk, send, sendTrouble } from '../frame/serve.ts';
import type { StaffVisit } from '../frame/visit.ts';
import { cannedReplies } from './canned.ts';
import { openCaseFile } from './case-file.ts';
import { CasePage } from './case-page.tsx';
import type { CasePageProps } from './case-props.ts';
import { deskTime } from './case-words.ts';
import { organisationsFor } from './organisations-for.ts';

/** What is told beside the case, what was typed in it, and which part of the talk is looked at, and whether only something of the page is asked for. */
export type Beside = Partial<
  Pick<CasePageProps, 'notice' | 'typed'> & { readonly span: TurnSpan; readonly isPart: boolean }
>;

/** All that the page of a case shows; null where there is no such case. */
export async function casePageOf(
  desk: StyledDesk,
  visit: StaffVisit,
  number: number,
  { notice = null, typed = null, span = {}, isPart = false }: Beside = {},
): Promise<CasePageProps | null> {
  const { house, css } = desk;
  const file = await openCaseFile(desk, visit.staff, number, span, isPart);
  if (file === null) return null;
  const clock = desk.clock.now() as Instant;
  return {
    ...{ visit, css, house, file, clock, notice, typed },
    ahead: clock - Date.now(),
    heard: null,
    now: deskTime(house, new Date(clock)),
    canned: cannedReplies(house, file, visit.tongue.language, clock),
    organisations: organisationsFor(house, visit.staff),
  };
}

/** Shows a case as it stands now. */
export async function showCase(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: StaffVisit,
  number: number,
  beside: Beside = {},
): Promise<FastifyReply> {
  const page = await casePageOf(desk, visit, number, beside);
  if (page === null) return sendTrouble(desk, request, reply.code(404));
  return send(reply, CasePage(page));
}
