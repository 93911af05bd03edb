import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs';
import { say, talkOf } from '../src/conversation/talk.ts';
import { sayPathwayStanding } from './pathway-words.ts';

export const INFORMATION = 'information';

/** What is open today, and since when the rest is not; each with its source and the day it was checked. */
export class InformationDialog extends Dialog {
  constructor() {
    super(INFORMATION);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const talk = talkOf(dc.context);
    await say(dc.context, 'information.today', { today: talk.today });
    for (const pathway of talk.house.programme.pathways.values()) {
      await sayPathwayStanding(dc.context, pathway, talk.today);
    }
    return dc.endDialog();
  }
}
