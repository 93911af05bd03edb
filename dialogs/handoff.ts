import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs';
import type { TalkContext } from '../src/conversation/talk-context.ts';

export const HANDOFF = 'handoff';

/** PERSON: opens a case with the transcript. Works without consent too; the adviser then sees no words, only a person who asks. */
export class HandoffDialog extends Dialog {
  override async beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    talk.openCase('asked');
    talk.say(talk.consent === 'given' ? 'handoff.opened' : 'handoff.opened.without-consent');
    return dc.endDialog();
  }
}
