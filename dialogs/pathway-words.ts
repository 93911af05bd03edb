import type { Talk } from '../src/conversation/talk.ts';
import type { Assessment } from '../src/screening/assess.ts';
import { evaluate } from '../src/screening/condition.ts';
import { explain, type Reason, standingKey } from '../src/screening/explain.ts';
import type { Day, PathwayId, SourceId } from '../src/screening/names.ts';
import type { Pathway, Requirement } from '../src/screening/programme.ts';
import { cautionsOn, standing } from '../src/screening/standing.ts';
import { sayChanges } from './change.ts';
import { sayHelplines } from './helplines.ts';

/** Of more results than this, what is closed is named in one line. */
const TOLD_IN_FULL = 6;

/** Which pathways are open today and which are not, by name. */
export function sayToday(talk: Talk): void {
  const pathways = [...talk.house.programme.pathways.values()];
  const isOpen = (pathway: Pathway) => standing(pathway, talk.today).is === 'open';
  talk.say('information.today', { today: talk.today });
  sayNames(talk, 'information.open', pathways.filter(isOpen));
  sayNames(
    talk,
    'information.closed',
    pathways.filter((pathway) => !isOpen(pathway)),
  );
}

/** What a pathway is, how it stands today and since when, and what to beware of. */
export function sayPathway(talk: Talk, pathway: Pathway): void {
  const { today } = talk;
  talk.say(`pathway.${pathway.id}.name`);
  talk.say(`pathway.${pathway.id}.about`);
  sayStanding(talk, pathway, today);
  for (const caution of cautionsOn(pathway, today)) talk.say(`pathway.${pathway.id}.caution.${caution}`);
}

/**
 * The results of a screening, each with the sentence that names what decided, and who says so: first what may lead on. What
 * is unlikely is told in full only when nothing leads on, and only where the person came furthest: that an office in
 * another country is for people there helps nobody who is here.
 */
export function sayResults(talk: Talk, assessments: readonly Assessment[]): void {
  const withStatus = (...wanted: Assessment['status'][]) => assessments.filter(({ status }) => wanted.includes(status));
  const likely = withStatus('likely');
  const leadingOn = [...likely, ...withStatus('see_adviser')];
  const unlikely = leadingOn.length > 0 ? [] : furthest(talk, withStatus('unlikely'));
  const closed = assessments.length > TOLD_IN_FULL ? [] : withStatus('closed');
  const told = [...leadingOn, ...unlikely, ...closed];
  const said = new Set<string>();
  const inFull = [...leadingOn, ...unlikely];
  for (const assessment of inFull) sayResult(talk, assessment, inFull, said);
  sayClosed(talk, closed);
  const rest = assessments.filter((assessment) => likely.length === 0 && !told.includes(assessment));
  sayNames(talk, 'result.unlikely', namesOf(talk, rest, 'unlikely'));
  sayNames(talk, 'result.closed', namesOf(talk, rest, 'closed'));
}

/** Of what is unlikely, that which failed at the latest requirement: the most of it is met. */
function furthest({ house, today }: Talk, unlikely: readonly Assessment[]): Assessment[] {
  const met = unlikely.map(({ pathway, because }) => {
    const found = house.programme.pathways.get(pathway);
    const requirements = found === undefined ? [] : (standing(found, today).version?.requirements ?? []);
    return requirements.findIndex(({ id }) => id === because[0]?.requirement);
  });
  return unlikely.filter((_, index) => met[index] === Math.max(...met));
}

/** The one to three requirements that decided each result, with who published them, when, and when we read it; and what would
 * change it. */
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
  sayChanges(talk, assessments);
}

const MOST_REASONS = 5;

/** What more pathways than this demand alike is said without their names. */
const MOST_NAMED = 2;

function sayReason(talk: Talk, reason: Reason, of: readonly PathwayId[]): void {
  const { key, values, source, checkedOn } = reason;
  const names = of.map((id) => talk.words(`pathway.${id}.name`)).join(', ');
  const named = of.length <= MOST_NAMED && { names, context: 'of' };
  talk.say('why.result', { demand: talk.words(key, values), ...named });
  talk.say('source', { publisher: source.publisher, checkedOn, ...dateOf(source) });
}

/** The date of the source itself. Pages tell a day, a month or a year; `context` chooses the sentence for it. */
function dateOf({ published }: Reason['source']): { published?: string; context?: string } {
  if (published === null) return {};
  const context = published.length === 4 ? 'year' : published.length === 7 ? 'month' : 'day';
  return { published, context };
}

function sayResult(talk: Talk, assessment: Assessment, told: readonly Assessment[], said: Set<string>): void {
  const pathway = talk.house.programme.pathways.get(assessment.pathway);
  if (pathway === undefined) return;
  const { key, values, reasons } = explain(talk.house.programme, assessment, talk.answers, talk.today);
  // What several pathways have in common, such as that a child must not go alone, is said once; of many it names none.
  if (key === null || said.has(key)) return;
  said.add(key);
  const isCommon = key.startsWith('assessment.common.');
  const alike = isCommon
    ? told.filter((other) => explain(talk.house.programme, other, talk.answers, talk.today).key === key)
    : [];
  const named = isCommon ? alike : [assessment];
  if (named.length <= MOST_NAMED) for (const { pathway: id } of named) talk.say(`pathway.${id}.name`);
  talk.say(key, values);
  const [reason] = reasons;
  if (reason !== undefined && !isCommon) saySource(talk, reason.source.id, reason.checkedOn);
  const decided = standing(pathway, talk.today).version?.requirements.find(({ id }) => id === reason?.requirement);
  if (decided !== undefined && evaluate(decided.test, talk.answers).now === false) handOff(talk, decided);
}

/** What closed alike, such as the offices of one initiative, is told in one breath. */
function sayClosed(talk: Talk, assessments: readonly Assessment[]): void {
  const pathways = namesOf(talk, assessments, 'closed');
  const alike = new Map<string, Pathway[]>();
  for (const pathway of pathways) {
    const stands = standing(pathway, talk.today);
    const text = talk.words(standingKey(pathway.id, stands), stands.since === null ? {} : { since: stands.since });
    alike.set(text, [...(alike.get(text) ?? []), pathway]);
  }
  for (const [first, ...others] of alike.values()) {
    if (first === undefined) continue;
    if (others.length === 0) talk.say(`pathway.${first.id}.name`);
    else sayNames(talk, 'result.closed', [first, ...others]);
    sayStanding(talk, first, talk.today);
  }
}

/** Some requirements are not only for an adviser to judge: a child alone needs a human today. */
function handOff(talk: Talk, { id, urgentFor }: Requirement): void {
  if (urgentFor === undefined) return;
  talk.openCase(id, true);
  sayHelplines(talk, urgentFor);
}

/** How a pathway stands on a day: open, or since when not, and who says so. */
function sayStanding(talk: Talk, pathway: Pathway, day: Day): void {
  const stands = standing(pathway, day);
  talk.say(standingKey(pathway.id, stands), stands.since === null ? {} : { since: stands.since });
  if (stands.version !== null) saySource(talk, stands.version.source, stands.version.checkedOn);
}

function saySource(talk: Talk, source: SourceId, checkedOn: Day): void {
  const publisher = talk.house.programme.sources.get(source)?.publisher;
  if (publisher !== undefined) talk.say('source', { publisher, checkedOn });
}

function sayNames(talk: Talk, key: string, pathways: readonly { readonly id: PathwayId }[]): void {
  if (pathways.length === 0) return;
  const names = pathways.map(({ id }) => talk.words(`pathway.${id}.name`)).join(', ');
  talk.say(key, { names });
}

function namesOf({ house }: Talk, assessments: readonly Assessment[], status: Assessment['status']): Pathway[] {
  const ids = assessments.filter((assessment) => assessment.status === status).map(({ pathway }) => pathway);
  return [...house.programme.pathways.values()].filter(({ id }) => ids.includes(id));
}
