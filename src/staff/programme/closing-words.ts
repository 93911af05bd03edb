import type { Closed } from '../../appointments/closing.ts';
import type { House } from '../../conversation/house.ts';
import type { Tongue } from '../frame/tongue.ts';

/** What is closed, in the words of staff. */
export function closedWords(
  tongue: Tongue,
  { offices }: Pick<House, 'offices'>,
  { what, which, days }: Closed,
): string {
  if (what === 'programme') return tongue.say('console.closing.what.programme');
  if (what === 'pathway') return tongue.sayKept(`pathway.${which ?? ''}.name`);
  const office = offices.find(({ id }) => id === which)?.name ?? which ?? '';
  return days === null
    ? tongue.say('console.closing.what.office', { office })
    : tongue.say('console.closing.what.days', { office, from: days.from, until: days.until });
}
