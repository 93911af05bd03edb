import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';

export const SAME_PERSON = 'same-person';

/** The answer by which a person gets their number back. */
export const SAME = 'same-person=yes';

/** Asks who writes from a number that may have changed hands. What was written before it was sent is no answer. */
export class SamePersonDialog extends TalkDialog {
  override beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, CHECK);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const { talk } = dc;
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
