import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../src/language/language.ts';
import { screened, start, type World, welcomed } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: 'now' });
});
afterAll(() => world.close());

test.each(LANGUAGES)(
  'in %s, on today’s date: since when it is closed, no question, no appointment',
  async (language) => {
    const person = world.someone('whatsapp');
    await welcomed(person, language);
    await screened(person);
    expect(person.heard.slice(0, 3)).toEqual(['closed', 'closed.warning', 'closed.next']);
    expect(person.words).toContain('2025');
    expect(person.heard.filter((key) => key.startsWith('question.') || key.startsWith('booking.'))).toEqual([]);
    expect(person.heard.at(-1)).toBe('registration.reason.ask');
    await person.taps('reason=prefer_not');
    expect(person.heard.at(-1)).toBe('screening.after');
    expect(await world.camino.database.query('select id from appointment')).toEqual([]);
  },
);

test('however it is asked, the door stays closed: old taps on times and offices book nothing', async () => {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  const phone = world.simulator.whatsapp.phone({ number: person.phone });
  for (const id of ['slot=1700139600000', 'office=soacha', 'confirm=yes', 'go=booking', 'answer.papers=ppt']) {
    const interactive = { type: 'button_reply', button_reply: { id, title: 'x' } };
    await phone.send({ type: 'interactive', interactive }, 'x');
    await person.settled();
    expect(person.heard.filter((key) => key.startsWith('booking.') || key.endsWith('.likely'))).toEqual([]);
  }
  expect(await world.camino.database.query('select id from appointment')).toEqual([]);
});
