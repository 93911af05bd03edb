import type { TurnContext } from 'botbuilder';
import { say, talkOf } from '../src/conversation/speech.ts';
import { helplinesFor, type Need, numberWithHours } from '../src/handoff/helpline.ts';

/** The numbers for some needs, each once. A number nobody of us has dialled yet is said to be unchecked. */
export async function sayHelplines(context: TurnContext, ...needs: Need[]): Promise<void> {
  const { house, language } = talkOf(context);
  const lines = new Set(needs.flatMap((need) => helplinesFor(house.helplines, need)));
  for (const line of lines) {
    const { publisher, confirmedOn } = line;
    const what = house.words.say(language, `helpline.${line.id}.what`);
    const number = numberWithHours(line);
    if (confirmedOn === null) await say(context, 'helpline.unconfirmed', { what, number, publisher });
    else await say(context, 'helpline.confirmed', { what, number, publisher, confirmedOn });
  }
}
