import { beforeAll, describe, expect, test } from '@jest/globals';
import type { House } from '../../src/conversation/house.ts';
import { thresholdsOf } from '../../src/judging/exchange.ts';
import { optionAgain, sayAgain } from '../../src/staff/case/said-again.ts';
import { tongueOf } from '../../src/staff/frame/tongue.ts';
import { readHouse } from '../../src/start/read-house.ts';

let house: House;
beforeAll(async () => {
  house = await readHouse('programme', 'demonstration');
});

const spanish = () => tongueOf(house, 'es');

/** What was said in Haitian Creole with values in it, and the same in Spanish. */
function again(key: string, values: (words: (key: string, values?: object) => string) => Record<string, string>) {
  const inCreole = values((name, more) => house.words.say('ht', name, { ...more }));
  const said = house.words.say('ht', key, inCreole);
  const expected = house.words.say(
    'es',
    key,
    values((name, more) => house.words.say('es', name, { ...more })),
  );
  expect(sayAgain(house, spanish(), { key, values: inCreole, words: said }, null)).toEqual({
    spoken: 'ht',
    words: expected,
  });
}

describe('what was put into a sentence in the person’s language is said in the adviser’s', () => {
  test('all pathways in one list', () => {
    const ids = [...house.programme.pathways.keys()];
    again('not-now', (words) => ({ names: ids.map((id) => words(`pathway.${id}.name`)).join(', ') }));
  });

  test('what is closed, with since when', () => {
    const groups = [...house.programme.pathways.values()].slice(0, 3).map(({ id, versions }) => {
      return { id, since: `${versions[0]?.inForce.from.slice(0, 7)}-01` };
    });
    again('closed', (words) => ({
      names: groups
        .map(({ id, since }) => words('closed.since', { names: words(`pathway.${id}.name`), since }))
        .join('; '),
    }));
  });

  test('why a question is asked, and what a question asks, with its day', () => {
    for (const id of house.programme.questions.keys()) {
      again('why.question', (words) => ({ reason: words(`question.${id}.why`) }));
      for (const date of thresholdsOf(house.programme, id))
        again('why.change.answer', (words) => ({ question: words(`question.${id}.ask`, { date }) }));
    }
  });

  test('what each help line is for', () => {
    for (const { id, number } of house.helplines)
      again('helpline.urgent', (words) => ({ what: words(`helpline.${id}.what`), number }));
  });
});

test('a name that is nobody’s to translate stays, and a sentence the catalogue has lost is not made up', () => {
  const kept = { key: 'asked.office', values: { office: 'Non', address: 'Calle 1' }, words: 'Non: Calle 1.' };
  expect(sayAgain(house, spanish(), kept, 'ht').words).toBe('Non: Calle 1.');
  const lost = { key: 'no.such.sentence', values: {}, words: 'Bonjou' };
  expect(sayAgain(house, spanish(), lost, 'ht')).toEqual({ spoken: null, words: null });
});

test('the label of an option is said as its own question says it', () => {
  for (const value of house.programme.questions.get('papers' as never)?.values ?? []) {
    const key = `question.papers.option.${value}`;
    const label = optionAgain(house, spanish(), 'ht', {
      label: house.words.say('ht', key),
      near: 'question.papers.ask',
    });
    expect(label).toBe(house.words.say('es', key));
  }
});

test('a time that could be chosen is said again by the clock of its office', () => {
  const startsAt = Date.parse('2023-11-16T14:00:00Z');
  const words = (language: 'ht' | 'es') =>
    house.words.say(language, 'booking.slot.option', { starts: '2023-11-16T09:00' });
  const option = { label: words('ht'), id: `slot=${startsAt}:soacha:safe-mobility-colombia`, near: 'booking.slot.ask' };
  expect(optionAgain(house, spanish(), 'ht', option)).toBe(words('es'));
});
