import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ChannelId } from '../../src/people/address.ts';
import { aloneAndWell, atTheTimes, atTheTown, hashOf, start, type Talker, type World } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

type Row = { offices: string[]; people: number; soon: boolean; state: string };

const waits = (person: Talker, channel: ChannelId) =>
  world.camino.database.query<Row>(
    `select offices, people, soon, state from waiting_list
     where person = (select person from address where hash = $1) order by since`,
    [hashOf(world.camino, person.phone, channel)],
  );

/** From the free times, none of which suits them, to the list. */
async function joined(person: Talker, language: 'es' | 'ht' = 'es'): Promise<void> {
  await atTheTimes(person, language);
  await person.taps('list=join');
  await person.taps('soon=yes');
  await person.taps('reason=prefer_not');
}

/** Every desk of an office is taken for a month. */
async function fill(office: string, desks: number): Promise<void> {
  await world.camino.database.query('delete from appointment where office = $1', [office]);
  await world.camino.database.query(
    `with someone as (insert into person (turn) select 0 from generate_series(1, 35 * $2::int) returning id),
       numbered as (select id, row_number() over () - 1 as n from someone)
     insert into appointment (person, pathway, office, starts_at, ends_at, place, state, code, turn)
     select id, 'safe-mobility-colombia', $1, timestamptz '2023-11-15T05:00Z' + (n / $2::int) * interval '1 day',
       timestamptz '2023-11-16T05:00Z' + (n / $2::int) * interval '1 day', n % $2::int + 1, 'booked', 'F-' || n, 1 from numbered`,
    [office, desks],
  );
}

const TALKS = [
  ['es', 'whatsapp', 'prometer'],
  ['ht', 'sms', 'pwomèt'],
] as const;

describe.each(TALKS)('in %s by %s', (language, channel, promise) => {
  test('whom no time suits waits for one: nothing is promised, nobody sells it, and they may leave', async () => {
    const person = world.someone(channel);
    await atTheTimes(person, language);
    await person.taps('list=join');
    expect(person.heard).toEqual(['waiting.what', 'waiting.how', 'waiting.soon.ask']);
    expect(person.words).toContain(promise);
    await person.taps('soon=yes');
    expect(person.heard.slice(0, 2)).toEqual(['waiting.joined', 'waiting.leave-how']);
    expect(await waits(person, channel)).toMatchObject([{ soon: true, people: 1, state: 'waiting' }]);
    expect((await waits(person, channel))[0]?.offices[0]).toBe('soacha');

    await person.taps('reason=prefer_not');
    await person.taps('go=waiting');
    expect(person.heard).toEqual(['waiting.standing', 'waiting.no-promise', 'waiting.ask']);
    expect(person.words).toContain('Soacha');
    // The list shows a day and offices, and never how many are before them.
    expect(person.words).not.toMatch(/#|º|n[uú]mero \d/);
    await person.taps('list=leave');
    expect(person.heard).toEqual(['waiting.left', 'menu.ask']);
    expect(await waits(person, channel)).toMatchObject([{ state: 'left' }]);
  });

  test('who books meanwhile waits no more', async () => {
    const person = world.someone(channel);
    await joined(person, language);
    await person.taps('go=screening');
    await person.taps('answer.interest=office');
    await person.says('Soacha');
    await aloneAndWell(person);
    expect(person.heard).toContain('booking.slot.ask');
    await person.says('1');
    await person.taps('confirm=yes');
    expect(person.heard[0]).toBe('booking.booked');
    expect(await waits(person, channel)).toMatchObject([{ state: 'served' }]);
  });

  test('STOP takes them off the list', async () => {
    const person = world.someone(channel);
    await joined(person, language);
    await person.says(language === 'es' ? 'parar' : 'sispann');
    if (channel === 'whatsapp') expect(person.heard).toEqual(['stop.done.waiting']);
    expect(await waits(person, channel)).toMatchObject([{ state: 'left' }]);
  });
});

test('where an office is full the list is offered beside the other offices', async () => {
  const person = world.someone('whatsapp');
  await fill('soacha', 2);
  await atTheTown(person);
  await person.says('Soacha');
  await aloneAndWell(person);
  expect(person.heard).toEqual(['booking.office.nearest', 'booking.full', 'booking.full.ask']);
  expect(person.received.at(-1)?.options.map(({ id }) => id)).toEqual([
    ...['office=other', 'list=join', 'go=person', 'go=menu'],
  ]);
  await person.taps('list=join');
  await person.taps('list=no');
  expect(await waits(person, 'whatsapp')).toEqual([]);
});

test('an old tap on leaving the list leaves it from wherever the talk is', async () => {
  const person = world.someone('whatsapp');
  await world.camino.database.query("delete from appointment where code like 'F-%'");
  await joined(person);
  await person.taps('go=waiting');
  const standing = person.received.at(-1);
  await person.taps('list=stay');
  await person.taps('go=topics');
  await world.simulator.whatsapp.phone({ number: person.phone }).tap('list=leave', standing);
  await person.settled();
  expect(person.heard[0]).toBe('waiting.left');
  expect(await waits(person, 'whatsapp')).toMatchObject([{ state: 'left' }]);
});
