import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AppointmentId, appointmentCode } from '../../src/appointments/appointment.ts';
import type { Instant } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import type { Language } from '../../src/language/language.ts';
import { LIMITS } from '../../src/ops/limits.ts';
import type { ChannelId } from '../../src/people/address.ts';
import type { PersonId } from '../../src/people/person.ts';
import { bookHeld, holdSlot } from '../../src/records/appointments.ts';
import { slotOf } from '../support/slot.ts';
import { hashOf, start, type Talker, type World, welcomed } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

const EVERYWHERE = (['whatsapp', 'sms'] as const).flatMap((channel) =>
  (['es', 'ht'] as const).map((language) => [channel, language] as const),
);

const MEDELLIN = 'medellin' as OfficeId;
const PATHWAY = 'safe-mobility-colombia';
const HOUR = 3_600_000;

/** Half-hours from the morning of a day on, so that no two people of these tests want the same place. */
let next = 0;
const timeOn = (day: string): Instant => {
  next += 1;
  return (Date.parse(`${day}T08:00:00-05:00`) + (next % 8) * HOUR) as Instant;
};

async function personOf({ phone }: Talker, channel: ChannelId): Promise<PersonId> {
  const [row] = await world.camino.database.query<{ person: PersonId }>('select person from address where hash = $1', [
    hashOf(world.camino, phone, channel),
  ]);
  if (row === undefined) throw new Error('Nobody has that number.');
  return row.person;
}

type Booked = { readonly person: Talker; readonly id: PersonId; readonly startsAt: Instant; readonly code: string };

/** Somebody with an appointment, at the menu. */
async function booked(channel: ChannelId, language: Language, startsAt = timeOn('2023-11-22')): Promise<Booked> {
  const person = world.someone(channel);
  await welcomed(person, language);
  const id = await personOf(person, channel);
  const code = appointmentCode(Math.random);
  const party = { people: 1, needs: [], language: null };
  await world.camino.database.transaction(async (tx) => {
    const details = { pathway: PATHWAY, code, turn: 1, party };
    const held = await holdSlot(tx, id, slotOf(MEDELLIN, startsAt, 50), details);
    if (!held.ok) throw new Error(held.reason);
    await bookHeld(tx, id, (startsAt - 48 * HOUR) as Instant);
  });
  return { person, id, startsAt, code };
}

type Standing = { readonly id: AppointmentId; readonly starts_at: Date; readonly coming_at: Date | null };

async function standing(person: PersonId): Promise<Standing | null> {
  const [row] = await world.camino.database.query<Standing>(
    "select id, starts_at, coming_at from appointment where person = $1 and state = 'booked'",
    [person],
  );
  return row ?? null;
}

/** As the reminder leaves it: told, and nothing said by the person since. */
async function reminded(person: PersonId, kind: 'two_days' | 'again' | 'three_hours' | 'missed'): Promise<void> {
  await world.camino.database.query(
    `insert into appointment_notice (appointment, kind, turn, told)
     select appointment.id, $2, person.turn, 'whatsapp' from appointment join person on person.id = appointment.person
     where person.id = $1 order by appointment.created_at desc limit 1`,
    [person, kind],
  );
}

/** A place that became free, offered to somebody alone or also to others. @returns the offer's key */
async function offered(person: PersonId, startsAt: Instant): Promise<string> {
  const [row] = await world.camino.database.query<{ id: string }>(
    `with place as (insert into appointment (office, starts_at, ends_at, place, state, turn)
       values ($2, $3, $4, 40, 'kept', 0) returning id, office, starts_at, ends_at),
     waits as (insert into waiting_list (person, pathway, offices) values ($1, $5, array[$2]) returning id)
     insert into offer (person, kept, waiting, office, starts_at, ends_at, ring, turn, until)
     select $1, place.id, waits.id, place.office, place.starts_at, place.ends_at, 1, person.turn, now() + interval '4 hours'
     from place, waits, person where person.id = $1 returning id`,
    [person, MEDELLIN, new Date(startsAt), new Date(startsAt + HOUR / 2), PATHWAY],
  );
  if (row === undefined) throw new Error('Nothing was offered.');
  return row.id;
}

const WORDS = {
  es: {
    yes: 'sí',
    coming: 'si señora alla estare',
    cannot: 'no puedo ir',
    change: 'puedo cambiar la cita',
    thanks: 'gracias',
  },
  ht: { yes: 'wi', coming: 'm ap vini', cannot: 'm pa ka vini', change: 'eske m ka chanje randevou a', thanks: 'mesi' },
} as const;

const DAY = {
  es: { lost: 'estoy perdida, no encuentro la oficina', late: 'voy tarde, hay trancón', cancel: 'cancelar mi cita' },
  ht: { lost: 'm pèdi, m pa jwenn biwo a', late: 'm an reta', cancel: 'anile randevou m' },
} as const;

const LIST = {
  es: { join: 'avisenme si hay cupo', leave: 'saqueme de la lista de espera' },
  ht: { join: 'mete m sou lis datant lan', leave: 'wete m sou lis datant lan' },
} as const;

describe.each(EVERYWHERE)('an appointment on %s in %s', (channel, language) => {
  test('is shown with its place, its time, its code and the way, and can be kept', async () => {
    const { person, code } = await booked(channel, language);
    await person.says('menu');
    await person.taps('go=appointment');
    expect(person.heard.slice(0, 2)).toEqual(['appointment', 'appointment.address.example']);
    expect(person.heard).toContain('appointment.map');
    expect(person.words).toContain(code);
    await person.taps('appointment=way');
    expect(person.heard[0]).toBe('on-the-day.lost');
    expect(person.heard.at(-1)).toBe('my-appointment.ask');
    await person.taps('appointment=keep');
    expect(person.heard).toEqual(['menu.ask']);
  });

  test('is moved in one step, the old time standing until then', async () => {
    const { person, id, startsAt, code } = await booked(channel, language);
    await person.says(WORDS[language].change);
    expect(person.heard).toEqual(['my-appointment.move.keeps', 'booking.slot.ask']);
    await person.says('1');
    expect(person.heard).toEqual(['booking.move.ask']);
    expect((await standing(id))?.starts_at.getTime()).toBe(startsAt);
    await person.taps('move=yes');
    expect(person.heard.slice(0, 2)).toEqual(['booking.moved', 'appointment']);
    expect(person.words).toContain(code);
    expect((await standing(id))?.starts_at.getTime()).not.toBe(startsAt);
  });

  test('stays as it is where no other time is chosen', async () => {
    const { person, id, startsAt } = await booked(channel, language);
    await person.says(WORDS[language].change);
    await person.says('1');
    await person.taps('confirm=no');
    expect(person.heard).toEqual(['my-appointment.kept', 'menu.ask']);
    expect((await standing(id))?.starts_at.getTime()).toBe(startsAt);
  });

  test('is given back after one question', async () => {
    const { person, id } = await booked(channel, language);
    await person.says(DAY[language].cancel);
    expect(person.heard.at(-1)).toBe('my-appointment.cancel.ask');
    await person.taps('cancel=yes');
    expect(person.heard).toEqual(['my-appointment.cancelled', 'menu.ask']);
    expect(await standing(id)).toBeNull();
  });

  test('of who cannot come is asked about: another time, or give it back', async () => {
    const { person, id } = await booked(channel, language);
    await person.says(WORDS[language].cannot);
    expect(person.heard).toEqual(['my-appointment.cannot.ask']);
    await person.taps('appointment=cancel');
    await person.says(WORDS[language].yes);
    expect(person.heard).toEqual(['my-appointment.cancelled', 'menu.ask']);
    expect(await standing(id)).toBeNull();
  });

  test('is found by who is lost, and who is late hears the rule of the office', async () => {
    const { person, id } = await booked(channel, language, timeOn('2023-11-15'));
    await person.says(DAY[language].lost);
    expect(person.heard.slice(0, 2)).toEqual(['on-the-day.lost', 'appointment.address.example']);
    expect(person.heard.slice(-3)).toEqual(['on-the-day.late', 'on-the-day.lost.person', 'menu.ask']);
    await person.says(DAY[language].late);
    expect(person.heard).toEqual(['on-the-day.late.thanks', 'on-the-day.late', 'menu.ask']);
    expect((await standing(id))?.coming_at).not.toBeNull();
  });

  test('that nobody has is answered sensibly', async () => {
    const person = world.someone(channel);
    await welcomed(person, language);
    await person.says(DAY[language].late);
    expect(person.heard).toEqual(['my-appointment.none', 'menu.ask']);
    await person.says(WORDS[language].cannot);
    expect(person.heard).toEqual(['my-appointment.none', 'between.missed.ask']);
    await person.taps('again=no');
    expect(person.heard).toEqual(['between.missed.later', 'menu.ask']);
    await person.says(DAY[language].lost);
    expect(person.heard).toContain('on-the-day.lost.danger');
    expect(person.heard.at(-1)).toBe('menu.ask');
  });

  test.each(['yes', 'coming'] as const)('reminded of, is confirmed by a word (%s)', async (word) => {
    const { person, id } = await booked(channel, language);
    await reminded(id, 'two_days');
    await person.says(WORDS[language][word]);
    expect(person.heard).toEqual(['between.coming.thanks', 'menu.ask']);
    expect((await standing(id))?.coming_at).not.toBeNull();
  });

  test('reminded of, is answered after something else, and the question comes once more and only once', async () => {
    const { person, id } = await booked(channel, language);
    await reminded(id, 'again');
    await person.says(WORDS[language].thanks);
    expect(person.heard).toEqual(['thanks', 'between.coming.ask']);
    await person.says(WORDS[language].thanks);
    expect(person.heard).toEqual(['thanks', 'menu.ask']);
    expect((await standing(id))?.coming_at).toBeNull();
  });

  test('reminded of, is refused by a word: then what they want is asked', async () => {
    const { person, id } = await booked(channel, language);
    await reminded(id, 'two_days');
    await person.says(WORDS[language].cannot);
    expect(person.heard).toEqual(['my-appointment.cannot.ask']);
    await person.taps('appointment=move');
    expect(person.heard).toEqual(['my-appointment.move.keeps', 'booking.slot.ask']);
    expect(await standing(id)).not.toBeNull();
  });

  test('missed leads back by one word', async () => {
    const { person, id } = await booked(channel, language, timeOn('2023-11-14'));
    await reminded(id, 'missed');
    await person.says(WORDS[language].yes);
    expect(person.heard.at(-1)).toMatch(/^(?:booking|question)\./);
  });

  test('a place that is offered is taken by a word, and its code told', async () => {
    const person = world.someone(channel);
    await welcomed(person, language);
    const id = await personOf(person, channel);
    const startsAt = timeOn('2023-11-23');
    await offered(id, startsAt);
    await person.says(WORDS[language].yes);
    expect(person.heard.slice(0, 2)).toEqual(['between.offer.taken', 'appointment']);
    expect((await standing(id))?.starts_at.getTime()).toBe(startsAt);
  });

  test('the waiting list is joined and left by a sentence, and stands in the menu', async () => {
    const { person } = await booked(channel, language);
    await person.says(LIST[language].join);
    await person.taps('soon=no');
    expect(person.heard).toContain('waiting.joined');
    await person.says('menu');
    expect(person.heard).toEqual(['menu.ask']);
    await person.taps('go=waiting');
    expect(person.heard[0]).toBe('waiting.standing');
    await person.says(LIST[language].leave);
    expect(person.heard[0]).toBe('waiting.left');
  });
});

test('fifty changes in a row end kindly, and what they have stays', async () => {
  const { person, id } = await booked('whatsapp', 'es');
  for (let moves = 0; moves < LIMITS.movesADay; moves += 1) {
    await person.says(WORDS.es.change);
    await person.says('1');
    await person.taps('move=yes');
    expect(person.heard[0]).toBe('booking.moved');
  }
  await person.says(WORDS.es.change);
  expect(person.heard).toEqual(['my-appointment.moved-often', 'my-appointment.ask']);
  expect(await standing(id)).not.toBeNull();
});

test('a changed answer that makes it unlikely says that it stands, and asks', async () => {
  const { person, id } = await booked('whatsapp', 'es');
  await person.says('menu');
  await person.taps('go=screening');
  await person.taps('answer.interest=office');
  for (const answer of [
    'adult=yes',
    'country_now=CO',
    'nationality=VE',
    'in_colombia:2023-06-11=no',
    'registered_before=no',
  ])
    if (person.heard.at(-1)?.startsWith('question.')) await person.taps(`answer.${answer}`);
  expect(person.heard.slice(-2)).toEqual(['appointment.unlikely', 'appointment.unlikely.ask']);
  await person.taps('appointment=keep');
  expect(await standing(id)).not.toBeNull();
});
