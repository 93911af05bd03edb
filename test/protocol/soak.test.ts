import { describe, expect, test } from '@jest/globals';
import type { Evidence, Item, Sent } from '../soak/evidence.ts';
import { judge } from '../soak/judge.ts';
import { soak } from '../soak/soak.ts';

test('with every fault at once and processes killed, nothing is lost, doubled or overtaken', async () => {
  const verdicts = await soak(
    {
      talkMs: 10_000,
      whatsapp: 8,
      sms: 4,
      seed: 7,
      pauseMs: [200, 1_800],
      killEveryMs: 2_500,
      settleMs: 25_000,
      sendTimes: { lease: 3_000, echo: 3_000, rest: 300 },
      // A caller without an answer waits ten seconds, longer than this lease.
      hangs: false,
    },
    () => undefined,
  );
  expect(verdicts.filter(({ breaches }) => breaches.length > 0)).toEqual([]);
  const numbers = Object.assign({}, ...verdicts.map((verdict) => verdict.numbers)) as Record<string, number>;
  // A soak in which nothing happened proves nothing.
  expect(numbers.taken).toBeGreaterThan(20);
  expect(numbers.accepted).toBeGreaterThan(20);
  expect(numbers['lost by a provider']).toBeGreaterThan(0);
  expect(numbers.kills).toBeGreaterThan(0);
}, 180_000);

describe('the judge of a soak', () => {
  const item: Item = { hash: 'a', state: 'done', turn: 1, failures: 0, lines: 1 };
  const first: Sent = {
    own: 'first',
    position: 1,
    address: 'phone',
    state: 'accepted',
    unknowns: 0,
    code: null,
    leased: false,
    reports: ['sent', 'delivered', 'read'],
  };
  const second: Sent = { ...first, own: 'second', position: 2 };
  const GOOD: Evidence = {
    said: [{ hash: 'a', taken: true }],
    items: [item],
    sent: [first, second],
    seen: [
      [
        { own: 'first', tick: 'read' },
        { own: 'second', tick: 'read' },
      ],
    ],
    undelivered: [],
    people: 1,
    peopleKnown: 1,
    silentTurns: 0,
    appointments: { made: 1, standing: 1, doubledPlaces: 0, doubledPeople: 0 },
    sessions: { current: ['s'], kept: ['s'] },
    events: [{ event: 'stopped' }],
    outcries: [],
    kills: 0,
  };
  const shown = (...owns: string[]) => [owns.map((own) => ({ own, tick: 'read' }))];
  const breachesOf = (evidence: Partial<Evidence>) =>
    judge({ ...GOOD, ...evidence }).flatMap(({ breaches }) => breaches);

  test.each<[string, Partial<Evidence>]>([
    ['all is well', {}],
    ['a message the provider never handed over', { said: [...GOOD.said, { hash: 'b', taken: false }] }],
    [
      'one resent after an unknown fate',
      { sent: [{ ...first, unknowns: 1 }, second], seen: shown('first', 'second', 'first') },
    ],
    [
      'one lost by the provider',
      { seen: shown('first'), sent: [first, { ...second, reports: [] }], undelivered: [{ own: 'second', code: null }] },
    ],
    [
      'one refused with its code',
      { seen: shown('first'), sent: [first, { ...second, state: 'refused', code: 131_026, reports: [] }] },
    ],
    [
      'one parked until the person writes',
      { seen: shown('first'), sent: [first, { ...second, state: 'parked', reports: [] }] },
    ],
    [
      'one that failed later and was sent again, out of turn',
      {
        sent: [{ ...first, reports: ['failed', 'delivered'] }, second],
        seen: shown('second', 'first'),
        undelivered: [{ own: 'first', code: 30_003 }],
      },
    ],
    [
      'one that was taken, failed later and was refused',
      {
        seen: shown('first'),
        sent: [first, { ...second, state: 'refused', code: 131_049, reports: ['failed'] }],
        undelivered: [{ own: 'second', code: 131_049 }],
      },
    ],
    ['a session a killed process left', { kills: 1, sessions: { current: ['s'], kept: ['s', 't'] } }],
  ])('is content: %s', (_what, evidence) => {
    expect(breachesOf(evidence)).toEqual([]);
  });

  test.each<[string, string, Partial<Evidence>]>([
    ['a message that was taken and is nowhere', 'is nowhere', { items: [] }],
    ['an item that still waits', 'is waiting', { items: [{ ...item, state: 'waiting' }] }],
    ['an item that was set aside', 'is set_aside', { items: [{ ...item, state: 'set_aside' }] }],
    ['an item no turn heard', 'without a turn', { items: [{ ...item, lines: 0 }] }],
    ['a turn that said nothing', 'said nothing', { silentTurns: 1 }],
    ['an item heard twice', 'heard 2 times', { items: [{ ...item, lines: 2 }] }],
    ['an item nobody said', 'never said', { items: [item, { ...item, hash: 'b' }] }],
    ['one person known as two', 'known as 2', { peopleKnown: 2 }],
    [
      'a message that never came',
      'reached no provider',
      { seen: shown('first'), sent: [first, { ...second, reports: [] }] },
    ],
    ['a message that came twice', 'sent 2 times', { seen: shown('first', 'first', 'second') }],
    [
      'one that came three times',
      'shown 3 times',
      { sent: [{ ...first, unknowns: 2 }, second], seen: shown('first', 'first', 'first', 'second') },
    ],
    [
      'one that is refused and came',
      'reached a provider all the same',
      { sent: [first, { ...second, state: 'refused', code: 4, reports: [] }] },
    ],
    [
      'one that is refused without a code',
      'has no code',
      { seen: shown('first'), sent: [first, { ...second, state: 'refused', reports: [] }] },
    ],
    [
      'one that still waits',
      'never came to rest',
      { seen: shown('first'), sent: [first, { ...second, state: 'waiting', reports: [] }] },
    ],
    ['one nobody wrote', 'in no outbox', { seen: shown('first', 'second', 'third') }],
    ['one that overtook another', 'came after', { seen: shown('second', 'first') }],
    ['a place given twice', 'given twice', { appointments: { ...GOOD.appointments, doubledPlaces: 1 } }],
    [
      'two appointments of one person',
      'two appointments',
      { appointments: { ...GOOD.appointments, doubledPeople: 1 } },
    ],
    [
      'one reported and taken for unsent',
      'was reported as delivered and is refused',
      { sent: [first, { ...second, state: 'refused', code: 4 }] },
    ],
    [
      'one reported as read too early',
      'is not',
      {
        seen: [
          [
            { own: 'first', tick: 'read' },
            { own: 'second', tick: 'delivered' },
          ],
        ],
      },
    ],
    ['a lease', 'still leased', { sent: [first, { ...second, leased: true }] }],
    ['a session that is gone', 'is named and gone', { sessions: { current: ['s'], kept: [] } }],
    ['sessions nobody names', 'are nobody’s', { sessions: { current: ['s'], kept: ['s', 't'] } }],
    ['an error in the log', 'breakdown', { events: [{ event: 'breakdown', where: 'sender', reason: 'x' }] }],
    ['an outcry', 'UnhandledPromiseRejection', { outcries: ['UnhandledPromiseRejection'] }],
  ])('objects to %s', (_what, told, evidence) => {
    const breaches = breachesOf(evidence);
    expect(breaches.join('\n')).toContain(told);
  });
});
