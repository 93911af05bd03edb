import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { segments, toGsm7 } from '../../src/channels/segments.ts';
import { LANGUAGES, type Language } from '../../src/language/language.ts';
import type { ChannelId } from '../../src/people/address.ts';
import { aloneAndWell, atTheTimes, atTheTown, hashOf, start, type Talker, type World } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

type Row = { office: string; minutes: number; people: number; needs: string[]; state: string; word: boolean };

const theirs = (person: Talker, channel: ChannelId) =>
  world.camino.database.query<Row>(
    `select office, extract(epoch from ends_at - starts_at)::int / 60 as minutes, people, needs, state, word_sealed is not null as word
     from appointment where person = (select person from address where hash = $1) and state in ('held', 'booked')`,
    [hashOf(world.camino, person.phone, channel)],
  );

/** What the newest message shows, its options included. */
const shown = ({ received }: Talker) => {
  const newest = received.at(-1);
  return [newest?.text, ...(newest?.options ?? []).map(({ title }) => title)].join('\n');
};

const TALKS = [
  ['es', 'whatsapp', 'somos cuatro', 'mi esposa y yo', 'voy con mi mamá'],
  ['ht', 'sms', '4', 'mwen ak madanm mwen', 'm ap vini ak manman m'],
] as const;

describe.each(TALKS)('in %s by %s', (language, channel, four, two, others) => {
  test('who comes is told as people tell it; where it does not say how many, it is asked once more', async () => {
    const person = world.someone(channel);
    await atTheTown(person, language);
    await person.says('Soacha');
    await person.says(others);
    expect(person.heard).toEqual(['not-understood.people', 'visit.people.ask']);
    await person.says(two);
    expect(person.heard).toEqual(['answer.heard', 'visit.access.ask']);
    await person.taps('access=none');
    await person.says(language === 'es' ? 'no' : 'non');
    expect(person.heard[0]).toBe('waiting.what');
    await person.taps('list=no');
  });

  test('a family takes one appointment that is long enough for all of them', async () => {
    const person = world.someone(channel);
    await atTheTown(person, language);
    await person.says('Soacha');
    await person.says(four);
    expect(person.heard.at(-1)).toBe('visit.access.ask');
    await person.taps('access=none');
    expect(person.heard).toEqual(['booking.office.nearest', 'booking.slot.ask']);
    await person.says('1');
    expect(person.words).toContain(language === 'es' ? 'para 4 personas' : 'pou 4 moun');
    await person.taps('confirm=yes');
    // Half an hour, and a quarter for each of three more: whole half hours.
    expect(await theirs(person, channel)).toMatchObject([{ minutes: 90, people: 4, state: 'booked' }]);
  });

  test('only an office that is ready for who does not hear well is offered to them, and knows it', async () => {
    const person = world.someone(channel);
    await atTheTown(person, language);
    await person.says('Soacha');
    await person.taps('people=1');
    await person.taps('access=hearing');
    expect(person.heard).toEqual(['booking.office.nearest', 'booking.slot.ask']);
    expect(person.words).toContain(channel === 'sms' ? 'Medellin' : 'Medellín');
    await person.says('1');
    await person.taps('confirm=yes');
    expect(await theirs(person, channel)).toMatchObject([{ office: 'medellin', needs: ['hearing'] }]);
  });

  test('another day, and back to the first times', async () => {
    const person = world.someone(channel);
    await atTheTimes(person, language);
    await person.taps('day=choose');
    expect(person.heard).toEqual(['booking.day.ask']);
    await person.taps('day=2023-11-20');
    expect(person.heard).toEqual(['booking.slot.ask']);
    expect(shown(person)).toMatch(/\b20 nov/);
    expect(shown(person)).not.toMatch(/\b1[67] nov/);
    await person.says(language === 'es' ? 'volver' : 'tounen');
    expect(shown(person)).toMatch(/\b16 nov/);
  });

  test('a word they choose is kept for the office, and said back to nobody; who wants none needs none', async () => {
    const person = world.someone(channel);
    await atTheTimes(person, language);
    await person.says('1');
    await person.taps('confirm=yes');
    await person.says('Mango');
    expect(person.heard[0]).toBe('booking.word.kept');
    expect(person.words).not.toContain('Mango');
    expect(await theirs(person, channel)).toMatchObject([{ word: true }]);

    const other = world.someone(channel);
    await atTheTimes(other, language);
    await other.says('1');
    await other.taps('confirm=yes');
    await other.taps('word=none');
    expect(other.heard[0]).toBe('registration.made');
    expect(await theirs(other, channel)).toMatchObject([{ word: false }]);
  });
});

test('in Haitian Creole an office with an interpreter on two days offers these days only', async () => {
  const person = world.someone('whatsapp');
  await atTheTown(person, 'ht');
  await person.says('Cali');
  await aloneAndWell(person);
  expect(person.heard).toEqual(['visit.heard.ask']);
  await person.says('non');
  expect(person.heard).toEqual(['booking.office.nearest', 'booking.slot.ask']);
  const times = person.received.at(-1)?.options.filter(({ id }) => /^slot=\d/.test(id)) ?? [];
  expect(times.length).toBeGreaterThan(3);
  expect(times.every(({ title }) => /^(?:mad|jed)/.test(title))).toBe(true);
});

test('who comes with more than eight is passed to a human', async () => {
  const person = world.someone('sms');
  await atTheTown(person);
  await person.says('Soacha');
  await person.says('somos 12');
  expect(person.heard).toContain('handoff.opened');
});

test('a time that began between the hold and the confirmation is not booked, and others are offered', async () => {
  const person = world.someone('whatsapp');
  await atTheTimes(person);
  await person.says('1');
  await world.camino.database.query(
    `update appointment set starts_at = starts_at - interval '2 days', ends_at = ends_at - interval '2 days'
     where person = (select person from address where hash = $1)`,
    [hashOf(world.camino, person.phone)],
  );
  const startsAt = (
    await world.camino.database.query<{ at: Date }>(
      'select starts_at as at from appointment where person = (select person from address where hash = $1)',
      [hashOf(world.camino, person.phone)],
    )
  )[0]?.at.getTime();
  expect(startsAt).toBeLessThan(Date.parse('2023-11-15T13:00:00Z'));
  await person.taps('confirm=yes');
  expect(person.heard).toEqual(['booking.slot.began', 'booking.slot.ask']);
  expect(await theirs(person, 'whatsapp')).toEqual([]);
});

test('a tap on an old list of times of another office holds nothing', async () => {
  const person = world.someone('whatsapp');
  await atTheTimes(person);
  const soacha = person.received.at(-1);
  await person.taps('office=other');
  await person.taps('office=medellin');
  const phone = world.simulator.whatsapp.phone({ number: person.phone });
  await phone.tap(soacha?.options[0]?.id ?? '', soacha);
  await person.settled();
  expect(person.heard).toEqual(['not-understood.old-choice', 'booking.slot.ask']);
  expect(await theirs(person, 'whatsapp')).toEqual([]);
});

test('who holds one time after the other is told kindly to wait, and loses nothing', async () => {
  const person = world.someone('whatsapp');
  await atTheTimes(person);
  let held = 0;
  for (; held < 50 && !person.heard.includes('booking.too-many'); held += 1) {
    await person.says('1');
    if (person.heard.includes('booking.confirm.ask')) await person.taps('confirm=other');
  }
  expect(held).toBeLessThan(20);
  expect(person.heard).toEqual(['booking.too-many', 'booking.full.ask']);
  await person.taps('go=menu');
  expect(person.heard).toEqual(['menu.ask']);
});

test('on WhatsApp the appointment comes as a file for the calendar, which says of nothing what it is for', async () => {
  const person = world.someone('whatsapp');
  await atTheTimes(person, 'es');
  await person.says('1');
  await person.taps('confirm=yes');
  const file = person.received.at(-1);
  expect(file).toMatchObject({ kind: 'document', header: 'cita.ics' });
  const media = world.simulator.whatsapp.media.find(file?.media ?? '');
  expect(media?.type).toBe('text/plain');
  const text = media?.bytes.toString() ?? '';
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text).toContain('SUMMARY:Cita en Soacha');
  expect(text).toContain('DTSTART:20231116T1');
  expect(text).not.toMatch(/movilidad|migra|asilo|refug|pasaporte/i);
  expect(world.simulator.complaints).toEqual([]);
});

/** What the confirmation says, with the longest values that an office here has. */
const PIECES = [
  ...[
    'booking.booked',
    'appointment',
    'appointment.address.example',
    'appointment.landmark.example',
    'appointment.map',
  ],
  ...['booking.bring', 'booking.not-approval', 'booking.not-for-sale'],
];

test.each(LANGUAGES)(
  'in %s a confirmation by SMS takes two parts at the most, wherever it is',
  (language: Language) => {
    const { words, offices } = world.camino.house;
    for (const { name, address, landmark, coordinates } of offices) {
      const map = `https://maps.google.com/?q=${coordinates.latitude},${coordinates.longitude}`;
      const values = {
        ...{ office: name, city: name, starts: '2023-11-22T10:30', code: 'MGH-HZT', map },
        ...{ address: address.text, landmark: landmark?.text ?? '' },
      };
      const whole = PIECES.map((key) =>
        words.say(language, words.has(language, `${key}_sms`) ? `${key}_sms` : key, values),
      );
      const { count, encoding } = segments(toGsm7(whole.join('\n\n')));
      expect([name, count, encoding]).toEqual([name, 2, 'GSM-7']);
    }
  },
);
