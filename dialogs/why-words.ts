import type { Talk } from '../src/conversation/talk.ts';
import type { Assessment } from '../src/screening/assess.ts';
import { explain, type Reason } from '../src/screening/explain.ts';
import type { PathwayId } from '../src/screening/names.ts';
import { bindingOn, cautionsOn } from '../src/screening/standing.ts';
import { sayChanges } from './change.ts';
import { namesOf, sayCaution, sayFees } from './pathway-words.ts';
import { saySource } from './sources.ts';

/**
 * The one to three requirements that decided each result, with who published them and when; what else is to be known of what leads on;
 * and what would change the result.
 */
export function sayWhy(talk: Talk, assessments: readonly Assessment[]): void {
  const reasons = reasonsFor(talk, assessments);
  if (reasons.length === 0) talk.say('why.nothing');
  for (const reason of reasons.slice(0, MOST_REASONS)) sayReason(talk, reason);
  for (const assessment of assessments) sayRest(talk, assessment);
  sayChanges(talk, assessments);
}

const MOST_REASONS = 5;

/** What more pathways than this demand alike is said without their names. */
const MOST_NAMED = 2;

/** @property of the pathways that demand it alike */
type Demand = Reason & { readonly of: readonly PathwayId[] };

/** Each reason once. Of what is closed, or was never about this person, there is none. */
function reasonsFor({ house, answers, today }: Talk, assessments: readonly Assessment[]): Demand[] {
  const distinct = new Map<string, Demand>();
  for (const assessment of assessments) {
    const { reasons, decider } = explain(house.programme, assessment, answers, today);
    if (assessment.status === 'closed' || decider?.silent === true) continue;
    for (const reason of reasons) {
      const others = distinct.get(reason.key)?.of ?? [];
      distinct.set(reason.key, { ...reason, of: [...others, assessment.pathway] });
    }
  }
  return [...distinct.values()];
}

function sayReason(talk: Talk, { key, values, source, requirement, of }: Demand): void {
  const ids = of.map((id) => ({ id }));
  // How a pathway stands is no rule, and no page vouches for our own delay.
  if (requirement === null) {
    talk.sayAs('heading', 'result.heading', { names: namesOf(talk, ids) });
    talk.say(key, values);
    return;
  }
  const named = of.length <= MOST_NAMED && { names: namesOf(talk, ids), context: 'of' };
  talk.say('why.result', { demand: talk.words(key, values), ...named });
  saySource(talk, source.id);
}

/** What was not said with a result that leads on. */
function sayRest(talk: Talk, { status, pathway: id }: Assessment): void {
  const pathway = talk.house.programme.pathways.get(id);
  if (pathway === undefined || (status !== 'likely' && status !== 'see_adviser')) return;
  const isSaid = status === 'likely';
  const said = isSaid ? bindingOn(pathway, talk.today) : [];
  const rest = cautionsOn(pathway, talk.today).filter((caution) => !said.includes(caution));
  if (isSaid && rest.length === 0) return;
  talk.sayAs('heading', 'result.heading', { names: namesOf(talk, [pathway]) });
  if (!isSaid) sayFees(talk, pathway);
  for (const caution of rest) sayCaution(talk, pathway, caution);
}
