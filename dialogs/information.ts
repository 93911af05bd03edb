import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import { chosenId, PROMPT, type PromptOptions, type PromptResult } from '../src/conversation/choice-prompt.ts';
import { talkOf } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import { INTEREST } from '../src/screening/programme.ts';
import { sayPathway, sayToday } from './pathway-words.ts';

export const INFORMATION = 'information';

/** What is open today; then, for what the person looks for, what each pathway is, since when it stands so, and who says so. */
export class InformationDialog extends Dialog {
  constructor() {
    super(INFORMATION);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    await sayToday(dc.context);
    return dc.beginDialog(PROMPT, aboutPrompt(talkOf(dc.context)));
  }

  override async resumeDialog(
    dc: DialogContext,
    _reason: DialogReason,
    result?: PromptResult,
  ): Promise<DialogTurnResult> {
    const talk = talkOf(dc.context);
    const about = chosenId(result).replace('about=', '');
    const interest = talk.house.programme.interests.find(({ id }) => id === about);
    for (const id of interest?.pathways ?? []) {
      const pathway = talk.house.programme.pathways.get(id);
      if (pathway !== undefined) await sayPathway(dc.context, pathway);
    }
    return dc.endDialog();
  }
}

/** The same choices as the screening's first question; here they only tell. */
function aboutPrompt({ house }: Talk): PromptOptions {
  const choices = house.programme.interests.map(({ id }) => ({
    id: `about=${id}`,
    label: `question.${INTEREST}.option.${id}`,
    replies: `${INTEREST}.${id}`,
  }));
  return { key: 'information.ask', values: {}, choices: [...choices, { id: 'go=menu', label: 'menu.open' }] };
}
