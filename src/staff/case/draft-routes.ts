import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sightOf } from '../../handoff/organisation.ts';
import { isCaseSeen } from '../../records/case-file.ts';
import { addToDraft, DRAFT_KINDS, type DraftKind, keepDraft } from '../../records/drafts.ts';
import { carriedFrom, MOST_CARRYING_BYTES } from '../account/carry-over.ts';
import { sendSignIn } from '../account/send-sign-in.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, sendTrouble, whenStaff } from '../frame/serve.ts';
import { visitOf } from '../frame/visit.ts';
import { caseNumber } from './case-number.ts';
import { LONGEST_REPLY } from './reply-form.tsx';
import { casePageOf } from './show-case.ts';

const address = z.object({ number: caseNumber, kind: z.enum(DRAFT_KINDS) });
/** The id of the reply or note that it will be: from the page's script in the address, from its form in a field of it. */
const draftForm = z.object({
  text: z.string().max(LONGEST_REPLY).default(''),
  id: z.uuid().optional(),
  form: z.uuid().optional(),
  canned: z.string().optional(),
});
const query = z.object({ form: z.uuid().optional() });

const formInAddress = (request: FastifyRequest) => query.safeParse(request.query).data?.form;
const isByScript = (request: FastifyRequest) => formInAddress(request) !== undefined;

const WHERE: Readonly<Record<DraftKind, string>> = { reply: '#reply', note: '#note' };

/** Keeping what is written and not sent. */
export function draftRoutes(server: FastifyInstance, desk: StyledDesk): void {
  const { database, seal } = desk;
  const options = { bodyLimit: MOST_CARRYING_BYTES };
  server.post('/cases/:number/drafts/:kind', options, (request, reply) =>
    whenDraft(desk, request, reply, async ({ staff, place: { number, kind }, draft }) => {
      const isKept = await keepDraft(database, seal, { staff: staff.id, number, kind }, draft);
      // A script wants no page, only to know that it was heard.
      if (isByScript(request)) return reply.code(204).send();
      return reply.redirect(`${HOME}/cases/${number}${isKept ? '?kept=draft' : ''}${WHERE[kind]}`, 303);
    }),
  );
  server.post('/cases/:number/drafts/:kind/canned', options, (request, reply) =>
    whenDraft(desk, request, reply, async ({ staff, visit, place: { number, kind }, draft }) => {
      const place = { staff: staff.id, number, kind };
      await keepDraft(database, seal, place, draft);
      const page = await casePageOf(desk, visit, number);
      const chosen = page?.canned.find(({ id }) => id === draft.canned);
      if (chosen !== undefined) await addToDraft(database, seal, place, { form: draft.form, text: chosen.text });
      return reply.redirect(`${HOME}/cases/${number}${WHERE[kind]}`, 303);
    }),
  );
}

type Asked = {
  readonly visit: Parameters<Parameters<typeof whenStaff>[4]>[0];
  readonly staff: Asked['visit']['staff'];
  readonly place: z.infer<typeof address>;
  readonly draft: { readonly form: string; readonly text: string; readonly canned?: string | undefined };
};

async function whenDraft(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (asked: Asked) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const place = address.safeParse(request.params).data;
  const fields = (request.body ?? {}) as Record<string, unknown>;
  const read = draftForm.safeParse(fields).data;
  const inAddress = formInAddress(request);
  if (place !== undefined && !isByScript(request)) {
    const field = { kind: place.kind, field: 'text', form: place.kind === 'reply' ? 'id' : 'form' };
    const carried = carriedFrom({ number: place.number, draft: field, fields });
    const { staff } = await visitOf(desk, request);
    if (staff === null && carried !== null) return sendSignIn(desk, request, reply.code(401), { carried });
  }
  return whenStaff(desk, request, reply, 'work_cases', async (visit) => {
    const sight = sightOf(desk.house, visit.staff.organisation);
    if (place === undefined || !(await isCaseSeen(desk.database, sight, place.number)))
      return sendTrouble(desk, request, reply.code(404));
    if (read === undefined) return sendTrouble(desk, request, reply.code(400));
    const form = inAddress ?? read.id ?? read.form ?? randomUUID();
    return answer({ visit, staff: visit.staff, place, draft: { form, text: read.text, canned: read.canned } });
  });
}
