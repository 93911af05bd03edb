import type { DialogTurnResult } from 'botbuilder-dialogs';
import type { Appointment } from '../src/appointments/appointment.ts';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { LIMITS } from '../src/ops/limits.ts';
import { sayAppointment, sayIfAppointmentClosed } from './appointment-words.ts';
import { BOOKING, type BookingOptions } from './booking.ts';
import { HANDOFF } from './handoff.ts';
import { sayDay } from './on-the-day.ts';

export const MY_APPOINTMENT = 'my-appointment';

/** @property wants what the person asked for; `cannot`: they cannot come, and have not said what then */
export type MyAppointmentOptions = { readonly wants?: 'move' | 'cancel' | 'cannot' | 'way' };

/** @property was when it was, while another time is chosen: so it is seen whether it was moved */
type State = { was?: number };

/** When and where, the code to say, how to get there; and to keep it, move it or give it back. */
export class MyAppointmentDialog extends TalkDialog<MyAppointmentOptions> {
  override async beginDialog(dc: TalkContext, { wants }: MyAppointmentOptions = {}): Promise<DialogTurnResult> {
    const { appointment } = dc.talk;
    if (dc.activeDialog !== undefined) dc.activeDialog.state = {} satisfies State;
    if (appointment?.state !== 'booked') {
      dc.talk.say('my-appointment.none');
      return dc.endDialog();
    }
    if (sayIfAppointmentClosed(dc.talk, appointment)) return dc.endDialog();
    if (wants === 'move') return this.#move(dc, appointment);
    if (wants === 'cannot') return dc.beginDialog(PROMPT, CANNOT);
    if (wants === 'way') return this.#way(dc, appointment);
    sayAppointment(dc.talk, appointment);
    return dc.beginDialog(PROMPT, wants === 'cancel' ? sure(appointment) : WHAT);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const { talk } = dc;
    const { appointment } = talk;
    const { was } = (dc.activeDialog?.state ?? {}) as State;
    if (appointment?.state !== 'booked') return dc.endDialog();
    if (was !== undefined) {
      if (was === appointment.startsAt) talk.say('my-appointment.kept');
      return dc.endDialog();
    }
    const chosen = chosenId(result);
    if (chosen === 'appointment=move') return this.#move(dc, appointment);
    if (chosen === 'appointment=cancel') return dc.beginDialog(PROMPT, sure(appointment));
    if (chosen === 'appointment=way') return this.#way(dc, appointment);
    if (chosen === 'go=person') return dc.replaceDialog(HANDOFF);
    if (chosen.startsWith('cancel=yes')) return this.#cancel(dc, appointment, chosen);
    return dc.endDialog();
  }

  /** The time they have stays until the new one is theirs. */
  async #move(dc: TalkContext, { pathway, startsAt }: Appointment): Promise<DialogTurnResult> {
    const { talk } = dc;
    if ((await talk.lookUp.movesOfToday()) >= LIMITS.movesADay) {
      talk.say('my-appointment.moved-often');
      return dc.beginDialog(PROMPT, MOVED_OFTEN);
    }
    if (dc.activeDialog !== undefined) dc.activeDialog.state = { was: startsAt } satisfies State;
    talk.say('my-appointment.move.keeps');
    return dc.beginDialog(BOOKING, { pathway, moves: true } satisfies BookingOptions);
  }

  #way(dc: TalkContext, appointment: Appointment): Promise<DialogTurnResult> {
    sayDay(dc.talk, appointment, 'lost');
    return dc.beginDialog(PROMPT, WHAT);
  }

  /** Only what they were asked about is cancelled: another time may have taken its place meanwhile. */
  #cancel(dc: TalkContext, appointment: Appointment, chosen: string): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (chosen !== sureOf(appointment)) {
      talk.say('my-appointment.changed');
      sayAppointment(talk, appointment);
      return dc.beginDialog(PROMPT, WHAT);
    }
    talk.cancelAppointment();
    talk.say('my-appointment.cancelled');
    return dc.endDialog();
  }
}

const KEEP = { id: 'appointment=keep', label: 'my-appointment.keep' };
const MOVE = { id: 'appointment=move', label: 'my-appointment.move', replies: 'coming.move' };
const CANCEL = { id: 'appointment=cancel', label: 'my-appointment.cancel', replies: 'cancel' };

const WHAT: PromptOptions = {
  key: 'my-appointment.ask',
  values: {},
  choices: [KEEP, MOVE, CANCEL, { id: 'appointment=way', label: 'my-appointment.way', replies: 'way' }],
};

const CANNOT: PromptOptions = { key: 'my-appointment.cannot.ask', values: {}, choices: [MOVE, CANCEL, KEEP] };

/** A talk with a machine that changes the time again and again ends kindly: what they have stays. */
const MOVED_OFTEN: PromptOptions = {
  key: 'my-appointment.ask',
  values: {},
  choices: [KEEP, CANCEL, { id: 'go=person', label: 'menu.person' }],
};

/** The yes names the time it is about: that of an older question cancels nothing else. */
function sure(appointment: Appointment): PromptOptions {
  return {
    key: 'my-appointment.cancel.ask',
    values: {},
    choices: [
      { id: sureOf(appointment), label: 'my-appointment.cancel.yes', replies: 'yes' },
      { id: 'cancel=no', label: 'my-appointment.cancel.no', replies: 'no' },
    ],
  };
}

function sureOf({ startsAt }: Appointment): string {
  return `cancel=yes:${startsAt}`;
}
