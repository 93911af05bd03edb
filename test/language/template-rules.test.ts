import { describe, expect, test } from '@jest/globals';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { loadCatalogues, readLimits } from '../../src/files/word-files.ts';
import type { Catalogue, Catalogues } from '../../src/language/catalogue.ts';
import { LANGUAGES } from '../../src/language/language.ts';
import { limitProblems } from '../../src/language/limits.ts';
import { fillTemplate, type Template, versionsOf } from '../../src/language/template.ts';
import { templateWordProblems } from '../../src/language/template-rules.ts';
import { createWords } from '../../src/language/words.ts';

const [loaded, limits, words] = await Promise.all([
  loadProgramme('programme'),
  readLimits('locales'),
  loadCatalogues('locales'),
]);
if (!loaded.ok || !limits.ok || !words.ok) throw new Error('The programme or its words cannot be read: see check.');
const { templates } = loaded;
const { catalogues } = words;
const spoken = createWords(catalogues);

const REMINDER = templates.find(({ id }) => id === 'appointment-reminder') as Template;

/** The catalogues with one Spanish sentence of the reminder changed. */
function changed(key: string, sentence: string): Catalogues {
  return { ...catalogues, es: new Map([...catalogues.es, [key, sentence]]) as Catalogue };
}

const told = (sentence: string, key = 'template.appointment-reminder') =>
  templateWordProblems(changed(key, sentence), templates).map((problem) => `${problem.key}: ${problem.message}`);

test('nothing is wrong with ours', () => {
  expect(templateWordProblems(catalogues, templates)).toEqual([]);
});

describe('what Meta refuses is told before it is sent there', () => {
  const good = 'Usted tiene una cita: {{starts, when}}, en {{place}}, con el código {{code}}. ¿Va a venir?';
  test.each([
    ['begins with a value: Meta refuses that', good.replace('Usted tiene una cita: ', '¡')],
    ['ends with a value: Meta refuses that', good.replace(' ¿Va a venir?', '')],
    [
      'has two values side by side: Meta refuses that. Put a word between them',
      good.replace('en {{place}}', '{{place}}'),
    ],
    [
      'has 8 words with its 3 values; Meta wants 10 at least',
      '¡Cita! {{starts, when}} en {{place}} con código {{code}}, ¿va a venir?'.replace(', ¿va a', ''),
    ],
    ['has 1080 characters, Meta takes 1024', `${good}${' Venga.'.repeat(144)}`],
    ['has more than one line: providers differ in whether they take it', good.replace('. ¿', '.\n¿')],
    [
      'has no {{code}}, which programme/templates/appointment-reminder.yaml fills',
      good.replace('{{code}}', 'que tiene'),
    ],
    [
      'has {{office}}, which is none of the values in programme/templates/appointment-reminder.yaml',
      `${good} {{office}}.`,
    ],
    ['has {{place}} twice', good.replace('¿Va', 'En {{place}}. ¿Va')],
  ])('%s', (message, sentence) => {
    expect(told(sentence)).toEqual([`template.appointment-reminder: ${message}`]);
  });

  test.each([
    ['has 26 characters, Meta takes 25 on a button', 'Sí, voy a ir a esa cita ya'],
    ["says 'No puedo ir' like another button of it", 'No puedo ir'],
    ['is a button, which nothing can fill', 'Sí, {{place}}'],
  ])('of a button: %s', (message, label) => {
    const [first] = told(label, 'template.appointment-reminder.button.come');
    const second = 'template.appointment-reminder.button.cannot';
    expect(first).toBe(`${label === 'No puedo ir' ? second : 'template.appointment-reminder.button.come'}: ${message}`);
  });
});

describe('whoever holds the phone reads nothing of why', () => {
  test.each([
    ['es', 'su solicitud de asilo', 'asilo'],
    ['es', 'lleve sus papeles', 'papeles'],
    ['ht', 'pote papye ou yo', 'papye'],
    ['ht', 'nan peyi sa a', 'peyi'],
    ['fr', 'la protection des réfugiés', 'refugies'],
    ['pt', 'o programa', 'programa'],
    ['en', 'your migration documents', 'migration'],
  ] as const)('%s: %s', (language, said, word) => {
    const one = Object.fromEntries(
      LANGUAGES.map((each) => [each, new Map(each === language ? [['template.place-gone', said]] : [])]),
    ) as unknown as Catalogues;
    expect(limitProblems(one, createWords(one), limits.content).map(({ message }) => message)).toEqual([
      `says '${word}': whoever holds the phone would read it`,
    ]);
  });
});

describe('a template that is filled', () => {
  const values = { starts: '2023-11-23T09:30', place: 'Soacha', code: 'BCD-FGH' };
  const options = ['coming=yes:1', 'coming=no:1', 'coming=move:1'];

  test.each([
    ['es', 'jueves 23 de noviembre de 2023, 09:30', 'No puedo ir'],
    ['ht', 'jedi 23 novanm 2023, 09:30', 'M pa ka vini'],
  ] as const)('says the same as Meta makes of it (%s)', (language, starts, cannot) => {
    const filled = fillTemplate(spoken, REMINDER, language, values, options);
    expect(filled.values).toEqual([starts, 'Soacha', 'BCD-FGH']);
    expect(filled.options[1]).toEqual({ id: 'coming=no:1', label: cannot });
    const version = versionsOf(spoken, REMINDER)[LANGUAGES.indexOf(language)];
    const atMeta = filled.values.reduce(
      (text, value, index) => text.replace(`{{${index + 1}}}`, value),
      version?.body ?? '',
    );
    expect(filled.text).toBe(atMeta);
    expect(version?.examples.join('|')).not.toMatch(/[\n\t{]|^$/);
  });

  test('has no value of two lines, and none that is missing: Meta takes neither', () => {
    const told = fillTemplate(spoken, REMINDER, 'es', { ...values, place: 'San\n\tJosé    del Guaviare' }, options);
    expect(told.values[1]).toBe('San José del Guaviare');
    const without = { starts: values.starts, place: ' ', code: values.code };
    expect(() => fillTemplate(spoken, REMINDER, 'es', without, options)).toThrow("nothing fills 'place'");
  });

  test('knows what each of its buttons means', () => {
    expect(() => fillTemplate(spoken, REMINDER, 'es', values, options.slice(1))).toThrow(
      'has 3 buttons, and 2 options',
    );
  });
});
