import { ComponentDialog, type DialogContext, type DialogTurnResult, DialogTurnStatus } from 'botbuilder-dialogs';
import { ChoicePrompt } from '../src/conversation/choice-prompt.ts';
import { talkOf } from '../src/conversation/speech.ts';
import { BOOKING, BookingDialog } from './booking.ts';
import { HandoffDialog } from './handoff.ts';
import { InformationDialog } from './information.ts';
import { DangerDialog, interrupt } from './interruptions.ts';
import { LanguageDialog } from './language-menu.ts';
import { MENU, MenuDialog, type MenuOptions } from './menu.ts';
import { MyAppointmentDialog } from './my-appointment.ts';
import { sayToday } from './pathway-words.ts';
import { RegistrationDialog } from './registration.ts';
import { SAME_PERSON, SamePersonDialog } from './same-person.ts';
import { ScreeningDialog } from './screening.ts';
import { TopicsDialog } from './topics.ts';
import { WELCOME, WelcomeDialog } from './welcome.ts';

/** The root of every talk: interruptions first, then the dialog in progress; and when one ends, the next step. */
export class MainDialog extends ComponentDialog {
  constructor() {
    super('main');
    this.addDialog(new SamePersonDialog());
    this.addDialog(new WelcomeDialog());
    this.addDialog(new MenuDialog());
    this.addDialog(new InformationDialog());
    this.addDialog(new ScreeningDialog());
    this.addDialog(new TopicsDialog());
    this.addDialog(new BookingDialog());
    this.addDialog(new RegistrationDialog());
    this.addDialog(new MyAppointmentDialog());
    this.addDialog(new HandoffDialog());
    this.addDialog(new LanguageDialog());
    this.addDialog(new DangerDialog());
    this.addDialog(new ChoicePrompt());
  }

  override onBeginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.onContinueDialog(dc);
  }

  override async onContinueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const interrupted = await interrupt(dc);
    if (interrupted?.status === DialogTurnStatus.waiting) return interrupted;
    const result = interrupted ?? (await dc.continueDialog());
    return result.status === DialogTurnStatus.waiting ? result : this.#start(dc, interrupted !== null);
  }

  /** Nothing is open: a first message, a talk whose session is gone, or a dialog at the bottom that ended. */
  async #start(dc: DialogContext, interrupted: boolean): Promise<DialogTurnResult> {
    const talk = talkOf(dc.context);
    if (talk.isDoubted) return dc.beginDialog(SAME_PERSON);
    if (!talk.hasLanguage || talk.consent === 'not_asked') return dc.beginDialog(WELCOME);
    const { appointment } = talk;
    // The session is gone while a place is held: the talk goes on at the confirmation.
    if (appointment?.state === 'held') {
      return dc.beginDialog(MENU, { first: BOOKING, with: { pathway: appointment.pathway } } satisfies MenuOptions);
    }
    if (!interrupted) await sayToday(dc.context);
    return dc.beginDialog(MENU);
  }
}
