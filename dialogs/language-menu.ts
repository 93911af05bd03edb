import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT, type PromptOptions, type PromptResult } from '../src/conversation/choice-prompt.ts';
import { say, talkOf } from '../src/conversation/speech.ts';
import { isLanguage, LANGUAGES, type Language } from '../src/language/language.ts';

export const LANGUAGE = 'language';

/** The five languages, each by its own name. */
export const LANGUAGE_MENU: PromptOptions = {
  key: 'language.ask',
  values: {},
  choices: LANGUAGES.map((language) => ({
    id: `language=${language}`,
    label: `language.${language}`,
    replies: `language.${language}`,
  })),
};

/** LANGUAGE, from anywhere; then the talk goes on where it was, in the new language. */
export class LanguageDialog extends Dialog {
  constructor() {
    super(LANGUAGE);
  }

  override beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, LANGUAGE_MENU);
  }

  override async resumeDialog(
    dc: DialogContext,
    _reason: DialogReason,
    result?: PromptResult,
  ): Promise<DialogTurnResult> {
    const language = result?.is === 'chosen' ? chosenLanguage(result.id) : null;
    if (language !== null) {
      talkOf(dc.context).setLanguage(language);
      await say(dc.context, 'language.changed');
    }
    return dc.endDialog();
  }
}

/** The language an option id names, or null. */
export function chosenLanguage(id: string): Language | null {
  const code = /^language=(\w+)$/.exec(id)?.[1];
  return isLanguage(code) ? code : null;
}
