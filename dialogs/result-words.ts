import type { Talk } from '../src/conversation/talk.ts';
import type { Assessment } from '../src/screening/assess.ts';
import { evaluate } from '../src/screening/condition.ts';
import { explain } from '../src/screening/explain.ts';
import type { Pathway, Requirement } from '../src/screening/programme.ts';
import { bindingOn, requirementsOn, soundsAs, standing } from '../src/screening/standing.ts';
import { sayHelplines } from './helplines.ts';
import { namesOf, sayCaution, sayClosed, sayFees } from './pathway-words.ts';

/**
 * An assessment, and what there is to say of it.
 * @property key      the sentence that tells it; null while it is undecided
 * @property decider  the requirement that decided; null where none did
 * @property isUnsure nobody knows whether the pathway is open still
 */
type Result = Pick<ReturnType<typeof explain>, 'key' | 'values' | 'decider'> &
  Pick<Assessment, 'status' | 'leadsTo'> & { readonly pathway: Pathway; readonly isUnsure: boolean };

/**
 * The results of a screening at a glance: what may lead on, with the next step, what it costs and what binds; then, in a line each,
 * what is not for this person, unless something is, and what is closed. What is unlikely is told in full only when nothing leads on.
 */
export function sayResults(talk: Talk, assessments: readonly Assessment[]): void {
  const results = assessments.flatMap((assessment) => resultOf(talk, assessment) ?? []).filter((one) => !isSilent(one));
  const withStatus = (wanted: Assessment['status']) => results.filter(({ status }) => status === wanted);
  const [likely, unlikely, closed] = [withStatus('likely'), withStatus('unlikely'), withStatus('closed')];
  const leadingOn = openFirst([...likely, ...withStatus('see_adviser')]);
  const inFull = leadingOn.length > 0 ? leadingOn : worthTelling(talk, unlikely);
  for (const alike of byKey(inFull).values()) sayAlike(talk, alike);
  const rest = unlikely.filter((result) => !inFull.includes(result));
  if (rest.length > 0 && likely.length === 0) talk.say('result.unlikely', { names: namesOf(talk, pathwaysOf(rest)) });
  // Who is offered an appointment needs to know of no closed door.
  if (!likely.some(({ leadsTo }) => leadsTo === 'appointment')) sayClosed(talk, pathwaysOf(closed));
  if (closed.length === results.length) talk.say('closed.next');
}

function resultOf(talk: Talk, assessment: Assessment): Result | null {
  const { house, answers, today } = talk;
  const pathway = house.programme.pathways.get(assessment.pathway);
  if (pathway === undefined) return null;
  const { key, values, decider } = explain(house.programme, assessment, answers, today);
  const isUnsure = soundsAs(standing(pathway, today)) === 'unsure';
  const { status, leadsTo } = assessment;
  return { status, leadsTo, pathway, key: ownKey(talk, pathway, key), values, decider, isUnsure };
}

/** Where a delay of ours must not cost a deadline, a pathway has words of its own. */
function ownKey({ house, language }: Talk, { id }: Pathway, key: string | null): string | null {
  const own = `assessment.${id}.see_adviser.not-checked`;
  return key === 'assessment.common.see_adviser.not-checked' && house.words.has(language, own) ? own : key;
}

/** Not about this person at all: that it is not for them would only close a door that nobody looked at. */
function isSilent({ status, decider }: Result): boolean {
  return status === 'unlikely' && decider?.silent === true;
}

/** What nobody knows to be open still stands behind what is open. */
function openFirst(results: readonly Result[]): Result[] {
  return [...results.filter(({ isUnsure }) => !isUnsure), ...results.filter(({ isUnsure }) => isUnsure)];
}

/** Of what is unlikely, what several pathways demand alike, such as being here; and where the person came furthest. */
function worthTelling(talk: Talk, unlikely: readonly Result[]): Result[] {
  const common = unlikely.filter(({ decider }) => decider?.common === true);
  return [...common, ...furthest(talk, unlikely).filter((result) => !common.includes(result))];
}

/**
 * Of what is unlikely, that which failed at the latest requirement: the most of it is met. That an office in another country is for
 * people there helps nobody who is here.
 */
function furthest({ today }: Talk, unlikely: readonly Result[]): Result[] {
  const met = unlikely.map(({ pathway, decider }) =>
    requirementsOn(pathway, today).findIndex(({ id }) => id === decider?.id),
  );
  return unlikely.filter((_, index) => met[index] === Math.max(...met));
}

/** What several pathways have in common, such as that a child must not go alone, is said once for all of them. */
function byKey(results: readonly Result[]): Map<string, Result[]> {
  const found = new Map<string, Result[]>();
  for (const result of results) {
    if (result.key !== null) found.set(result.key, [...(found.get(result.key) ?? []), result]);
  }
  return found;
}

/** A heading of more names tells nothing. */
const MOST_HEADED = 3;

function sayAlike(talk: Talk, alike: readonly Result[]): void {
  const [result] = alike;
  if (result?.key == null) return;
  const { key, values, status, pathway, decider, isUnsure } = result;
  if (alike.length <= MOST_HEADED) talk.sayAs('heading', 'result.heading', { names: namesOf(talk, pathwaysOf(alike)) });
  talk.say(key, values);
  if (isUnsure && decider !== null && status === 'see_adviser') talk.sayAs('item', 'unsure');
  if (status === 'likely') sayWhatBinds(talk, pathway);
  if (decider !== null && evaluate(decider.test, talk.answers).now === false) handOff(talk, decider);
}

/** What it costs and what binds, for who may go there now; who goes to an adviser first hears it on WHY. */
function sayWhatBinds(talk: Talk, pathway: Pathway): void {
  sayFees(talk, pathway);
  for (const caution of bindingOn(pathway, talk.today)) sayCaution(talk, pathway, caution);
}

/** Some requirements are not only for an adviser to judge: a child alone needs a human today. */
function handOff(talk: Talk, { id, urgentFor }: Requirement): void {
  if (urgentFor === undefined) return;
  talk.openCase(id, true);
  sayHelplines(talk, urgentFor);
}

function pathwaysOf(results: readonly Result[]): Pathway[] {
  return results.map(({ pathway }) => pathway);
}
