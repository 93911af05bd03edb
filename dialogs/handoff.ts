import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { say, talkOf } from '../src/conversation/speech.ts';

export const HANDOFF = 'handoff';

/** PERSON: opens a case with the transcript. Works without consent too; the adviser then sees no words, only a person who asks. */
export class HandoffDialog extends Dialog {
  constructor() {
    super(HANDOFF);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const talk = talkOf(dc.context);
    talk.openCase('asked');
    await say(dc.context, talk.consent === 'given' ? 'handoff.opened' : 'handoff.opened.without-consent');
    return dc.endDialog();
  }
}
