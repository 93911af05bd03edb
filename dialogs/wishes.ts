import type { Choice } from '../src/conversation/speech.ts';
import type { Talk } from '../src/conversation/talk.ts';
import { interestIn, pathwaysSought } from '../src/screening/interest.ts';
import type { PathwayId } from '../src/screening/names.ts';
import { soundsAs, standing } from '../src/screening/standing.ts';

/** Stands for all interests, where a person does not know what they look for. */
const ANYTHING = 'anything';

/**
 * "Tell me if it opens", or taking that back. Nothing where no result told the person that something is closed: all of it
 * is open, or among everything something was likely.
 */
export function wishChoices(talk: Talk): Choice[] {
  const about = interestIn(talk.answers) ?? ANYTHING;
  const closed = closedIn(talk, about);
  const isLikely = talk.assess(pathwaysOf(talk, about)).some(({ status }) => status === 'likely');
  if (closed.length === 0 || (about === ANYTHING && isLikely)) return [];
  return closed.every((pathway) => talk.wishes.has(pathway))
    ? [{ id: `no-wish=${about}`, label: 'wish.take-back', replies: 'wish.take-back' }]
    : [{ id: `wish=${about}`, label: 'wish.keep', replies: 'wish.keep' }];
}

/** Keeps a wish to be told, or takes it back, also by a tap on an old message. @returns whether the option was one */
export function hearWish(talk: Talk, option: string): boolean {
  const [, no, about = ''] = /^(no-)?wish=([\w-]+)$/.exec(option) ?? [];
  if (about === '') return false;
  if (no !== undefined) {
    for (const pathway of pathwaysOf(talk, about)) talk.withdrawWish(pathway);
    talk.say('wish.taken-back');
    return true;
  }
  const closed = closedIn(talk, about);
  if (closed.length === 0) return false;
  for (const pathway of closed) talk.wish(pathway);
  talk.say('wish.kept');
  return true;
}

function closedIn(talk: Talk, about: string): PathwayId[] {
  const { programme } = talk.house;
  return pathwaysOf(talk, about).filter((id) => {
    const pathway = programme.pathways.get(id);
    return pathway !== undefined && soundsAs(standing(pathway, talk.today)) === 'closed';
  });
}

function pathwaysOf({ house }: Talk, about: string): PathwayId[] {
  return pathwaysSought(house.programme, about === ANYTHING ? null : about);
}
