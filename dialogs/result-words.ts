import type { Talk } from '../src/conversation/talk.ts';
import type { Assessment } from '../src/screening/assess.ts';
import { evaluate } from '../src/screening/condition.ts';
import { explain, type Reason } from '../src/screening/explain.ts';
import type { PathwayId } from '../src/screening/names.ts';
import type { Pathway, Requirement } from '../src/screening/programme.ts';
import { bindingOn, cautionsOn, standing } from '../src/screening/standing.ts';
import { sayChanges } from './change.ts';
import { sayHelplines } from './helplines.ts';
import { namesOf, sayClosed, sayFees } from './pathway-words.ts';
import { saySource } from './sources.ts';

/**
 * The results of a screening at a glance: what may lead on, with the next step, what it costs and what binds; then, in a line each,
 * what is not for this person, unless something is, and what is closed. What is unlikely is told in full only when nothing leads on.
 */
export function sayResults(talk: Talk, assessments: readonly Assessment[]): void {
  const withStatus = (...wanted: Assessment['status'][]) => assessments.filter(({ status }) => wanted.includes(status));
  const leadingOn = [...withStatus('likely'), ...withStatus('see_adviser')];
  const inFull = leadingOn.length > 0 ? leadingOn : worthTelling(talk, withStatus('unlikely'));
  for (const alike of byKey(talk, inFull).values()) sayResult(talk, alike);
  const rest = withStatus('unlikely').filter((assessment) => !inFull.includes(assessment));
  if (rest.length > 0 && withStatus('likely').length === 0)
    talk.say('result.unlikely', { names: namesOf(talk, pathwaysOf(talk, rest)) });
  // Who is offered an appointment needs to know of no closed door.
  const isOffered = leadingOn.some(({ status, leadsTo }) => status === 'likely' && leadsTo === 'appointment');
  if (!isOffered) sayClosed(talk, pathwaysOf(talk, withStatus('closed')));
  if (withStatus('closed').length === assessments.length) talk.say('closed.next');
}

/** Of what is unlikely, what several pathways demand alike, such as being here; and where the person came furthest. */
function worthTelling(talk: Talk, unlikely: readonly Assessment[]): Assessment[] {
  const isCommon = (assessment: Assessment) => keyOf(talk, assessment)?.startsWith('assessment.common.') === true;
  return [...unlikely.filter(isCommon), ...furthest(talk, unlikely).filter((one) => !isCommon(one))];
}

/**
 * Of what is unlikely, that which failed at the latest requirement: the most of it is met. That an office in another country is for
 * people there helps nobody who is here.
 */
function furthest({ house, today }: Talk, unlikely: readonly Assessment[]): Assessment[] {
  const met = unlikely.map(({ pathway, because }) => {
    const found = house.programme.pathways.get(pathway);
    const requirements = found === undefined ? [] : (standing(found, today).version?.requirements ?? []);
    return requirements.findIndex(({ id }) => id === because[0]?.requirement);
  });
  return unlikely.filter((_, index) => met[index] === Math.max(...met));
}

/** What several pathways have in common, such as that a child must not go alone, is said once for all of them. */
function byKey(talk: Talk, assessments: readonly Assessment[]): Map<string, Assessment[]> {
  const found = new Map<string, Assessment[]>();
  for (const assessment of assessments) {
    const key = keyOf(talk, assessment);
    if (key !== null) found.set(key, [...(found.get(key) ?? []), assessment]);
  }
  return found;
}

function keyOf({ house, answers, today }: Talk, assessment: Assessment): string | null {
  return explain(house.programme, assessment, answers, today).key;
}

function sayResult(talk: Talk, alike: readonly Assessment[]): void {
  const [assessment] = alike;
  const [pathway] = pathwaysOf(talk, alike);
  if (assessment === undefined || pathway === undefined) return;
  const { key, values, reasons } = explain(talk.house.programme, assessment, talk.answers, talk.today);
  if (key === null) return;
  talk.sayAs('heading', 'result.heading', { names: namesOf(talk, pathwaysOf(talk, alike)) });
  talk.say(key, values);
  if (alike.length === 1) sayWhatBinds(talk, pathway, assessment);
  const decided = standing(pathway, talk.today).version?.requirements.find(({ id }) => id === reasons[0]?.requirement);
  if (decided !== undefined && evaluate(decided.test, talk.answers).now === false) handOff(talk, decided);
}

/** What it costs is for who may go there now; what binds is for who goes to an adviser as well. */
function sayWhatBinds(talk: Talk, pathway: Pathway, { status }: Assessment): void {
  if (status === 'unlikely') return;
  if (status === 'likely') sayFees(talk, pathway);
  for (const caution of bindingOn(pathway, talk.today)) sayCaution(talk, pathway, caution);
}

function sayCaution(talk: Talk, { id }: Pathway, caution: string): void {
  talk.sayAs('item', `pathway.${id}.caution.${caution}`);
}

/** Some requirements are not only for an adviser to judge: a child alone needs a human today. */
function handOff(talk: Talk, { id, urgentFor }: Requirement): void {
  if (urgentFor === undefined) return;
  talk.openCase(id, true);
  sayHelplines(talk, urgentFor);
}

/**
 * The one to three requirements that decided each result, with who published them and when; what else is to be known of what leads on;
 * and what would change the result.
 */
export function sayWhy(talk: Talk, assessments: readonly Assessment[]): void {
  const { house, answers, today } = talk;
  const distinct = new Map<string, { reason: Reason; of: PathwayId[] }>();
  for (const assessment of assessments.filter(({ status }) => status !== 'closed')) {
    for (const reason of explain(house.programme, assessment, answers, today).reasons) {
      const others = distinct.get(reason.key)?.of ?? [];
      distinct.set(reason.key, { reason, of: [...others, assessment.pathway] });
    }
  }
  if (distinct.size === 0) talk.say('why.nothing');
  for (const { reason, of } of [...distinct.values()].slice(0, MOST_REASONS)) sayReason(talk, reason, of);
  for (const assessment of assessments) sayRest(talk, assessment);
  sayChanges(talk, assessments);
}

const MOST_REASONS = 5;

/** What more pathways than this demand alike is said without their names. */
const MOST_NAMED = 2;

function sayReason(talk: Talk, { key, values, source }: Reason, of: readonly PathwayId[]): void {
  const named = of.length <= MOST_NAMED && {
    names: namesOf(
      talk,
      of.map((id) => ({ id })),
    ),
    context: 'of',
  };
  talk.say('why.result', { demand: talk.words(key, values), ...named });
  saySource(talk, source.id);
}

/** What was not said with a result that leads on. */
function sayRest(talk: Talk, assessment: Assessment): void {
  const { status } = assessment;
  const [pathway] = pathwaysOf(talk, [assessment]);
  if (pathway === undefined || (status !== 'likely' && status !== 'see_adviser')) return;
  const said = bindingOn(pathway, talk.today);
  const rest = cautionsOn(pathway, talk.today).filter((caution) => !said.includes(caution));
  if (rest.length === 0) return;
  talk.sayAs('heading', 'result.heading', { names: namesOf(talk, [pathway]) });
  if (status === 'see_adviser') sayFees(talk, pathway);
  for (const caution of rest) sayCaution(talk, pathway, caution);
}

function pathwaysOf({ house }: Talk, assessments: readonly Assessment[]): Pathway[] {
  const ids = assessments.map(({ pathway }) => pathway);
  return [...house.programme.pathways.values()].filter(({ id }) => ids.includes(id));
}
