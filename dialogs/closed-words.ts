import { type Closing, concerns } from '../src/appointments/closing.ts';
import { type Instant, localDay } from '../src/appointments/local-time.ts';
import type { Talk } from '../src/conversation/talk.ts';

/** What somebody has or waits for. @property startsAt of their appointment */
export type ClosedFor = { readonly pathway: string; readonly office?: string; readonly startsAt?: Instant };

/**
 * Says what we closed of what somebody has, wants or waits for: of several things the widest.
 * @returns whether anything is
 */
export function sayIfClosed(talk: Talk, { pathway, office: id, startsAt }: ClosedFor): boolean {
  const { house } = talk;
  const office = house.offices.find((one) => one.id === id);
  const day = office === undefined || startsAt === undefined ? undefined : localDay(startsAt, office.timeZone);
  const about = { pathway, ...(id !== undefined && { office: id }), ...(day !== undefined && { day }) };
  const [widest] = house.closings.filter((one) => concerns(one, about)).sort((a, b) => WIDEST[a.what] - WIDEST[b.what]);
  if (widest === undefined) return false;
  const { what, since, days } = widest;
  if (what === 'programme') talk.say('closing.programme', { since });
  else if (what === 'pathway') {
    talk.sayAs('heading', `pathway.${pathway}.name`);
    talk.say('closing.pathway', { since });
  } else if (days === null) talk.say('closing.office', { office: office?.name ?? '', since });
  else talk.say('closing.day', { office: office?.name ?? '', day: day ?? days.from });
  return true;
}

const WIDEST: Readonly<Record<Closing['what'], number>> = { programme: 0, pathway: 1, office: 2 };

/** Says so where the whole programme is closed. */
export function sayIfProgrammeClosed(talk: Talk): void {
  const whole = talk.house.closings.find(({ what }) => what === 'programme');
  if (whole !== undefined) talk.say('closing.programme', { since: whole.since });
}
