import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { atTheTimes, atTheTown, hashOf, screened, start, type Talker, type World, welcomed } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

const cases = (person: Talker) =>
  world.camino.database.query<{ reason: string; urgent: boolean }>(
    `select r.reason, r.urgent from case_file c join case_reason r using (number) join address a on a.person = c.person
     where a.hash = $1 order by r.id`,
    [hashOf(world.camino, person.phone)],
  );

/** States of the talk, and how to come there. */
const STATES: [string, (person: Talker) => Promise<void>][] = [
  ['at the language', async (person) => person.says('xyz')],
  [
    'at the consent',
    async (person) => {
      await person.says('xyz');
      await person.taps('language=es');
    },
  ],
  ['in the menu', async (person) => welcomed(person, 'es')],
  [
    'in a question',
    async (person) => {
      await welcomed(person, 'es');
      await screened(person);
      await person.taps('answer.adult=yes');
    },
  ],
  ['at the town', (person) => atTheTown(person)],
  [
    'at the times',
    async (person) => {
      await atTheTimes(person);
    },
  ],
  [
    'at the confirmation',
    async (person) => {
      await atTheTimes(person);
      await person.says('1');
    },
  ],
];

describe.each(STATES)('%s', (_name, come) => {
  test('PERSON opens one case and the talk goes on where it was', async () => {
    const person = world.someone('whatsapp');
    await come(person);
    const asked = person.heard.at(-1);
    await person.says('persona');
    expect(person.heard[0]).toMatch(/^handoff\.opened/);
    expect(person.heard.at(-1)).toBe(asked);
    await person.says('AGENTE');
    expect(await cases(person)).toEqual([{ reason: 'asked', urgent: false }]);
  });

  test('HELP tells what can be written, and asks again', async () => {
    const person = world.someone('whatsapp');
    await come(person);
    const asked = person.heard.at(-1);
    await person.says('ayuda');
    expect(person.heard[0]).toBe('help');
    expect(person.heard.at(-1)).toBe(asked);
  });

  test('LANGUAGE, then the same question in the other language', async () => {
    const person = world.someone('whatsapp');
    await come(person);
    const asked = person.heard.at(-1);
    await person.says('idioma');
    expect(person.heard).toEqual(['language.ask']);
    await person.taps('language=ht');
    // Whoever was just choosing a language has chosen it.
    expect(person.heard.at(-1)).toBe(asked === 'language.ask' ? 'welcome.consent' : asked);
  });

  test('danger is heard first: help lines, an urgent case, and only whether we may call', async () => {
    const person = world.someone('whatsapp');
    await come(person);
    const asked = person.heard.at(-1);
    await person.says('mi esposo me pega y tengo miedo');
    expect(person.heard[0]).toBe('danger.violence');
    expect(person.heard).toContain('helpline.urgent');
    expect(person.heard.at(-1)).toBe('danger.contact.ask');
    expect(await cases(person)).toEqual([{ reason: 'danger.violence', urgent: true }]);
    await person.taps('contact=none');
    expect(person.heard.at(-1)).toBe(asked);
  });

  test('STOP: one last line, then silence until they write again', async () => {
    const person = world.someone('whatsapp');
    await come(person);
    const asked = person.heard.at(-1);
    await person.says('SALIR');
    expect(person.heard).toEqual(['stop.done']);
    await person.says('hola');
    expect(person.heard.at(-1)).toBe(asked);
  });

  test('what is not understood gets one short line and the question again, and then an offer', async () => {
    const person = world.someone('whatsapp');
    await come(person);
    const asked = person.heard.at(-1);
    const phone = world.simulator.whatsapp.phone({ number: person.phone });
    await person.says('🦜🦜🦜');
    expect(person.heard[0]).toMatch(/^not-understood|^booking\.place\.unknown/);
    expect(person.heard.at(-1)).toBe(asked);
    for (const rubbish of ['\u202e\u200b\u2066abc\u202c', 'x'.repeat(4000), '99']) {
      const before = person.heard;
      await person.says(rubbish);
      expect(person.heard).not.toEqual(before);
      expect(person.heard.length).toBeGreaterThan(0);
    }
    await phone.sendVoice();
    await person.settled();
    expect(person.heard).toEqual(['unreadable.voice', ...person.heard.slice(1)]);
  });
});

describe('going back and changing one’s mind', () => {
  test('BACK takes the last answer away and asks it again', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await screened(person);
    await person.taps('answer.adult=yes');
    expect(person.heard).toEqual(['question.country_now.ask']);
    await person.says('atrás');
    expect(person.heard).toEqual(['question.adult.ask']);
  });

  test('of an office in the town itself no distance is said, in the sentence and in the list', async () => {
    const person = world.someone('sms');
    await atTheTimes(person);
    expect(person.words).toContain('Soacha, en el mismo pueblo');
    await person.says('otra oficina');
    expect(person.heard).toEqual(['booking.office.ask']);
    expect(person.words).toContain('1 Soacha: En el mismo pueblo');
  });

  test('BACK walks through the appointment, from the confirmation to the town', async () => {
    const person = world.someone('whatsapp');
    await atTheTimes(person);
    expect(person.heard).toEqual(['booking.office.nearest', 'booking.slot.ask']);
    await person.says('1');
    const back = ['booking.slot.ask', 'visit.access.ask', 'visit.people.ask', 'booking.place.ask', 'menu.ask'];
    for (const question of back) {
      await person.says('volver');
      expect(person.heard.at(-1)).toBe(question);
    }
  });

  test('a tap on an old message changes that answer and nothing else', async () => {
    const person = world.someone('whatsapp');
    await atTheTown(person);
    const nationality = person.received.find(({ options }) => options.some(({ id }) => id === 'answer.nationality=CO'));
    const phone = world.simulator.whatsapp.phone({ number: person.phone });
    await phone.tap('answer.nationality=CO', nationality);
    await person.settled();
    expect(person.heard[0]).toBe('answer.changed');
    expect(person.heard).toContain('assessment.safe-mobility-colombia.unlikely.not-colombian');
  });

  test('START OVER forgets the answers, not the language', async () => {
    const person = world.someone('whatsapp');
    await atTheTown(person);
    await person.says('empezar de nuevo');
    expect(person.heard).toEqual(['restart.done', 'menu.ask']);
    await screened(person);
    expect(person.heard).toEqual(['question.adult.ask']);
  });

  test('a session that is gone costs one repeated question, and no answer', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'ht');
    await screened(person);
    await person.taps('answer.adult=yes');
    await world.camino.database.query(
      "update person set session = 'gone' where id = (select person from address where hash = $1)",
      [hashOf(world.camino, person.phone)],
    );
    await person.taps('answer.country_now=CO');
    expect(person.heard.at(-1)).toBe('question.nationality.ask');
  });
});

describe('who is not booked', () => {
  test('a minor alone: a human today, the line for children, no appointment', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await screened(person);
    await person.taps('answer.adult=no');
    await person.taps('answer.accompanied=no');
    expect(person.heard.slice(0, 2)).toEqual(['result.heading', 'assessment.common.see_adviser.minor-alone']);
    expect(person.words).toContain('141');
    expect(person.heard.some((key) => key.startsWith('booking.'))).toBe(false);
    expect(await cases(person)).toEqual([{ reason: 'minor-alone', urgent: true }]);
  });

  test('"not sure" to everything leads to an adviser, never to a no', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await screened(person);
    for (let asked = 0; person.heard.at(-1)?.startsWith('question.'); asked += 1) {
      expect(asked).toBeLessThan(9);
      await person.says('no sé');
    }
    expect(person.heard.slice(0, 2)).toEqual(['result.heading', 'assessment.common.see_adviser']);
  });
});

describe('a result says what decided', () => {
  test('arrived after the day: the day, the source, the way on; of other countries only what is not open', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await screened(person);
    for (const answer of ['adult=yes', 'country_now=CO', 'nationality=VE', 'in_colombia:2023-06-11=no']) {
      await person.taps(`answer.${answer}`);
    }
    expect(person.heard).toEqual([
      'result.heading',
      'assessment.safe-mobility-colombia.unlikely.presence',
      'result.unlikely',
      'not-now',
      'closed.warning',
      'registration.made',
      'registration.reason.ask',
    ]);
    expect(person.words).toContain('11 de junio de 2023');
    expect(person.words).toContain('PERSONA');
  });

  test('WHY gives the reason of a question, and after a result what counted, with its source', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await screened(person);
    await person.says('¿por qué?');
    expect(person.heard).toEqual(['why.question', 'question.adult.ask']);
    for (const answer of ['adult=yes', 'country_now=CO', 'nationality=VE', 'in_colombia:2023-06-11=no']) {
      await person.taps(`answer.${answer}`);
    }
    await person.says('por qué');
    expect(person.heard.slice(0, 2)).toEqual(['why.result', 'source']);
    expect(person.heard.slice(-2)).toEqual(['why.question', 'registration.reason.ask']);
    await person.taps('reason=prefer_not');
    expect(person.heard.at(-1)).toBe('screening.after');
    await person.says('por qué');
    expect(person.heard.slice(0, 2)).toEqual(['why.result', 'source']);
    expect(person.heard.at(-1)).toBe('screening.after');
  });
});

describe('who comes back', () => {
  test.each(['Hola', 'hola buenas tardes', 'bonjou'])('with %j is asked again, and not told off', async (hello) => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.says(hello);
    expect(person.heard).toEqual(['menu.ask']);
    await screened(person);
    await person.says(hello);
    expect(person.heard).toEqual(['question.adult.ask']);
  });

  test.each([
    ['es', 'quiero una cita'],
    ['ht', 'randevou'],
  ] as const)('for an appointment comes to the questions (%s)', async (language, said) => {
    const person = world.someone('sms');
    await welcomed(person, language);
    await person.says(said);
    expect(person.heard).toEqual(['question.interest.ask']);
  });
});

describe('without consent', () => {
  test('information only: no screening, and no word of theirs is kept', async () => {
    const person = world.someone('whatsapp');
    await person.says('buenas tardes, me llamo Yusmary');
    await person.taps('consent=no');
    expect(person.heard).toContain('welcome.consent.refused');
    await person.says('vivo con mi hermana en Bosa');
    await person.taps('go=today');
    await person.taps('about=office');
    expect(person.heard).toContain('pathway.safe-mobility-colombia.open');
    expect(person.received.at(-1)?.options.map(({ id }) => id)).not.toContain('go=screening');
    const hash = hashOf(world.camino, person.phone);
    const kept = await world.camino.database.query(
      `select m.id from message m join address a on a.person = m.person where a.hash = $1 and m.said_by = 'person' and m.sealed is not null
       union all select i.id from inbox_item i join address a on a.id = i.address where a.hash = $1 and i.sealed is not null`,
      [hash],
    );
    expect(kept).toEqual([]);
    await person.says('persona');
    expect(person.heard[0]).toBe('handoff.opened.without-consent');
  });
});
