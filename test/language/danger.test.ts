import { describe, expect, test } from '@jest/globals';
import { Hearing } from '../../src/language/hearing.ts';
import type { Language } from '../../src/language/language.ts';
import { EARS } from '../support/ears.ts';

const hear = (text: string, language: Language) => new Hearing(EARS, text, language).danger;

/** Deaf spots that readers of each language found: every one is a thing people say. */
const CRIES: Readonly<Partial<Record<Language, readonly string[]>>> = {
  es: [
    'me quieren pelar',
    'me van a picar',
    'nos van a quebrar',
    'bienen por mi',
    'saben donde estudia mi hija',
    'me dieron 24 horas para salir',
    'me echaron plomo',
    'me metio un coñazo',
    'me cayo a golpes',
    'me quiso prender fuego',
    'se aprovecho de mi',
    'mi padrastro me toca',
    'nos estan vacunando',
    'si no consigno matan a mi papa',
    'el coyote no me suelta',
    'nos tienen en una bodega',
    'no me quiere dar el pasaporte mi jefe',
    'debo millones y no puedo irme',
    'no consigo a mi hijo',
    'se me perdio mi nena',
    'tengo 17 ando sola',
    'me separaron de mis niños',
    'mi hija se corta los brazos',
    'me quiero morí',
    'nadie me extrañaria',
    'voy a parir',
    'no puedo respira',
    'se volteo la lancha',
    'me están matando',
    'mi marido me pega y lee mi teléfono',
  ],
  ht: [
    'mari m konn leve men sou mwen',
    'li fout mwen kou',
    'yo vle fini avè m',
    'yo boule kay nou',
    'yo fòse m vwayaje',
    'patwon an gen paspò m',
    'li pa vle ban m paspò m',
    'yo mande lajan pou lage m',
    'm se yon restavèk',
    'mwen gen 15 lane mwen pou kò m',
    'manman m lage m',
    'm pa ka jwenn pitit mwen',
    'm ap fè foskouch',
    'pitit mwen ap fè kriz',
    'm pran anpil medikaman',
    'm vle mete fen ak lavi m',
    'pito m te mouri',
    'vi m pa gen sans',
    'lʼap bat li',
  ],
  fr: [
    'ils veulent me tué',
    'ils vont m’assassiner',
    'je vais me donner la mort',
    'je préfère la mort',
    'on m’a vendu',
    'on ma enlevé',
    'refuse de me donner mon passeport',
    'pas le droit de sortir de la maison',
    'les guides nous gardent et demandent une rançon',
    'mon fils n’est jamais arrivé',
    'on est perdus dans la jungle',
    'le bateau a chaviré',
    'ma femme va accoucher',
    'mon mari m’a battue pour rien',
    'Jʼai envie dʼen finir',
  ],
  pt: [
    'o patrão tá com meu passaporte',
    'não quer me devolver o passaporte',
    'me venderam',
    'levei porrada do meu marido',
    'vão me mata',
    'meu marido mim bate',
    'meu padrasto me toca',
    'quero me mata',
    'vontade de sumir da vida',
    'sem notícias do meu filho que ficou na selva',
    'tenho 14 anos e viajo sozinho',
    'o barco virou',
    'meu bebê está morrendo de fome',
    'nos perdemos na selva',
  ],
  en: [
    'they will kill us',
    'he choked me',
    'he has a knife and is outside my house',
    'he forced me to have sex',
    'my boss has my passport',
    'they locked us and wont let us go',
    'i cannot find my son',
    'i am 15 and alone',
    'i took pills i want to end it',
    'my water broke',
    'i can´t breathe',
    'she is bleeding and pregnant',
  ],
};

/** What only sounds alike: each set off an alarm once, most of them in the middle of the trade. */
const HARMLESS: Readonly<Partial<Record<Language, readonly string[]>>> = {
  es: [
    'trabajo con machete en la finca',
    'soy cocinero y uso cuchillo',
    'mi niño solo tiene 2 años',
    'hace 3 años se perdió mi pasaporte',
    'no puedo salir de Colombia con el SC-2',
    'el sistema no me deja continuar',
    'me ahogo con tantos papeles',
    'quiero desaparecer de la lista',
    'me muero de hambre',
    'quiero matar la saudade',
  ],
  ht: [
    'mwen gen 35 an m pou kont mwen',
    'sa fè 3 an m pou kont mwen isit la',
    'konsila a pran paspò m pou viza a',
    'tanpri pa kite m tann',
    'mesaj la te la epi li disparèt',
  ],
  fr: [
    'je n’ai jamais payé',
    'la situation m’a obligé à quitter Haïti',
    'j’ai envie de vivre au Canada',
    'mes parents sont partis aux États-Unis',
    'le réseau est trop faible',
    'je veux sauter cette question',
  ],
  pt: [
    'quero matar a saudade da minha família',
    'caí em golpes',
    'vale a pena viver nos Estados Unidos?',
    'a embaixada ficou com meu passaporte para o visto',
    'a fome me obrigou a sair do meu país',
  ],
  en: [
    'please let me leave the page',
    'can you sell me a place',
    'i work with a cutlass on the farm',
    'i am dying of hunger',
  ],
};

describe.each(Object.entries(CRIES))('a cry for help in %s', (language, cries) => {
  test.each(cries)('"%s" is heard', (cry) => {
    expect(hear(cry, language as Language)).not.toBeNull();
  });
});

describe.each(Object.entries(HARMLESS))('no siren in %s', (language, sentences) => {
  test.each(sentences)('for "%s"', (sentence) => {
    expect(hear(sentence, language as Language)?.isSure ?? false).toBe(false);
  });
});

/** Who does the killing decides: others, or the person's own hand. */
type Killers = { readonly others: readonly string[]; readonly self: readonly string[] };
const KILLERS: Readonly<Partial<Record<Language, Killers>>> = {
  en: {
    others: [
      'they will kill me',
      'they will kill me, he is at my door',
      'my husband wants to kill me',
      'they will unalive me',
    ],
    self: ['i will kill myself', 'i want to die', 'i wil kill my self', 'i want to unalive myself'],
  },
  es: {
    others: ['me van a matar', 'quieren matarme', 'me intentan matar', 'juró matarme', 'me matarán'],
    self: ['me quiero matar', 'voy a matarme', 'quiero morir'],
  },
  ht: {
    others: ['yo pral touye m', 'y ap touye m', 'y ap touye nou tout'],
    self: ['m ap touye tèt mwen', 'map touye nou tout', 'mwen vle mouri'],
  },
  fr: {
    others: ['ils vont me tuer', 'il veu me tuer', 'ils me tueront', 'si je rentre ils me tuent'],
    self: ['je vais me tuer', 'jveux me tuer', 'je me tue'],
  },
  pt: {
    others: ['vão me matar', 'querem me matar', 'ele vai nos matar'],
    self: ['vou me matar', 'quero me matar', 'penso em me matar'],
  },
};

describe.each(Object.entries(KILLERS))('who kills, in %s', (language, { others, self }) => {
  test.each(others)('"%s" is violence', (text) => {
    expect(hear(text, language as Language)).toMatchObject({ danger: 'violence', isSure: true });
  });
  test.each(self)('"%s" is suicide', (text) => {
    expect(hear(text, language as Language)).toMatchObject({ danger: 'suicide', isSure: true });
  });
});

describe.each([
  [
    'es',
    ['¿y mi hijo?', 'y mi hija puede ir?', 'y mis hijos?'],
    ['perdí a mi hijo', 'se llevaron a mi hijo', 'mi hijo está solo'],
  ],
  [
    'en',
    ['and my son?', 'and my children?'],
    ['i lost my son', 'and my son? i cant find him', 'where are my children'],
  ],
  ['ht', ['e pitit mwen?', 'e timoun yo?'], ['m pèdi pitit mwen', 'e pitit mwen? m pa jwenn li']],
  ['fr', ['et mon fils ?', 'et mes enfants ?'], ['j’ai perdu mon fils', 'et mon fils ? je ne le trouve pas']],
  ['pt', ['e meu filho?', 'e minhas filhas?'], ['perdi meu filho', 'e meu filho sumiu']],
] as const)('a child in %s', (language, questions, cries) => {
  test.each(questions)('"%s" only asks on', (text) => {
    expect(hear(text, language)).toBeNull();
  });
  test.each(cries)('"%s" is a cry', (text) => {
    expect(hear(text, language)?.danger).toBe('child');
  });
});

describe('what turns a siren into a question', () => {
  test.each([
    ['mi marido me pega', true],
    ['no me pega', false],
    ['hace 5 años mi marido me pegaba', false],
    ['en la pelicula lo van a matar', false],
  ])('"%s": sure %s', (text, isSure) => {
    expect(hear(text, 'es')?.isSure ?? false).toBe(isSure);
  });

  test('a saying takes its own words away, and none beside it', () => {
    expect(hear('me muero de hambre y mi marido me pega', 'es')?.danger).toBe('violence');
  });
});

test('a cry is heard in a talk in another language', () => {
  expect(hear('yo vle touye m', 'es')).toMatchObject({ danger: 'violence', language: 'ht' });
  expect(hear('mi marido me pega', 'en')).toMatchObject({ danger: 'violence', language: 'es' });
});

describe('rubbish sets off nothing, and is done with at once', () => {
  test.each([
    'x'.repeat(10_000),
    'hola '.repeat(2000),
    '🦜'.repeat(3000),
    '\u202e\u200b\u2066'.repeat(2000),
    'ชื่อ 你好 привет مرحبا ',
    'e\u0301'.repeat(3000),
    'ＨＯＬＡ ＱＵＥ ＴＡＬ',
    'Reenvía este mensaje a 15 personas: el que no lo haga tendrá mala suerte, una niña no lo creyó y la iban a matar. Amén',
  ])('%#', (rubbish) => {
    const hearing = new Hearing(EARS, rubbish, 'es');
    expect(hearing.danger?.isSure ?? false).toBe(false);
    expect(hearing.nearest).toBeTruthy();
  });
});
