import type { Talk } from '../src/conversation/talk.ts';
import type { Assessment } from '../src/screening/assess.ts';
import { evaluate } from '../src/screening/condition.ts';
import { explain, type Reason } from '../src/screening/explain.ts';
import type { PathwayId } from '../src/screening/names.ts';
import type { Pathway, Requirement } from '../src/screening/programme.ts';
import { bindingOn, cautionsOn, soundsAs, standing } from '../src/screening/standing.ts';
import { sayChanges } from './change.ts';
import { sayHelplines } from './helplines.ts';
import { namesOf, sayClosed, sayFees } from './pathway-words.ts';
import { saySource } from './sources.ts';

/**
 * The results of a screening at a glance: what may lead on, with the next step, what it costs and what binds; then, in a line each,
 * what is not for this person, unless something is, and what is closed. What is unlikely is told in full only when nothing leads on.
 */
export function sayResults(talk: Talk, recorded: readonly Assessment[]): void {
  const assessments = recorded.filter((assessment) => !isSilent(talk, assessment));
  const withStatus = (...wanted: Assessment['status'][]) => assessments.filter(({ status }) => wanted.includes(status));
  const leadingOn = openFirst(talk, [...withStatus('likely'), ...withStatus('see_adviser')]);
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

/** Not about this person at all: that it is not for them would only close a door that nobody looked at. */
function isSilent(talk: Talk, { status, pathway, because }: Assessment): boolean {
  const found = talk.house.programme.pathways.get(pathway);
  if (status !== 'unlikely' || found === undefined) return false;
  const requirements = standing(found, talk.today).version?.requirements ?? [];
  return requirements.some(({ id, silent }) => silent && id === because[0]?.requirement);
}

/** What nobody knows to be open still stands behind what is open. */
function openFirst(talk: Talk, leadingOn: readonly Assessment[]): Assessment[] {
  const isUnsure = (assessment: Assessment) =>
    pathwaysOf(talk, [assessment]).some((pathway) => isUnsureOn(talk, pathway));
  return [...leadingOn.filter((one) => !isUnsure(one)), ...leadingOn.filter(isUnsure)];
}

function isUnsureOn({ today }: Talk, pathway: Pathway): boolean {
  return soundsAs(standing(pathway, today)) === 'unsure';
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

/** Where a delay of ours must not cost a deadline, a pathway has words of its own. */
function keyOf({ house, answers, today, language }: Talk, assessment: Assessment): string | null {
  const { key } = explain(house.programme, assessment, answers, today);
  const own = `assessment.${assessment.pathway}.see_adviser.not-checked`;
  return key === 'assessment.common.see_adviser.not-checked' && house.words.has(language, own) ? own : key;
}

/** A heading of more names tells nothing. */
const MOST_HEADED = 3;

function sayResult(talk: Talk, alike: readonly Assessment[]): void {
  const [assessment] = alike;
  const [pathway] = pathwaysOf(talk, alike);
  if (assessment === undefined || pathway === undefined) return;
  const { values, reasons } = explain(talk.house.programme, assessment, talk.answers, talk.today);
  const key = keyOf(talk, assessment);
  if (key === null) return;
  if (alike.length <= MOST_HEADED)
    talk.sayAs('heading', 'result.heading', { names: namesOf(talk, pathwaysOf(talk, alike)) });
  talk.say(key, values);
  if (!key.endsWith('.not-checked') && alike.every((one) => one.status === 'see_adviser') && isUnsureOn(talk, pathway))
    talk.sayAs('item', 'unsure');
  if (assessment.status === 'likely') sayWhatBinds(talk, pathway);
  const decided = standing(pathway, talk.today).version?.requirements.find(({ id }) => id === reasons[0]?.requirement);
  if (decided !== undefined && evaluate(decided.test, talk.answers).now === false) handOff(talk, decided);
}

/** What it costs and what binds, for who may go there now; who goes to an adviser first hears it on WHY. */
function sayWhatBinds(talk: Talk, pathway: Pathway): void {
  sayFees(talk, pathway);
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
  const told = assessments.filter((assessment) => assessment.status !== 'closed' && !isSilent(talk, assessment));
  for (const assessment of told) {
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

function sayReason(talk: Talk, { key, values, source, requirement }: Reason, of: readonly PathwayId[]): void {
  // How a pathway stands is no rule, and no page vouches for our own delay.
  if (requirement === null) {
    talk.say(key, values);
    return;
  }
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
  const said = status === 'likely' ? bindingOn(pathway, talk.today) : [];
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
