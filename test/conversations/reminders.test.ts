import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { AppointmentId } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { Means } from '../../src/jobs/means.ts';
import { remind } from '../../src/jobs/remind.ts';
import type { LogEvent } from '../../src/ops/log.ts';
import type { ChannelId } from '../../src/people/address.ts';
import type { PersonId } from '../../src/people/person.ts';
import { openChannels } from '../../src/start/open-channels.ts';
import { bookedFor, missedBy, personOf, startsAt } from '../support/booked.ts';
import { hashOf, settingsFor, start, type Talker, type World, welcomed } from '../support/talk.ts';
import { until } from '../support/until.ts';

const ON = '2023-11-15';

let world: World;
let means: Means;
let told: LogEvent[];
beforeAll(async () => {
  world = await start({ on: ON });
  const { database, seal, house } = world.camino;
  const config = await settingsFor({ on: ON }, 'http://127.0.0.1:9');
  told = [];
  const log = { write: (event: LogEvent) => told.push(event) };
  means = { database, seal, house, channels: openChannels(config, database).all, log };
});
afterAll(() => world.close());

const at = (local: string): Instant => instantAt(local, 'America/Bogota');

const booked = async ({ phone }: Talker, channel: ChannelId, local: string) =>
  bookedFor(world.camino, await personOf(world.camino, `${channel}:phone:${phone}`), local);

/** What the loop does when the programme's clock shows this in Bogotá. */
async function itIs(local: string, person: Talker): Promise<void> {
  await remind(means, at(local));
  await person.settled();
}

/** They wrote more than a day ago: WhatsApp takes templates only. */
const daysLater = ({ phone }: Talker) =>
  world.camino.database.query("update address set window_until = now() - interval '1 hour' where hash = $1", [
    hashOf(world.camino, phone),
  ]);

const noticesOf = (appointment: AppointmentId) =>
  world.camino.database.query<{ kind: string; told: string }>(
    'select kind, told from appointment_notice where appointment = $1 order by at',
    [appointment],
  );

const casesOf = async (person: PersonId) => {
  const rows = await world.camino.database.query<{ reason: string }>(
    'select reason from case_reason join case_file using (number) where person = $1 and not case_reason.urgent',
    [person],
  );
  return rows.map(({ reason }) => reason);
};

const smsOf = ({ phone }: Talker) => world.simulator.sms.phone(phone).received;

/** No word of what the appointment is for, or of whom it is with: others may hold the phone. */
const TELLING =
  /asil|azil|migra|refugi|refij|protec|pwotek|visa|permi|ppt|estados unidos|etazini|venezuel|ha[iï]ti|ayiti/i;

const SAYS = {
  es: { asks: /¿Va a venir\?/, soon: /Su cita se acerca/, missed: /Su cita ya pas[óo]/ },
  ht: { asks: /vini/, soon: /randevou/i, missed: /randevou/i },
} as const;

describe.each(
  (['whatsapp', 'sms'] as const).flatMap((channel) => (['es', 'ht'] as const).map((l) => [channel, l] as const)),
)('who has an appointment on %s in %s', (channel, language) => {
  test('is asked two days before, told three hours before, and each once', async () => {
    const person = world.someone(channel);
    await welcomed(person, language);
    const { appointment } = await booked(person, channel, '2023-11-23T14:00');
    await daysLater(person);
    await itIs('2023-11-21T13:59', person);
    const before = person.received.length;
    await itIs('2023-11-21T14:00', person);
    await itIs('2023-11-21T14:01', person);
    const [asked, ...more] = person.received.slice(before);
    expect(more).toEqual([]);
    expect(asked?.text).toMatch(SAYS[language].asks);
    expect(asked?.text).not.toMatch(TELLING);
    const ms = startsAt('2023-11-23T14:00');
    if (channel === 'whatsapp')
      expect(asked?.options.map(({ id }) => id)).toEqual([`coming=yes:${ms}`, `coming=no:${ms}`, `coming=move:${ms}`]);
    else expect(asked?.text).toMatch(/1 .*\n.*2 .*\n.*3 /);
    if (channel === 'sms') expect(asked?.segments?.count).toBeLessThanOrEqual(2);

    await world.camino.database.query('update appointment set coming_at = now() where id = $1', [appointment]);
    await itIs('2023-11-22T14:00', person);
    await itIs('2023-11-23T10:59', person);
    expect(person.received.slice(before)).toHaveLength(1);
    await itIs('2023-11-23T11:00', person);
    const [, soon] = person.received.slice(before);
    expect(soon?.text).toMatch(SAYS[language].soon);
    expect(soon?.text).not.toMatch(TELLING);
    await itIs('2023-11-23T13:00', person);
    expect(person.received.slice(before)).toHaveLength(2);
    expect(await noticesOf(appointment)).toEqual([
      { kind: 'two_days', told: channel },
      { kind: 'three_hours', told: channel },
    ]);
  });

  test('and says nothing is asked once more by SMS, and is then an adviser’s; the appointment stays', async () => {
    const person = world.someone(channel);
    await welcomed(person, language);
    const { appointment, person: id } = await booked(person, channel, '2023-11-23T10:00');
    await daysLater(person);
    await itIs('2023-11-21T10:00', person);
    const before = smsOf(person).length;
    await itIs('2023-11-22T10:00', person);
    await until(() => smsOf(person).length > before, 'no SMS asks again');
    const [again] = smsOf(person).slice(before);
    expect(again?.text).toMatch(SAYS[language].asks);
    expect(again?.segments?.count).toBeLessThanOrEqual(2);
    expect(await casesOf(id)).toEqual([]);
    await itIs('2023-11-22T13:59', person);
    expect(await casesOf(id)).toEqual([]);
    await itIs('2023-11-22T14:00', person);
    await itIs('2023-11-22T14:01', person);
    expect(await casesOf(id)).toEqual(['unconfirmed']);
    const [row] = await world.camino.database.query('select state from appointment where id = $1', [appointment]);
    expect(row).toEqual({ state: 'booked' });
  });

  test('and missed it is told once how to come back, at a decent hour', async () => {
    const person = world.someone(channel);
    await welcomed(person, language);
    const { appointment } = await booked(person, channel, '2023-11-23T10:00');
    await daysLater(person);
    await missedBy(world.camino, appointment);
    const before = person.received.length;
    await itIs('2023-11-23T20:00', person);
    expect(person.received.slice(before)).toHaveLength(0);
    await itIs('2023-11-24T08:00', person);
    await itIs('2023-11-24T09:00', person);
    const [kind, ...more] = person.received.slice(before);
    expect(more).toEqual([]);
    expect(kind?.text).toMatch(SAYS[language].missed);
    expect(kind?.text).not.toMatch(TELLING);
    if (channel === 'whatsapp') expect(kind?.options.map(({ id }) => id)).toEqual(['again=book']);
  });
});

describe.each(['whatsapp', 'sms'] as const)('nothing is told on %s', (channel) => {
  test('to who said STOP; what was not told is kept', async () => {
    const person = world.someone(channel);
    await welcomed(person, 'es');
    const { appointment, person: id } = await booked(person, channel, '2023-11-23T10:00');
    await person.says('STOP');
    const before = person.received.length;
    await itIs('2023-11-21T10:00', person);
    await itIs('2023-11-22T10:00', person);
    await itIs('2023-11-22T18:00', person);
    await itIs('2023-11-23T08:00', person);
    expect(person.received.slice(before)).toEqual([]);
    expect(await noticesOf(appointment)).toEqual([
      { kind: 'two_days', told: 'said_stop' },
      { kind: 'three_hours', told: 'said_stop' },
    ]);
    expect(await casesOf(id)).toEqual([]);
  });

  test('of an appointment that was cancelled, and of a moved one only of the new time', async () => {
    const { database } = world.camino;
    const [one, other] = [world.someone(channel), world.someone(channel)];
    for (const person of [one, other]) await welcomed(person, 'es');
    const { appointment } = await booked(one, channel, '2023-11-23T10:00');
    await database.query("update appointment set state = 'cancelled' where id = $1", [appointment]);
    const old = await booked(other, channel, '2023-11-23T10:00');
    await itIs('2023-11-21T10:00', other);
    await database.query("update appointment set state = 'moved' where id = $1", [old.appointment]);
    await booked(other, channel, '2023-11-28T09:00');
    const before = other.received.length;
    await itIs('2023-11-22T10:00', other);
    expect(other.received.slice(before)).toEqual([]);
    await itIs('2023-11-26T09:00', other);
    expect(other.received.slice(before)).toHaveLength(1);
    expect(one.received.filter(({ text }) => SAYS.es.asks.test(text))).toEqual([]);
  });

  test('at night, nor two days before to who booked since', async () => {
    const person = world.someone(channel);
    await welcomed(person, 'es');
    const { appointment } = await booked(person, channel, '2023-11-17T08:00');
    const before = person.received.length;
    await itIs('2023-11-15T08:30', person);
    await itIs('2023-11-16T09:00', person);
    await itIs('2023-11-16T18:59', person);
    expect(person.received.slice(before)).toEqual([]);
    await itIs('2023-11-16T19:00', person);
    expect(person.received.slice(before)).toHaveLength(1);
    expect(await noticesOf(appointment)).toEqual([
      { kind: 'two_days', told: 'taken_later' },
      { kind: 'three_hours', told: channel },
    ]);
  });
});

test('who has no phone number is asked again where they write', async () => {
  const phone = world.simulator.whatsapp.phone({ userId: 'CO.13491208655302741918' });
  await phone.write('Hola');
  await phone.settled();
  const person = await personOf(world.camino, 'whatsapp:bsuid:CO.13491208655302741918');
  const { appointment } = await bookedFor(world.camino, person, '2023-11-23T10:00');
  for (const now of ['2023-11-21T10:00', '2023-11-22T10:00']) await remind(means, at(now));
  expect(await noticesOf(appointment)).toEqual([
    { kind: 'two_days', told: 'whatsapp' },
    { kind: 'again', told: 'whatsapp' },
  ]);
});

test('what the log says of it names nobody', () => {
  expect(told.length).toBeGreaterThan(20);
  for (const event of told) expect(Object.keys(event).sort()).toEqual(['event', 'kind', 'told']);
});
