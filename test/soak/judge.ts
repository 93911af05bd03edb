import type { Evidence, Item, Sent } from './evidence.ts';

/** How one promise was kept: what was counted, and each breach of it. */
export type Verdict = {
  readonly promise: string;
  readonly numbers: Readonly<Record<string, number>>;
  readonly breaches: readonly string[];
};

/** States in which a message of Camino's may rest: everything else would still have to be sent. */
const AT_REST = new Set(['accepted', 'refused', 'cancelled', 'lost', 'parked', 'rest']);

/** States in which a message that did reach its phone may rest. */
const HAS_ARRIVED = new Set(['accepted', 'lost']);

/** Once sent, sent again only when its fate stayed unknown, and then once. */
const MOST_COPIES = 2;

const UNEXPECTED = new Set([
  'signature_refused',
  'not_stored',
  'turn_failed',
  'set_aside',
  'breakdown',
  'server_error',
]);

/** The most turns a killed process can have had in hand, each with a session that nobody will name. */
const IN_HAND = 8;

/** Judges every promise; nothing is asked of any server. */
export function judge(evidence: Evidence): Verdict[] {
  return [
    nothingLost(evidence),
    nothingDoubled(evidence),
    sentOnce(evidence),
    orderKept(evidence),
    appointmentsOnce(evidence),
    reportsAgree(evidence),
    nothingLeft(evidence),
    quietLog(evidence),
  ];
}

function nothingLost({ said, items, silentTurns }: Evidence): Verdict {
  const known = new Map(items.map((item) => [item.hash, item]));
  const taken = said.filter((message) => message.taken);
  const breaches = [
    ...taken
      .filter(({ hash }) => !known.has(hash))
      .map(({ hash }) => `message ${short(hash)} was taken and is nowhere`),
    ...items.filter(({ state }) => state !== 'done').map((item) => `item ${short(item.hash)} is ${item.state}`),
    ...items.filter(isUnanswered).map(({ hash }) => `item ${short(hash)} is done without a turn that heard it`),
    ...(silentTurns > 0 ? [`${silentTurns} turns said nothing`] : []),
  ];
  const numbers = { said: said.length, taken: taken.length, items: items.length, answered: count(items, 'done') };
  return { promise: 'every message of a person that was taken is answered', numbers, breaches };
}

function isUnanswered({ state, turn, lines }: Item): boolean {
  return state === 'done' && (turn === null || lines === 0);
}

function nothingDoubled({ said, items, people, peopleKnown }: Evidence): Verdict {
  const known = new Set(said.map(({ hash }) => hash));
  const breaches = [
    ...items.filter(({ lines }) => lines > 1).map(({ hash, lines }) => `item ${short(hash)} was heard ${lines} times`),
    ...items.filter(({ hash }) => !known.has(hash)).map(({ hash }) => `item ${short(hash)} was never said`),
    ...(peopleKnown === people ? [] : [`${people} people are known as ${peopleKnown}`]),
  ];
  return { promise: 'by one turn, and nobody is taken for two', numbers: { people, items: items.length }, breaches };
}

function sentOnce({ sent, seen, undelivered }: Evidence): Verdict {
  const copies = tally(seen.flat().map(({ own }) => own));
  const astray = tally(undelivered.map(({ own }) => own));
  const failed = tally(undelivered.filter(({ code }) => code !== null).map(({ own }) => own));
  const known = new Set(sent.map(({ own }) => own));
  const breaches = [
    ...sent
      .map((row) => {
        const times = (of: ReadonlyMap<string, number>) => of.get(row.own) ?? 0;
        return wrongNumber(row, { shown: times(copies), astray: times(astray), failed: times(failed) });
      })
      .filter((wrong) => wrong !== null),
    ...[...copies.keys()]
      .filter((own) => !known.has(own))
      .map((own) => `a phone shows "${own}", which is in no outbox`),
  ];
  const numbers = {
    outbox: sent.length,
    shown: seen.flat().length,
    ...Object.fromEntries([...AT_REST].map((state) => [state, count(sent, state)])),
    resent: sent.filter(({ unknowns }) => unknowns > 0).length,
    'shown twice': [...copies.values()].filter((times) => times > 1).length,
    'lost by a provider': astray.size,
    ...refusals(sent),
  };
  return { promise: 'each message reaches its phone once, or once more after an unknown fate', numbers, breaches };
}

/** @property failed those of the astray that the provider reported as failed: each may be sent once more, or be refused */
type Copies = { readonly shown: number; readonly astray: number; readonly failed: number };

/** Providers took `shown + astray` copies; what the outbox says must agree. */
function wrongNumber({ own, state, unknowns, code }: Sent, { shown, astray, failed }: Copies): string | null {
  const told = `message ${own} (${state}, unknown ${unknowns} times)`;
  const taken = shown + astray;
  if (!AT_REST.has(state)) return `${told} never came to rest`;
  if (shown > MOST_COPIES || taken > 1 + unknowns + failed)
    return `${told} was sent ${taken} times and shown ${shown} times`;
  if (state === 'accepted' && taken === 0) return `${told} reached no provider`;
  if ((state === 'refused' || state === 'cancelled') && taken > unknowns + failed)
    return `${told} reached a provider all the same`;
  return state === 'refused' && code === null ? `${told} has no code` : null;
}

/** What providers refused for good is no loss of ours, but must be known by its code. */
function refusals(sent: readonly Sent[]): Record<string, number> {
  const codes = tally(sent.filter(({ state }) => state === 'refused').map(({ code }) => `refused ${code}`));
  return Object.fromEntries([...codes].sort());
}

/**
 * The simulator never reorders what it brings to a phone, so the first copies must come in the outbox's order. What was taken,
 * failed later and was sent again comes when it comes.
 */
function orderKept({ sent, seen }: Evidence): Verdict {
  const rows = new Map(sent.map((row) => [row.own, row]));
  const breaches = seen.flatMap((shown) => {
    const first = new Set(shown.map(({ own }) => own));
    const inTurn = [...first].map((own) => rows.get(own)).filter((row) => row !== undefined);
    return overtaken(inTurn.filter(({ reports }) => !reports.includes('failed')));
  });
  return { promise: 'each phone shows them in order', numbers: { phones: seen.length }, breaches };
}

function overtaken(rows: readonly Sent[]): string[] {
  return rows.flatMap((row, index) => {
    const before = rows[index - 1];
    if (before === undefined || before.position < row.position) return [];
    const where = before.address === row.address ? 'at the same address' : 'at another address of theirs';
    return [`message ${row.position} (unknown ${row.unknowns} times) came after ${before.position}, ${where}`];
  });
}

function appointmentsOnce({ appointments }: Evidence): Verdict {
  const { doubledPlaces, doubledPeople, ...numbers } = appointments;
  const breaches = [
    ...(doubledPlaces > 0 ? [`${doubledPlaces} places are given twice`] : []),
    ...(doubledPeople > 0 ? [`${doubledPeople} people have two appointments`] : []),
  ];
  return { promise: 'no appointment is doubled', numbers, breaches };
}

function reportsAgree({ sent, seen }: Evidence): Verdict {
  const ticks = new Map(seen.flat().map(({ own, tick }) => [own, tick]));
  const arrived = sent.filter(({ reports }) => reports.some((state) => state === 'delivered' || state === 'read'));
  const breaches = [
    ...arrived
      .filter(({ state }) => !HAS_ARRIVED.has(state))
      .map(({ own, state }) => `message ${own} was reported as delivered and is ${state}`),
    ...arrived
      .filter(({ own }) => !ticks.has(own))
      .map(({ own }) => `message ${own} was reported as delivered and is on no phone`),
    ...sent
      .filter(({ own, reports }) => reports.includes('read') && ticks.get(own) !== 'read')
      .map(({ own }) => `message ${own} was reported as read and is not`),
  ];
  const numbers = {
    reported: sent.filter(({ reports }) => reports.length > 0).length,
    delivered: arrived.length,
    failed: sent.filter(({ reports }) => reports.includes('failed')).length,
    'lost, then reported': arrived.filter(({ state }) => state === 'lost').length,
  };
  return { promise: 'reports only ever move a message forward', numbers, breaches };
}

function nothingLeft({ sent, sessions, events, kills }: Evidence): Verdict {
  const current = new Set(sessions.current);
  const kept = new Set(sessions.kept);
  const orphans = sessions.kept.filter((id) => !current.has(id)).length;
  const retried = events.reduce((sum, event) => sum + (event.event === 'turn' ? event.attempts - 1 : 0), 0);
  const allowed = kills * IN_HAND + retried;
  const breaches = [
    ...sent.filter(({ leased }) => leased).map(({ own }) => `message ${own} is still leased`),
    ...sessions.current.filter((id) => !kept.has(id)).map((id) => `session ${id} is named and gone`),
    ...(orphans > allowed ? [`${orphans} sessions are nobody’s; kills and lost races explain ${allowed}`] : []),
  ];
  return { promise: 'nothing is left behind', numbers: { sessions: kept.size, orphans, kills, retried }, breaches };
}

function quietLog({ events, outcries }: Evidence): Verdict {
  const unexpected = events.filter(({ event }) => UNEXPECTED.has(event));
  const breaches = [...unexpected.map((event) => JSON.stringify(event)), ...outcries];
  return { promise: 'the log has nothing unexpected', numbers: { events: events.length }, breaches };
}

function count(rows: readonly { readonly state: string }[], state: string): number {
  return rows.filter((row) => row.state === state).length;
}

function tally(names: readonly string[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const name of names) counted.set(name, (counted.get(name) ?? 0) + 1);
  return counted;
}

function short(hash: string): string {
  return hash.slice(0, 12);
}
