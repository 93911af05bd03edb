import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { Choice, PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { BETWEEN_TURNS } from './between-turns.ts';
import { HANDOFF } from './handoff.ts';
import { INFORMATION } from './information.ts';
import { LANGUAGE } from './language-menu.ts';
import { MY_APPOINTMENT } from './my-appointment.ts';
import { hasCase, MY_CASE } from './my-case.ts';
import { SCREENING } from './screening.ts';
import { TOPICS } from './topics.ts';
import { WAITING_LIST } from './waiting-list.ts';

export const MENU = 'menu';

/** One tap, before anything is kept. */
export const CONSENT: PromptOptions = {
  key: 'welcome.consent',
  values: {},
  choices: [
    { id: 'consent=yes', label: 'welcome.consent.yes', replies: 'yes' },
    { id: 'consent=no', label: 'welcome.consent.no', replies: 'no' },
  ],
};

/** @property first a dialog to go straight to; the menu is asked when it ends */
export type MenuOptions = { readonly first?: string; readonly with?: object };

/** The bottom of every talk: whatever ends, ends here, so that there is always a next step. */
export class MenuDialog extends TalkDialog<MenuOptions> {
  override async beginDialog(dc: TalkContext, options: MenuOptions = {}): Promise<DialogTurnResult> {
    if (options.first !== undefined) return dc.beginDialog(options.first, options.with);
    return this.#ask(dc);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const chosen = chosenId(result);
    const next = DOORS[chosen];
    if (next !== undefined) return dc.beginDialog(next);
    if (chosen === 'go=consent') return dc.beginDialog(PROMPT, CONSENT);
    if (chosen === 'consent=yes') {
      dc.talk.setConsent('given');
      return dc.beginDialog(SCREENING);
    }
    if (chosen === 'consent=no') dc.talk.say('welcome.consent.refused');
    return this.#ask(dc);
  }

  #ask(dc: TalkContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, { key: 'menu.ask', values: {}, choices: menuOf(dc.talk) });
  }
}

/** Where an option of the menu leads. Old messages keep their buttons, so these ids stay for ever. */
export const DOORS: Readonly<Record<string, string>> = {
  'go=screening': SCREENING,
  'go=today': INFORMATION,
  'go=topics': TOPICS,
  'go=appointment': MY_APPOINTMENT,
  'go=offer': BETWEEN_TURNS,
  'go=waiting': WAITING_LIST,
  'go=case': MY_CASE,
  'go=person': HANDOFF,
  'go=language': LANGUAGE,
};

function menuOf(talk: Talk): Choice[] {
  const mayScreen = talk.consent === 'given';
  const booked = talk.appointment?.state === 'booked';
  return [
    ...(talk.offer === null ? [] : [{ id: 'go=offer', label: 'menu.offer' }]),
    ...(booked ? [{ id: 'go=appointment', label: 'menu.appointment', replies: 'appointment' }] : []),
    mayScreen
      ? { id: 'go=screening', label: 'menu.screening', ...(!booked && { replies: 'appointment' }) }
      : { id: 'go=consent', label: 'menu.consent' },
    ...(talk.waiting === null ? [] : [{ id: 'go=waiting', label: 'menu.waiting', replies: 'waiting' }]),
    ...(hasCase(talk) ? [{ id: 'go=case', label: 'menu.case' }] : []),
    { id: 'go=today', label: 'menu.today' },
    { id: 'go=topics', label: 'menu.topics' },
    { id: 'go=person', label: 'menu.person' },
  ];
}
