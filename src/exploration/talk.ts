import { MainDialog } from '../../dialogs/main.ts';
import { type Instant, instantAt } from '../appointments/local-time.ts';
import type { House } from '../conversation/house.ts';
import { type Known, NOT_REFUSED } from '../conversation/known.ts';
import { newSession, type Session } from '../conversation/session.ts';
import type { Talk } from '../conversation/talk.ts';
import { type Turn, takeTurn } from '../conversation/turn.ts';
import { COMMANDS, type Intent } from '../language/intent.ts';
import type { Language } from '../language/language.ts';
import type { Reply } from '../language/reply.ts';
import type { Content, InboxItem } from '../people/message.ts';
import type { PersonId } from '../people/person.ts';
import { NO_STANDING } from '../records/cases.ts';
import { NO_CASE } from '../records/own-case.ts';
import { assessPathway } from '../screening/assess.ts';
import { interestIn, pathwaysSought } from '../screening/interest.ts';
import type { Programme } from '../screening/programme.ts';
import { remaining } from './residue.ts';

/** A talk on a day, in a language, with the dialogs as they run. @property day `YYYY-MM-DD`, at eight in the morning */
export type Occasion = { readonly house: House; readonly language: Language; readonly day: string };

/** Something a person may do next. @property option whether it is one of the options that are shown */
export type Step = { readonly name: string; readonly content: Content; readonly option: boolean };

/** Where a talk stands: everything that the next turn reads. @property asked the question that is open, if any */
export type Place = {
  readonly name: string;
  readonly known: Known;
  readonly session: Session;
  readonly asked: Reply | null;
};

/** One turn of the walk. */
export type Taken = { readonly from: Place; readonly step: Step; readonly turn: Turn; readonly to: Place };

/** A talk with a person nobody knows yet. */
export function firstPlace(): Place {
  const known: Known = {
    language: null,
    consent: 'not_asked',
    doubted: false,
    answers: new Map(),
    appointment: null,
    waiting: null,
    offer: null,
    isOfferNew: false,
    asked: null,
    reference: null,
    wishes: new Set(),
    case: NO_STANDING,
  };
  return { name: 'before the first word', known, session: newSession(), asked: null };
}

const ROOT = new MainDialog();

/** Takes one turn of a talk; the commit is played by keeping what the talk then knows. */
export async function takeStep(occasion: Occasion, from: Place, step: Step): Promise<Taken> {
  const { house, day } = occasion;
  const now = instantAt(`${day}T08:00`, house.programme.timeZone);
  const turn = await takeTurn({
    house,
    root: ROOT,
    person: 'somebody' as PersonId,
    known: from.known,
    session: from.session,
    items: [itemOf(step.content, now)],
    lookUp: {
      now,
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
    },
  });
  return { from, step, turn, to: placeAfter(house.programme, from, turn) };
}

/** What somebody says, as it waits to be heard. @internal */
export function itemOf(content: Content, now: Instant): InboxItem {
  const at = new Date(now);
  const address = 1 as unknown as InboxItem['address'];
  return { id: 1, address, channel: 'whatsapp', content, arrivedAt: at, failures: 0, stopped: false };
}

/** What is known of the person once the turn is committed. @internal */
export function knownAfter({ reference }: Known, { changes, talk }: Turn): Known {
  const registered = changes.find((change) => change.do === 'register');
  return {
    language: talk.hasLanguage ? talk.language : null,
    consent: talk.consent,
    doubted: talk.isDoubted,
    answers: new Map(talk.answers),
    appointment: talk.appointment,
    waiting: talk.waiting,
    offer: talk.offer,
    isOfferNew: false,
    asked: null,
    reference: registered?.reference ?? reference,
    wishes: new Set(talk.wishes),
    case: NO_STANDING,
  };
}

function placeAfter(programme: Programme, { known, asked }: Place, turn: Turn): Place {
  const { session, replies, talk } = turn;
  const after = knownAfter(known, turn);
  const question = replies.findLast((reply) => reply.asks) ?? asked;
  return { name: nameOf(programme, after, session, talk, question), known: after, session, asked: question };
}

/**
 * Two talks with the same name go on alike: the open dialogs, the question and its options, and what else matters to them.
 * Of a question of the screening that is what the rules still need; elsewhere what the person has and wishes.
 */
function nameOf(programme: Programme, known: Known, session: Session, talk: Talk, asked: Reply | null): string {
  const stack = session.dialogs.dialogStack.map(({ id }) => id);
  const shown = [...new Set(asked?.options.map(({ id }) => subjectOf(id)))].join(',');
  const isQuestion = stack.at(-2) === 'screening' && asked?.key.startsWith('question.') === true;
  const more = isQuestion
    ? [openIn(programme, known, talk)]
    : [
        known.reference === null ? 'unregistered' : 'registered',
        known.appointment === null ? 'no appointment' : known.appointment.state,
        known.waiting === null ? 'waits for nothing' : 'waits',
        known.wishes.size > 0 ? 'wishes' : 'no wishes',
      ];
  return [stack.join(' > '), asked?.key, shown, known.consent, ...more].join(' | ');
}

/** Times, towns and offices are many and treated alike. */
function subjectOf(id: string): string {
  return /^(?:slot|office|place|confirm|move|day|people|change|changes|topics)=/.test(id) ? id.replace(/=.*/, '') : id;
}

/** What the rules still need for what the person looks for. Who does not know what is walked by its questions only. */
function openIn(programme: Programme, { answers }: Known, { today }: Talk): string {
  const interest = interestIn(answers);
  if (interest === null) return 'anything';
  return pathwaysSought(programme, interest)
    .flatMap((id) => programme.pathways.get(id) ?? [])
    .filter((pathway) => assessPathway(programme, pathway, answers, today).status === 'undecided')
    .map((pathway) => remaining(pathway, answers, today))
    .join(' ; ');
}

/** Everything a person may do at a place: each option, each command, something unclear, and what an open question takes. */
export function stepsAt({ house, language }: Occasion, { asked }: Place): Step[] {
  const options = asked?.options ?? [];
  const taps = options.map(({ id, label }): Step => ({ name: id, content: choice(id, label), option: true }));
  const commands = COMMANDS.map((command) => text(command, wordFor(house, language, command)));
  const takesText = asked?.key === 'booking.place.ask';
  return [
    ...taps,
    ...commands,
    text('something unclear', 'zxq'),
    { name: 'a voice note', content: { kind: 'media', media: 'voice' }, option: false },
    ...(takesText ? TOWNS : []),
    ...(asked?.key === 'question.nationality.ask' ? bothOf(options.map(({ label }) => label)) : []),
  ];
}

const choice = (id: string, title: string): Content => ({ kind: 'choice', id, title });
const text = (name: string, words: string): Step => ({ name, content: { kind: 'text', text: words }, option: false });

/** The word for a command as this language writes it. */
function wordFor({ ears }: House, language: Language, command: string): string {
  return ears.intents.wordFor(language, command as Intent) ?? command;
}

/** A town there is once, a name that several have, and a pin in the capital. What is written leads on as an option does. */
const TOWNS: readonly Step[] = [
  { ...text('a town', 'Soacha'), option: true },
  { ...text('a name of several towns', 'San Carlos'), option: true },
  { name: 'a pin', content: { kind: 'location', latitude: 4.65, longitude: -74.1 }, option: true },
];

/** Two nationalities at once. The last option is "not sure". */
function bothOf(labels: readonly string[]): Step[] {
  const [first = '', ...others] = labels.slice(0, -1);
  return others.map((other) => text(`${first} and ${other}`, `${first}, ${other}`));
}
