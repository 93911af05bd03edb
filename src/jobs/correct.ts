import type { Channel } from '../channels/channel.ts';
import { fitWords } from '../channels/fit.ts';
import type { House } from '../conversation/house.ts';
import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Corrected } from '../judging/corrections.ts';
import { keyOfCorrection } from '../judging/keys.ts';
import { FIRST_LANGUAGE, type Language } from '../language/language.ts';
import type { Reply, Values } from '../language/reply.ts';
import { enqueue, type Letter, URGENCY } from '../mail/outbox.ts';
import type { ChannelId } from '../people/address.ts';
import type { PersonId } from '../people/person.ts';
import { type Concerned, concernedBy, holdPeople, noteTold } from '../records/corrections.ts';
import { addToTranscript } from '../records/transcript.ts';
import type { Day } from '../screening/names.ts';
import type { Correction } from '../screening/programme.ts';
import { sourceSaid } from '../screening/said.ts';

/** What is needed to tell people. */
export type Telling = {
  readonly database: Database;
  readonly seal: Seal;
  readonly house: House;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  /** As the programme counts. */
  readonly today: Day;
};

/**
 * Tells some people of a correction, each once, and only whom we may write to: their key, the words and the transcript are written
 * together, so that who is killed in between has told nobody. The senders of a running Camino bring the words, by the window's rules.
 * @returns how many are told
 */
export async function tellCorrected(
  telling: Telling,
  correction: Correction,
  corrected: ReadonlyMap<PersonId, Corrected>,
): Promise<number> {
  const { database, seal, channels } = telling;
  const people = [...corrected.keys()];
  return database.transaction(async (tx) => {
    await holdPeople(tx, people);
    const concerned = await concernedBy(tx, correction.id, people);
    const reachable = [...concerned.values()].flatMap((one) => reachableBy(channels, one));
    const told = await noteTold(
      tx,
      correction.id,
      reachable.map(({ person }) => person),
    );
    for (const one of reachable.filter(({ person }) => told.has(person))) {
      const found = corrected.get(one.person);
      if (found === undefined) continue;
      const replies = repliesTo(telling, correction, found, one.language ?? FIRST_LANGUAGE);
      await enqueue(tx, seal, [letterTo(telling, one, replies)]);
      for (const reply of replies) await addToTranscript(tx, seal, one, reply);
    }
    return told.size;
  });
}

type Reachable = Omit<Concerned, 'reach'> & Exclude<Concerned['reach'], string>;

function reachableBy(channels: Telling['channels'], { reach, ...one }: Concerned): Reachable[] {
  return typeof reach !== 'string' && channels.has(reach.channel) ? [{ ...one, ...reach }] : [];
}

function letterTo({ house, channels }: Telling, one: Reachable, replies: readonly Reply[]): Letter {
  const { person, address, channel, turn, language } = one;
  const messages = channels.get(channel)?.fit(replies, fitWords(house.words, language ?? FIRST_LANGUAGE)) ?? [];
  return { person, address, channel, turn, messages, urgency: URGENCY.news };
}

/** What was said and when, what is true, on whose word, and a next step. */
function repliesTo(
  { house: { words, programme }, today }: Telling,
  correction: Correction,
  { heardOn, was, now }: Corrected,
  language: Language,
): Reply[] {
  const say = (key: string, values: Values = {}): Reply => {
    return { key, values, text: words.say(language, key, values), options: [], asks: false };
  };
  const word = (status: string) => words.say(language, `result.word.${status}`);
  const source = programme.sources.get(correction.source);
  const name = words.say(language, `pathway.${correction.pathway}.name`);
  return [
    say(`correction.${correction.kind}`, { name, on: heardOn }),
    say(keyOfCorrection(correction)),
    ...(was.status === now.status
      ? []
      : [say('correction.result', { was: word(was.status), now: word(now.status), today })]),
    ...(source === undefined ? [] : [say('source', sourceSaid(source))]),
    say('correction.next'),
  ];
}
