import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { Choice, PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import type { Assessment, NextQuestion } from '../src/screening/assess.ts';
import { interestIn, pathwaysSought } from '../src/screening/interest.ts';
import type { PathwayId } from '../src/screening/names.ts';
import { INTEREST } from '../src/screening/programme.ts';
import { BOOKING } from './booking.ts';
import { CHANGE, type ChangeStep, changeAnswer, changeStep } from './change.ts';
import { HANDOFF } from './handoff.ts';
import { sayToday } from './pathway-words.ts';
import { answerGiven, questionPrompt } from './question.ts';
import { REGISTRATION, type Registered, type RegistrationOptions } from './registration.ts';
import { sayResults } from './result-words.ts';
import { sayWhy } from './why-words.ts';
import { hearWish, wishChoices } from './wishes.ts';

export const SCREENING = 'screening';

/**
 * @property goesOn  the person changed an answer further up: what they look for stays as it is
 * @property changes they want to change one, and have not said which
 */
export type ScreeningOptions = { readonly goesOn?: boolean; readonly changes?: boolean };

/**
 * Asks what still matters and says the result. It keeps no place: the answers are the state, and the rules say what comes
 * next. So a corrected answer, a talk resumed after days and a rule changed in between need nothing of their own.
 */
export class ScreeningDialog extends TalkDialog<ScreeningOptions> {
  override async beginDialog(dc: TalkContext, options?: ScreeningOptions): Promise<DialogTurnResult> {
    const { talk } = dc;
    const list = options?.changes === true ? changeStep(talk, pathwaysOf(talk), CHANGE.id) : null;
    if (list !== null) return this.#change(dc, list);
    if (options?.goesOn !== true) talk.withdraw(INTEREST);
    return this.#next(dc);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult | Registered): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (result?.is === 'registered') return dc.beginDialog(PROMPT, afterPrompt(talk));
    const chosen = chosenId(result);
    if (chosen === 'go=person') return dc.replaceDialog(HANDOFF);
    if (chosen === 'go=menu') return dc.endDialog();
    if (chosen === TODAY.id) return this.#today(dc);
    if (hearWish(talk, chosen)) return dc.beginDialog(PROMPT, afterPrompt(talk));
    const change = changeStep(talk, pathwaysOf(talk), chosen);
    if (change !== null) return this.#change(dc, change);
    if (chosen === UNLIKELY_CANCEL.id) {
      talk.cancelAppointment();
      talk.say('my-appointment.cancelled');
    }
    if (chosen === UNLIKELY_CANCEL.id || chosen === UNLIKELY_KEEP.id)
      return this.#after(dc, talk.assess(pathwaysOf(talk)));
    if (chosen === 'screening=again') talk.withdrawAll();
    if (result?.is === 'why') return this.#why(dc);
    const changing = takeChanging(dc);
    if (result?.is === 'back' && changing !== null) return dc.beginDialog(PROMPT, afterPrompt(talk));
    if (result?.is === 'back' && talk.withdrawLast() === null) return dc.endDialog();
    const told = answerGiven(talk.house.programme, result);
    if (told !== null && changing !== null) changeAnswer(talk, told);
    else if (told !== null) talk.record(told.question, told.answer, told.threshold);
    return this.#next(dc);
  }

  async #next(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    const next = nextOf(talk);
    if (next !== null) return dc.beginDialog(PROMPT, promptFor(talk, next));
    const assessments = talk.recordAssessments(pathwaysOf(talk));
    sayResults(talk, assessments);
    const unlikely = bookedUnlikely(talk);
    if (unlikely !== null) {
      talk.say('appointment.unlikely', { name: unlikely });
      return dc.beginDialog(PROMPT, UNLIKELY);
    }
    return this.#after(dc, assessments);
  }

  /** To a time, where the result leads there; else to their registration. */
  #after(dc: TalkContext, assessments: readonly Assessment[]): Promise<DialogTurnResult> {
    const { talk } = dc;
    const likely = assessments.find(({ status, leadsTo }) => status === 'likely' && leadsTo === 'appointment');
    if (likely !== undefined) return dc.replaceDialog(BOOKING, { pathway: likely.pathway });
    return dc.beginDialog(REGISTRATION, { about: pathwaysOf(talk) } satisfies RegistrationOptions);
  }

  /** Asks which answer to change, and then that question; the old answer stands until there is a new one. */
  async #change(dc: TalkContext, { open, prompt }: ChangeStep): Promise<DialogTurnResult> {
    if (dc.activeDialog !== undefined) dc.activeDialog.state.changing = { open } satisfies Changing;
    return dc.beginDialog(PROMPT, prompt);
  }

  /** What is open; then the question again. */
  async #today(dc: TalkContext): Promise<DialogTurnResult> {
    sayToday(dc.talk);
    return dc.beginDialog(PROMPT, promptFor(dc.talk, changingIn(dc)?.open ?? { question: INTEREST }));
  }

  /** The reason of the open question; after the result, the requirements that decided. Then what was open is asked again. */
  async #why(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    const next = changingIn(dc)?.open ?? nextOf(talk);
    if (next === null) {
      takeChanging(dc);
      sayWhy(talk, talk.assess(pathwaysOf(talk)));
      return dc.beginDialog(PROMPT, afterPrompt(talk));
    }
    talk.say('why.question', { reason: talk.words(`question.${next.question}.why`) });
    return dc.beginDialog(PROMPT, promptFor(talk, next));
  }
}

const UNLIKELY_KEEP: Choice = { id: 'appointment=keep', label: 'my-appointment.keep' };
const UNLIKELY_CANCEL: Choice = { id: 'appointment=give-back', label: 'my-appointment.cancel', replies: 'cancel' };

/** The answers are theirs and so is the appointment: it stands until they give it back. */
const UNLIKELY: PromptOptions = {
  key: 'appointment.unlikely.ask',
  values: {},
  choices: [UNLIKELY_KEEP, UNLIKELY_CANCEL],
};

/** The name of what they have an appointment for, where the answers make it unlikely now; else null. */
function bookedUnlikely(talk: Talk): string | null {
  const { appointment } = talk;
  const pathway = appointment?.pathway as PathwayId;
  if (appointment?.state !== 'booked' || talk.assess([pathway])[0]?.status !== 'unlikely') return null;
  return talk.words(`pathway.${pathway}.name`);
}

/** What is open today, for who wants to know before they say what they look for. */
const TODAY: Choice = { id: 'go=today', label: 'menu.today' };

function promptFor({ house }: Talk, next: NextQuestion): PromptOptions {
  const prompt = questionPrompt(house.programme, next);
  return next.question === INTEREST ? { ...prompt, choices: [...prompt.choices, TODAY] } : prompt;
}

/** Which answer is being changed: BACK then leads to the result, not to the answer before. */
type Changing = Pick<ChangeStep, 'open'>;

function changingIn(dc: TalkContext): Changing | null {
  return dc.activeDialog?.state.changing ?? null;
}

function takeChanging(dc: TalkContext): Changing | null {
  const changing = changingIn(dc);
  if (dc.activeDialog !== undefined) delete dc.activeDialog.state.changing;
  return changing;
}

function afterPrompt(talk: Talk): PromptOptions {
  const choices: Choice[] = [
    { id: 'go=person', label: 'menu.person' },
    ...wishChoices(talk),
    CHANGE,
    { id: 'go=menu', label: 'menu.open' },
  ];
  return { key: 'screening.after', values: {}, choices };
}

/** What the person looks for comes first; then what the rules of those pathways still need. */
function nextOf(talk: Talk): NextQuestion | null {
  return talk.answers.has(INTEREST) ? talk.nextQuestion(pathwaysOf(talk)) : { question: INTEREST };
}

/** The pathways a person cares about; who does not know is asked about all of them. */
function pathwaysOf({ house, answers }: Talk): PathwayId[] {
  return pathwaysSought(house.programme, interestIn(answers));
}
