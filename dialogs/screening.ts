import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT, type PromptResult } from '../src/conversation/choice-prompt.ts';
import { say, type Talk, talkOf } from '../src/conversation/talk.ts';
import type { Assessment } from '../src/screening/assess.ts';
import { explain } from '../src/screening/explain.ts';
import type { Day, Pathway, PathwayId, Requirement, Version } from '../src/screening/programme.ts';
import { standing } from '../src/screening/standing.ts';
import { BOOKING } from './booking.ts';
import { HANDOFF } from './handoff.ts';
import { sayHelplines } from './helplines.ts';
import { sayPathwayStanding } from './pathway-words.ts';
import { answerGiven, questionPrompt } from './question.ts';

export const SCREENING = 'screening';

/**
 * Asks what still matters and says the result. It keeps no place: the answers are the state, and the rules say what comes
 * next. So a corrected answer, a talk resumed after days and a rule changed in between need nothing of their own.
 */
export class ScreeningDialog extends Dialog {
  constructor() {
    super(SCREENING);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.#next(dc);
  }

  override async resumeDialog(
    dc: DialogContext,
    _reason: DialogReason,
    result?: PromptResult,
  ): Promise<DialogTurnResult> {
    const talk = talkOf(dc.context);
    const chosen = result?.is === 'chosen' ? result.id : '';
    if (chosen === 'go=person') return dc.replaceDialog(HANDOFF);
    if (chosen === 'go=menu') return dc.endDialog();
    if (chosen === 'screening=again') talk.withdrawAll();
    if (result?.is === 'back' && talk.withdrawLast() === null) return dc.endDialog();
    const told = answerGiven(talk.house.programme, result);
    if (told !== null) talk.record(told.question, told.answer, told.threshold);
    return this.#next(dc);
  }

  async #next(dc: DialogContext): Promise<DialogTurnResult> {
    const talk = talkOf(dc.context);
    const next = talk.nextQuestion(pathwaysOf(talk));
    if (next !== null) return dc.beginDialog(PROMPT, questionPrompt(talk.house.programme, next));
    const assessments = talk.assess(pathwaysOf(talk));
    for (const assessment of assessments) await sayAssessment(dc, assessment);
    const likely = assessments.find(({ status, leadsTo }) => status === 'likely' && leadsTo === 'appointment');
    if (likely !== undefined) return dc.replaceDialog(BOOKING, { pathway: likely.pathway });
    return dc.beginDialog(PROMPT, { key: 'screening.after', values: {}, choices: AFTER });
  }
}

const AFTER = [
  { id: 'go=person', label: 'menu.person' },
  { id: 'screening=again', label: 'screening.again' },
  { id: 'go=menu', label: 'menu.open' },
];

function pathwaysOf(talk: Talk): PathwayId[] {
  return [...talk.house.programme.pathways.keys()];
}

/** The result in one sentence that names what decided, and who says so. */
async function sayAssessment(dc: DialogContext, assessment: Assessment): Promise<void> {
  const talk = talkOf(dc.context);
  const { programme } = talk.house;
  const pathway = programme.pathways.get(assessment.pathway);
  if (pathway === undefined) return;
  if (assessment.status === 'closed') await sayPathwayStanding(dc.context, pathway, talk.today);
  const { key, values, reasons } = explain(programme, assessment, talk.answers, talk.today);
  if (key !== null) await say(dc.context, key, values);
  const [reason] = reasons;
  if (reason !== undefined && assessment.status !== 'closed') {
    await say(dc.context, 'source', { publisher: reason.source.publisher, checkedOn: reason.checkedOn });
  }
  const decided = versionOn(pathway, talk.today)?.requirements.find(({ id }) => id === reason?.requirement);
  if (assessment.status === 'see_adviser' && decided !== undefined) await handOff(dc, decided);
}

/** Some requirements are not only for an adviser to judge: a child alone needs a human today. */
async function handOff(dc: DialogContext, { id, urgentFor }: Requirement): Promise<void> {
  if (urgentFor === undefined) return;
  talkOf(dc.context).openCase(id, true);
  await sayHelplines(dc.context, urgentFor);
}

function versionOn(pathway: Pathway, day: Day): Version | null {
  return standing(pathway, day).version;
}
