import { demandOf, standingSaid } from '../../screening/explain.ts';
import type { Day } from '../../screening/names.ts';
import type { Pathway, Requirement, Span } from '../../screening/programme.ts';
import type { Standing } from '../../screening/standing.ts';
import type { Tongue } from '../frame/tongue.ts';

/** A pathway's name; its id where a language has lost it. */
export function pathwayName(tongue: Tongue, { id }: Pick<Pathway, 'id'>): string {
  return tongue.sayKept(`pathway.${id}.name`);
}

/** How a pathway stands, for staff: open, closed, or that we do not know, and since when. */
export function standingWords(tongue: Tongue, { is, since }: Standing): string {
  return since === null
    ? tongue.say(`console.programme.standing.${is}`)
    : tongue.say(`console.programme.standing.${is}`, { since });
}

/** The sentence in which the bot tells a person how a pathway stands. */
export function standingSentence(tongue: Tongue, { id }: Pathway, stands: Standing): string {
  const { key, values } = standingSaid(id, stands);
  return tongue.sayKept(key, values);
}

/** What a requirement demands, as the bot says it. */
export function demandWords(tongue: Tongue, { id }: Pathway, requirement: Requirement): string {
  const { key, values } = demandOf(id, requirement);
  return tongue.sayKept(key, values);
}

/** From when until when something holds. */
export function spanWords(tongue: Tongue, { from, until }: Span | { from: string; until: string | null }): string {
  return until === null
    ? tongue.say('console.programme.span.from', { from })
    : tongue.say('console.programme.span', { from, until });
}

/** By when somebody must read it again, or that this is past. */
export function reviewWords(tongue: Tongue, by: Day, today: Day): string {
  return tongue.say(by < today ? 'console.programme.review.past' : 'console.programme.review', { by });
}
