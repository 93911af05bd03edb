import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { sourceSaid, sourcesSaid } from '../src/screening/said.ts';
import { saySaid } from './my-case.ts';

export const SLIP = 'slip';

/** A short text that the person can show, and anybody can check by its code: what was said, by whom, and when. */
export class SlipDialog extends Dialog {
  override async beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    const { talk } = dc;
    const screening = await talk.lastScreening();
    if (screening === null) {
      talk.say('slip.none');
      return dc.endDialog();
    }
    const code = talk.giveSlip(screening);
    talk.say('slip.made', { code, on: screening.on });
    saySaid(talk, screening);
    for (const source of sourcesSaid(talk.house.programme, screening.results).slice(0, MOST_SOURCES))
      talk.say('source', sourceSaid(source));
    sayWhere(talk, code);
    return dc.endDialog();
  }
}

/** The page shows all of them. */
const MOST_SOURCES = 2;

function sayWhere(talk: Talk, code: string): void {
  const { publicUrl } = talk.house;
  if (publicUrl === null) talk.say('slip.keep');
  else talk.say('slip.check', { link: `${publicUrl}/check/${code}?lang=${talk.language}` });
}
