import type { Refused } from '../../desk/act.ts';
import type { CaseRefusal } from '../../handoff/case-can.ts';
import type { Tongue } from '../frame/tongue.ts';
import type { Refusal } from './casework.ts';

/** Why a button cannot be used now. */
export function refusalWords(tongue: Tongue, { reason, owner, isMine }: Refusal): string {
  if (reason === 'claimed' && isMine) return tongue.say('console.act.why.claimed.mine');
  if (reason === 'claimed') return tongue.say('console.act.why.claimed', { owner: owner ?? '' });
  if (reason === 'not_owner' && owner !== null) return tongue.say('console.act.why.not_owner', { owner });
  return tongue.say(`console.act.why.${reason as Exclude<CaseRefusal, 'claimed'>}`, { owner: owner ?? '' });
}

/** What to tell whoever wanted to do something and could not. @param me their own name */
export function refusedWords(tongue: Tongue, { reason, owner }: Refused<string>, me: string): string {
  const isMine = owner === me;
  if (tongue.has(`console.act.no.${reason}`)) return tongue.say(`console.act.no.${reason}`);
  return refusalWords(tongue, { reason: reason as CaseRefusal, owner, isMine });
}
