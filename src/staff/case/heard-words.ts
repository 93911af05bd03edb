import type { House } from '../../conversation/house.ts';
import type { Intent } from '../../language/intent.ts';
import type { Values } from '../../language/reply.ts';
import type { Tongue } from '../frame/tongue.ts';
import { reasonWords } from './case-words.ts';

/** What a message was taken for, and why, in an adviser's words; null where nothing was noted. */
export function heardWords(tongue: Tongue, house: House, values: Values | null): string | null {
  const as = values?.as;
  if (typeof as !== 'string') return null;
  return tongue.say('console.transcript.heard', {
    as: takenFor(tongue, house, as),
    because: becauseWords(tongue, as, String(values?.because ?? '')),
  });
}

function takenFor(tongue: Tongue, house: House, as: string): string {
  if (as === 'answer' || as === 'adviser') return tongue.say(`console.transcript.as.${as}`);
  if (as.startsWith('danger.')) return reasonWords(tongue, house.programme, as);
  const intent = as.replace(/^intent\./, '') as Intent;
  const own = `console.transcript.as.intent.${intent}` as const;
  if (tongue.has(own)) return tongue.say(own);
  const asks = <One extends { askedAs: readonly Intent[] }>(all: Iterable<One>) =>
    [...all].filter(({ askedAs }) => askedAs.includes(intent));
  const names = [
    ...asks(house.programme.pathways.values()).map(({ id }) => tongue.sayKept(`pathway.${id}.name`)),
    ...asks(house.programme.topics.values()).map(({ id }) => tongue.sayKept(`topic.${id}.name`)),
  ];
  if (names.length === 0) return intent;
  return tongue.say('console.transcript.as.asks', { what: names.slice(0, 2).join(', ') });
}

/** Each way of hearing names its reason in its own short form. */
function becauseWords(tongue: Tongue, as: string, because: string): string {
  const like = /^like examples.*\((\d+\.\d+)\)$/.exec(because);
  if (like !== null)
    return tongue.say('console.transcript.because.like', { percent: Math.round(Number(like[1]) * 100) });
  // A pattern is a formula: which words it stands for is for those who keep it.
  if (as.startsWith('danger.')) return tongue.say('console.transcript.because.danger');
  const nth = /^number (\d+)$/.exec(because);
  if (nth !== null) return tongue.say('console.transcript.because.number', { number: Number(nth[1]) });
  const fixed = `console.transcript.because.${because.replaceAll(' ', '-')}` as const;
  if (tongue.has(fixed)) return tongue.say(fixed);
  const words = because.replace(/^(es|ht|fr|pt|en): /, '');
  return words === '' ? '' : tongue.say('console.transcript.because.words', { words });
}
