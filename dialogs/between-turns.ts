import type { DialogTurnResult } from 'botbuilder-dialogs';
import { localDateTime } from '../src/appointments/local-time.ts';
import { askOpen, PROMPT, promptOptions } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import { readExactly, readSentence } from '../src/conversation/read-answer.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import type { Intent } from '../src/language/intent.ts';
import { timeAt } from './appointment-words.ts';
import { officeOf } from './booking-choice.ts';
import { hearVisitOption } from './visit-options.ts';

export const BETWEEN_TURNS = 'between-turns';

/**
 * A question that was asked in a message outside the person's turns: whether they come, whether they want a place, whether they want
 * another appointment.
 * @property unasked it stands on their phone already
 */
export type BetweenTurnsOptions = { readonly about: About; readonly unasked?: boolean };

type About = 'coming' | 'missed' | 'offer';

/** @property again whether it was asked once more after something else was said */
type State = BetweenTurnsOptions & { again?: boolean };

/** What the person says next may answer what was asked meanwhile. */
export class BetweenTurnsDialog extends TalkDialog<BetweenTurnsOptions> {
  override async beginDialog(dc: TalkContext, asked?: BetweenTurnsOptions): Promise<DialogTurnResult> {
    // From the menu: the place that is offered.
    const options: BetweenTurnsOptions = asked ?? { about: 'offer' };
    if (dc.activeDialog !== undefined) dc.activeDialog.state = options satisfies State;
    const prompt = promptFor(dc.talk, options.about);
    if (prompt === null) return dc.endDialog();
    return dc.beginDialog(PROMPT, { ...prompt, ...(options.unasked === true && { unasked: true }) });
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const step = await hearVisitOption(dc.talk, chosenId(result));
    return step === null || step === 'said' ? dc.endDialog() : dc.replaceDialog(step.dialog, step.options);
  }
}

/**
 * Opens, without a word, what was asked of the person since they wrote last, where that is what they answer. Where they answer what was
 * open before it is left alone; of two things that were asked at once none is guessed, and one is asked aloud.
 * @returns whether all is said to what they wrote
 */
export async function openAsked(dc: TalkContext): Promise<boolean> {
  const { talk } = dc;
  if (wasOvertaken(talk)) {
    talk.say('between.offer.gone');
    askOpen(dc);
    return true;
  }
  const asked = talk.takeAsked();
  if (asked === null || talk.isDoubted || !talk.hasLanguage) return false;
  const about = aboutOf(asked);
  const prompt = promptFor(talk, about);
  if (prompt === null) return false;
  await leaveAsked(dc);
  const isTheirs = isAnswer(talk, prompt);
  const before = promptOptions(dc);
  if (!isTheirs && before !== null && isAnswer(talk, before)) return false;
  const isUnclear = asked === 'both' && isTheirs;
  await dc.beginDialog(BETWEEN_TURNS, { about, unasked: !isUnclear } satisfies BetweenTurnsOptions);
  return isUnclear;
}

/** They took a place by a word, and the commit found that somebody had been faster. */
function wasOvertaken({ lookUp: { refused }, offer }: Talk): boolean {
  return offer === null && (refused.has('offer_taken') || refused.has('offer_gone'));
}

function isAnswer(talk: Talk, prompt: PromptOptions): boolean {
  return readExactly(talk, prompt) !== null || readSentence(talk, prompt) !== null;
}

function aboutOf(asked: NonNullable<ReturnType<Talk['takeAsked']>>): About {
  if (asked === 'offer' || asked === 'both') return 'offer';
  return asked === 'missed' ? 'missed' : 'coming';
}

function isOpen(dc: TalkContext): boolean {
  return dc.stack.at(-2)?.id === BETWEEN_TURNS;
}

/** Closes the question; what was open before is asked again where nothing else is said. */
async function leaveAsked(dc: TalkContext): Promise<void> {
  if (isOpen(dc)) await dc.endDialog();
}

/** What is said of the appointment answers it in its own way; after anything else it is asked once more, and only once. */
export async function passAsked(dc: TalkContext, intent: Intent | null): Promise<void> {
  const state = dc.stack.at(-2)?.state as State | undefined;
  if (!isOpen(dc) || state === undefined) return;
  if (state.again === true || (intent !== null && /^(?:appointment|waiting)_/.test(intent))) return leaveAsked(dc);
  state.again = true;
}

function promptFor(talk: Talk, about: About): PromptOptions | null {
  if (about === 'offer') return offerPrompt(talk);
  return about === 'missed' ? MISSED : comingPrompt(talk);
}

const MISSED: PromptOptions = {
  key: 'between.missed.ask',
  values: {},
  expects: 'yesno',
  choices: [
    { id: 'again=book', label: 'between.missed.yes', replies: 'yes' },
    { id: 'again=no', label: 'between.missed.no', replies: 'no' },
  ],
};

/** The ids name the time they are about, for ever: those of another appointment do nothing. */
function comingPrompt(talk: Talk): PromptOptions | null {
  const { appointment } = talk;
  const office = appointment?.state === 'booked' ? officeOf(talk, appointment.office) : null;
  if (office === null || appointment === null) return null;
  const [yes, no, move] = (['yes', 'no', 'move'] as const).map((what) => `coming=${what}:${appointment.startsAt}`);
  return {
    key: 'between.coming.ask',
    values: { office: office.name, starts: localDateTime(appointment.startsAt, office.timeZone) },
    expects: 'yesno',
    choices: [
      { id: `${yes}`, label: 'between.coming.yes', replies: 'yes' },
      { id: `${no}`, label: 'between.coming.no', replies: 'no' },
      { id: `${move}`, label: 'between.coming.move', replies: 'coming.move' },
      { id: `${yes}`, label: 'between.coming.yes', replies: 'coming.yes', unshown: true },
      { id: `${no}`, label: 'between.coming.no', replies: 'coming.no', unshown: true },
    ],
  };
}

function offerPrompt(talk: Talk): PromptOptions | null {
  const { offer } = talk;
  const office = offer === null ? null : officeOf(talk, offer.office);
  if (offer === null || office === null) return null;
  const isInstead = talk.appointment?.state === 'booked' && { context: 'instead' };
  return {
    key: 'between.offer.ask',
    values: { ...timeAt(talk, office, offer.startsAt), ...isInstead },
    expects: 'yesno',
    choices: [
      { id: `offer=yes:${offer.id}`, label: 'between.offer.yes', replies: 'yes' },
      { id: `offer=no:${offer.id}`, label: 'between.offer.no', replies: 'no' },
      { id: `offer=yes:${offer.id}`, label: 'between.offer.yes', replies: 'offer.yes', unshown: true },
      { id: `offer=no:${offer.id}`, label: 'between.offer.no', replies: 'offer.no', unshown: true },
    ],
  };
}
