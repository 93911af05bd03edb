import { afterEach, describe, expect, test } from '@jest/globals';
import { start, type Talker, type World, welcomed } from '../support/talk.ts';

let world: World;
afterEach(() => world.close());

/** From the first word to a result: what is not answered here is answered with no. */
async function resultOn(day: string, answers: Readonly<Record<string, string>>): Promise<Talker> {
  world = await start({ on: day });
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.taps('go=screening');
  for (let asked = 0; person.heard.at(-1)?.startsWith('question.'); asked += 1) {
    expect(asked).toBeLessThan(16);
    const [, question = ''] = /^question\.([\w-]+)\.ask$/.exec(person.heard.at(-1) ?? '') ?? [];
    const answer = answers[question];
    if (answer === undefined) await person.says('no');
    else await person.taps(`answer.${question}=${answer}`);
  }
  return person;
}

const CUBAN = { adult: 'yes', country_now: 'CO', nationality: 'CU', papers: 'none' };

describe('what nobody of us has read again in time', () => {
  test('is not closed, and loses nobody the days they have to ask for refuge', async () => {
    const person = await resultOn('2027-02-25', {
      ...CUBAN,
      ...{ interest: 'protection', afraid: 'yes', entered_recently: 'yes' },
    });
    expect(person.heard).toContain('assessment.asylum-colombia.see_adviser.not-checked');
    expect(person.words).toContain('dos meses');
    expect(person.words).not.toMatch(/(?:Cerrado|Parado)[^\n]*Refugio en Colombia/);
    await person.says('por qué');
    expect(person.heard).toContain('standing.past_review');
  });
});

test('what was announced and has not begun is not said to have closed', async () => {
  const person = await resultOn('2023-06-20', { ...CUBAN, interest: 'office' });
  expect(person.words).toMatch(/todavía sin abrir[^\n]*Movilidad Segura Colombia/);
  expect(person.words).not.toMatch(/Cerrado[^\n]*Movilidad Segura Colombia/);
});

test('who was never meant is not told that a door is closed', async () => {
  const person = await resultOn('2026-11-26', { ...CUBAN, interest: 'stay' });
  expect(person.heard.at(-1)).toBe('registration.reason.ask');
  expect(person.words).not.toContain('Nacionalidad colombiana');
});

test('a relative named where one is asked for is no cry for help', async () => {
  world = await start({ on: '2026-11-26' });
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  for (const tap of ['go=screening', 'answer.interest=family', 'answer.adult=yes', 'answer.relative_us=citizen'])
    await person.taps(tap);
  expect(person.heard.at(-1)).toBe('question.relative_kind.ask');
  await person.says('padrastro');
  expect(person.heard).not.toContain('danger.ask');
});
