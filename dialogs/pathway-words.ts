import type { Talk } from '../src/conversation/talk.ts';
import { standingKey } from '../src/screening/explain.ts';
import type { Pathway } from '../src/screening/programme.ts';
import { cautionsOn, feesOn, soundsAs, standing } from '../src/screening/standing.ts';
import { sayIfProgrammeClosed } from './closed-words.ts';
import { saySource } from './sources.ts';

/** By name: what is open today, what nobody of us has looked at lately, and what is closed. */
export function sayToday(talk: Talk): void {
  const all = [...talk.house.programme.pathways.values()];
  const sounding = (wanted: ReturnType<typeof soundsAs>) =>
    all.filter((pathway) => soundsAs(standing(pathway, talk.today)) === wanted);
  const open = sounding('open');
  if (open.length > 0) talk.say('information.open', { today: talk.today, names: namesOf(talk, open) });
  else talk.say('information.none', { today: talk.today });
  sayIfProgrammeClosed(talk);
  sayUnsure(talk, sounding('unsure'));
  sayClosed(talk, sounding('closed'));
}

/** What a pathway is, how it stands today and since when, what it costs, what to beware of, and who says so. */
export function sayPathway(talk: Talk, pathway: Pathway): void {
  const { today } = talk;
  const stands = standing(pathway, today);
  talk.sayAs('heading', `pathway.${pathway.id}.name`);
  talk.say(`pathway.${pathway.id}.about`);
  talk.say(standingKey(pathway.id, stands), stands.since === null ? {} : { since: stands.since });
  if (soundsAs(stands) === 'closed') talk.sayAs('item', 'closed.warning');
  else {
    sayFees(talk, pathway);
    for (const caution of cautionsOn(pathway, today)) sayCaution(talk, pathway, caution);
  }
  if (stands.version !== null) saySource(talk, stands.version.source);
}

/** What to beware of, by its name. */
export function sayCaution(talk: Talk, { id }: Pathway, caution: string): void {
  talk.sayAs('item', `pathway.${id}.caution.${caution}`);
}

/** What offices ask for it today. */
export function sayFees(talk: Talk, pathway: Pathway): void {
  const fees = feesOn(pathway, talk.today);
  for (const { id, amount, currency } of fees) {
    talk.sayAs('item', `pathway.${pathway.id}.fee.${id}`, { amount, currency });
  }
  if (fees.some(({ unconfirmed }) => unconfirmed)) talk.sayAs('item', 'fee.unconfirmed');
}

/** What was looked at and is not open, in a line each: closed, with since when; on hold or not yet begun. And that nobody can sell it. */
export function sayClosed(talk: Talk, pathways: readonly Pathway[]): void {
  if (pathways.length === 0) return;
  const closed = pathways.filter((pathway) => standing(pathway, talk.today).is === 'closed');
  if (closed.length > 0) talk.say('closed', { names: bySince(talk, closed) });
  const others = pathways.filter((pathway) => !closed.includes(pathway));
  if (others.length > 0) talk.say('not-now', { names: namesOf(talk, others) });
  talk.sayAs('item', 'closed.warning');
}

/** What closed in the same month together, with the month. */
function bySince(talk: Talk, pathways: readonly Pathway[]): string {
  const months = new Map<string, Pathway[]>();
  for (const pathway of pathways) {
    const month = standing(pathway, talk.today).since?.slice(0, 7) ?? '';
    months.set(month, [...(months.get(month) ?? []), pathway]);
  }
  const groups = [...months].map(([month, alike]) =>
    talk.words('closed.since', { names: namesOf(talk, alike), since: `${month}-01` }),
  );
  return groups.join('; ');
}

/** What nobody of us has read again in time, or knows of that day: it may be open. */
function sayUnsure(talk: Talk, pathways: readonly Pathway[]): void {
  if (pathways.length > 0) talk.say('information.unsure', { names: namesOf(talk, pathways) });
}

/** Names, as a list in a sentence. */
export function namesOf(talk: Talk, pathways: readonly Pick<Pathway, 'id'>[]): string {
  return pathways.map(({ id }) => talk.words(`pathway.${id}.name`)).join(', ');
}
