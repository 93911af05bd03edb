import type { TurnContext } from 'botbuilder';
import { say, talkOf } from '../src/conversation/talk.ts';
import type { Day, Pathway } from '../src/screening/programme.ts';
import { standing } from '../src/screening/standing.ts';

/** Says how a pathway stands on a day: open, or since when not, and who says so. */
export async function sayPathwayStanding(context: TurnContext, pathway: Pathway, day: Day): Promise<void> {
  const stands = standing(pathway, day);
  await say(context, `pathway.${pathway.id}.name`);
  if (stands.is === 'no_version' || stands.is === 'past_review') return say(context, `standing.${stands.is}`);
  await say(context, `pathway.${pathway.id}.${stands.is}`, { since: stands.since });
  const { version } = stands;
  const publisher = talkOf(context).house.programme.sources.get(version.source)?.publisher;
  if (publisher !== undefined) await say(context, 'source', { publisher, checkedOn: version.checkedOn });
}
