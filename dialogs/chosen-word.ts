import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import type { PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { REGISTRATION } from './registration.ts';

export const CHOSEN_WORD = 'chosen-word';

/** Right after an appointment is booked: a word they will say at the office, if they like. Whoever bought a code does not know it. */
export class ChosenWordDialog extends TalkDialog {
  override beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, WORD);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (result?.is === 'written' && talk.chooseWord(result.text)) talk.say('booking.word.kept');
    return dc.replaceDialog(REGISTRATION);
  }
}

const WORD: PromptOptions = {
  key: 'booking.word.ask',
  values: {},
  expects: 'word',
  choices: [{ id: 'word=none', label: 'booking.word.none', replies: 'no' }],
};
