import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashOf, screened, start, type Talker, type World, welcomed } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

/** Somebody who came too late for the office, and has been told so. */
async function tooLate(): Promise<Talker> {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await screened(person);
  for (const answer of ['adult=yes', 'country_now=CO', 'nationality=VE', 'in_colombia:2023-06-11=no']) {
    await person.taps(`answer.${answer}`);
  }
  if (person.heard.at(-1) !== 'screening.after') await person.taps('reason=prefer_not');
  return person;
}

const offered = (person: Talker) => person.received.at(-1)?.options.map(({ id }) => id);
const answers = async (person: Talker) => {
  const rows = await world.camino.database.query<{ question: string; answer: { value: unknown } }>(
    `select question, answer from answer join address a on a.person = answer.person
     where a.hash = $1 and not superseded`,
    [hashOf(world.camino, person.phone)],
  );
  return Object.fromEntries(rows.map(({ question, answer }) => [question, answer.value]));
};

describe('changing an answer after a result', () => {
  test('the answers given are listed by their short names, and all can be answered again', async () => {
    const person = await tooLate();
    await person.taps('changes=0');
    expect(person.heard).toEqual(['screening.change.ask']);
    expect(offered(person)).toEqual([
      'change=interest',
      'change=adult',
      'change=country_now',
      'change=nationality',
      'change=in_colombia',
      'screening=again',
    ]);
    expect(person.received.at(-1)?.options.map(({ title }) => title)).toContain('Tiempo en Colombia');
  });

  test('only what depends on it is asked again', async () => {
    const person = await tooLate();
    await person.taps('changes=0');
    await person.taps('change=in_colombia');
    expect(person.heard).toEqual(['question.in_colombia.ask']);
    expect(person.words).toContain('11 de junio de 2023');
    await person.taps('answer.in_colombia:2023-06-11=yes');
    expect(person.heard).toEqual(['answer.changed', 'question.registered_before.ask']);
    expect(await answers(person)).toMatchObject({ adult: true, in_colombia: { onOrBefore: '2023-06-11' } });
  });

  test('"not sure" takes the place of the old answer', async () => {
    const person = await tooLate();
    await person.taps('changes=0');
    await person.taps('change=in_colombia');
    await person.taps('answer.in_colombia:2023-06-11=not_sure');
    expect((await answers(person)).in_colombia).toEqual({ unsureOf: ['2023-06-11'] });
    expect(person.heard).toContain('assessment.common.see_adviser');
  });

  test('an answer that settles it at once is told as a new result', async () => {
    const person = await tooLate();
    await person.taps('changes=0');
    await person.taps('change=nationality');
    await person.taps('answer.nationality=CO');
    expect(person.heard[0]).toBe('answer.changed');
    expect(person.heard).toContain('assessment.safe-mobility-colombia.unlikely.not-colombian');
    expect(person.heard.at(-1)).toBe('screening.after');
  });

  test('the same answer once more changes nothing, and says nothing of a change', async () => {
    const person = await tooLate();
    await person.taps('changes=0');
    await person.taps('change=adult');
    await person.taps('answer.adult=yes');
    expect(person.heard).not.toContain('answer.changed');
    expect(person.heard.at(-1)).toBe('screening.after');
  });

  test('BACK changes nothing', async () => {
    const person = await tooLate();
    const before = await answers(person);
    await person.taps('changes=0');
    await person.says('atrás');
    expect(person.heard).toEqual(['screening.after']);
    await person.taps('changes=0');
    await person.taps('change=adult');
    await person.says('atrás');
    expect(person.heard).toEqual(['screening.after']);
    expect(await answers(person)).toEqual(before);
  });

  test('WHY gives the reason of the question that is asked again', async () => {
    const person = await tooLate();
    await person.taps('changes=0');
    await person.taps('change=country_now');
    await person.says('por qué');
    expect(person.heard).toEqual(['why.question', 'question.country_now.ask']);
    await person.taps('answer.country_now=EC');
    expect(person.heard[0]).toBe('answer.changed');
  });

  test('WHY in the list gives the reasons of the result, and BACK is BACK again', async () => {
    const person = await tooLate();
    await person.taps('changes=0');
    await person.says('por qué');
    expect(person.heard[0]).toBe('why.result');
    expect(person.heard.at(-1)).toBe('screening.after');
    await person.says('atrás');
    expect(person.heard).toEqual(['question.in_colombia.ask']);
  });

  test('what somebody looks for is an answer like the others', async () => {
    const person = await tooLate();
    await person.taps('changes=0');
    await person.taps('change=interest');
    await person.taps('answer.interest=work');
    expect(person.heard[0]).toBe('answer.changed');
    expect(await answers(person)).toMatchObject({ interest: 'work', nationality: 'VE' });
  });

  test('more answers than a list holds are shown in turns, none of them twice', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'en');
    await person.taps('go=screening');
    for (const answer of ['interest=not_sure', 'adult=yes', 'country_now=CO', 'nationality=VE']) {
      await person.taps(`answer.${answer}`);
    }
    for (let asked = 0; person.heard.at(-1)?.startsWith('question.'); asked += 1) {
      expect(asked).toBeLessThan(40);
      await person.says('not sure');
    }
    if (person.heard.at(-1) !== 'screening.after') await person.taps('reason=prefer_not');
    await person.taps('changes=0');
    expect(offered(person)).toHaveLength(10);
    expect(offered(person)?.slice(-2)).toEqual(['changes=8', 'screening=again']);
    const first = offered(person)?.slice(0, 8);
    await person.taps('changes=8');
    expect(person.heard).toEqual(['screening.change.ask']);
    expect(offered(person)?.filter((id) => first?.includes(id))).toEqual([]);
  });
});

describe('WHY after a result', () => {
  test('says the date of the source, as precisely as it is known, and what would change it', async () => {
    const person = await tooLate();
    await person.says('por qué');
    expect(person.heard.slice(0, 2)).toEqual(['why.result', 'source']);
    expect(person.heard).toContain('why.change.answer');
    expect(person.words).toContain(
      'La regla para Movilidad Segura Costa Rica es: Esta opción es para quienes están hoy en Costa Rica.',
    );
    expect(person.words).toContain('Fuente: Movilidad Segura (IOM and UNHCR), noviembre de 2023.');
    expect(person.words).toContain('¿Estaba usted en Colombia el 11 de junio de 2023 o antes?');
    expect(person.heard.filter((key) => key === 'why.change.answer').length).toBeLessThanOrEqual(2);
  });

  test('never tells a child that another age would lead on', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await screened(person);
    await person.taps('answer.adult=no');
    await person.taps('answer.accompanied=no');
    await person.says('por qué');
    expect(person.heard).toContain('why.result');
    expect(person.words).not.toContain('18 años o más?');
    expect(person.heard).not.toContain('why.change.answer');
  });
});
