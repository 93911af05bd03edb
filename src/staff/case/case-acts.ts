import { z } from 'zod';
import { type Instant, instantAt, localDay } from '../../appointments/local-time.ts';
import type { Acted } from '../../desk/act.ts';
import { claim, giveBack, takeOver } from '../../desk/claim.ts';
import { close, reopen } from '../../desk/close.ts';
import { correct } from '../../desk/correct.ts';
import { note } from '../../desk/note.ts';
import { answer, refer, withdraw } from '../../desk/refer.ts';
import { reply, sendAgain } from '../../desk/reply.ts';
import { snooze, wake } from '../../desk/snooze.ts';
import { type OrganisationId, sightOf } from '../../handoff/organisation.ts';
import { readAnswers } from '../../judging/exchange.ts';
import { CLOSING_REASONS } from '../../records/closures.ts';
import type { DraftKind } from '../../records/drafts.ts';
import { nextWaitingCase } from '../../records/next-case.ts';
import { REFERRAL_CONSENTS } from '../../records/referrals.ts';
import type { ReplyId } from '../../records/replies.ts';
import type { Staff } from '../../records/staff.ts';
import type { Day, QuestionId } from '../../screening/names.ts';
import type { StyledDesk } from '../frame/serve.ts';
import { colleaguesWhoSee } from './colleagues.ts';
import { answerTyped } from './correct-form.tsx';
import { mentionedIn } from './mentioned-in.ts';
import { organisationsFor } from './organisations-for.ts';
import { LONGEST_REPLY } from './reply-form.tsx';

/** What came of an act; or which fields of its form say what cannot be. @property next the case that is shown then, or null for the list */
export type Done = Acted<string> | { readonly ok: false; readonly wrong: readonly string[] };

/**
 * What is done with a case by a form.
 * @property draft which draft its words become where they cannot be taken: they are never lost
 * @property next  the case to go on with; absent where one stays
 */
export type FormAct<Form = unknown> = {
  readonly form: z.ZodType<Form>;
  readonly draft?: { readonly kind: DraftKind; readonly field: string; readonly form?: string };
  act(desk: StyledDesk, staff: Staff, number: number, form: Form): Promise<Done>;
  next?(desk: StyledDesk, staff: Staff, number: number, form: Form): Promise<number | null | undefined>;
};

const formAct = <Form>(act: FormAct<Form>): FormAct => act as FormAct;

/** A slip of the finger in the year must not put anybody off for ever. */
const LONGEST_SNOOZE = 366 * 24 * 3_600_000;

const nothing = z.object({});
/** Browsers send the ends of lines otherwise than scripts do. */
const lines = z.string().transform((text) => text.replaceAll('\r\n', '\n').trim());
const words = lines.pipe(z.string().min(1).max(LONGEST_REPLY));
const few = z.string().trim().max(1000).default('');
const several = z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]);
const localTime = z.string().regex(/^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}$/);
const simply = (act: (desk: StyledDesk, staff: Staff, number: number) => Promise<Done>) =>
  formAct({ form: nothing, act });
const why = { kind: 'note', field: 'why' } as const;

/** By the end of their address: nouns, since what stands afterwards is a row; `…/end` ends it. */
export const FORM_ACTS: Readonly<Record<string, FormAct>> = {
  claim: simply(claim),
  'claim/end': simply(giveBack),
  'claim/take': simply(takeOver),
  replies: formAct({
    form: z.object({ id: z.uuid(), text: words }),
    draft: { kind: 'reply', field: 'text', form: 'id' },
    act: (desk, staff, number, { id, text }) => reply(desk, staff, number, { id: id as ReplyId, text }),
  }),
  'replies/:reply/again': formAct({
    form: z.object({ reply: z.uuid(), press: z.uuid() }),
    act: (desk, staff, number, form) =>
      sendAgain(desk, staff, number, { id: form.reply as ReplyId, press: form.press }),
  }),
  notes: formAct({
    form: z.object({ form: z.uuid(), text: words, mention: several }),
    draft: { kind: 'note', field: 'text', form: 'form' },
    async act(desk, staff, number, { form, text, mention }) {
      const others = await colleaguesWhoSee(desk, number);
      const chosen = others.filter(({ id }) => mention.includes(id)).map(({ id }) => id);
      return note(desk, staff, number, { form, text, mentioned: [...chosen, ...mentionedIn(text, others)] });
    },
  }),
  snooze: formAct({
    form: z.object({ until: localTime.optional(), at: z.union([z.literal(''), localTime]).optional(), why: few }),
    draft: why,
    async act(desk, staff, number, { until, at, why }) {
      const day = realTime(desk, until ?? at ?? '');
      const ahead = day === null ? 0 : day.getTime() - Date.now();
      if (day === null || ahead <= 0 || ahead > LONGEST_SNOOZE) return { ok: false, wrong: ['at'] };
      return snooze(desk, staff, number, { until: day, why });
    },
  }),
  'snooze/end': simply(wake),
  referral: formAct({
    form: z.object({ organisation: z.string(), summary: words, consent: z.enum(REFERRAL_CONSENTS) }),
    draft: { kind: 'note', field: 'summary' },
    async act(desk, staff, number, { organisation, summary, consent }) {
      const to = organisationsFor(desk.house, staff).find((id) => id === organisation);
      if (to === undefined) return { ok: false, wrong: ['organisation'] };
      return refer(desk, staff, number, { organisation: to as OrganisationId, summary, consent });
    },
  }),
  'referral/answer': formAct({
    form: z.object({ accepts: z.enum(['yes', 'no']), why: few }),
    draft: why,
    act: (desk, staff, number, form) => answer(desk, staff, number, { accepts: form.accepts === 'yes', why: form.why }),
  }),
  'referral/end': simply(withdraw),
  answers: formAct({
    form: z.object({ question: z.string(), answer: z.string().max(200) }),
    async act(desk, staff, number, form) {
      const { programme } = desk.house;
      const question = programme.questions.get(form.question as QuestionId);
      const json = question === undefined ? undefined : answerTyped(question, form.answer);
      const read = question === undefined ? null : readAnswers(programme, { [question.id]: json });
      const given = read?.ok === true && question !== undefined ? read.answers.get(question.id) : undefined;
      if (question === undefined || given === undefined) return { ok: false, wrong: ['answer'] };
      return correct(desk, staff, number, { question: question.id, answer: given, on: today(desk) });
    },
  }),
  closure: formAct({
    form: z.object({ reason: z.enum(CLOSING_REASONS), note: few, next: z.literal('yes').optional() }),
    draft: { kind: 'note', field: 'note' },
    act: (desk, staff, number, { reason, note }) => close(desk, staff, number, { reason, note }),
    next: async ({ database, house }, { organisation }, number, { next }) =>
      next === undefined ? undefined : nextWaitingCase(database, sightOf(house, organisation), number),
  }),
  'closure/end': simply(reopen),
};

function today({ house, clock }: StyledDesk): Day {
  return localDay(clock.now() as Instant, house.programme.timeZone) as Day;
}

/** A wall clock of the desk, which runs with the programme, as a moment in which rows are kept; null for what no clock shows. */
function realTime({ house, clock }: StyledDesk, local: string): Date | null {
  if (Number.isNaN(Date.parse(`${local}:00Z`))) return null;
  return new Date(instantAt(local, house.desk.timeZone) - (clock.now() - Date.now()));
}
