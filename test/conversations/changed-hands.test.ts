import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toGsm7 } from '../../src/channels/segments.ts';
import type { Language } from '../../src/language/language.ts';
import { doubtAddress } from '../../src/mail/changed-hands.ts';
import type { AddressId, ChannelId } from '../../src/people/address.ts';
import { atTheTimes, hashOf, screened, start, type Talker, type World, welcomed } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

/** A tap on the one, a number on the other. */
const CHANNELS: [ChannelId, Language][] = [
  ['whatsapp', 'es'],
  ['sms', 'ht'],
];

type Kept = { person: string; address: AddressId; former: string | null };

async function keptOf(channel: ChannelId, { phone }: Talker): Promise<Kept> {
  const [row] = await world.camino.database.query<Kept>(
    'select person, id as address, former_person as former from address where hash = $1',
    [hashOf(world.camino, phone, channel)],
  );
  if (row === undefined) throw new Error('Nobody has this number.');
  return row;
}

/** Half a year goes by; and the phone has no user id that was known before, as that of somebody new. */
async function silence(channel: ChannelId, person: Talker): Promise<Kept> {
  const kept = await keptOf(channel, person);
  const { database } = world.camino;
  await database.query("delete from address where person = $1 and kind <> 'phone'", [kept.person]);
  await database.query("update address set last_heard = now() - interval '200 days' where id = $1", [kept.address]);
  await database.query("update person set session = 'gone' where id = $1", [kept.person]);
  return kept;
}

const everythingOf = (person: string) =>
  world.camino.database.query(
    `select (select row_to_json(p) from person p where id = $1) as person,
       (select json_agg(m order by m.id) from message m where person = $1) as messages,
       (select json_agg(a order by a.id) from answer a where person = $1) as answers,
       (select json_agg(o order by o.position) from outbox_message o where person = $1) as outbox,
       (select json_agg(c order by c.number) from case_file c where person = $1) as cases`,
    [person],
  );

const casesOf = (person: string) =>
  world.camino.database.query(
    `select reason, case_reason.urgent from case_file join case_reason using (number) where person = $1 order by case_reason.id`,
    [person],
  );

/** Someone with a booked appointment. */
async function booked(person: Talker, language: Language): Promise<void> {
  await atTheTimes(person, language);
  await person.says('1');
  await person.taps('confirm=yes');
  await person.taps('word=none');
  await person.taps('reason=prefer_not');
}

/** What nobody may read before they have said who they are. */
const PERSONAL = /^(?:appointment|my-appointment|registration|assessment|answer|question|menu|wish|booking)/;

describe.each(CHANNELS)('after half a year of silence on %s, in %s', (channel, language) => {
  test('one question comes first, and yes leads back to where everything stands', async () => {
    const person = world.someone(channel);
    await booked(person, language);
    const ana = await silence(channel, person);
    const before = await everythingOf(ana.person);
    await person.says('🙂');
    expect(person.heard).toEqual(['same-person.ask']);
    expect(toGsm7(person.words)).toContain(toGsm7(world.camino.house.words.say(language, 'same-person.ask')));
    await person.says('xyz');
    expect(person.heard).toEqual(['not-understood', 'same-person.ask']);
    expect(await everythingOf(ana.person)).toEqual(before);
    await person.taps('same-person=yes');
    expect(person.heard.at(-1)).toBe('menu.ask');
    expect((await keptOf(channel, person)).person).toBe(ana.person);
    await person.taps('go=appointment');
    expect(person.heard).toContain('appointment');
  });

  test('no: the talk begins anew, and the former person’s records stay, with a case for their appointment', async () => {
    const person = world.someone(channel);
    await booked(person, language);
    const ana = await silence(channel, person);
    const [before] = await everythingOf(ana.person);
    await person.says('🙂');
    await person.taps('same-person=no');
    expect(person.heard).toEqual(['language.ask']);
    const bea = await keptOf(channel, person);
    expect(bea.person).not.toBe(ana.person);
    expect(bea.former).toBeNull();
    const [after] = await everythingOf(ana.person);
    expect(after).toEqual({ ...before, cases: expect.anything() });
    expect(await casesOf(ana.person)).toEqual([{ reason: 'number_parted', urgent: false }]);
    await person.taps('language=fr');
    await person.taps('consent=yes');
    await person.taps('answer.interest=office');
    expect(person.heard).toEqual(['question.adult.ask']);
  });

  test('danger, HELP, PERSON, LANGUAGE and STOP work before the answer, and say nothing personal', async () => {
    const person = world.someone(channel);
    await booked(person, language);
    const ana = await silence(channel, person);
    const said: string[] = [];
    for (const [word, first] of [
      ['mi esposo me pega y tengo miedo', 'danger.violence'],
      ['ayuda', 'help'],
      ['persona', 'handoff.opened.without-consent'],
      ['idioma', 'language.ask'],
      ['menú', 'same-person.ask'],
      ['empezar de nuevo', 'same-person.ask'],
      ['por qué', 'why.nothing'],
      ['salir', 'stop.done'],
      ['hola', 'same-person.ask'],
    ]) {
      await person.says(word ?? '');
      expect(person.heard[0]).toBe(first);
      said.push(...person.heard);
      if (first === 'language.ask') await person.taps('language=en');
      if (first?.startsWith('danger')) await person.taps('contact=none');
    }
    expect(person.heard.at(-1)).toBe('same-person.ask');
    expect(said.filter((key) => PERSONAL.test(key))).toEqual([]);
    expect(await casesOf(ana.person)).toEqual([]);
    const kept = await world.camino.database.query(
      "select id from message where person = $1 and said_by = 'person' and sealed is not null",
      [(await keptOf(channel, person)).person],
    );
    expect(kept).toEqual([]);
    await person.taps('same-person=yes');
    expect((await keptOf(channel, person)).person).toBe(ana.person);
    expect(await casesOf(ana.person)).toEqual([
      { reason: 'danger.violence', urgent: true },
      { reason: 'asked', urgent: false },
    ]);
  });
});

test('a yes that was written before the question was sent is no answer to it', async () => {
  const person = world.someone('sms');
  await welcomed(person, 'es');
  const ana = await silence('sms', person);
  await person.says('hola');
  await world.camino.database.query(
    "update outbox_message set first_tried = now() + interval '1 hour' where address = $1 and turn = 1 and person <> $2",
    [ana.address, ana.person],
  );
  await person.says('sí');
  expect(person.heard).toEqual(['same-person.ask']);
  await person.says('sí, soy yo');
  expect((await keptOf('sms', person)).person).toBe(ana.person);
});

test('an old button tapped after the silence shows nothing of the appointment', async () => {
  const person = world.someone('whatsapp');
  await booked(person, 'es');
  const phone = world.simulator.whatsapp.phone({ number: person.phone });
  const tapsOld = async (option: string) => {
    const message = person.received.findLast(({ options }) => options.some(({ id }) => id === option));
    await phone.tap(option, message);
    await person.settled();
  };
  await silence('whatsapp', person);
  await tapsOld('go=appointment');
  expect(person.heard).toEqual(['same-person.ask']);
  await tapsOld('answer.nationality=CO');
  expect(person.heard).toEqual(['not-understood.old-choice', 'same-person.ask']);
  await tapsOld('same-person=yes');
  expect(person.heard.at(-1)).toBe('menu.ask');
  await silence('whatsapp', person);
  await tapsOld('same-person=yes');
  expect(person.heard).toEqual(['same-person.ask']);
});

test('who writes with the user id that was known is not asked', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await world.camino.database.query("update address set last_heard = now() - interval '900 days'");
  await person.says('hola');
  expect(person.heard.at(-1)).toBe('menu.ask');
});

test('when the provider doubts a number in the middle of a talk, yes leads back to the open question', async () => {
  const person = world.someone('sms');
  await welcomed(person, 'ht');
  await screened(person);
  const { address } = await keptOf('sms', person);
  await world.camino.database.transaction((tx) => doubtAddress(tx, world.camino.seal, address));
  await person.says('wi');
  expect(person.heard).toEqual(['same-person.ask']);
  await person.says('wi');
  expect(person.heard).toEqual(['question.adult.ask']);
});
