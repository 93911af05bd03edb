import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { atTheTimes, hashOf, screened, start, type Talker, type World, welcomed } from '../support/talk.ts';
import { until } from '../support/until.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

const cases = (person: Talker, channel: 'whatsapp' | 'sms' = 'whatsapp') =>
  world.camino.database.query<{ reason: string; urgent: boolean; contact: string | null }>(
    `select r.reason, r.urgent, c.contact from case_file c join case_reason r using (number)
       join address a on a.person = c.person
     where a.hash = $1 order by r.id`,
    [hashOf(world.camino, person.phone, channel)],
  );

const CHANNELS = ['whatsapp', 'sms'] as const;

/** In the screening, at a question. */
async function atAQuestion(person: Talker, language: 'es' | 'ht' | 'fr' | 'pt' | 'en' = 'es'): Promise<string> {
  await welcomed(person, language);
  await screened(person);
  return person.heard.at(-1) ?? '';
}

test.each([
  ['es', 'Mobilidad segura por favor'],
  ['ht', 'Movilite an sekirite'],
  ['ht', 'biwo a tanpri'],
  ['fr', 'la mobilité sûre'],
  ['pt', 'mobilidade segura'],
  ['en', 'the safe mobility office'],
] as const)('%s: who names the programme in their own language, "%s", has chosen it', async (language, name) => {
  const person = world.someone('whatsapp');
  await welcomed(person, language);
  await person.taps('go=screening');
  expect(person.heard.at(-1)).toBe('question.interest.ask');
  await person.says(name);
  expect(person.heard).toEqual(['question.adult.ask']);
});

describe.each(CHANNELS)('in the middle of a form, on %s', (channel) => {
  test.each([
    ['es', 'cuanto cuesta todo esto', 'topic.cost-and-scams.free'],
    ['es', 'y el darien es peligroso?', 'topic.darien.danger'],
    ['ht', 'eske se vre oubyen se magouy', 'topic.is-this-real.'],
    ['es', 'que programas hay para salir legal', 'information.open'],
  ] as const)('%s "%s" is answered, and the form goes on where it was', async (language, question, answer) => {
    const person = world.someone(channel);
    const asked = await atAQuestion(person, language);
    await person.says(question);
    expect(person.heard.some((key) => key.startsWith(answer))).toBe(true);
    expect(person.heard.at(-1)).toBe(asked);
  });

  test('a question that several pathways answer leads to a choice, and the form waits below', async () => {
    const person = world.someone(channel);
    const asked = await atAQuestion(person);
    await person.says('quiero irme a trabajar a estados unidos con contrato');
    expect(person.heard).toEqual(['asked.which']);
    await person.taps('told=h2a-farm-work');
    expect(person.heard[0]).toBe('pathway.h2a-farm-work.name');
    expect(person.heard.at(-1)).toBe(asked);
  });

  test('another language by a sentence, and the same question in it', async () => {
    const person = world.someone(channel);
    const asked = await atAQuestion(person);
    await person.says('m pa pale panyòl');
    expect(person.heard).toEqual(['language.changed', asked]);
    expect(person.words).toContain('kreyòl');
  });

  test('a cry for help in another language', async () => {
    const person = world.someone(channel);
    const asked = await atAQuestion(person);
    await person.says('mon mari me frappe et il va me tuer');
    expect(person.heard[0]).toBe('danger.violence');
    expect(person.heard).toContain('danger.hide');
    expect(person.heard.at(-1)).toBe('danger.contact.ask');
    await person.taps('contact=write');
    expect(person.heard).toEqual(['danger.contact.kept', asked]);
    expect(await cases(person, channel)).toEqual([{ reason: 'danger.violence', urgent: true, contact: 'write' }]);
  });
});

describe('what only may be danger is asked about', () => {
  test.each([
    ['yes', 'danger.', 'danger.contact.ask'],
    ['no', 'danger.ask.was-not', 'question.'],
    ['before', 'danger.ask.was-before', 'question.'],
  ])('%s', async (answer, said, then) => {
    const person = world.someone('whatsapp');
    await atAQuestion(person);
    await person.says('mi esposo me pegaba cuando vivia con el hace 5 años');
    expect(person.heard).toEqual(['danger.ask']);
    expect(await cases(person)).toEqual([]);
    await person.taps(`now=${answer}`);
    expect(person.heard[0]?.startsWith(said)).toBe(true);
    expect(person.heard.at(-1)?.startsWith(then)).toBe(true);
  });
});

test('SALIR after a cry for help is a quick exit: the last word tells nothing', async () => {
  const person = world.someone('whatsapp');
  await atAQuestion(person);
  await person.says('mi marido me pega');
  await person.says('salir');
  expect(person.heard).toEqual(['stop.exit']);
});

describe('help lines are those of the country where somebody is', () => {
  test.each([
    ['CO', '155', null],
    ['PA', '911', null],
    ['other', '155', 'helpline.abroad'],
    ['not_sure', '155', 'helpline.where'],
  ])('%s: %s', async (country, number, where) => {
    const person = world.someone('whatsapp');
    await atAQuestion(person);
    await person.taps('answer.adult=yes');
    await person.taps(`answer.country_now=${country}`);
    await person.says('me violaron anoche');
    expect(person.words).toContain(`: ${number}`);
    expect(person.words.includes(': 123')).toBe(number !== '911');
    expect(person.heard.filter((key) => key === 'helpline.abroad' || key === 'helpline.where')).toEqual(
      where === null ? [] : [where],
    );
  });

  test('a child alone is not asked where, and hears of the emergency numbers elsewhere', async () => {
    const person = world.someone('whatsapp');
    await atAQuestion(person);
    await person.taps('answer.adult=no');
    await person.taps('answer.accompanied=no');
    expect(person.heard).toContain('assessment.common.see_adviser.minor-alone');
    expect(person.words).toContain('141');
    expect(person.words).toMatch(/Panamá[^\n]*: 911/);
  });
});

test('"salvoconducto" may be to stay or to leave: it is no answer yet, and SC-2 is', async () => {
  const person = world.someone('whatsapp');
  await atAQuestion(person);
  for (const answer of ['adult=yes', 'country_now=CO', 'nationality=VE', 'in_colombia:2023-06-11=yes'])
    await person.taps(`answer.${answer}`);
  await person.taps('answer.registered_before=no');
  expect(person.heard.at(-1)).toBe('question.papers.ask');
  await person.says('tengo salvoconducto');
  expect(person.heard).toEqual(['not-understood', 'question.papers.ask']);
  await person.says('salvoconducto sc2');
  expect(person.heard).toContain('assessment.safe-mobility-colombia.likely');
});

describe('commands, with courtesy, misspelt, in a sentence', () => {
  test.each([
    ['quiero hablar con una persona de verdad por favor', 'handoff.opened'],
    ['no me escriban mas por favor', 'stop.done'],
    ['que sabe usted de mi', 'my-data.kept'],
    ['eres un robot?', 'robot'],
    ['muchas gracias dios le bendiga', 'thanks'],
    ['quien gano el partido anoche', 'out-of-scope'],
    ['borre todo lo que escribi', 'delete.ask'],
    ['donde queda la oficina', 'asked.office'],
    ['cuando es mi cita', 'my-appointment.none'],
  ])('"%s"', async (text, key) => {
    const person = world.someone('whatsapp');
    await atAQuestion(person);
    await person.says(text);
    expect(person.heard[0]).toBe(key);
  });

  test.each(['la lluvia no para aqui', 'no puedo parar de pensar en mi familia'])('"%s" is no STOP', async (text) => {
    const person = world.someone('whatsapp');
    await atAQuestion(person);
    await person.says(text);
    expect(person.heard).not.toContain('stop.done');
  });
});

test('in the menu of an appointment the word for STOP cancels the appointment and nothing else', async () => {
  const person = world.someone('whatsapp');
  await atTheTimes(person);
  await person.says('1');
  await person.taps('confirm=yes');
  await person.says('cuando es mi cita');
  expect(person.heard).toContain('appointment');
  await person.says('cancelar');
  expect(person.heard).toEqual(['my-appointment.cancel.ask']);
  await person.says('sí');
  expect(person.heard[0]).toBe('my-appointment.cancelled');
});

test('DELETE asks once, gives a receipt, and then nothing of the person is left', async () => {
  const person = world.someone('whatsapp');
  await atAQuestion(person);
  await person.taps('answer.adult=yes');
  await person.says('borrar mis datos');
  expect(person.heard).toEqual(['delete.ask']);
  await person.taps('delete=yes');
  expect(person.words).toMatch(/[A-Z0-9]{3}-[A-Z0-9]{3}/);
  const [receipt] = person.words.match(/[A-Z0-9]{3}-[A-Z0-9]{3}/) ?? [];
  const { database } = world.camino;
  const left = () =>
    database
      .query('select from address where hash = $1', [hashOf(world.camino, person.phone)])
      .then((rows) => rows.length);
  await until(async () => (await left()) === 0, 'the person is still there');
  const [audit] = await database.query('select act from audit where subject = $1', [receipt]);
  expect(audit).toEqual({ act: 'person_forgotten' });
  await person.says('hola');
  expect(person.heard[0]).toMatch(/^welcome\.who|^language\.ask/);
});

describe('not understood', () => {
  test('first the kind of answer, then guesses or a person, never the same twice in a row', async () => {
    const person = world.someone('whatsapp');
    await atAQuestion(person);
    const said: string[] = [];
    for (const rubbish of ['zxq', 'blorp snik', 'vvrt mmk', 'qqrt']) {
      await person.says(rubbish);
      said.push(person.heard.find((key) => !key.startsWith('question.')) ?? '');
    }
    expect(said[0]).toBe('not-understood.yesno');
    expect(said.some((key, at) => key === said[at - 1])).toBe(false);
    expect(said[1]).toBe('not-understood.person.ask');
    // Who does not answer the offer either: a person is told without it.
    expect(said[3]).toBe('not-understood.person.told');
    expect(await cases(person)).toMatchObject([{ reason: 'not_understood', urgent: false }]);
  });

  test('the offer of a person is taken', async () => {
    const person = world.someone('whatsapp');
    await atAQuestion(person);
    for (const rubbish of ['zxq', 'blorp snik']) await person.says(rubbish);
    await person.taps('person=yes');
    expect(person.heard[0]).toBe('handoff.opened');
    expect(await cases(person)).toMatchObject([{ reason: 'not_understood', urgent: false }]);
  });

  test('an answering machine is left alone', async () => {
    const person = world.someone('whatsapp');
    await atAQuestion(person);
    for (let times = 0; times < 6; times += 1)
      await person.says('Estoy conduciendo, le respondo apenas pueda. AutoReply');
    expect(person.heard).toEqual([]);
  });

  test('what was not understood is counted without the person or the words', async () => {
    const columns = await world.camino.database.query<{ column_name: string }>(
      "select column_name from information_schema.columns where table_name = 'not_understood' order by 1",
    );
    expect(columns.map(({ column_name }) => column_name)).toEqual(['language', 'month', 'nearest']);
    const [row] = await world.camino.database.query<{ n: number }>('select count(*)::int as n from not_understood');
    expect(row?.n).toBeGreaterThan(0);
  });
});

test('what a message was taken for stands beside it', async () => {
  const person = world.someone('whatsapp');
  await atAQuestion(person);
  await person.says('me van a matar');
  const [line] = await world.camino.database.query<{ values: { as: string } }>(
    `select m.values from message m join address a on a.person = m.person
     where a.hash = $1 and m.said_by = 'person' order by m.id desc limit 1`,
    [hashOf(world.camino, person.phone)],
  );
  expect(line?.values.as).toBe('danger.violence');
});

describe('an answer as a sentence is an answer, and is said back', () => {
  /** From the menu to a question of the screening, by the options before it. */
  async function asked(person: Talker, ...answers: string[]): Promise<void> {
    await atAQuestion(person);
    for (const answer of answers) await person.taps(`answer.${answer}`);
  }
  const kept = (person: Talker) =>
    world.camino.database.query<{ question: string; value: unknown }>(
      `select s.question, s.answer as value from answer s join address a on a.person = s.person
       where a.hash = $1 and not s.superseded order by s.id desc limit 1`,
      [hashOf(world.camino, person.phone)],
    );

  test.each([
    [[], 'tengo 25 años', 'adult', true],
    [[], 'claro que si mi amor', 'adult', true],
    [['adult=yes'], 'estoy en medellin', 'country_now', 'CO'],
    [['adult=yes', 'country_now=CO'], 'soy de maracaibo', 'nationality', 'VE'],
    [['adult=yes', 'country_now=CO'], 'venezolana y tambien tengo la colombiana', 'nationality', ['VE', 'CO']],
  ] as const)('after %j "%s" is %s = %j', async (before, text, question, value) => {
    const person = world.someone('whatsapp');
    await asked(person, ...before);
    await person.says(text);
    expect(person.heard[0]).toBe('answer.heard');
    const [row] = await kept(person);
    expect(row?.question).toBe(question);
    expect(row?.value).toMatchObject({ value });
  });

  test('a date is told apart by the day that is asked about', async () => {
    const person = world.someone('whatsapp');
    await asked(person, 'adult=yes', 'country_now=CO', 'nationality=VE');
    expect(person.heard.at(-1)).toBe('question.in_colombia.ask');
    await person.says('llegué en marzo del 2022');
    expect(person.heard[0]).toBe('answer.heard');
    expect(person.words).toContain('marzo de 2022');
    const [row] = await kept(person);
    expect(row?.value).toMatchObject({ value: { onOrBefore: '2023-06-11' } });
  });

  test.each(['mi esposo es venezolano', 'no se', 'que es eso'])(
    '"%s" is no answer to where they are from',
    async (text) => {
      const person = world.someone('whatsapp');
      await asked(person, 'adult=yes', 'country_now=CO');
      await person.says(text);
      expect(person.heard).not.toContain('answer.heard');
    },
  );
});
