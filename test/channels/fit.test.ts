import { describe, expect, test } from '@jest/globals';
import { type FitWords, fitWhatsApp } from '../../src/channels/fit.ts';
import { fitNumbered, fitOneWay, fitSms } from '../../src/channels/fit-numbered.ts';
import { segments } from '../../src/channels/segments.ts';
import type { Option, Reply } from '../../src/language/reply.ts';

function says(text: string, options: readonly Option[] = [], key = 'test.key'): Reply {
  return { key, values: {}, text, options, asks: options.length > 0 };
}

function options(count: number, hint?: string): Option[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `place=${index + 1}`,
    label: `Lugar ${index + 1}`,
    ...(hint === undefined ? {} : { hint }),
  }));
}

const YES_NO: readonly Option[] = [
  { id: 'adult=yes', label: 'Sí' },
  { id: 'adult=no', label: 'No' },
];

const SAID: FitWords = { list: 'Opciones', more: 'Escriba MÁS.', oneWay: 'Escríbanos por WhatsApp.' };

const sentence = (length: number): string => `${'palabra '.repeat(Math.ceil(length / 8)).slice(0, length - 1)}.`;

describe('WhatsApp: as few messages as the limits allow', () => {
  test('what a turn says is one message, a blank line between its sentences', () => {
    const fitted = fitWhatsApp([says('Hola.'), says('¿Tiene 18 años o más?', YES_NO)], SAID);
    expect(fitted).toEqual([{ layout: 'buttons', text: 'Hola.\n\n¿Tiene 18 años o más?', options: YES_NO }]);
  });

  test('words without options are a text', () => {
    expect(fitWhatsApp([says('Uno.'), says('Dos.')], SAID)).toEqual([
      { layout: 'text', text: 'Uno.\n\nDos.', options: [] },
    ]);
  });

  test('nothing said is nothing sent', () => {
    expect(fitWhatsApp([], SAID)).toEqual([]);
    expect(fitWhatsApp([says(' ')], SAID)).toEqual([]);
  });

  test('what is said after the options is read before them', () => {
    const fitted = fitWhatsApp([says('¿Tiene 18 años o más?', YES_NO), says('Escriba AYUDA.')], SAID);
    expect(fitted).toEqual([{ layout: 'buttons', text: '¿Tiene 18 años o más?\n\nEscriba AYUDA.', options: YES_NO }]);
  });

  test('two menus are two messages, in order', () => {
    const fitted = fitWhatsApp([says('Uno', YES_NO), says('Dos.'), says('Tres', options(4))], SAID);
    expect(fitted.map(({ layout, text }) => [layout, text])).toEqual([
      ['buttons', 'Uno'],
      ['list', 'Dos.\n\nTres'],
    ]);
  });

  test('three options are buttons, four are a list', () => {
    expect(fitWhatsApp([says('¿Cuál?', options(3))], SAID)[0]?.layout).toBe('buttons');
    expect(fitWhatsApp([says('¿Cuál?', options(4))], SAID)).toEqual([
      { layout: 'list', text: '¿Cuál?', options: options(4), listLabel: 'Opciones' },
    ]);
  });

  test('options with hints are a list, because buttons cannot show them', () => {
    const hinted = options(2, 'cerca del parque');
    expect(fitWhatsApp([says('¿Cuál?', hinted)], SAID)[0]).toEqual({
      layout: 'list',
      text: '¿Cuál?',
      options: hinted,
      listLabel: 'Opciones',
    });
    expect(fitWhatsApp([says('¿Cuál?', options(2, ''))], SAID)[0]?.layout).toBe('buttons');
  });

  test.each([
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])('%i options are never cut: lists of %j', (count, lists) => {
    const fitted = fitWhatsApp([says('Antes.'), says('¿Cuál?', options(count))], SAID);
    expect(fitted.map((message) => message.options.length)).toEqual(lists);
    expect(fitted.flatMap((message) => message.options)).toEqual(options(count));
    expect(fitted[0]?.text).toBe('Antes.\n\n¿Cuál?');
    for (const further of fitted.slice(1))
      expect(further).toMatchObject({ layout: 'list', text: '¿Cuál?', listLabel: 'Opciones' });
  });

  test.each([2, 5])('with %i options, 1,024 characters are one message and 1,025 are two', (count) => {
    const fits = `${sentence(1000)}\n\n${sentence(22)}`;
    expect(fits).toHaveLength(1024);
    expect(fitWhatsApp([says(fits, options(count))], SAID)).toHaveLength(1);
    const [ahead, menu, ...rest] = fitWhatsApp([says(sentence(1001)), says(sentence(22), options(count))], SAID);
    expect(ahead).toEqual({ layout: 'text', text: sentence(1001), options: [] });
    expect(menu).toMatchObject({ text: sentence(22), options: options(count) });
    expect(rest).toEqual([]);
  });

  test('a question that is itself too long keeps its end with the options', () => {
    const [ahead, menu] = fitWhatsApp([says(`${sentence(900)} ${sentence(900)} ¿Cuál?`, YES_NO)], SAID);
    expect(ahead?.text).toBe(sentence(900));
    expect(menu).toEqual({ layout: 'buttons', text: `${sentence(900)} ¿Cuál?`, options: YES_NO });
  });

  test('4,096 characters are one text and 4,097 are two, cut between paragraphs', () => {
    expect(fitWhatsApp([says(sentence(4096))], SAID)).toHaveLength(1);
    const two = fitWhatsApp([says(sentence(4000)), says(sentence(95))], SAID);
    expect(two.map((message) => message.text)).toEqual([sentence(4000), sentence(95)]);
  });

  test('a paragraph over 4,096 characters is cut between sentences', () => {
    const two = fitWhatsApp([says(`${sentence(3000)} ${sentence(3000)}`)], SAID);
    expect(two.map((message) => message.text)).toEqual([sentence(3000), sentence(3000)]);
  });
});

describe('headings and items', () => {
  const NAME: Reply = { ...says('Trabajo agrícola'), as: 'heading' };
  const FEE: Reply = { ...says('La visa cuesta 205 USD.'), as: 'item' };

  test('a heading is bold and in one with what it heads, items are its list', () => {
    expect(fitWhatsApp([says('Antes.'), NAME, says('Pida una cita.'), FEE, says('Después.')], SAID)).toEqual([
      {
        layout: 'text',
        text: 'Antes.\n\n*Trabajo agrícola*\nPida una cita.\n- La visa cuesta 205 USD.\n\nDespués.',
        options: [],
      },
    ]);
  });

  test('a text message knows no bold', () => {
    const [message] = fitSms([NAME, says('Pida una cita.'), FEE], SAID);
    expect(message?.text).toBe('Trabajo agricola: Pida una cita.\n- La visa cuesta 205 USD.');
  });

  test.each([900, 1000, 1023, 1024, 1025, 1100, 2000, 4000, 4096, 5000])(
    'a name never stands alone, however long what follows it (%i characters)',
    (length) => {
      const replies = [NAME, says(sentence(length)), NAME, says(sentence(length)), says('¿Cuál?', YES_NO)];
      for (const fitted of [fitWhatsApp(replies, SAID), fitSms(replies, SAID), fitNumbered(replies)]) {
        for (const { text } of fitted) expect(text).not.toMatch(/Trabajo agr.cola[*: ]*(?:\n\n|$)/);
      }
    },
  );
});

describe('where each part is paid for', () => {
  test('the shorter words are sent by SMS, and by SMS only', () => {
    const short: Reply = {
      ...says('¿Qué busca usted?', [{ id: 'a=b', label: 'Protección', hint: 'Le da miedo', sms: 'Miedo' }]),
      sms: '¿Busca?',
    };
    expect(fitSms([short], SAID)[0]?.text).toBe('¿Busca?\n1 Miedo');
    expect(fitNumbered([short])[0]?.text).toBe('¿Qué busca usted?\n1 Protección: Le da miedo');
    expect(fitWhatsApp([short], SAID)[0]?.text).toBe('¿Qué busca usted?');
  });
});

describe('WhatsApp: what has a message of its own', () => {
  const GUIDE = { kind: 'document', link: 'https://example.org/guia.pdf', fileName: 'guia.pdf' } as const;
  const RECORDING = { kind: 'audio', link: 'https://example.org/guia.ogg' } as const;
  const where = (text: string): Reply => ({ ...says(text, YES_NO), byPlace: true });

  test('the wish for a place is one message with what was said before it, and has no options', () => {
    expect(fitWhatsApp([says('Antes.'), where('¿Dónde?')], SAID)).toEqual([
      { layout: 'place', text: 'Antes.\n\n¿Dónde?', options: [] },
    ]);
  });

  test('where that is too long, the question stands with the wish', () => {
    const fitted = fitWhatsApp([says(sentence(1024)), where('¿Dónde?')], SAID);
    expect(fitted).toEqual([
      { layout: 'text', text: sentence(1024), options: [] },
      { layout: 'place', text: '¿Dónde?', options: [] },
    ]);
  });

  test('a document takes its words along, a recording leaves them in the text', () => {
    const fitted = fitWhatsApp(
      [
        { ...says('La guía.'), attachment: GUIDE },
        { ...says('El audio.'), attachment: RECORDING },
        says('¿Cuál?', YES_NO),
      ],
      SAID,
    );
    expect(fitted).toEqual([
      { layout: 'buttons', text: 'El audio.\n\n¿Cuál?', options: YES_NO },
      { layout: 'attachment', text: 'La guía.', options: [], attachment: GUIDE },
      { layout: 'attachment', text: '', options: [], attachment: RECORDING },
    ]);
  });

  test('a caption of 1,025 characters names its key', () => {
    expect(() => fitWhatsApp([{ ...says(sentence(1025)), attachment: GUIDE }], SAID)).toThrow(
      /^test\.key: the caption/,
    );
  });

  test('by SMS the link stands on a line of its own, and no place is asked for', () => {
    const fitted = fitSms([{ ...says('La guía. '), attachment: GUIDE }, where('¿Dónde?')], SAID);
    expect(fitted.map(({ text }) => text)).toEqual(['La guia.\nhttps://example.org/guia.pdf\n\n¿Donde?\n1 Si\n2 No']);
  });
});

describe('WhatsApp: words that break a limit are a defect that names its key', () => {
  const option = (change: Partial<Option>): Option[] => [{ id: 'a=b', label: 'Sí', ...change }];
  test.each([
    ['a label of 21 characters', option({ label: 'a'.repeat(21) })],
    ['an empty label', option({ label: ' ' })],
    ['a hint of 73 characters', option({ hint: 'a'.repeat(73) })],
    ['an id of 201 characters', option({ id: 'a'.repeat(201) })],
    ['an id that ends in a space', option({ id: 'a=b ' })],
    ['a label twice', [...option({}), ...option({ id: 'a=c' })]],
    ['an id twice', [...option({}), ...option({ label: 'No' })]],
  ])('%s', (_, given) => {
    expect(() => fitWhatsApp([says('¿Cuál?', given, 'question.adult.ask')], SAID)).toThrow(/^question\.adult\.ask: /);
  });

  test('a label twice in two lists of one menu', () => {
    const twice = [...options(10), { id: 'place=11', label: 'Lugar 1' }];
    expect(() => fitWhatsApp([says('¿Cuál?', twice)], SAID)).toThrow('stands twice');
  });

  test('a list label of 21 characters, or none', () => {
    expect(() => fitWhatsApp([says('¿Cuál?', options(4))], { ...SAID, list: 'a'.repeat(21) })).toThrow('list label');
    expect(() => fitWhatsApp([says('¿Cuál?', options(4))], { ...SAID, list: '' })).toThrow('list label');
  });

  test('options without any words', () => expect(() => fitWhatsApp([says('', YES_NO)], SAID)).toThrow('no text'));

  test('what is exactly at a limit passes', () => {
    const full = Array.from({ length: 10 }, (_, index) => ({
      id: `${index}`.padEnd(200, 'i'),
      label: `${index}`.padEnd(20, 'l'),
      hint: 'h'.repeat(72),
    }));
    expect(fitWhatsApp([says('¿Cuál?', full)], { ...SAID, list: 'a'.repeat(20) })).toHaveLength(1);
  });
});

describe('SMS: one text, each option a line with its digit', () => {
  test('in letters that cost least', () => {
    const fitted = fitSms([says('¡Hola! Está en Camino.'), says('¿Tiene 18 años o más?', YES_NO)], SAID);
    expect(fitted).toEqual([
      {
        layout: 'numbered',
        text: '¡Hola! Esta en Camino.\n\n¿Tiene 18 años o mas?\n1 Si\n2 No',
        options: YES_NO,
      },
    ]);
    expect(segments(fitted[0]?.text ?? '')).toEqual({ encoding: 'GSM-7', count: 1 });
  });

  test('a hint stands behind its label', () => {
    expect(fitSms([says('¿Cuál?', options(1, 'junto al río'))], SAID)[0]?.text).toBe('¿Cual?\n1 Lugar 1: junto al rio');
  });

  test('words without options are a text', () => {
    expect(fitSms([says('Uno.'), says('Dos.')], SAID)).toEqual([{ layout: 'text', text: 'Uno.\n\nDos.', options: [] }]);
  });

  test('nothing said is nothing sent', () => expect(fitSms([says('')], SAID)).toEqual([]));

  test('two menus count on, so that every digit means one thing', () => {
    const [message] = fitSms([says('Uno', YES_NO), says('Dos', options(2))], SAID);
    expect(message?.text).toBe('Uno\n1 Si\n2 No\n\nDos\n3 Lugar 1\n4 Lugar 2');
    expect(message?.options).toEqual([...YES_NO, ...options(2)]);
  });

  test('many options are all there', () => {
    const [message] = fitSms([says('¿Cuál?', options(25))], SAID);
    expect(message?.text.split('\n').at(-1)).toBe('25 Lugar 25');
    expect(message?.options).toHaveLength(25);
  });

  test('a text too dear to send unasked is cut between sentences: the question stays, the rest waits for MORE', () => {
    const told = Array.from({ length: 20 }, () => sentence(100)).join(' ');
    const [first, ...rest] = fitSms([says(told), says('¿Cuál?', YES_NO)], SAID);
    expect(first).toMatchObject({ layout: 'numbered', options: YES_NO });
    expect(first?.onDemand).toBeUndefined();
    expect(first?.text).toMatch(/pal\.\n\nEscriba MAS\.\n\n¿Cual\?\n1 Si\n2 No$/);
    expect(rest.map(({ layout, onDemand, options }) => ({ layout, onDemand, options }))).toEqual(
      rest.map(() => ({ layout: 'text', onDemand: true, options: [] })),
    );
    const pages = [first?.text.split('\n\n')[0], ...rest.map(({ text }) => text.replace('\n\nEscriba MAS.', ''))];
    expect(pages.join(' ')).toBe(told);
    expect(rest.at(-1)?.text).not.toContain('MAS');
    for (const { text } of [first, ...rest].filter((message) => message !== undefined))
      expect(segments(text).count).toBeLessThanOrEqual(6);
  });

  test('a little over is sent whole', () => {
    expect(fitSms([says(sentence(7 * 153))], SAID)).toHaveLength(1);
    expect(fitSms([says(`${sentence(7 * 153)} Más.`)], SAID)).toHaveLength(2);
  });

  test('exactly at the limit is one message, and no part exceeds what Twilio takes', () => {
    expect(fitNumbered([says(sentence(1550))])).toHaveLength(1);
    const parts = fitNumbered([says(`${sentence(1000)} ${sentence(1000)} ${sentence(1000)}`)]);
    expect(parts).toHaveLength(3);
    for (const part of parts) expect(part.text.length).toBeLessThanOrEqual(1600);
  });

  test('no part exceeds what Twilio takes, also when a sign grows in plain letters or the question itself is long', () => {
    const long = [...fitSms([says('…'.repeat(1000))], SAID), ...fitSms([says(sentence(1800), YES_NO)], SAID)];
    for (const { text } of long) expect(text.length).toBeLessThanOrEqual(1600);
    expect(long.at(-1)).toMatchObject({ layout: 'numbered', options: YES_NO });
  });
});

describe('SMS from a number whose answers never arrive', () => {
  test('tells without a menu nobody could answer, and says where to write', () => {
    expect(fitOneWay([says('Cerró en enero.'), says('¿Qué quiere hacer?', YES_NO)], SAID)).toEqual([
      { layout: 'text', text: 'Cerro en enero.\n\n¿Qué quiere hacer?\n\nEscribanos por WhatsApp.', options: [] },
    ]);
  });

  test('nothing said is nothing sent', () => expect(fitOneWay([says(' ')], SAID)).toEqual([]));
});
