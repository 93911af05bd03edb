import type { DialogTurnResult } from 'botbuilder-dialogs';
import type { Instant } from '../src/appointments/local-time.ts';
import { PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import type { PathwayId } from '../src/screening/names.ts';
import { standing } from '../src/screening/standing.ts';
import { BOOKING } from './booking.ts';
import { type ClosedFor, sayIfClosed } from './closed-words.ts';
import { HANDOFF } from './handoff.ts';
import { openOffices } from './offices.ts';

export const CLOSED = 'closed';

/** What an option of such a message asks about, perhaps an old one; null where it is no such option. It names nobody. */
export function closedAsked(option: string): ClosedFor | null {
  const [, pathway, office, startsAt] = /^closed=([\w-]+)(?::([\w-]+):(\d+))?$/.exec(option) ?? [];
  if (pathway === undefined) return null;
  return { pathway, ...(office !== undefined && { office, startsAt: Number(startsAt) as Instant }) };
}

/** Why an appointment or the waiting for one ended, as it is now, and what can be done: another time where there is one, or a person. */
export class ClosedDialog extends TalkDialog<ClosedFor> {
  override async beginDialog(dc: TalkContext, asked?: ClosedFor): Promise<DialogTurnResult> {
    const { talk } = dc;
    const about = asked ?? { pathway: '' };
    if (dc.activeDialog !== undefined) dc.activeDialog.state = { pathway: about.pathway } satisfies ClosedFor;
    const isClosed = sayIfClosed(talk, about);
    if (isClosed) talk.say(about.office === undefined ? 'closing.list' : 'closing.appointment');
    const mayAsk = canAskAgain(talk, about.pathway);
    if (!isClosed && mayAsk) talk.say('closing.open');
    const again = { id: 'closed-next=again', label: 'closing.again' };
    const choices = [
      ...(mayAsk ? [again] : []),
      { id: 'go=person', label: 'menu.person' },
      { id: 'go=menu', label: 'menu.open' },
    ];
    return dc.beginDialog(PROMPT, { key: mayAsk ? 'closing.ask.again' : 'closing.ask', values: {}, choices });
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const chosen = chosenId(result);
    if (chosen === 'go=person') return dc.replaceDialog(HANDOFF);
    const asked = dc.activeDialog?.state as ClosedFor | undefined;
    if (chosen !== 'closed-next=again' || asked === undefined) return dc.endDialog();
    return dc.replaceDialog(BOOKING, { pathway: asked.pathway });
  }
}

/** Whether somebody may still be given an appointment for a pathway, where nothing stands in the way. */
function canAskAgain(talk: Talk, id: string): boolean {
  const pathway = talk.house.programme.pathways.get(id as PathwayId);
  const isOpen = pathway !== undefined && standing(pathway, talk.today).is === 'open';
  return isOpen && talk.consent === 'given' && openOffices(talk).some(({ pathways }) => pathways.includes(id));
}
