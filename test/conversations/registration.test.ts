import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../src/language/language.ts';
import type { ChannelId } from '../../src/people/address.ts';
import { hashOf, screened, start, type Talker, type World, welcomed } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

const of = ({ phone }: Talker, channel?: ChannelId) => [hashOf(world.camino, phone, channel)];
const registrations = (person: Talker, channel?: ChannelId) =>
  world.camino.database.query<{ reference: string; reason: string | null }>(
    'select r.reference, r.reason from registration r join address a on a.person = r.person where a.hash = $1',
    of(person, channel),
  );
const standingWishes = async (person: Talker) =>
  (
    await world.camino.database.query<{ pathway: string }>(
      `select w.pathway from wish w join address a on a.person = w.person
       where a.hash = $1 and w.withdrawn_at is null and w.handed_over_at is null order by w.pathway`,
      of(person),
    )
  ).map(({ pathway }) => pathway);

const TOO_LATE = ['adult=yes', 'country_now=CO', 'nationality=VE', 'in_colombia:2023-06-11=no'];

/** To a result that is no appointment. */
async function tooLate(person: Talker, language: (typeof LANGUAGES)[number] = 'es'): Promise<void> {
  await welcomed(person, language);
  await screened(person);
  for (const answer of TOO_LATE) await person.taps(`answer.${answer}`);
}

/** To a result among which some pathways are closed. */
async function partlyClosed(person: Talker): Promise<void> {
  await welcomed(person, 'es');
  await person.taps('go=screening');
  await person.taps('answer.interest=stay');
  await person.taps('answer.adult=yes');
  for (let asked = 0; person.heard.at(-1)?.startsWith('question.'); asked += 1) {
    expect(asked).toBeLessThan(12);
    await person.says('no sé');
  }
  await person.taps('reason=prefer_not');
}

describe('the registration', () => {
  test.each(
    LANGUAGES.flatMap((language) => (['whatsapp', 'sms'] as const).map((channel) => [language, channel] as const)),
  )(
    'in %s by %s, after a result that is no appointment: a reference, and the reason by one word',
    async (language, channel) => {
      const person = world.someone(channel);
      await tooLate(person, language);
      expect(person.heard.slice(-2)).toEqual(['registration.made', 'registration.reason.ask']);
      const [made] = await registrations(person, channel);
      expect(made?.reference).toMatch(/^R-[2-9B-Z]{3}-[2-9B-Z]{3}$/);
      expect(person.words).toContain(made?.reference);
      await person.taps('reason=work');
      expect(person.heard).toEqual(['registration.reason.kept', 'screening.after']);
      expect(await registrations(person, channel)).toEqual([{ reference: made?.reference, reason: 'work' }]);
      if (channel === 'sms') expect(person.received.every(({ segments }) => segments?.encoding === 'GSM-7')).toBe(true);
    },
  );

  test('the reason can be written, and is asked once', async () => {
    const person = world.someone('whatsapp');
    await tooLate(person);
    await person.says('la situación');
    expect(person.heard[0]).toBe('registration.reason.kept');
    expect((await registrations(person))[0]?.reason).toBe('work');
    await person.says('menú');
    await screened(person);
    for (const answer of TOO_LATE) if (person.heard.at(-1) !== 'screening.after') await person.taps(`answer.${answer}`);
    expect(person.heard.at(-1)).toBe('screening.after');
    expect(person.heard.filter((key) => key.startsWith('registration.'))).toEqual([]);
    expect(await registrations(person)).toHaveLength(1);
  });

  test.each([
    ['menú', 'menu.ask'],
    ['atrás', 'screening.after'],
    ['empezar de nuevo', 'menu.ask'],
  ])('who leaves it out by "%s" is not asked again', async (written, next) => {
    const person = world.someone('whatsapp');
    await tooLate(person);
    await person.says(written);
    expect(person.heard.at(-1)).toBe(next);
    expect((await registrations(person)).map(({ reason }) => reason)).toEqual([null]);
  });

  test('an old button still tells the reason; a story is not kept as one', async () => {
    const person = world.someone('whatsapp');
    await tooLate(person);
    await person.says('mi hermana se fue primero, después vendí los muebles y me vine en bus con los niños');
    expect(person.heard).toEqual(['not-understood', 'registration.reason.ask']);
    const asked = person.received.findLast(({ options }) => options.some(({ id }) => id === 'reason=violence'));
    await person.says('menú');
    await world.simulator.whatsapp.phone({ number: person.phone }).tap('reason=violence', asked);
    await person.settled();
    expect(person.heard).toEqual(['registration.reason.kept', 'menu.ask']);
    expect((await registrations(person))[0]?.reason).toBe('violence');
  });

  test('danger is heard before a reason', async () => {
    const person = world.someone('whatsapp');
    await tooLate(person);
    await person.says('mi esposo me pega');
    expect(person.heard[0]).toBe('danger.violence');
    await person.taps('contact=call');
    expect(person.heard).toEqual(['danger.contact.kept', 'registration.reason.ask']);
  });

  test('of a child nothing is kept that does not help the child', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await screened(person);
    await person.taps('answer.adult=no');
    await person.taps('answer.accompanied=no');
    expect(person.heard.at(-1)).toBe('screening.after');
    expect(await registrations(person)).toEqual([]);
  });

  test('without consent there is none', async () => {
    const person = world.someone('whatsapp');
    await person.says('hola');
    await person.taps('consent=no');
    const old = { type: 'button_reply', button_reply: { id: 'reason=violence', title: 'x' } };
    await world.simulator.whatsapp.phone({ number: person.phone }).send({ type: 'interactive', interactive: old }, 'x');
    await person.settled();
    expect(person.heard).not.toContain('registration.reason.kept');
    expect(await registrations(person)).toEqual([]);
  });
});

describe('the wish to be told', () => {
  test('is kept for what is closed, and taken back', async () => {
    const person = world.someone('whatsapp');
    await partlyClosed(person);
    await person.taps('wish=stay');
    expect(person.heard).toEqual(['wish.kept', 'screening.after']);
    const kept = await standingWishes(person);
    expect(kept).toContain('pep-tutor');
    expect(kept).not.toContain('asylum-colombia');
    await person.taps('no-wish=stay');
    expect(person.heard).toEqual(['wish.taken-back', 'screening.after']);
    expect(await standingWishes(person)).toEqual([]);
  });

  test('STOP takes it back', async () => {
    const person = world.someone('whatsapp');
    await partlyClosed(person);
    await person.says('avíseme si se abre');
    expect(person.heard[0]).toBe('wish.kept');
    await person.says('parar');
    expect(person.heard).toEqual(['stop.done']);
    expect(await standingWishes(person)).toEqual([]);
  });

  test('is not offered where nothing is closed', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.taps('go=screening');
    await person.taps('answer.interest=work');
    await person.taps('answer.adult=yes');
    for (let asked = 0; person.heard.at(-1)?.startsWith('question.'); asked += 1) {
      expect(asked).toBeLessThan(9);
      await person.says('no sé');
    }
    await person.taps('reason=prefer_not');
    expect(person.received.at(-1)?.options.map(({ id }) => id)).toEqual(['go=person', 'changes=0', 'go=menu']);
  });
});

test('nobody complained, and nothing failed', () => {
  expect(world.simulator.complaints).toEqual([]);
  expect(world.events.filter(({ event }) => /refused|unknown|failed|breakdown|error|aside/.test(event))).toEqual([]);
});
