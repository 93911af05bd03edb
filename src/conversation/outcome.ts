import type { Contact } from '../handoff/contact.ts';
import type { Language } from '../language/language.ts';
import type { Consent, Person } from '../people/person.ts';
import type { Given } from '../records/answers.ts';
import type { AssessmentLeft } from '../records/assessments.ts';
import type { PathwayId, QuestionId } from '../screening/names.ts';
import type { Change } from './change.ts';

type Recorded = Extract<Change, { readonly do: 'record_assessment' }>;
type HandedOff = Extract<Change, { readonly do: 'open_case' }>;
type Registered = Extract<Change, { readonly do: 'register' }>;
type SlipGiven = Extract<Change, { readonly do: 'give_slip' }>;
type ReasonSaid = Extract<Change, { readonly do: 'give_reason' }>;

/**
 * What a turn's changes come to at its end: of what was changed twice the last, so that the turns of many people are written by one
 * statement for each table. Places, addresses and what waits to be sent are not here: there each step counts.
 * @property ended answers that stood before the turn and do not any more
 * @property given answers of the turn; one that was corrected in it is history already
 */
export type Outcome = {
  readonly language: Language | null | undefined;
  readonly consent: Exclude<Consent, 'not_asked'> | undefined;
  readonly ended: ReadonlySet<QuestionId>;
  readonly given: readonly Given[];
  readonly assessments: readonly Omit<AssessmentLeft, 'person' | 'turn'>[];
  readonly registered: Registered | undefined;
  readonly reason: ReasonSaid | undefined;
  readonly wishes: ReadonlyMap<PathwayId, 'kept' | 'withdrawn'>;
  readonly slips: readonly SlipGiven[];
  readonly cases: readonly HandedOff[];
  readonly contact: Contact | undefined;
  readonly missed: readonly string[];
};

/** @param standing the questions whose answers stood when the turn began */
export function outcomeOf(changes: readonly Change[], standing: Iterable<QuestionId>): Outcome {
  const all = <Do extends Change['do']>(what: Do) =>
    changes.filter((change): change is Extract<Change, { readonly do: Do }> => change.do === what);
  const assessments = new Map(all('record_assessment').map((change) => [change.assessment.pathway, change]));
  return {
    language: languageOf(changes),
    consent: all('set_consent').at(-1)?.consent,
    ...answersLeft(changes, standing),
    assessments: [...assessments.values()].map(({ do: _, ...left }: Recorded) => left),
    registered: all('register').at(-1),
    reason: all('give_reason').at(-1),
    wishes: wishesLeft(changes),
    slips: all('give_slip'),
    cases: all('open_case'),
    contact: all('note_contact').at(-1)?.contact,
    missed: all('count_missed').map(({ nearest }) => nearest),
  };
}

/** In which language somebody is at home whose number was another's, nobody knows until they say. */
function languageOf(changes: readonly Change[]): Outcome['language'] {
  let language: Outcome['language'];
  for (const change of changes) {
    if (change.do === 'set_language') language = change.language;
    if (change.do === 'part_address') language = null;
  }
  return language;
}

function answersLeft(changes: readonly Change[], standing: Iterable<QuestionId>): Pick<Outcome, 'ended' | 'given'> {
  const stood = new Set(standing);
  const ended = new Set<QuestionId>();
  let given: Given[] = [];
  const end = (isMeant: (question: QuestionId) => boolean) => {
    for (const question of stood) if (isMeant(question)) ended.add(question);
    given = given.map((one) => (isMeant(one.question) ? { ...one, superseded: true } : one));
  };
  for (const change of changes) {
    if (change.do === 'withdraw_answers') end((question) => change.questions?.includes(question) ?? true);
    if (change.do !== 'record_answer') continue;
    const { question, answer } = change;
    end((one) => one === question);
    given.push({ question, answer, superseded: false });
  }
  return { ended, given };
}

function wishesLeft(changes: readonly Change[]): Outcome['wishes'] {
  const wishes = new Map<PathwayId, 'kept' | 'withdrawn'>();
  for (const change of changes) {
    if (change.do === 'wish') wishes.set(change.pathway, 'kept');
    if (change.do === 'withdraw_wish') wishes.set(change.pathway, 'withdrawn');
  }
  return wishes;
}

/** Whether what the person wrote is kept. What was written before they agreed was not written to be kept, even in the same turn. */
export function keepsWords({ consent }: Person, outcome: Outcome): boolean {
  return consent === 'given' && outcome.consent !== 'refused';
}
