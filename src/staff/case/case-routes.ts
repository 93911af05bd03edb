import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { z } from 'zod';
import { roleCan } from '../../handoff/roles.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, sendTrouble, whenStaff } from '../frame/serve.ts';
import type { StaffVisit } from '../frame/visit.ts';
import { openCaseTalk } from './case-file.ts';
import { CaseHead } from './case-head.tsx';
import { caseNumber } from './case-number.ts';
import type { CasePageProps } from './case-props.ts';
import { News } from './news-view.tsx';
import { Glance } from './packet-view.tsx';
import { Send, Sent, Window } from './reply-form.tsx';
import { casePageOf, showCase } from './show-case.ts';
import { Talk } from './transcript-view.tsx';
import { Who } from './who-view.tsx';

const turn = z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined);

/**
 * Which part of the talk is asked for, by turns; which part of the page, where not all of it; when the newest word came that the page
 * showed as it was opened; and what was just done.
 */
const asked = z.object({
  before: turn,
  after: turn,
  fragment: z.enum(['talk', 'head', 'glance', 'who', 'window', 'news', 'send', 'sent']).optional().catch(undefined),
  heard: z.coerce.number().int().min(0).optional().catch(undefined),
  kept: z.literal('draft').optional().catch(undefined),
});

type Part = 'head' | 'glance' | 'who' | 'window' | 'news' | 'send' | 'sent';

/** Parts of the page that a browser fetches again when they have changed. */
const FRAGMENTS: Readonly<Record<Part, (page: CasePageProps) => VNode>> = {
  head: CaseHead,
  glance: Glance,
  who: Who,
  window: Window,
  news: News,
  send: Send,
  sent: Sent,
};

/** One case, or a part of it. */
export function caseRoutes(server: FastifyInstance, desk: StyledDesk): void {
  server.get('/cases/:number', async (request, reply) =>
    whenStaff(desk, request, reply, 'read_cases', async (visit) => {
      const number = caseNumber.safeParse((request.params as { number: string }).number);
      if (!number.success) return sendTrouble(desk, request, reply.code(404));
      const { fragment, kept, before, after, heard } = asked.parse(request.query);
      if (fragment === 'talk') return sendTalk(desk, request, visit, reply, number.data, after ?? 0);
      if (fragment !== undefined) return sendPart(desk, request, visit, reply, number.data, fragment, heard ?? null);
      const span = before === undefined ? {} : { before };
      const notice = kept === 'draft' ? { text: visit.tongue.say('console.reply.kept'), isRefusal: false } : null;
      return showCase(desk, request, reply, visit, number.data, { notice, span });
    }),
  );
  // Where a form was refused its address stays: whoever comes back to it comes to the case.
  server.get('/cases/:number/*', async (request, reply) =>
    whenStaff(desk, request, reply, 'read_cases', async () => {
      const number = caseNumber.safeParse((request.params as { number: string }).number);
      return number.success
        ? reply.redirect(`${HOME}/cases/${number.data}`, 303)
        : sendTrouble(desk, request, reply.code(404));
    }),
  );
}

async function sendPart(
  desk: StyledDesk,
  request: FastifyRequest,
  visit: StaffVisit,
  reply: FastifyReply,
  number: number,
  part: Part,
  heard: number | null,
): Promise<FastifyReply> {
  const page = await casePageOf(desk, visit, number, { isPart: true });
  if (page === null) return sendTrouble(desk, request, reply.code(404));
  return reply.type('text/html; charset=utf-8').send(renderToString(FRAGMENTS[part]({ ...page, heard })));
}

/** What was said and what happened since a turn, that turn with it: how it fared may be known by now. */
async function sendTalk(
  desk: StyledDesk,
  request: FastifyRequest,
  { tongue, staff }: StaffVisit,
  reply: FastifyReply,
  number: number,
  from: number,
): Promise<FastifyReply> {
  if (!roleCan(staff.role, 'read_words')) return sendTrouble(desk, request, reply.code(403), 'forbidden');
  const opened = await openCaseTalk(desk, staff, number, { from });
  if (opened === null) return sendTrouble(desk, request, reply.code(404));
  const { talk, assessments, language, voice } = opened;
  const canMark = roleCan(staff.role, 'work_cases');
  const props = { tongue, house: desk.house, talk, number, language, assessments, canMark, voice };
  return reply.type('text/html; charset=utf-8').send(renderToString(Talk(props)));
}
