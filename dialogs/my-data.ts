import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { Choice, PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { sayAppointment } from './appointment-words.ts';
import { HANDOFF, type HandoffOptions } from './handoff.ts';

export const DELETE = 'delete';

/**
 * DELETE: one question, then everything goes. Nothing can be asked after that: the talk is gone with the rest. What the bot cannot delete
 * alone, such as one part or what stands under another number, is asked of a human; beside an adviser, of them.
 */
export class DeleteDialog extends TalkDialog {
  override beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, dc.talk.case.owner === null ? { ...SURE, choices: [...SURE.choices, PERSON] } : SURE);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenId(result);
    const isBeside = talk.case.owner !== null;
    if (chosen === PERSON.id && !isBeside)
      return dc.replaceDialog(HANDOFF, { reason: 'delete' } satisfies HandoffOptions);
    if (chosen !== 'delete=yes') {
      if (chosen === PERSON.id) talk.openCase('delete');
      else talk.say('delete.kept');
      if (!isBeside) return dc.endDialog();
      // The question below is asked again when the adviser gives the talk back.
      dc.stack.pop();
      return TalkDialog.EndOfTurn;
    }
    talk.say('delete.done', { receipt: talk.forget() });
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

const PERSON: Choice = { id: 'delete=person', label: 'menu.person' };

/** MY DATA: what is kept of the person, by its kinds; the answers themselves stand in the talk above. */
export function sayMyData(talk: Talk): void {
  const { answers, appointment, consent, reference } = talk;
  talk.say(consent === 'given' ? 'my-data.kept' : 'my-data.not-kept');
  const names = [...answers.keys()].map((question) => talk.words(`question.${question}.name`)).join(', ');
  if (names !== '') talk.say('my-data.answers', { names });
  if (reference !== null) talk.say('my-data.reference', { reference });
  if (appointment?.state === 'booked') sayAppointment(talk, appointment);
}
