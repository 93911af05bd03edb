import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { deskPresence } from '../src/handoff/desk-rules.ts';

export const HANDOFF = 'handoff';

/** Why a human is asked for, where it is not the person's own wish. */
export type HandoffOptions = { readonly reason: string };

/** PERSON: opens a case with the transcript. Works without consent too; the adviser then sees no words, only a person who asks. */
export class HandoffDialog extends Dialog {
  override async beginDialog(dc: TalkContext, options?: HandoffOptions): Promise<DialogTurnResult> {
    const { talk } = dc;
    talk.openCase(options?.reason ?? 'asked');
    talk.say(talk.consent === 'given' ? 'handoff.opened' : 'handoff.opened.without-consent');
    sayHours(talk);
    return dc.endDialog();
  }
}

/** Whether an adviser is there now, or when; and that the talk goes on meanwhile. */
function sayHours(talk: Talk): void {
  const presence = deskPresence(talk.house.desk, talk.lookUp.now);
  if (presence.isOpen) talk.say('handoff.hours.open', { until: presence.until.slice(11) });
  else if (presence.opens === null) talk.say('handoff.hours.unknown');
  else talk.say('handoff.hours.closed', { opens: presence.opens });
}
