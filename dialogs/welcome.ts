import { Dialog, type DialogContext, type DialogReason, type DialogTurnResult } from 'botbuilder-dialogs';
import { chosenId, PROMPT, type PromptOptions, type PromptResult } from '../src/conversation/choice-prompt.ts';
import { say, talkOf } from '../src/conversation/speech.ts';
import { languageGreetedIn } from '../src/language/understand.ts';
import { chosenLanguage, LANGUAGE_MENU } from './language-menu.ts';

export const WELCOME = 'welcome';

/** Which language, who we are, that it is free, and whether we may keep what the person says. Asks only what is not known. */
export class WelcomeDialog extends Dialog {
  constructor() {
    super(WELCOME);
  }

  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const talk = talkOf(dc.context);
    if (talk.hasLanguage) return this.#askConsent(dc);
    const greeted = languageGreetedIn(talk.house.words, talk.heard.text);
    if (greeted === null) return dc.beginDialog(PROMPT, LANGUAGE_MENU);
    // A greeting tells a language; the person says whether it is theirs.
    talk.setLanguage(greeted);
    return dc.beginDialog(PROMPT, CONFIRM_LANGUAGE);
  }

  override async resumeDialog(
    dc: DialogContext,
    _reason: DialogReason,
    result?: PromptResult,
  ): Promise<DialogTurnResult> {
    const talk = talkOf(dc.context);
    const chosen = chosenId(result);
    if (chosen === 'confirm-language=no' || result?.is === 'back') return dc.beginDialog(PROMPT, LANGUAGE_MENU);
    const language = chosenLanguage(chosen);
    if (language !== null) talk.setLanguage(language);
    if (chosen === 'consent=yes') talk.setConsent('given');
    if (chosen === 'consent=no') {
      talk.setConsent('refused');
      await say(dc.context, 'welcome.consent.refused');
    }
    return this.#askConsent(dc);
  }

  async #askConsent(dc: DialogContext): Promise<DialogTurnResult> {
    if (talkOf(dc.context).consent !== 'not_asked') return dc.endDialog();
    await say(dc.context, 'welcome.who');
    return dc.beginDialog(PROMPT, CONSENT);
  }
}

const CONFIRM_LANGUAGE: PromptOptions = {
  key: 'welcome.language.confirm',
  values: {},
  choices: [
    { id: 'confirm-language=yes', label: 'welcome.language.confirm.yes', replies: 'yes' },
    { id: 'confirm-language=no', label: 'welcome.language.confirm.no', replies: 'no' },
  ],
};

/** One tap, before anything is kept. */
export const CONSENT: PromptOptions = {
  key: 'welcome.consent',
  values: {},
  choices: [
    { id: 'consent=yes', label: 'welcome.consent.yes', replies: 'yes' },
    { id: 'consent=no', label: 'welcome.consent.no', replies: 'no' },
  ],
};
