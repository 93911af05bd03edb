import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { INTEREST } from '../src/screening/programme.ts';
import { sayPathway, sayToday } from './pathway-words.ts';

export const INFORMATION = 'information';

/** What is open today; then, for what the person looks for, what each pathway is, since when it stands so, and who says so. */
export class InformationDialog extends TalkDialog {
  override async beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    sayToday(dc.talk);
    return dc.beginDialog(PROMPT, aboutPrompt(dc.talk));
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const { talk } = dc;
    const about = chosenId(result).replace('about=', '');
    const interest = talk.house.programme.interests.find(({ id }) => id === about);
    for (const id of interest?.pathways ?? []) {
      const pathway = talk.house.programme.pathways.get(id);
      if (pathway !== undefined) sayPathway(talk, pathway);
    }
    return dc.endDialog();
  }
}

/** The same choices as the screening's first question; here they only tell. */
function aboutPrompt({ house }: Talk): PromptOptions {
  const choices = house.programme.interests.map(({ id }) => ({
    id: `about=${id}`,
    label: `question.${INTEREST}.option.${id}`,
  }));
  return {
    key: 'information.ask',
    values: {},
    choices: [...choices, { id: 'go=menu', label: 'menu.open' }],
    expects: 'interest',
  };
}
