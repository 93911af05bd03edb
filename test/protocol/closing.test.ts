import { once } from 'node:events';
import { afterEach, expect, test } from '@jest/globals';
import { freePort } from '../../scripts/servers.ts';
import { ALONE } from '../../src/appointments/appointment.ts';
import type { Closed } from '../../src/appointments/closing.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import { connectServer, type Database } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { setProgrammeClock } from '../../src/database/programme-clock.ts';
import { closeAtOnce } from '../../src/desk/closing.ts';
import { meet } from '../../src/mail/meet.ts';
import type { PersonId } from '../../src/people/person.ts';
import { bookHeld, holdSlot } from '../../src/records/appointments.ts';
import { endAll, quiet, runDoomed, runHeir } from '../support/doomed.ts';
import { ourHouse } from '../support/house.ts';
import { slotOf } from '../support/slot.ts';
import { seal } from '../support/stores.ts';
import { settingsFor, start, startSimulator } from '../support/talk.ts';
import { until } from '../support/until.ts';

const SOACHA: Closed = { what: 'office', which: 'soacha', days: null };
const AT = instantAt('2023-11-20T08:00', 'America/Bogota');

afterEach(endAll);

/** Somebody who agreed and holds one of many times in Soacha. */
async function holding(database: Database, number: string, at: number): Promise<PersonId> {
  return database.transaction(async (tx) => {
    const address = { channel: 'whatsapp', kind: 'phone', value: number } as const;
    const { person } = await meet(tx, seal, [address], new Date());
    await tx.query("update person set language = 'es', consent = 'given', consent_at = now() where id = $1", [person]);
    const slot = slotOf('soacha' as OfficeId, (AT + at * 1_800_000) as Instant, 9);
    const held = await holdSlot(tx, person, slot, {
      pathway: 'safe-mobility-colombia',
      code: `C${number}`,
      turn: 1,
      party: ALONE,
    });
    if (!held.ok) throw new Error(held.reason);
    return person;
  });
}

async function counted(database: Database, where: string): Promise<number> {
  const [row] = await database.query<{ n: number }>(`select count(*)::int as n from ${where}`);
  return row?.n ?? -1;
}

/** Whoever was given an appointment, also those whom the closing has already taken it from. */
const GIVEN = "appointment where state in ('booked', 'cancelled')";

test('of forty confirmations beside a closing none is committed behind it', async () => {
  const world = await start({ on: '2023-11-15' });
  const { database } = world.camino;
  const people = Array.from({ length: 40 }, () => world.someone('whatsapp'));
  await Promise.all(people.map((person, at) => holding(database, person.phone, at % 8)));
  await Promise.all(people.map((person) => person.says('hola')));
  expect(people.map(({ heard }) => heard.at(-1))).toEqual(people.map(() => 'booking.confirm.ask'));

  const confirming = Promise.all(people.map((person) => person.taps('confirm=yes')));
  await until(async () => (await counted(database, GIVEN)) >= 5, 'nobody is given an appointment');
  await closeAtOnce(world.camino, SOACHA);
  const given = await counted(database, GIVEN);
  await confirming;
  await until(
    async () => (await counted(database, "appointment where state in ('booked', 'held')")) === 0,
    'somebody keeps one',
  );
  for (const person of people) await person.settled();

  expect(await counted(database, GIVEN)).toBe(given);
  expect(await counted(database, 'closing_told')).toBe(given);
  const said = (key: string) => counted(database, `(select distinct person from message where key = '${key}') said`);
  expect([await said('booking.booked'), await said('template.appointment-closed')]).toEqual([given, given]);
  expect(await said('closing.office')).toBe(people.length - given);
  expect(world.simulator.complaints).toEqual([]);
  await world.close();
}, 240_000);

test.each(['closing_taken', 'closing_told'])(
  'killed after %s while sixty people are told, nobody is told twice or forgotten',
  async (killAt) => {
    const { simulator, url } = await startSimulator();
    const config = { ...(await settingsFor({ on: '2023-11-15' }, url)), PORT: await freePort() };
    const database = connectServer(config.DATABASE_URL ?? '', 2);
    await migrate(database);
    const clock = await setProgrammeClock(database, config.PROGRAMME_CLOCK, Date.now);
    const phones = Array.from({ length: 60 }, (_, at) => simulator.whatsapp.phone({ number: `+5730077700${10 + at}` }));
    for (const [at, { number }] of phones.entries()) {
      const person = await holding(database, number ?? '', at % 8);
      await bookHeld(database, person, 0 as Instant);
    }
    await closeAtOnce({ database, house: await ourHouse(), clock }, SOACHA);
    simulator.connect(`http://127.0.0.1:${config.PORT}`, config.PUBLIC_URL);

    const doomed = await runDoomed(config, killAt, 2);
    if (doomed.exitCode === null && doomed.signalCode === null) await once(doomed, 'exit');
    expect(doomed.signalCode).toBe('SIGKILL');
    expect(await counted(database, "appointment where state = 'booked'")).toBeGreaterThan(0);
    await runHeir(config);
    await until(
      async () => (await counted(database, "appointment where state = 'booked'")) === 0,
      'somebody keeps one',
    );
    await quiet(database);
    for (const phone of phones) await until(() => phone.received.length > 0, 'somebody was forgotten');

    expect(await counted(database, 'closing_told')).toBe(60);
    expect(await counted(database, 'outbox_message where about is not null')).toBe(60);
    expect(phones.map(({ received }) => received.length)).toEqual(phones.map(() => 1));
    await database.close();
    await simulator.close();
  },
  240_000,
);
