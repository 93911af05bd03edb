import { Dialog, type DialogTurnResult, DialogTurnStatus } from 'botbuilder-dialogs';
import { askOpen, PROMPT } from '../src/conversation/choice-prompt.ts';
import { chosenId, type PromptResult } from '../src/conversation/prompt-result.ts';
import type { Choice, PromptOptions } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import type { TalkContext } from '../src/conversation/talk-context.ts';
import { TalkDialog } from '../src/conversation/talk-dialog.ts';
import type { Intent } from '../src/language/intent.ts';
import type { IntentsHeard } from '../src/language/intents.ts';
import type { PathwayId } from '../src/screening/names.ts';
import type { Pathway, Topic } from '../src/screening/programme.ts';
import { partsOn } from '../src/screening/standing.ts';
import { sayPathway } from './pathway-words.ts';
import { sayTopic } from './topics.ts';

export const ASKED = 'asked';

/** A free question, with the pathways or intents that may be meant: which one does the person mean? */
export type AskedOptions = { readonly which: readonly PathwayId[] } | { readonly guesses: readonly Intent[] };

/** Lets the person choose what they asked about; the question that was open waits below. */
export class AskedDialog extends TalkDialog<AskedOptions> {
  /** @param obey does what a guess stands for */
  constructor(
    id: string,
    private readonly obey: (dc: TalkContext, intent: Intent) => Promise<DialogTurnResult | null>,
  ) {
    super(id);
  }

  override beginDialog(dc: TalkContext, options?: AskedOptions): Promise<DialogTurnResult> {
    const prompt =
      options !== undefined && 'which' in options
        ? whichPrompt(options.which)
        : guessPrompt(dc.talk, options?.guesses ?? []);
    return dc.beginDialog(PROMPT, prompt);
  }

  protected override async resume(dc: TalkContext, result?: PromptResult): Promise<DialogTurnResult> {
    const chosen = chosenId(result);
    const intent = guessed(chosen);
    hearPathway(dc.talk, chosen);
    const ended = await dc.endDialog();
    return intent === null ? ended : ((await this.obey(dc, intent)) ?? askAgain(dc));
  }
}

/**
 * Answers what a pathway or a topic is asked as, in the words of the programme and with its sources; then the open question
 * is asked again. @returns null where nothing is asked as this, or nothing true can be said of it today
 */
export async function answerAsked(dc: TalkContext, intent: Intent): Promise<DialogTurnResult | null> {
  const { talk } = dc;
  const [topic] = topicsAskedAs(talk, intent);
  if (topic !== undefined) {
    sayTopic(talk, topic);
    return askAgain(dc);
  }
  const [first, ...others] = pathwaysAskedAs(talk, intent);
  if (first === undefined) return null;
  if (others.length > 0) return dc.beginDialog(ASKED, { which: [first, ...others].map(({ id }) => id) });
  sayPathway(talk, first);
  return askAgain(dc);
}

/** Tells of a pathway that was chosen, perhaps in an old message. @returns whether the option was one */
export function hearPathway(talk: Talk, option: string): boolean {
  const [subject, id] = option.split('=');
  const pathway = subject === 'told' ? talk.house.programme.pathways.get(id as PathwayId) : undefined;
  if (pathway === undefined) return false;
  sayPathway(talk, pathway);
  return true;
}

/** The intent that an offered guess stands for, or null. */
export function guessed(option: string | null): Intent | null {
  const [, intent] = /^asked=(.+)$/.exec(option ?? '') ?? [];
  return intent === undefined || intent === 'none' ? null : (intent as Intent);
}

/** The best three that the talk can answer, as choices. Empty where nothing was near. */
export function guessesFor(talk: Talk, { candidates }: IntentsHeard): Intent[] {
  return (
    candidates
      .filter(({ likely }) => likely >= LEAST_LIKELY)
      .map(({ intent }) => ({ intent, label: labelOf(talk, intent) }))
      // Of several that lead to the same the likeliest stands for all.
      .filter(({ label }, at, all) => label !== null && all.findIndex((one) => one.label === label) === at)
      .map(({ intent }) => intent)
      .slice(0, MOST_GUESSES)
  );
}

const MOST_GUESSES = 3;
/** What is less likely is no guess: of rubbish everything is a little likely. */
const LEAST_LIKELY = 0.08;

function topicsAskedAs({ house, today }: Talk, intent: Intent): Topic[] {
  const asked = [...house.programme.topics.values()].filter((topic) => topic.askedAs.includes(intent));
  // What is asked in these words first of all stands first.
  return asked
    .filter((topic) => partsOn(topic, today).length > 0)
    .sort((a, b) => a.askedAs.indexOf(intent) - b.askedAs.indexOf(intent));
}

function pathwaysAskedAs({ house }: Talk, intent: Intent): Pathway[] {
  return [...house.programme.pathways.values()].filter(({ askedAs }) => askedAs.includes(intent));
}

function whichPrompt(which: readonly PathwayId[]): PromptOptions {
  const choices = which.map((id): Choice => ({ id: `told=${id}`, label: `pathway.${id}.name` }));
  return { key: 'asked.which', values: {}, choices: [...choices, NONE] };
}

function guessPrompt(talk: Talk, guesses: readonly Intent[]): PromptOptions {
  const choices = guesses.flatMap((intent): Choice[] => {
    const label = labelOf(talk, intent);
    return label === null ? [] : [{ id: `asked=${intent}`, label }];
  });
  return { key: 'asked.guess', values: {}, choices: [...choices, NONE] };
}

const NONE: Choice = { id: 'asked=none', label: 'asked.none' };

/** Acts that are offered as a guess, by the labels they have elsewhere. */
const LABELS: Readonly<Record<string, string>> = {
  pathways_info: 'menu.today',
  eligibility: 'menu.screening',
  appointment_book: 'menu.appointment',
  appointment_change: 'menu.appointment',
  appointment_cancel: 'menu.appointment',
  appointment_when: 'menu.appointment',
  appointment_lost: 'my-appointment.way',
  appointment_late: 'menu.appointment',
  appointment_coming: 'menu.appointment',
  waiting_list: 'menu.waiting',
  waiting_leave: 'waiting.leave',
  my_case: 'menu.case',
  talk_to_human: 'menu.person',
};

/** The name under which an intent is offered; null for those nobody has to choose, such as thanks. */
function labelOf(talk: Talk, intent: Intent): string | null {
  const own = `asked.${intent.replace('pathway:', '')}`;
  if (talk.house.words.has(talk.language, own)) return own;
  const [topic] = topicsAskedAs(talk, intent);
  if (topic !== undefined) return `topic.${topic.id}.name`;
  return LABELS[intent] ?? null;
}

/** Asks the open question again; where none is open, the talk begins. */
export function askAgain(dc: TalkContext): DialogTurnResult {
  askOpen(dc);
  return dc.activeDialog === undefined ? { status: DialogTurnStatus.empty } : Dialog.EndOfTurn;
}
