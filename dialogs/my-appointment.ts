import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { sayAppointment } from './appointment-words.ts';

export const MY_APPOINTMENT = 'my-appointment';

/** @property wants what the person asked for in their own words */
export type MyAppointmentOptions = { readonly wants?: 'move' | 'cancel' };

/** When and where, the code to say, and a way to cancel. */
export class MyAppointmentDialog extends TalkDialog<MyAppointmentOptions> {
  override async beginDialog(dc: TalkContext, { wants }: MyAppointmentOptions = {}): Promise<DialogTurnResult> {
    const { appointment } = dc.talk;
    if (appointment?.state !== 'booked') {
      dc.talk.say('my-appointment.none');
      return dc.endDialog();
    }
    sayAppointment(dc.talk, appointment);
    if (wants === 'cancel') return dc.beginDialog(PROMPT, SURE);
    if (wants === 'move') dc.talk.say('my-appointment.move');
    return dc.beginDialog(PROMPT, { key: 'my-appointment.ask', values: {}, choices: KEEP_OR_CANCEL });
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const chosen = chosenId(result);
    if (chosen === 'appointment=cancel') {
      return dc.beginDialog(PROMPT, SURE);
    }
    if (chosen === 'cancel=yes') {
      dc.talk.cancelAppointment();
      dc.talk.say('my-appointment.cancelled');
    }
    return dc.endDialog();
  }
}

const KEEP_OR_CANCEL = [
  { id: 'appointment=keep', label: 'my-appointment.keep' },
  { id: 'appointment=cancel', label: 'my-appointment.cancel', replies: 'cancel' },
];

const SURE: PromptOptions = {
  key: 'my-appointment.cancel.ask',
  values: {},
  choices: [
    { id: 'cancel=yes', label: 'my-appointment.cancel.yes', replies: 'yes' },
    { id: 'cancel=no', label: 'my-appointment.cancel.no', replies: 'no' },
  ],
};
