import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import type { PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { isReason, REASONS } from '../src/handoff/registration.ts';
import type { PathwayId, QuestionId } from '../src/screening/names.ts';
import { sayWhy } from './why-words.ts';

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
export class RegistrationDialog extends TalkDialog<RegistrationOptions> {
  override async beginDialog(dc: TalkContext, options: RegistrationOptions = {}): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (dc.activeDialog !== undefined) dc.activeDialog.state = options;
    const adult = talk.answers.get(ADULT);
    // Of a child nothing is kept that does not help the child.
    const isChild = adult?.is === 'value' && adult.value === false;
    const reference = isChild ? null : talk.register();
    if (reference === null) return dc.endDialog(REGISTERED);
    talk.say('registration.made', { reference });
    return dc.beginDialog(PROMPT, REASON);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    if (result?.is === 'why') {
      this.#whyResult(dc);
      dc.talk.say('why.question', { reason: dc.talk.words('registration.reason.why') });
      return dc.beginDialog(PROMPT, REASON);
    }
    if (result?.is === 'chosen') hearReason(dc.talk, result.id);
    return dc.endDialog(REGISTERED);
  }

  /** The result stands right above the question, and told the person to write WHY for its reasons. */
  #whyResult({ talk, activeDialog }: TalkContext): void {
    const { about = [] }: RegistrationOptions = activeDialog?.state ?? {};
    const told = talk.assess(about).filter(({ status }) => status !== 'closed');
    if (told.length > 0) sayWhy(talk, told);
  }
}

/** Keeps a reason for leaving, also one tapped in an old message. @returns whether it was one, and kept */
export function hearReason(talk: Talk, option: string): boolean {
  const [subject, value] = option.split('=');
  if (subject !== 'reason' || !isReason(value) || !talk.giveReason(value)) return false;
  talk.say('registration.reason.kept');
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
