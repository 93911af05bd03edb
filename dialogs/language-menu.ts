import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import type { PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { isLanguage, LANGUAGES, type Language } from '../src/language/language.ts';

export const LANGUAGE = 'language';

/** The five languages, each by its own name. */
export const LANGUAGE_MENU: PromptOptions = {
  key: 'language.ask',
  values: {},
  choices: LANGUAGES.map((language) => ({
    id: `language=${language}`,
    label: `language.${language}`,
  })),
};

/** LANGUAGE, from anywhere; then the talk goes on where it was, in the new language. */
export class LanguageDialog extends TalkDialog {
  override beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, LANGUAGE_MENU);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const language = result?.is === 'chosen' ? chosenLanguage(result.id) : null;
    if (language !== null) {
      dc.talk.setLanguage(language);
      dc.talk.say('language.changed');
    }
    return dc.endDialog();
  }
}

/** The language an option id names, or null. */
export function chosenLanguage(id: string): Language | null {
  const code = /^language=(\w+)$/.exec(id)?.[1];
  return isLanguage(code) ? code : null;
}
