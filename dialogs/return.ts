import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';

export const RETURN = 'return';

const LONG_MS = 2 * 24 * 3_600_000;

/** Whether the person was away so long that they may not remember what was asked. */
export function isAwayLong({ talk, activeDialog }: TalkContext): boolean {
  return activeDialog !== undefined && talk.awayMs >= LONG_MS;
}

/** Coming back after days: go on where the talk was, or begin anew. */
export class ReturnDialog extends TalkDialog {
  override beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, GO_ON);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (chosenId(result) !== 'return=restart') return dc.endDialog();
    talk.withdrawAll();
    talk.release();
    return dc.cancelAllDialogs();
  }
}

const GO_ON: PromptOptions = {
  key: 'return.ask',
  values: {},
  choices: [
    { id: 'return=go-on', label: 'return.go-on', replies: 'yes' },
    { id: 'return=restart', label: 'return.restart', replies: 'no' },
  ],
};
