import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT, type PromptOptions, type PromptResult } from '../src/conversation/choice-prompt.ts';
import { say, talkOf } from '../src/conversation/speech.ts';
import { isReason, REASONS } from '../src/handoff/registration.ts';
import type { PathwayId, QuestionId } from '../src/screening/names.ts';
import { sayWhy } from './pathway-words.ts';

export const REGISTRATION = 'registration';

/** How it ends: whoever began it goes on with what comes after. */
export type Registered = { readonly is: 'registered' };
const REGISTERED: Registered = { is: 'registered' };

/** @property about the pathways of the result that was just told */
export type RegistrationOptions = { readonly about?: readonly PathwayId[] };

/**
 * After a result or an appointment: a reference, and once the coarse reason for leaving, which may be left out. Who is
 * registered already hears nothing.
 */
export class RegistrationDialog extends Dialog<RegistrationOptions> {
  constructor() {
    super(REGISTRATION);
  }

  override async beginDialog(dc: DialogContext, options: RegistrationOptions = {}): Promise<DialogTurnResult> {
    const talk = talkOf(dc.context);
    if (dc.activeDialog !== undefined) dc.activeDialog.state = options;
    const adult = talk.answers.get(ADULT);
    // Of a child nothing is kept that does not help the child.
    const isChild = adult?.is === 'value' && adult.value === false;
    const reference = isChild ? null : talk.register();
    if (reference === null) return dc.endDialog(REGISTERED);
    await say(dc.context, 'registration.made', { reference });
    return dc.beginDialog(PROMPT, REASON);
  }

  override async resumeDialog(
    dc: DialogContext,
    _reason: DialogReason,
    result?: PromptResult,
  ): Promise<DialogTurnResult> {
    if (result?.is === 'why') {
      await this.#whyResult(dc);
      await say(dc.context, 'why.question', { reason: talkOf(dc.context).words('registration.reason.why') });
      return dc.beginDialog(PROMPT, REASON);
    }
    if (result?.is === 'chosen') await hearReason(dc.context, result.id);
    return dc.endDialog(REGISTERED);
  }

  /** The result stands right above the question, and told the person to write WHY for its reasons. */
  async #whyResult(dc: DialogContext): Promise<void> {
    const { about = [] }: RegistrationOptions = dc.activeDialog?.state ?? {};
    const told = talkOf(dc.context)
      .assess(about)
      .filter(({ status }) => status !== 'closed');
    if (told.length > 0) await sayWhy(dc.context, told);
  }
}

/** Keeps a reason for leaving, also one tapped in an old message. @returns whether it was one, and kept */
export async function hearReason(context: TurnContext, option: string): Promise<boolean> {
  const [subject, value] = option.split('=');
  if (subject !== 'reason' || !isReason(value) || !talkOf(context).giveReason(value)) return false;
  await say(context, 'registration.reason.kept');
  return true;
}

const ADULT = 'adult' as QuestionId;

const REASON: PromptOptions = {
  key: 'registration.reason.ask',
  values: {},
  choices: REASONS.map((reason) =>
    reason === 'prefer_not'
      ? { id: `reason=${reason}`, label: 'answer.prefer-not', replies: 'prefer-not' }
      : { id: `reason=${reason}`, label: `registration.reason.option.${reason}`, replies: `reason.${reason}` },
  ),
};
