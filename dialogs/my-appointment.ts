import type { TurnContext } from 'botbuilder';
import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Appointment } from '../src/appointments/appointment.ts';
import { localDateTime } from '../src/appointments/local-time.ts';
import { chosenId, PROMPT, type PromptResult } from '../src/conversation/choice-prompt.ts';
import { say, talkOf } from '../src/conversation/speech.ts';

export const MY_APPOINTMENT = 'my-appointment';

/** When and where, the code to say, and a way to cancel. */
export class MyAppointmentDialog extends Dialog {
  constructor() {
    super(MY_APPOINTMENT);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const { appointment } = talkOf(dc.context);
    if (appointment?.state !== 'booked') {
      await say(dc.context, 'my-appointment.none');
      return dc.endDialog();
    }
    await sayAppointment(dc.context, appointment);
    return dc.beginDialog(PROMPT, { key: 'my-appointment.ask', values: {}, choices: KEEP_OR_CANCEL });
  }

  override async resumeDialog(
    dc: DialogContext,
    _reason: DialogReason,
    result?: PromptResult,
  ): Promise<DialogTurnResult> {
    const chosen = chosenId(result);
    if (chosen === 'appointment=cancel') {
      return dc.beginDialog(PROMPT, { key: 'my-appointment.cancel.ask', values: {}, choices: SURE });
    }
    if (chosen === 'cancel=yes') {
      talkOf(dc.context).cancelAppointment();
      await say(dc.context, 'my-appointment.cancelled');
    }
    return dc.endDialog();
  }
}

const KEEP_OR_CANCEL = [
  { id: 'appointment=keep', label: 'my-appointment.keep' },
  { id: 'appointment=cancel', label: 'my-appointment.cancel' },
];

const SURE = [
  { id: 'cancel=yes', label: 'my-appointment.cancel.yes', replies: 'yes' },
  { id: 'cancel=no', label: 'my-appointment.cancel.no', replies: 'no' },
];

/** Says where and when, in the office's own time, and the code. */
export async function sayAppointment(context: TurnContext, { office, startsAt, code }: Appointment): Promise<void> {
  const { house } = talkOf(context);
  const where = house.offices.find(({ id }) => id === office);
  if (where === undefined)
    throw new Error(`An appointment is at office '${office}', which is not in programme/offices.`);
  const values = { office: where.name, starts: localDateTime(startsAt, where.timeZone), code };
  await say(context, 'appointment', values);
  await say(context, where.address.example ? 'appointment.address.example' : 'appointment.address', {
    address: where.address.text,
  });
}
