import { type Activity, ActivityTypes, TurnContext } from 'botbuilder';
import { type Dialog, DialogContext, DialogSet } from 'botbuilder-dialogs';
import { onceFor } from '../language/remembered.ts';
import type { InboxItem } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';
import { ClosedAdapter } from './adapter.ts';
import type { Session } from './session.ts';
import type { Talk } from './talk.ts';

/** Bot Framework's context while one item is heard: the stack of open dialogs, and the talk they belong to. */
export class TalkContext extends DialogContext {
  constructor(
    dialogs: DialogSet,
    turn: TurnContext,
    session: Session,
    readonly talk: Talk,
  ) {
    super(dialogs, turn, session.dialogs);
  }
}

const ADAPTER = new ClosedAdapter();

/**
 * Under this name Bot Framework looks for the scopes and paths it would otherwise make anew in each turn. It is documented
 * nowhere; were it another, a turn would only cost more.
 */
const CONFIGURATION = 'DialogStateManagerConfiguration';

/** Scopes and paths hold nothing: what belongs to a person they read from the context they are given. */
const configuration = new DialogContext(new DialogSet(), new TurnContext(ADAPTER, {}), { dialogStack: [] }).state
  .configuration;

/** In which a root's dialogs hear an item. What they say and change is the talk's; where it then stands, the session's. */
export function contextOf(root: Dialog, person: PersonId, item: InboxItem, session: Session, talk: Talk): TalkContext {
  const turn = new TurnContext(ADAPTER, activityOf(person, item, talk));
  turn.turnState.set(CONFIGURATION, configuration);
  return new TalkContext(dialogsOf(root), turn, session, talk);
}

/** The dialogs a root can begin: those it depends on. */
export const dialogsOf = onceFor((root: Dialog) => new DialogSet().add(root));

function activityOf(person: PersonId, item: InboxItem, { heard }: Talk): Partial<Activity> {
  return {
    type: ActivityTypes.Message,
    id: String(item.id),
    channelId: item.channel,
    text: heard.text,
    from: { id: person, name: '' },
    recipient: { id: 'camino', name: '' },
    conversation: { id: person, name: '', isGroup: false, conversationType: '' },
  };
}
