import { published, understandJson } from '../../src/commands/understand.ts';
import type { House } from '../../src/conversation/house.ts';
import type { Utterance } from './utterance.ts';

/** How an utterance came out. @property siren help lines at once, where `heard` may be only a question */
export type Judged = {
  readonly utterance: Utterance;
  readonly value: unknown;
  readonly right: boolean;
  readonly amongThree: boolean;
  readonly alarm: 'siren' | 'question' | null;
  readonly because: string;
};

export function judge(house: House, utterance: Utterance): Judged {
  const { value, candidates, because } = understandJson(house, utterance);
  const wanted = [utterance.value, ...(utterance.alt ?? [])].map((one) =>
    typeof one === 'string' && utterance.kind === 'intent' ? published(one) : one,
  );
  const isWanted = (one: unknown) => wanted.some((want) => same(want, one));
  const isDanger = String(value).startsWith('danger:') && utterance.kind === 'intent';
  return {
    utterance,
    value,
    right: isWanted(value),
    amongThree: candidates.slice(0, 3).some(isWanted),
    alarm: !isDanger ? null : because.startsWith('sure') ? 'siren' : 'question',
    because,
  };
}

function same(a: unknown, b: unknown): boolean {
  const sorted = (one: unknown) => JSON.stringify(Array.isArray(one) ? [...one].sort() : one);
  return sorted(a) === sorted(b);
}
