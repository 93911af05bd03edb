import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { MainDialog } from '../../dialogs/main.ts';
import { instantAt } from '../../src/appointments/local-time.ts';
import { type Known, NOT_REFUSED } from '../../src/conversation/known.ts';
import { newSession, type Session } from '../../src/conversation/session.ts';
import { Talk } from '../../src/conversation/talk.ts';
import { contextOf } from '../../src/conversation/talk-context.ts';
import { type Turn, takeTurn } from '../../src/conversation/turn.ts';
import { firstPlace, itemOf, knownAfter } from '../../src/exploration/talk.ts';
import type { Content } from '../../src/people/message.ts';
import type { PersonId } from '../../src/people/person.ts';
import { NO_CASE } from '../../src/records/own-case.ts';
import { readHouse } from '../../src/start/read-house.ts';

const house = await readHouse('programme', 'demonstration');
const root = new MainDialog();
const lookUp = {
  now: instantAt('2023-11-15T08:00', house.programme.timeZone),
  occupied: async () => [],
  random: () => 0,
  draw: () => 0,
  refused: NOT_REFUSED,
  restWaits: async () => false,
  movesOfToday: async () => 0,
  wasOffered: async () => false,
  lastWait: async () => null,
  screening: async () => null,
  ownCase: async () => NO_CASE,
  optionInMenu: async () => null,
};
const NEWCOMER = firstPlace().known;
const AGREED: Known = { ...NEWCOMER, language: 'es', consent: 'given' };

/** An option by its id, or words. */
function contentOf(said: string): Content {
  return /^[\w.-]+=/.test(said) ? { kind: 'choice', id: said, title: said } : { kind: 'text', text: said };
}

const hear = (person: string, known: Known, session: Session, ...said: string[]): Promise<Turn> =>
  takeTurn({
    house,
    root,
    person: person as PersonId,
    known,
    session,
    items: said.map((each) => itemOf(contentOf(each), lookUp.now)),
    lookUp,
  });

/** A whole talk, message by message. @returns what was said to each */
async function talkOf(person: string, said: readonly string[]): Promise<string[][]> {
  const heard: string[][] = [];
  let [known, session] = [NEWCOMER, newSession()];
  for (const each of said) {
    const turn = await hear(person, known, session, each);
    heard.push(turn.replies.map(({ text }) => text));
    [known, session] = [knownAfter(known, turn), JSON.parse(JSON.stringify(turn.session)) as Session];
  }
  return heard;
}

function frozen<Thing>(thing: Thing): Thing {
  if (typeof thing === 'object' && thing !== null) Object.values(Object.freeze(thing)).forEach(frozen);
  return thing;
}

describe('a turn is a value', () => {
  test('the session it begins with is left as it was', async () => {
    const { session } = await hear('ana', AGREED, newSession(), 'Hola');
    const before = structuredClone(session);
    for (const said of ['go=screening', 'go=topics', 'zxq', 'atrás', 'empezar de nuevo', 'me quiero morir']) {
      const turn = await hear('ana', AGREED, frozen(session), said);
      expect(turn.session).not.toBe(session);
    }
    expect(session).toEqual(before);
  });

  test('items of one turn go on from each other, and only the last question is spoken', async () => {
    const { replies, session } = await hear('ana', NEWCOMER, newSession(), 'Hola', 'zxq');
    expect(replies.map(({ key }) => key)).toEqual(['welcome.who', 'not-understood', 'welcome.consent']);
    expect(session.dialogs.dialogStack.map(({ id }) => id)).toEqual(['welcome', 'prompt']);
  });

  test('a session of a dialog that exists no more is begun anew', async () => {
    const { session } = await hear('ana', AGREED, newSession(), 'Hola');
    const stack = [{ id: 'a dialog of last year', state: {} }, ...session.dialogs.dialogStack];
    const turn = await hear('ana', AGREED, { ...session, dialogs: { dialogStack: stack } }, 'Hola');
    expect(turn.replies.at(-1)?.key).toBe('menu.ask');
    expect(turn.session).toEqual(session);
  });
});

describe('what is kept between turns is nobody’s', () => {
  const ANA = ['Hola', 'consent=yes', 'go=screening', 'no sé', 'ayuda'];
  const JEAN = ['Bonjou', 'consent=no', 'go=today', 'zxq', 'moun', 'mwen vle mouri'];

  test('two talks at once say what each says alone', async () => {
    const alone = [await talkOf('ana', ANA), await talkOf('jean', JEAN)];
    expect(await Promise.all([talkOf('ana', ANA), talkOf('jean', JEAN)])).toEqual(alone);
    expect(alone[0]).not.toEqual(alone[1]);
  });

  test('Bot Framework is given the same scopes in each turn, and they keep nothing of it', async () => {
    const context = (person: string, text: string) => {
      const item = itemOf(contentOf(text), lookUp.now);
      const talk = new Talk(house, lookUp, NEWCOMER);
      talk.heard = { content: item.content, text, chosen: null, hearing: null };
      return contextOf(root, person as PersonId, item, newSession(), talk);
    };
    const first = context('somebody-of-before', 'words of before');
    await root.continueDialog(first);
    const second = context('jean', 'Bonjou');
    // Were the name under which Bot Framework looks for them another one, each turn would make its own.
    expect(second.state.configuration).toBe(first.state.configuration);
    expect(inspect(first, { depth: null })).toContain('somebody-of-before');
    expect(inspect(second.state.configuration, { depth: null, showHidden: true })).not.toContain('of-before');
  });
});
