import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import { chosenId, PROMPT, type PromptOptions, type PromptResult } from '../src/conversation/choice-prompt.ts';
import { talkOf } from '../src/conversation/speech.ts';

export const SAME_PERSON = 'same-person';

/** The answer by which a person gets their number back. */
export const SAME = 'same-person=yes';

/** Asks who writes from a number that may have changed hands. What was written before it was sent is no answer. */
export class SamePersonDialog extends Dialog {
  constructor() {
    super(SAME_PERSON);
  }

  override beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, CHECK);
  }

  override async resumeDialog(
    dc: DialogContext,
    _reason: DialogReason,
    result?: PromptResult,
  ): Promise<DialogTurnResult> {
    const talk = talkOf(dc.context);
    const chosen = chosenId(result);
    if (chosen === '' || talk.firstShown !== SAME) return dc.beginDialog(PROMPT, CHECK);
    if (chosen === SAME) {
      talk.sameBy = chosen;
      return Dialog.EndOfTurn;
    }
    talk.part();
    return dc.endDialog();
  }
}

const CHECK: PromptOptions = {
  key: 'same-person.ask',
  values: {},
  choices: [
    { id: SAME, label: 'same-person.yes', replies: 'same-person.yes' },
    { id: 'same-person=no', label: 'same-person.no', replies: 'same-person.no' },
  ],
};
