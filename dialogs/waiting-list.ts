import type { DialogTurnResult } from 'botbuilder-dialogs';
import type { Instant } from '../src/appointments/local-time.ts';
import { localDay } from '../src/appointments/local-time.ts';
import type { Waits } from '../src/conversation/change.ts';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { officeOf } from './booking-choice.ts';
import { REGISTRATION } from './registration.ts';

export const WAITING_LIST = 'waiting-list';

/** @property wants what they would wait for; absent where they only ask how they stand */
export type WaitingListOptions = { readonly wants?: Omit<Waits, 'soon'> };

/**
 * Who finds no time may wait for one that becomes free. Nothing is promised, and no number is told: who is asked first depends on what
 * becomes free.
 */
export class WaitingListDialog extends TalkDialog<WaitingListOptions> {
  override async beginDialog(dc: TalkContext, options: WaitingListOptions = {}): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (dc.activeDialog !== undefined) dc.activeDialog.state = options;
    if (talk.waiting !== null) {
      sayStanding(talk);
      return dc.beginDialog(PROMPT, STANDING);
    }
    if (options.wants === undefined) {
      talk.say('waiting.none');
      return dc.endDialog();
    }
    talk.say('waiting.what');
    talk.say('waiting.how');
    return dc.beginDialog(PROMPT, SOON);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenId(result);
    if (hearList(talk, chosen) || talk.waiting !== null) return dc.endDialog();
    const { wants }: WaitingListOptions = dc.activeDialog?.state ?? {};
    if (wants !== undefined && (chosen === 'soon=yes' || chosen === 'soon=no')) {
      talk.joinList({ ...wants, soon: chosen === 'soon=yes' });
      talk.say('waiting.joined');
      talk.say('waiting.leave-how');
    }
    return dc.replaceDialog(REGISTRATION);
  }
}

/** Leaves the list, also by an option of an old message. @returns whether the option wanted that, and they waited */
export function hearList(talk: Talk, option: string): boolean {
  if (option !== 'list=leave' || talk.waiting === null) return false;
  talk.leaveList();
  talk.say('waiting.left');
  return true;
}

/** Since when, and where: what is true today. */
function sayStanding(talk: Talk): void {
  const { waiting, house } = talk;
  if (waiting === null) return;
  const offices = waiting.offices.flatMap((id) => officeOf(talk, id)?.name ?? []).join(', ');
  const since = localDay(waiting.since.getTime() as Instant, house.programme.timeZone);
  talk.say('waiting.standing', { since, offices });
  talk.say('waiting.no-promise');
}

const STANDING: PromptOptions = {
  key: 'waiting.ask',
  values: {},
  choices: [
    { id: 'list=stay', label: 'waiting.stay' },
    { id: 'list=leave', label: 'waiting.leave' },
  ],
};

const SOON: PromptOptions = {
  key: 'waiting.soon.ask',
  values: {},
  choices: [
    { id: 'soon=yes', label: 'answer.yes', replies: 'yes' },
    { id: 'soon=no', label: 'answer.no', replies: 'no' },
    { id: 'list=no', label: 'waiting.not' },
  ],
  expects: 'yesno',
};
