import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { chosenLanguage, LANGUAGE_MENU } from './language-menu.ts';
import { CONSENT, MENU, type MenuOptions } from './menu.ts';
import { SCREENING } from './screening.ts';

export const WELCOME = 'welcome';

/** Which language, who we are, that it is free, and whether we may keep what the person says. Asks only what is not known. */
export class WelcomeDialog extends TalkDialog {
  override async beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    if (talk.hasLanguage) return this.#askConsent(dc);
    const written = talk.heard.hearing?.language ?? null;
    if (written === null) return dc.beginDialog(PROMPT, LANGUAGE_MENU);
    // What somebody writes tells a language; one button beside the answer says that it is not theirs.
    talk.setLanguage(written);
    return this.#askConsent(dc);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const { talk } = dc;
    const chosen = chosenId(result);
    if (chosen === 'go=language' || result?.is === 'back') return dc.beginDialog(PROMPT, LANGUAGE_MENU);
    const language = chosenLanguage(chosen);
    if (language !== null) talk.setLanguage(language);
    if (chosen === 'consent=yes') {
      talk.setConsent('given');
      return dc.replaceDialog(MENU, { first: SCREENING } satisfies MenuOptions);
    }
    if (chosen === 'consent=no') {
      talk.setConsent('refused');
      talk.say('welcome.consent.refused');
    }
    return this.#askConsent(dc);
  }

  async #askConsent(dc: TalkContext): Promise<DialogTurnResult> {
    if (dc.talk.consent !== 'not_asked') return dc.endDialog();
    dc.talk.say('welcome.who');
    return dc.beginDialog(PROMPT, WELCOME_CONSENT);
  }
}

/** One tap, before anything is kept. */
const WELCOME_CONSENT: PromptOptions = {
  ...CONSENT,
  choices: [...CONSENT.choices, { id: 'go=language', label: 'welcome.language.other' }],
};
