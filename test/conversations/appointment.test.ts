import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LANGUAGES, type Language } from '../../src/language/language.ts';
import type { ChannelId } from '../../src/people/address.ts';
import { type On, screened, start, type Talker, type World, welcomed } from '../support/talk.ts';

/** The answers of someone who seems to meet the conditions. */
const ANSWERS = [
  ['question.adult.ask', 'answer.adult=yes'],
  ['question.country_now.ask', 'answer.country_now=CO'],
  ['question.nationality.ask', 'answer.nationality=HT'],
  ['question.in_colombia.ask', 'answer.in_colombia:2023-06-11=yes'],
  ['question.registered_before.ask', 'answer.registered_before=no'],
  ['question.papers.ask', 'answer.papers=sc2'],
] as const;

/** All that somebody carries away. */
const CONFIRMATION = [
  ...[
    'booking.booked',
    'appointment',
    'appointment.address.example',
    'appointment.landmark.example',
    'appointment.map',
  ],
  ...['booking.bring', 'booking.not-approval', 'booking.not-for-sale'],
];

const STORES: On[] = ['server', 'embedded'];
const CHANNELS: ChannelId[] = ['whatsapp', 'sms'];

/** From hello to an appointment, and to giving it back. */
async function makeAppointment(world: World, language: Language, channel: ChannelId): Promise<Talker> {
  const person = world.someone(channel);
  await welcomed(person, language);
  await screened(person);
  for (const [question, answer] of ANSWERS) {
    expect(person.heard.at(-1)).toBe(question);
    await person.taps(answer);
  }
  expect(person.heard).toEqual(['result.heading', 'assessment.safe-mobility-colombia.likely', 'booking.place.ask']);
  await person.says('Cúcuta');
  expect(person.heard).toEqual(['booking.place.found', 'visit.people.ask']);
  await person.taps('people=1');
  expect(person.heard).toEqual(['visit.access.ask']);
  await person.taps('access=none');
  expect(person.heard).toEqual(['booking.office.ask']);
  await person.taps('office=medellin');
  expect(person.heard).toEqual(['booking.slot.ask']);
  await person.says('2');
  expect(person.heard).toEqual(['booking.confirm.ask']);
  await person.taps('confirm=yes');
  expect(person.heard.filter((key) => key !== 'booking.calendar')).toEqual([...CONFIRMATION, 'booking.word.ask']);
  expect(person.words).toMatch(/[^-][2-9B-Z]{3}-[2-9B-Z]{3}/);
  expect(person.words).toMatch(/\d\d:[03]0[ ,]/);
  expect(person.words).toContain('https://maps.google.com/?q=6.244,-75.581');
  await person.says('mango');
  expect(person.heard).toEqual(['booking.word.kept', 'registration.made', 'registration.reason.ask']);
  expect(person.words).toMatch(/R-[2-9B-Z]{3}-[2-9B-Z]{3}/);

  await person.taps('reason=prefer_not');
  expect(person.heard).toEqual(['registration.reason.kept', 'menu.ask']);
  await person.taps('go=appointment');
  expect(person.heard.slice(0, 4)).toEqual(CONFIRMATION.slice(1, 5));
  await person.taps('appointment=cancel');
  await person.taps('cancel=yes');
  expect(person.heard[0]).toBe('my-appointment.cancelled');
  return person;
}

/** No message refused, no complaint of a provider. */
function leftNothingBehind(world: World): void {
  expect(world.simulator.complaints).toEqual([]);
  expect(world.events.filter(({ event }) => /refused|unknown|failed|breakdown|error|aside/.test(event))).toEqual([]);
}

describe.each(STORES)('on the %s stores', (stores) => {
  let world: World;
  beforeAll(async () => {
    world = await start({ on: '2023-11-15', stores });
  });
  afterAll(() => world.close());

  const everyone = LANGUAGES.flatMap((language) => CHANNELS.map((channel) => [language, channel] as const));

  test.each(everyone)('in %s by %s, from hello to an appointment', async (language, channel) => {
    const person = await makeAppointment(world, language, channel);
    if (channel === 'sms') expect(person.received.every(({ segments }) => segments?.encoding === 'GSM-7')).toBe(true);
  });

  test('nothing was left behind', () => leftNothingBehind(world));
});

describe('where Twilio carries WhatsApp', () => {
  let world: World;
  beforeAll(async () => {
    world = await start({ on: '2023-11-15', whatsappBy: 'twilio' });
  });
  afterAll(() => world.close());

  test.each(['es', 'ht'] as const)(
    'in %s, from hello to an appointment, by numbers and with accents',
    async (language) => {
      const person = await makeAppointment(world, language, 'whatsapp');
      expect(person.received.every(({ text }) => text.length <= 1600)).toBe(true);
      const words = person.received.map(({ text }) => text).join('\n');
      // Letters that SMS would lose or pay for.
      expect(words).toMatch(language === 'es' ? /[áíóú]/ : /[ÈÒ]|’/);
      expect(words).toMatch(/^1 /m);
    },
  );

  test('SMS goes on beside it', async () => {
    const person = world.someone('sms');
    await welcomed(person, 'ht');
    expect(person.received.every(({ segments }) => segments?.encoding === 'GSM-7')).toBe(true);
  });

  test('nothing was left behind', () => leftNothingBehind(world));
});
