import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { firstPlace, type Place, takeStep } from '../../src/exploration/talk.ts';
import type { Language } from '../../src/language/language.ts';
import { MOST_IN_GROUP, TOPIC_GROUPS } from '../../src/screening/programme.ts';
import { partsOn } from '../../src/screening/standing.ts';
import { readHouse } from '../../src/start/read-house.ts';
import { start, type World, welcomed } from '../support/talk.ts';

const house = await readHouse('programme', 'demonstration');
const DAY = '2026-11-26';

/** At the menu, with consent, in a language. */
async function atTheMenu(language: Language, day = DAY): Promise<Place> {
  const place = firstPlace();
  const known = { ...place.known, language, consent: 'given' } as const;
  const { to } = await takeStep({ house, language, day }, { ...place, known }, step('zxq'));
  return to;
}

const step = (said: string) => ({
  name: said,
  content: /^[\w.-]+=/.test(said)
    ? ({ kind: 'choice', id: said, title: said } as const)
    : ({ kind: 'text', text: said } as const),
  option: false,
});

async function answerTo(language: Language, said: string, day = DAY) {
  const place = await atTheMenu(language, day);
  return takeStep({ house, language, day }, place, step(said));
}

/** What people ask today, in words that stand in no example, and the topic that must answer. */
const ASKED: readonly (readonly [Language, string, string])[] = [
  ['es', 'Ya tengo cinco años con el PPT, ¿me dan la residencia?', 'residence-by-time.visa-r'],
  ['es', 'Tengo PPT, ¿qué pasa en 2031?', 'residence-by-time.year-2031'],
  ['ht', 'Mwen gen senk an ak PPT, èske m ka gen rezidans?', 'residence-by-time.visa-r'],
  ['es', '¿van a dar un permiso nuevo a los que no tenemos papeles?', 'new-permit.nothing-known'],
  ['ht', 'èske y ap bay yon nouvo pèmi pou moun ki pa gen papye?', 'new-permit.nothing-known'],
  ['es', 'boté mi PPT en la calle, ¿cómo pido otro?', 'ppt-trouble.lost'],
  ['ht', 'm pèdi PPT mwen nan mache a, kijan pou m refè l?', 'ppt-trouble.lost'],
  ['es', 'mi salvoconducto sc2 se vence el viernes, ¿cómo lo renuevo?', 'sc-2.renew'],
  ['ht', 'SC-2 mwen an ap ekspire vandredi, kote pou m renouvle l?', 'sc-2.renew'],
  ['es', 'hice la solicitud del PEP-Tutor y no me han contestado', 'pep-tutor-wait.late'],
  ['ht', 'm te fè demann PEP-Tutor a epi yo poko reponn mwen', 'pep-tutor-wait.late'],
  ['es', '¿cómo hago para sacar el pasaporte venezolano en Colombia?', 'venezuelan-passport.how'],
  ['ht', 'kijan pou m renouvle paspò venezyelyen mwen nan Kolonbi?', 'venezuelan-passport.how'],
  ['es', '¿será seguro regresar a Venezuela con mis hijos?', 'going-home.not-known'],
  ['ht', 'èske li san danje pou m tounen Ayiti ak pitit mwen?', 'going-home.not-known'],
  ['es', 'estoy varada en Panamá y quiero regresar a Colombia', 'stuck-on-the-way.no-corridor'],
  ['ht', 'm bloke Panama, m vle desann Kolonbi', 'stuck-on-the-way.no-corridor'],
  ['es', '¿qué documentos piden para cruzar la frontera con Venezuela?', 'border-card.not-known'],
  ['ht', 'ki papye yo mande pou travèse fwontyè Venezyela a?', 'border-card.not-known'],
  ['es', 'mi niña nació en Cúcuta, ¿tiene la nacionalidad colombiana?', 'born-in-colombia.venezuelan-parents'],
  ['ht', 'tibebe m nan fèt Medellín, èske l gen nasyonalite kolonbyen?', 'born-in-colombia.venezuelan-parents'],
  ['es', 'mi papá es de Colombia pero yo nací en Venezuela, ¿cómo saco la cédula?', 'children-of-colombians.by-birth'],
  ['ht', 'manman m se Kolonbyen men m fèt Venezyela, kijan m ka fè sedila?', 'children-of-colombians.by-birth'],
  ['es', '¿cómo convalido mi título de enfermera?', 'school-and-degrees.degrees'],
  ['ht', 'kijan pou yo rekonèt diplòm enfimyè mwen isit?', 'school-and-degrees.degrees'],
  ['es', '¿me reciben en el hospital si no tengo PPT?', 'health.emergency'],
  ['ht', 'èske lopital la ka resevwa m si m pa gen PPT?', 'health.emergency'],
  ['es', 'el jefe no me quiere pagar lo que trabajé', 'work-rights.same-rights'],
  ['ht', 'patwon m nan pa vle peye m jou m te travay yo', 'work-rights.same-rights'],
  ['es', 'no tenemos dónde dormir esta noche, ¿hay algún albergue?', 'food-and-shelter.where'],
  ['ht', 'nou pa gen kote pou n dòmi aswè a, èske gen yon abri?', 'food-and-shelter.where'],
  ['es', 'Migración me puso una multa, ¿qué hago?', 'fines-and-orders.who'],
  ['ht', 'Migración ban m yon amann, kisa pou m fè?', 'fines-and-orders.who'],
  ['es', 'soy colombiano, me deportaron de Estados Unidos, ¿quién me ayuda?', 'deported-from-us.reception'],
  ['ht', 'yo depòte m sot Etazini, mwen nan Bogotá, ki moun k ap ede m?', 'deported-from-us.reception'],
  ['es', 'a mi prima se le acabó el TPS en Florida, ¿qué puede hacer?', 'us-tps.changes'],
  ['ht', 'TPS kouzin mwen an fini Florid, kisa li ka fè?', 'us-tps.changes'],
  ['es', '¿todavía puedo pedir asilo en la frontera de Estados Unidos?', 'us-border.closed'],
  ['ht', 'èske m ka mande azil toujou sou fwontyè Etazini?', 'us-border.closed'],
  ['es', 'quiero sacar visa de turista para Estados Unidos', 'us-visitor-visa.stopped'],
  ['ht', 'm ta renmen fè viza touris pou Etazini', 'us-visitor-visa.stopped'],
  ['es', '¿cómo me meto en la regularización de España?', 'spain-papers.over'],
  ['ht', 'kijan pou m antre nan regilarizasyon Espay la?', 'spain-papers.over'],
  ['es', '¿es más fácil sacar papeles en Chile o en Perú?', 'south-america.brazil'],
  ['ht', 'èske li pi fasil pou jwenn papye Chili oswa Perou?', 'south-america.brazil'],
  ['fr', "mon bébé est né à Cali, est-ce qu'il a la nationalité colombienne ?", 'born-in-colombia.venezuelan-parents'],
  ['fr', 'est-ce dangereux de rentrer en Haïti maintenant ?', 'going-home.not-known'],
  ['fr', 'le patron ne veut pas payer mon mois de travail', 'work-rights.same-rights'],
  ['pt', 'perdi meu PPT na rua, como peço outro?', 'ppt-trouble.lost'],
  ['pt', 'o hospital recebe a gente sem PPT?', 'health.emergency'],
  ['pt', 'meu SC-2 vence na sexta, onde renovo?', 'sc-2.renew'],
  ['en', 'my cousin lost his TPS status, what should he do?', 'us-tps.changes'],
  ['en', 'can we get treated in the hospital without PPT?', 'health.emergency'],
  ['en', 'five years with PPT, can I ask for residence now?', 'residence-by-time.visa-r'],
];

describe('what people ask today', () => {
  test.each(ASKED)(
    '%s "%s" is answered with its source, and the menu asked again',
    async (language, question, part) => {
      const { turn } = await answerTo(language, question);
      const said = turn.replies.map(({ key }) => key);
      const at = said.indexOf(`topic.${part}`);
      expect(said).toContain(`topic.${part}`);
      // Two parts from one page name it once, behind the last.
      expect(said.slice(at).some((key) => key.startsWith('source'))).toBe(true);
      expect(said.at(-1)).toBe('menu.ask');
    },
  );

  test.each([
    ['es', '¿hay algo nuevo?'],
    ['ht', 'èske gen yon bagay nouvo?'],
  ] as const)('%s "%s" tells what is open today', async (language, question) => {
    const { turn } = await answerTo(language, question);
    expect(turn.replies.map(({ key }) => key)).toContain('information.open');
  });

  test('before a topic had anything to say, the wider one answers', async () => {
    const { turn } = await answerTo('es', 'soy colombiano y me deportaron de estados unidos', '2023-11-15');
    expect(turn.replies.map(({ key }) => key)).toContain('topic.deportation-fear.not-anybody');
  });
});

describe('the menu of topics', () => {
  const optionsOf = async (said: string, language: Language = 'es') => {
    const { turn } = await answerTo(language, said);
    return turn.replies.at(-1)?.options.map(({ id }) => id) ?? [];
  };

  test('is a list of groups that fits, and every topic with something to say today stands in one that fits', async () => {
    const groups = (await optionsOf('go=topics')).filter((id) => id.startsWith('group='));
    expect(groups).toEqual(TOPIC_GROUPS.map((group) => `group=${group}`));
    const shown: string[] = [];
    for (const group of groups) {
      const options = await optionsOf(group);
      const topics = options.filter((id) => id.startsWith('topic='));
      expect(topics.length).toBeLessThanOrEqual(MOST_IN_GROUP);
      expect(options.slice(-2)).toEqual(['topics=0', 'go=menu']);
      shown.push(...topics);
    }
    const today = [...house.programme.topics.values()].filter((topic) => partsOn(topic, DAY as never).length > 0);
    expect(shown.sort()).toEqual(today.map(({ id }) => `topic=${id}`).sort());
  });

  test.each(['topics=0', 'topics=8', 'topics=16'])('an old %s still leads to the questions', async (old) => {
    const { turn } = await answerTo('es', old);
    expect(turn.replies.at(-1)?.key).toBe('topics.ask');
  });

  test('an old topic of a message further up is told from anywhere', async () => {
    const { turn } = await answerTo('ht', 'topic=darien');
    const said = turn.replies.map(({ key }) => key);
    expect(said[0]).toMatch(/^topic\.darien\./);
    expect(said.at(-1)).toBe('menu.ask');
  });
});

describe('on the phone', () => {
  let world: World;
  beforeAll(async () => {
    world = await start({ on: DAY });
  });
  afterAll(() => world.close());

  test.each(['whatsapp', 'sms'] as const)('a topic is found through its group, on %s', async (channel) => {
    const person = world.someone(channel);
    await welcomed(person, 'es');
    await person.taps('go=topics');
    expect(person.heard).toEqual(['topics.ask']);
    await person.taps('group=family');
    expect(person.heard).toEqual(['topics.ask']);
    await person.taps('topics=0');
    await person.taps('group=family');
    await person.taps('topic=born-in-colombia');
    expect(person.heard).toContain('topic.born-in-colombia.how');
    expect(person.heard.at(-1)).toBe('menu.ask');
  });

  test('by SMS the name of a topic may be typed where it is shown', async () => {
    const person = world.someone('sms');
    await welcomed(person, 'es');
    await person.taps('go=topics');
    await person.taps('group=living');
    await person.says('salud');
    expect(person.heard).toContain('topic.health.emergency');
  });
});
