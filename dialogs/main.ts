import { Dialog, type DialogTurnResult, DialogTurnStatus } from 'botbuilder-dialogs';
import { ChoicePrompt, PROMPT } from '../src/conversation/choice-prompt.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { ASKED, AskedDialog } from './asked.ts';
import { handedBack, hearBesideAdviser } from './beside-adviser.ts';
import { BETWEEN_TURNS, BetweenTurnsDialog } from './between-turns.ts';
import { BOOKING, BookingDialog } from './booking.ts';
import { CHOSEN_WORD, ChosenWordDialog } from './chosen-word.ts';
import { CLOSED, ClosedDialog } from './closed.ts';
import { DANGER, DangerDialog } from './danger.ts';
import { HANDOFF, HandoffDialog } from './handoff.ts';
import { INFORMATION, InformationDialog } from './information.ts';
import { interrupt } from './interruptions.ts';
import { LANGUAGE, LanguageDialog } from './language-menu.ts';
import { MENU, MenuDialog, type MenuOptions } from './menu.ts';
import { NOT_UNDERSTOOD, NotUnderstoodDialog } from './missed.ts';
import { MY_APPOINTMENT, MyAppointmentDialog } from './my-appointment.ts';
import { MY_CASE, MyCaseDialog } from './my-case.ts';
import { DELETE, DeleteDialog } from './my-data.ts';
import { obey } from './obey.ts';
import { REGISTRATION, RegistrationDialog } from './registration.ts';
import { RETURN, ReturnDialog } from './return.ts';
import { SAME_PERSON, SamePersonDialog } from './same-person.ts';
import { SCREENING, ScreeningDialog } from './screening.ts';
import { SLIP, SlipDialog } from './slip.ts';
import { TOPICS, TopicsDialog } from './topics.ts';
import { WAITING_LIST, WaitingListDialog } from './waiting-list.ts';
import { WELCOME, WelcomeDialog } from './welcome.ts';

/**
 * The root of every talk: interruptions first, then the dialog in progress; and when one ends, the next step. It is never
 * open itself: the stack is that of the dialogs it depends on.
 */
export class MainDialog extends Dialog {
  constructor() {
    super('main');
  }

  getDependencies(): Dialog[] {
    return [
      new SamePersonDialog(SAME_PERSON),
      new WelcomeDialog(WELCOME),
      new MenuDialog(MENU),
      new InformationDialog(INFORMATION),
      new ScreeningDialog(SCREENING),
      new TopicsDialog(TOPICS),
      new BookingDialog(BOOKING),
      new ChosenWordDialog(CHOSEN_WORD),
      new WaitingListDialog(WAITING_LIST),
      new RegistrationDialog(REGISTRATION),
      new MyAppointmentDialog(MY_APPOINTMENT),
      new BetweenTurnsDialog(BETWEEN_TURNS),
      new ClosedDialog(CLOSED),
      new MyCaseDialog(MY_CASE),
      new SlipDialog(SLIP),
      new HandoffDialog(HANDOFF),
      new LanguageDialog(LANGUAGE),
      new DangerDialog(DANGER),
      new AskedDialog(ASKED, obey),
      new NotUnderstoodDialog(NOT_UNDERSTOOD),
      new ReturnDialog(RETURN),
      new DeleteDialog(DELETE),
      new ChoicePrompt(PROMPT),
    ];
  }

  override beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    return this.continueDialog(dc);
  }

  override async continueDialog(dc: TalkContext): Promise<DialogTurnResult> {
    const interrupted = await hearFirst(dc);
    if (interrupted?.status === DialogTurnStatus.waiting) return interrupted;
    const result = interrupted ?? (await dc.continueDialog());
    return result.status === DialogTurnStatus.waiting ? result : this.#start(dc);
  }

  /** Nothing is open: a first message, a talk whose session is gone, or a dialog at the bottom that ended. */
  async #start(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (talk.isDoubted) return dc.beginDialog(SAME_PERSON);
    if (!talk.hasLanguage || talk.consent === 'not_asked') return dc.beginDialog(WELCOME);
    const { appointment } = talk;
    // The session is gone while a place is held: the talk goes on at the confirmation.
    if (appointment?.state === 'held') {
      return dc.beginDialog(MENU, { first: BOOKING, with: { pathway: appointment.pathway } } satisfies MenuOptions);
    }
    return dc.beginDialog(MENU);
  }
}

/** What the desk did, and what is written while an adviser has the talk, no dialog hears. */
async function hearFirst(dc: TalkContext): Promise<DialogTurnResult | null> {
  const { heard, case: standing } = dc.talk;
  if (heard.content.kind === 'event')
    // An adviser may have taken it again since, and who has said STOP meanwhile is left alone.
    return standing.owner === null && !dc.talk.isOver ? handedBack(dc, heard.content) : Dialog.EndOfTurn;
  return standing.owner === null ? interrupt(dc) : hearBesideAdviser(dc);
}
