import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sightOf } from '../../handoff/organisation.ts';
import { isCaseSeen } from '../../records/case-file.ts';
import { keepDraft } from '../../records/drafts.ts';
import type { Staff } from '../../records/staff.ts';
import { carriedFrom, MOST_CARRYING_BYTES } from '../account/carry-over.ts';
import { sendSignIn } from '../account/send-sign-in.ts';
import { HOME } from '../frame/layout.tsx';
import { type StyledDesk, sendTrouble, whenStaff } from '../frame/serve.ts';
import { type StaffVisit, visitOf } from '../frame/visit.ts';
import { type Done, FORM_ACTS, type FormAct } from './case-acts.ts';
import { caseNumber } from './case-number.ts';
import { refusedWords } from './refusal-words.ts';
import { showCase } from './show-case.ts';

type Asked = { readonly number: number; readonly path: string; readonly formAct: FormAct; readonly fields: Fields };
type Fields = Readonly<Record<string, unknown>>;

/** Everything that is done with a case. Each is a plain form; afterwards the case is shown as it then stands. */
export function actRoutes(server: FastifyInstance, desk: StyledDesk): void {
  for (const [path, formAct] of Object.entries(FORM_ACTS)) {
    server.post(`/cases/:number/${path}`, { bodyLimit: MOST_CARRYING_BYTES }, async (request, reply) => {
      const number = caseNumber.safeParse((request.params as { number: string }).number);
      const fields = { ...(request.body as Fields | null), ...(request.params as Fields) };
      if (number.success) {
        const carried = carriedFrom({ number: number.data, draft: formAct.draft, fields });
        const { staff } = await visitOf(desk, request);
        if (staff === null && carried !== null) return sendSignIn(desk, request, reply.code(401), { carried });
      }
      return whenStaff(desk, request, reply, 'work_cases', async (visit) => {
        const sight = sightOf(desk.house, visit.staff.organisation);
        if (!number.success || !(await isCaseSeen(desk.database, sight, number.data)))
          return sendTrouble(desk, request, reply.code(404));
        return perform(desk, request, reply, visit, { number: number.data, path, formAct, fields });
      });
    });
  }
}

async function perform(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: StaffVisit,
  asked: Asked,
): Promise<FastifyReply> {
  const { number, formAct, fields } = asked;
  const read = formAct.form.safeParse(fields);
  const done: Done = read.success
    ? await formAct.act(desk, visit.staff, number, read.data)
    : { ok: false, wrong: read.error.issues.map(({ path }) => String(path[0])) };
  if (!done.ok) return refuse(desk, request, reply, visit, asked, done);
  const next = await formAct.next?.(desk, visit.staff, number, read.data);
  const where = next === undefined ? `/cases/${number}` : next === null ? '/cases' : `/cases/${next}`;
  return reply.redirect(`${HOME}${where}`, 303);
}

/** The case as it stands now, what was not done and why, and everything that was typed still in its field. */
async function refuse(
  desk: StyledDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  visit: StaffVisit,
  { number, path, formAct, fields }: Asked,
  done: Exclude<Done, { ok: true }>,
): Promise<FastifyReply> {
  const { tongue, staff } = visit;
  if ('reason' in done && done.reason === 'missing') return sendTrouble(desk, request, reply.code(404));
  await keepTyped(desk, staff, number, formAct, fields, 'reason' in done && done.reason === 'sent_already');
  const wrong = 'wrong' in done ? done.wrong : [];
  const text = 'wrong' in done ? tongue.say('console.act.wrong') : refusedWords(tongue, done, staff.name);
  const typed = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value ?? '')]));
  return showCase(desk, request, reply.code('wrong' in done ? 400 : 409), visit, number, {
    notice: { text, isRefusal: true },
    typed: { path, fields: typed, wrong },
  });
}

/** A reply or a note that was not taken is a draft. @param afresh under an id of its own, because that of the form is used */
async function keepTyped(
  { database, seal }: StyledDesk,
  staff: Staff,
  number: number,
  { draft }: FormAct,
  fields: Fields,
  afresh: boolean,
): Promise<void> {
  const text = draft?.form === undefined ? undefined : fields[draft.field];
  if (draft?.form === undefined || typeof text !== 'string' || text.trim() === '') return;
  const form = fields[draft.form];
  const isId = typeof form === 'string' && /^[\da-f-]{36}$/.test(form) && !afresh;
  await keepDraft(
    database,
    seal,
    { staff: staff.id, number, kind: draft.kind },
    { form: isId ? form : randomUUID(), text, version: Date.now() },
  );
}
