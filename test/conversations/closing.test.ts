import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Closed, ClosingId } from '../../src/appointments/closing.ts';
import { closeAtOnce, reopen } from '../../src/desk/closing.ts';
import type { Language } from '../../src/language/language.ts';
import type { ChannelId } from '../../src/people/address.ts';
import { countTold } from '../../src/records/closing-reach.ts';
import { closingsInForce } from '../../src/records/closings.ts';
import { aloneAndWell, atTheTown, hashOf, quiet, start, type Talker, type World } from '../support/talk.ts';
import { until } from '../support/until.ts';

const SOACHA: Closed = { what: 'office', which: 'soacha', days: null };
const PATHWAY: Closed = { what: 'pathway', which: 'safe-mobility-colombia', days: null };
const PROGRAMME: Closed = { what: 'programme', which: null, days: null };

const EVERYBODY = [
  ['es', 'whatsapp'],
  ['ht', 'whatsapp'],
  ['es', 'sms'],
  ['ht', 'sms'],
] as const;

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterEach(async () => {
  for (const { id } of await closingsInForce(world.camino.database)) await reopen(world.camino, null, id);
});
afterAll(() => world.close());

async function close(closed: Closed): Promise<ClosingId> {
  const id = await closeAtOnce(world.camino, closed);
  if (id === null) throw new Error('It was closed already.');
  return id;
}

/** Somebody before whom times of Soacha stand. */
async function choosing(channel: ChannelId, language: Language): Promise<Talker> {
  const person = world.someone(channel);
  await atTheTown(person, language);
  await person.says('Soacha');
  await aloneAndWell(person);
  expect(person.heard.at(-1)).toBe('booking.slot.ask');
  return person;
}

async function booked(channel: ChannelId, language: Language): Promise<Talker> {
  const person = await choosing(channel, language);
  await person.says('2');
  await person.taps('confirm=yes');
  expect(person.heard[0]).toBe('booking.booked');
  return person;
}

async function stateOf({ phone }: Talker, channel: ChannelId): Promise<string[]> {
  const rows = await world.camino.database.query<{ state: string }>(
    `select state from appointment join address on address.person = appointment.person where hash = $1 order by appointment.created_at`,
    [hashOf(world.camino, phone, channel)],
  );
  return rows.map(({ state }) => state);
}

/** Until nobody is left to be told, and all of it is sent. */
async function allTold(): Promise<void> {
  await until(async () => {
    const rows = await world.camino.database.query(
      "select from appointment, closing where appointment.state = 'booked' and ended_at is null and in_force_at is not null",
    );
    return rows.length === 0;
  }, 'somebody has an appointment that is closed');
  await quiet(world.camino);
}

describe.each(EVERYBODY)('in %s by %s', (language, channel) => {
  test('the office closes while a time is being confirmed: the next tap tells it, and nothing is booked', async () => {
    const person = await choosing(channel, language);
    await person.says('2');
    expect(person.heard).toEqual(['booking.confirm.ask']);
    await close(SOACHA);
    await person.taps('confirm=yes');
    expect(person.heard[0]).toBe('closing.office');
    // Of the offices that are left not every one hears Creole every day.
    expect(person.heard.at(-1)).toBe(language === 'ht' ? 'visit.heard.ask' : 'booking.office.ask');
    expect(person.words).toContain('2023');
    expect(await stateOf(person, channel)).not.toContain('booked');
  });

  test('the pathway closes while times stand there: it is closed since today, and no time is given', async () => {
    const person = await choosing(channel, language);
    await close(PATHWAY);
    await person.says('2');
    expect(person.heard).toContain('closing.pathway');
    expect(person.heard.filter((key) => key.startsWith('booking.'))).toEqual([]);
    await person.taps('go=today');
    expect(person.heard).toContain('closed');
    expect(await stateOf(person, channel)).toEqual(['released']);
  });

  test('who has an appointment is told outside the 24 hours too, once, and what they can do', async () => {
    const person = await booked(channel, language);
    await world.camino.database.query("update address set window_until = now() - interval '1 hour' where hash = $1", [
      hashOf(world.camino, person.phone, channel),
    ]);
    const before = person.received.length;
    const id = await close(SOACHA);
    await allTold();
    await person.settled();
    expect(person.received.slice(before)).toHaveLength(1);
    expect(person.heard).toEqual(['template.appointment-closed']);
    expect(await stateOf(person, channel)).toEqual(['cancelled']);
    expect(await countTold(world.camino.database, id)).toEqual([expect.objectContaining({ count: 1 })]);
    await person.taps('closed=safe-mobility-colombia:soacha');
    expect(person.heard).toEqual(['closing.office', 'closing.appointment', 'closing.ask.again']);
    await person.taps('closed-next=again');
    expect(person.heard).toEqual(['booking.place.ask']);
    await person.says('Soacha');
    await aloneAndWell(person);
    if (language === 'ht') await person.taps('heard=any');
    expect(person.heard.at(-1)).toBe('booking.office.ask');
    expect(person.received.at(-1)?.options.map(({ id: option }) => option) ?? []).not.toContain('office=soacha');
  });

  test('the programme closes: no other time is promised, and a person stays one tap away', async () => {
    const person = await booked(channel, language);
    const id = await close(PROGRAMME);
    await allTold();
    await person.settled();
    await person.taps('closed=safe-mobility-colombia:soacha');
    expect(person.heard).toEqual(['closing.programme', 'closing.appointment', 'closing.ask']);
    await person.taps('go=person');
    expect(person.heard[0]).toBe('handoff.opened');
    await reopen(world.camino, null, id);
    await person.says('menu');
    await person.taps('go=today');
    expect(person.heard).not.toContain('closing.programme');
  });
});

test('for some days only these are gone', async () => {
  const person = await booked('whatsapp', 'es');
  const [row] = await world.camino.database.query<{ day: string }>(
    "select (starts_at at time zone 'America/Bogota')::date::text as day from appointment order by appointment.created_at desc limit 1",
  );
  const day = row?.day ?? '';
  await close({ ...SOACHA, days: { from: day, until: day } });
  await allTold();
  await person.settled();
  await person.taps('closed=safe-mobility-colombia:soacha');
  expect(person.heard.slice(0, 2)).toEqual(['closing.day', 'closing.appointment']);
  await person.taps('closed-next=again');
  await person.says('Soacha');
  await aloneAndWell(person);
  expect(person.heard.at(-1)).toBe('booking.slot.ask');
});

test('nothing was left behind', () => {
  expect(world.simulator.complaints).toEqual([]);
  expect(world.events.filter(({ event }) => /refused|unknown|failed|breakdown|error|aside/.test(event))).toEqual([]);
});
