import { type FitWords, fitWhatsApp, fitWords } from '../channels/fit.ts';
import { fitSms } from '../channels/fit-numbered.ts';
import { segments } from '../channels/segments.ts';
import type { COMMANDS } from '../language/intent.ts';
import type { Reply } from '../language/reply.ts';
import { firstPlace, type Occasion, type Place, type Step, stepsAt, type Taken, takeStep } from './talk.ts';

/** What one turn costs unasked: parts of SMS, and messages on WhatsApp. */
export type Cost = { readonly sms: number; readonly whatsapp: number };

/** A turn that the walk took, and what it said. */
export type Told = { readonly keys: readonly string[]; readonly cost: Cost; readonly where: string };

/** What a walk through a talk found. `problems` say where and what. */
export type TalkWalked = {
  readonly occasion: Occasion;
  readonly places: number;
  readonly turns: number;
  readonly told: readonly Told[];
  readonly problems: readonly string[];
};

/** Takes every step at every place that can be reached from a first word, and checks each turn. */
export async function walkTalk(occasion: Occasion): Promise<TalkWalked> {
  const places = new Map<string, Place>([['', firstPlace()]]);
  const exits = new Exits();
  const told: Told[] = [];
  const problems: string[] = [];
  for (const place of places.values()) {
    for (const step of stepsAt(occasion, place)) {
      const seen = await look(occasion, place, step);
      problems.push(...seen.problems.map((problem) => `${whereOf(occasion, place, step)}: ${problem}`));
      if (seen.told !== null) told.push(seen.told);
      if (seen.to !== null) exits.note(place, step, seen.to);
      if (seen.to !== null && leadsOn(occasion, step, seen.to) && !places.has(seen.to.name))
        places.set(seen.to.name, seen.to);
    }
  }
  problems.push(
    ...exits.stuck(places).map((name) => `${occasion.language} ${occasion.day}, ${name}: a loop without exit.`),
  );
  return { occasion, places: places.size - 1, turns: told.length, told, problems: [...new Set(problems)] };
}

/** What one step came to; `to` is null where the turn broke down. */
type Seen = { readonly to: Place | null; readonly told: Told | null; readonly problems: readonly string[] };

async function look(occasion: Occasion, place: Place, step: Step): Promise<Seen> {
  const taken = await takeStep(occasion, place, step).catch((error: Error) => error);
  if (taken instanceof Error) return { to: null, told: null, problems: [taken.message] };
  const { replies } = taken.turn;
  const problems = [...turnProblems(taken), ...commandProblems(taken)];
  const cost = costOf(occasion, replies);
  if (typeof cost === 'string') return { to: taken.to, told: null, problems: [...problems, cost] };
  const keys = replies.map(({ key }) => key);
  return { to: taken.to, told: { keys, cost, where: whereOf(occasion, place, step) }, problems };
}

function whereOf({ language, day }: Occasion, { asked, name }: Place, step: Step): string {
  return `${language} ${day}, ${asked?.key ?? name}, ${step.name}`;
}

/** A walk keeps its language: what another one says is walked by its own. */
function leadsOn({ language }: Occasion, step: Step, to: Place): boolean {
  return !LAST_WORDS.includes(step.name) && (to.known.language === null || to.known.language === language);
}

/** Which places lead to the menu by their options alone, without a command that a person must know. */
class Exits {
  readonly #backwards = new Map<string, Set<string>>();

  note(from: Place, { option }: Step, to: Place): void {
    if (option) this.#backwards.set(to.name, (this.#backwards.get(to.name) ?? new Set()).add(from.name));
  }

  /** The places from which no options lead to the menu. */
  stuck(places: ReadonlyMap<string, Place>): string[] {
    const leading = new Set([...this.#backwards.keys()].filter((name) => name.includes('| menu.ask |')));
    for (const name of leading) for (const before of this.#backwards.get(name) ?? []) leading.add(before);
    return [...places.values()]
      .filter(({ asked, name }) => asked !== null && !leading.has(name))
      .map(({ name }) => name);
  }
}

/** After these nothing is asked: the talk is over. */
const LAST_WORDS = ['stop', 'delete=yes'];

function turnProblems({ step, turn: { replies } }: Taken): string[] {
  if (replies.length === 0) return ['nothing is said.'];
  if (LAST_WORDS.includes(step.name)) return [];
  const asked = replies.findLast((reply) => reply.asks);
  if (asked === undefined) return ['no next step: nothing is asked.'];
  return asked.options.length === 0 ? [`no next step: ${asked.key} has no options.`] : [];
}

type Command = (typeof COMMANDS)[number];

type Expected = { readonly said: (keys: readonly string[]) => boolean; readonly change?: string };

const starts = (start: string) => (keys: readonly string[]) => keys.some((key) => key.startsWith(start));

/** What the four commands that every state must know say and do. */
const EXPECTED: Partial<Readonly<Record<Command, Expected>>> = {
  talk_to_human: { said: starts('handoff.opened'), change: 'open_case' },
  help: { said: (keys) => keys.includes('help') && starts('helpline.')(keys) },
  stop: { said: starts('stop.done'), change: 'stop_address' },
  language: { said: starts('language.ask') },
};

function commandProblems({ step, turn: { replies, changes } }: Taken): string[] {
  const expected = step.option ? undefined : EXPECTED[step.name as Command];
  if (expected === undefined) return [];
  const keys = replies.map(({ key }) => key);
  const done = expected.change === undefined || changes.some((change) => change.do === expected.change);
  return expected.said(keys) && done ? [] : [`${step.name.toUpperCase()} is not obeyed: ${keys.join(', ')}.`];
}

/** What it costs to say this, or why it cannot be said. */
export function costOf({ house, language }: Occasion, replies: readonly Reply[]): Cost | string {
  // Of five turns of a walk four say what another one has said, and counting parts is a third of its work.
  const name = JSON.stringify([language, replies]);
  const cost = costs.get(name) ?? countedCost(fitWords(house.words, language), replies);
  costs.set(name, cost);
  return cost;
}

const costs = new Map<string, Cost | string>();

function countedCost(words: FitWords, replies: readonly Reply[]): Cost | string {
  try {
    const whatsapp = fitWhatsApp(replies, words).length;
    // What the person asks for with MORE is their own choice.
    const unasked = fitSms(replies, words).filter(({ onDemand }) => onDemand !== true);
    return { sms: unasked.reduce((sum, { text }) => sum + segments(text).count, 0), whatsapp };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
