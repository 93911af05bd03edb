import { Dialog, type DialogTurnResult } from 'botbuilder-dialogs';
import { PROMPT, promptOptions } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { Expected, PromptOptions } from '../src/conversation/speech.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import type { Hearing } from '../src/language/hearing.ts';
import { ASKED, askAgain, guessesFor } from './asked.ts';
import { HANDOFF, type HandoffOptions } from './handoff.ts';
import { offerVoice } from './listen.ts';

export const NOT_UNDERSTOOD = 'not-understood';

/** How often the same words may come again before nobody is behind them: an answering machine never tires. */
const SAME_AGAIN = 3;
/** So many messages that led nowhere, one after another, and the bot falls silent until one does. */
const MOST_MISSED = 12;

/** What the talk remembers of messages that led nowhere. The words themselves are not kept. */
type Circles = { readonly last: number; readonly same: number; readonly missed: number };

/** Remembers of a message only whether it is the same as the one before. */
export function noteAgain(dc: TalkContext, { normalised }: Hearing): void {
  const { last, same, missed: count } = circlesIn(dc);
  const heard = hashOf(normalised);
  keep(dc, { last: heard, same: heard === last ? same + 1 : 0, missed: count });
}

/**
 * Whether a person, or a machine that answers ours, says the same again and again. Then it is no greeting and no question any
 * more, whatever it means.
 */
export function isInCircles(dc: TalkContext): boolean {
  return circlesIn(dc).same >= SAME_AGAIN - 1;
}

/**
 * Nobody understood: first it is said which kind of answer is expected, then the best guesses are offered, then a person.
 * Never the same sentence twice in a row; and after that, silence.
 */
export async function missed(dc: TalkContext, hearing: Hearing): Promise<DialogTurnResult> {
  const { talk } = dc;
  const { same, missed: before, last } = circlesIn(dc);
  const guesses = talk.consent === 'not_asked' ? [] : guessesFor(talk, hearing.intents);
  // Where there is nothing to guess the person comes a step sooner.
  const step = before % 3 === 1 && guesses.length === 0 ? 2 : before % 3;
  keep(dc, { last, same, missed: before - (before % 3) + step + 1 });
  if (same >= SAME_AGAIN || before >= MOST_MISSED) return Dialog.EndOfTurn;
  talk.countMissed(hearing.nearest);
  if (before > 0) await offerVoice(dc);
  if (step === 1) return dc.beginDialog(ASKED, { guesses });
  if (step === 2 && talk.hasLanguage) return offerPerson(dc, before);
  // Who has no language yet has read the same line above in five.
  if (step === 0 || talk.hasLanguage) talk.say(expected(dc));
  return askAgain(dc);
}

/** Who answers the first offer no better is not left alone with us. */
async function offerPerson(dc: TalkContext, before: number): Promise<DialogTurnResult> {
  const { talk } = dc;
  if (before < 3 || talk.consent !== 'given') return dc.beginDialog(NOT_UNDERSTOOD);
  talk.openCase(REASON);
  talk.say('not-understood.person.told');
  return askAgain(dc);
}

const REASON = 'not_understood';

/** Offers a human, who sees what was tried. */
export class NotUnderstoodDialog extends TalkDialog {
  override beginDialog(dc: TalkContext): Promise<DialogTurnResult> {
    return dc.beginDialog(PROMPT, PERSON);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    return chosenId(result) === 'person=yes'
      ? dc.replaceDialog(HANDOFF, { reason: REASON } satisfies HandoffOptions)
      : dc.endDialog();
  }
}

const PERSON: PromptOptions = {
  key: 'not-understood.person.ask',
  values: {},
  choices: [
    { id: 'person=yes', label: 'not-understood.person.yes', replies: 'yes' },
    { id: 'person=no', label: 'not-understood.person.no', replies: 'no' },
  ],
};

const EXPECTED: Readonly<Record<Expected, string>> = {
  yesno: 'not-understood.yesno',
  adult: 'not-understood.yesno',
  date: 'not-understood.date',
  nationality: 'not-understood.nationality',
  country: 'not-understood.country',
  place: 'booking.place.unknown',
  people: 'not-understood.people',
  word: 'not-understood.word',
  interest: 'not-understood',
  choice: 'not-understood',
};

/** Which kind of answer the open question wants, with an example. */
function expected(dc: TalkContext): string {
  return EXPECTED[promptOptions(dc)?.expects ?? 'choice'];
}

/** A message led on: what led nowhere before it is forgotten. */
export function ledOn(dc: TalkContext): void {
  keep(dc, NOWHERE);
}

const NOWHERE: Circles = { last: 0, same: 0, missed: 0 };

/** At the bottom of the talk: what is offered and asked in between comes and goes. */
function circlesIn({ stack: [bottom] }: TalkContext): Circles {
  return (bottom?.state.circles as Circles | undefined) ?? NOWHERE;
}

function keep({ stack: [bottom] }: TalkContext, circles: Circles): void {
  if (bottom !== undefined) bottom.state.circles = circles;
}

/** FNV-1a: enough to tell that it is the same again, too little to tell what. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 1;
}
