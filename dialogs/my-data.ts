import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { sayAppointment } from './my-appointment.ts';

export const DELETE = 'delete';

/** DELETE: one question, then everything goes. Nothing can be asked after that: the talk is gone with the rest. */
export class DeleteDialog extends TalkDialog {
  override beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, SURE);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    if (chosenId(result) !== 'delete=yes') {
      dc.talk.say('delete.kept');
      return dc.endDialog();
    }
    dc.talk.say('delete.done', { receipt: dc.talk.forget() });
    await dc.cancelAllDialogs();
    return TalkDialog.EndOfTurn;
  }
}

const SURE: PromptOptions = {
  key: 'delete.ask',
  values: {},
  choices: [
    { id: 'delete=yes', label: 'delete.ask.yes', replies: 'yes' },
    { id: 'delete=no', label: 'delete.ask.no', replies: 'no' },
  ],
};

/** MY DATA: what is kept of the person, by its kinds; the answers themselves stand in the talk above. */
export function sayMyData(talk: Talk): void {
  const { answers, appointment, consent, reference } = talk;
  talk.say(consent === 'given' ? 'my-data.kept' : 'my-data.not-kept');
  const names = [...answers.keys()].map((question) => talk.words(`question.${question}.name`)).join(', ');
  if (names !== '') talk.say('my-data.answers', { names });
  if (reference !== null) talk.say('my-data.reference', { reference });
  if (appointment?.state === 'booked') sayAppointment(talk, appointment);
}
