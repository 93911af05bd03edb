import type { Dialog } from 'botbuilder-dialogs';
import type { Instant } from '../appointments/local-time.ts';
import { Hearing } from '../language/hearing.ts';
import type { Reply } from '../language/reply.ts';
import { menuNumber } from '../language/understand.ts';
import type { Content, InboxItem } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';
import type { Change } from './change.ts';
import type { Heard, Understood } from './heard.ts';
import type { House } from './house.ts';
import type { Known, LookUp } from './known.ts';
import { newSession, type Session } from './session.ts';
import { Talk } from './talk.ts';
import { contextOf, dialogsOf } from './talk-context.ts';

/** All that a turn is computed from. */
export type TurnInput = {
  readonly house: House;
  readonly root: Dialog;
  readonly person: PersonId;
  readonly known: Known;
  readonly session: Session;
  readonly items: readonly InboxItem[];
  readonly lookUp: LookUp & { optionInMenu(item: InboxItem, index: number): Promise<string | null> };
};

/** A turn as a value: what is said, what is to be written, and where the talk then stands. Nothing is sent or written here. */
export type Turn = {
  readonly session: Session;
  readonly replies: readonly Reply[];
  readonly changes: readonly Change[];
  /** By an item's id, what it was taken for. */
  readonly understood: ReadonlyMap<number, Understood>;
  readonly talk: Talk;
};

/** Hears everything that waits for a person, in order of arrival; only the last question is spoken. */
export async function takeTurn(input: TurnInput): Promise<Turn> {
  const session = sessionOf(input);
  const talk = new Talk(input.house, input.lookUp, input.known, session.at as Instant | null);
  const understood = new Map<number, Understood>();
  for (const item of input.items) {
    talk.heard = await hear(input, item, talk);
    talk.understood = null;
    if (talk.isDoubted) talk.firstShown = await input.lookUp.optionInMenu(item, 1);
    const isTheirs = item.content.kind !== 'event' && talk.heard.chosen?.startsWith('twilio=') !== true;
    if (item.stopped && isTheirs) talk.resumeAddress();
    await input.root.continueDialog(contextOf(input.root, input.person, item, session, talk));
    if (talk.understood !== null) understood.set(item.id, talk.understood);
    if (talk.sameBy !== null) {
      const heard: Content = { kind: 'choice', id: talk.sameBy, title: talk.heard.text };
      const changes = [{ do: 'give_back_address', item: item.id, heard }] as const;
      return { session, replies: [], changes, understood, talk };
    }
  }
  const left = { ...session, at: input.lookUp.now };
  return { session: left, replies: spoken(talk.replies), changes: talk.changes, understood, talk };
}

/** A session of its own, because the dialogs write into it; a new one where a dialog is open that exists no more. */
function sessionOf({ root, session }: TurnInput): Session {
  const dialogs = dialogsOf(root);
  const isKnown = session.dialogs.dialogStack.every(({ id }) => dialogs.find(id) !== undefined);
  return isKnown ? structuredClone(session) : newSession();
}

/** A tap names its option; a number is read against the menu the person had before them when it arrived. */
async function hear({ house, lookUp }: TurnInput, item: InboxItem, talk: Talk): Promise<Heard> {
  const { content } = item;
  if (content.kind === 'choice') return { content, text: content.title, chosen: content.id, hearing: null };
  if (content.kind !== 'text') return { content, text: '', chosen: null, hearing: null };
  const { text } = content;
  const number = menuNumber(text);
  const chosen = number === null ? null : await lookUp.optionInMenu(item, number);
  return { content, text, chosen, hearing: new Hearing(house.ears, text, talk.hasLanguage ? talk.language : null) };
}

/** Of all questions only the last; of a sentence that is said again later, such as a source, only the later. */
function spoken(replies: readonly Reply[]): Reply[] {
  const last = replies.findLastIndex((reply) => reply.asks);
  return replies.filter(
    (reply, index) =>
      (!reply.asks || index === last) && !replies.slice(index + 1).some((later) => isSaidAgain(reply, later)),
  );
}

/** What is heard does not stand for what is read; a heading or an item stands with its neighbours. */
function isSaidAgain({ as, text, attachment, clip }: Reply, later: Reply): boolean {
  return (
    as === undefined && !later.asks && later.text === text && later.attachment === attachment && later.clip === clip
  );
}
