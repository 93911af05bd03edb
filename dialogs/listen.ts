import type { DialogTurnResult } from 'botbuilder-dialogs';
import { promptOptions } from '../src/conversation/choice-prompt.ts';
import type { Said, Voice } from '../src/conversation/known.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { askAgain } from './asked.ts';
import { DANGER } from './danger.ts';

/** So many sentences are heard at once: each is a message of its own, and is paid for. */
const MOST = 3;

const OFFER = 'voice.offer';
const PART = 'voice.part';

/** A sentence, and the clip in which it is spoken. */
type Heard = Said & { readonly clip: string };

/**
 * Has what was said last heard, sentence by sentence, and asks the open question again. What is filled in for a person has no
 * clip: that something is missing is said, and heard first.
 */
export async function listen(dc: TalkContext): Promise<DialogTurnResult> {
  const { talk } = dc;
  const { voice, isSoundless } = talk.lookUp;
  if (voice === undefined) {
    talk.say(isSoundless === true ? 'voice.sms' : 'voice.none');
    return askAgain(dc);
  }
  const before = await voice.saidLast();
  const said = toHear(dc, before);
  const heard = said.flatMap((one) => spoken(talk, voice, one) ?? []);
  const some = heard.length > MOST ? [...heard.slice(0, MOST - 1), ...heard.slice(-1)] : heard;
  if (some.length === 0) sayAloud(talk, voice, 'voice.none');
  // Who asks a second time has the same part before them.
  else if (some.length < said.length || before.some(({ key }) => key === PART)) sayAloud(talk, voice, PART);
  for (const { key, values, clip } of some) talk.play(key, values, clip);
  return askAgain(dc);
}

/** What was said last, each sentence once, and the open question behind it. */
function toHear(dc: TalkContext, before: readonly Said[]): readonly Said[] {
  const open = promptOptions(dc);
  const said = before.filter(({ key }) => !key.startsWith('voice.') && key !== open?.key);
  const all = open === null ? said : [...said, open];
  return all.filter(({ key, values }, index) => !all.slice(index + 1).some((later) => isSame(later, { key, values })));
}

function isSame(one: Said, other: Said): boolean {
  return one.key === other.key && JSON.stringify(one.values) === JSON.stringify(other.values);
}

/** Null for what has no clip as it is said today, or is not said any more. */
function spoken(talk: Talk, voice: Voice, { key, values }: Said): Heard | null {
  try {
    const clip = voice.clipOf(talk.language, talk.words(key, values));
    return clip === null ? null : { key, values, clip };
  } catch {
    return null;
  }
}

/** Who does not read must hear it too. */
function sayAloud(talk: Talk, voice: Voice, key: string): void {
  talk.say(key);
  const heard = spoken(talk, voice, { key, values: {} });
  if (heard !== null) talk.play(key, {}, heard.clip);
}

/** Who sends a voice note would perhaps rather listen than read. */
export async function hearVoice(dc: TalkContext): Promise<void> {
  const { content } = dc.talk.heard;
  if (content.kind === 'media' && (content.media === 'voice' || content.media === 'audio')) await offerVoice(dc);
}

/** Says once that what is said can be heard. In danger nothing that makes a sound is offered. */
export async function offerVoice(dc: TalkContext): Promise<void> {
  const { talk } = dc;
  const { voice } = talk.lookUp;
  if (voice === undefined || !talk.hasLanguage || dc.stack.some(({ id }) => id === DANGER)) return;
  // In a language that nobody has spoken yet nothing is offered.
  if (spoken(talk, voice, { key: OFFER, values: {} }) === null) return;
  const isSaid = talk.replies.some(({ key }) => key === OFFER) || (await voice.wasSaid(OFFER));
  if (!isSaid) sayAloud(talk, voice, OFFER);
}
