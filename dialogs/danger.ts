import type { DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import { isContact } from '../src/handoff/contact.ts';
import type { Danger, DangerHeard } from '../src/language/danger.ts';
import { sayUrgentLines } from './helplines.ts';

export const DANGER = 'danger';

/** Dangers that come from somebody who may look at the phone, or answer it. */
const FROM_SOMEBODY: readonly Danger[] = ['violence', 'extortion', 'trafficking'];

/**
 * Somebody is in danger, or may be. Sure: help lines and a person at once, and nothing is asked of what happened. Else one
 * gentle question. The question that was open waits below.
 */
export class DangerDialog extends TalkDialog<DangerHeard> {
  override async beginDialog(dc: TalkContext, heard?: DangerHeard): Promise<DialogTurnResult> {
    if (heard === undefined) throw new Error('A danger was begun without one.');
    if (dc.activeDialog !== undefined) dc.activeDialog.state = { danger: heard.danger };
    return heard.isSure ? this.#help(dc, heard.danger) : dc.beginDialog(PROMPT, IS_IT_NOW);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const { talk } = dc;
    const [subject, value] = chosenId(result).split('=');
    if (subject === 'contact' && isContact(value)) {
      talk.noteContact(value);
      talk.say('danger.contact.kept');
      return dc.endDialog();
    }
    if (subject === 'now' && value === 'yes') return this.#help(dc, dangerIn(dc));
    if (subject === 'now') talk.say(value === 'before' ? 'danger.ask.was-before' : 'danger.ask.was-not');
    return dc.endDialog();
  }

  async #help(dc: TalkContext, danger: Danger): Promise<DialogTurnResult> {
    sayDanger(dc.talk, danger);
    return dc.beginDialog(PROMPT, FROM_SOMEBODY.includes(danger) ? MAY_WE_CALL : AFTERWARDS);
  }
}

/** Help lines, and an urgent case. */
export function sayDanger(talk: Talk, danger: Danger): void {
  talk.openCase(`danger.${danger}`, true);
  talk.say(`danger.${danger}`);
  sayUrgentLines(talk, 'emergency', danger);
  if (FROM_SOMEBODY.includes(danger)) talk.say('danger.hide');
}

function dangerIn({ activeDialog }: TalkContext): Danger {
  return activeDialog?.state.danger as Danger;
}

const IS_IT_NOW: PromptOptions = {
  key: 'danger.ask',
  values: {},
  choices: [
    { id: 'now=yes', label: 'danger.ask.yes', replies: 'yes' },
    { id: 'now=no', label: 'danger.ask.no', replies: 'no' },
    { id: 'now=before', label: 'danger.ask.before', replies: 'before' },
  ],
};

const MAY_WE_CALL: PromptOptions = {
  key: 'danger.contact.ask',
  values: {},
  choices: [
    { id: 'contact=call', label: 'danger.contact.call', replies: 'yes' },
    { id: 'contact=write', label: 'danger.contact.write' },
    { id: 'contact=none', label: 'danger.contact.none', replies: 'no' },
  ],
};

const AFTERWARDS: PromptOptions = {
  key: 'danger.after',
  values: {},
  choices: [{ id: 'danger=continue', label: 'danger.continue', replies: 'continue' }],
};
