import { expect, test } from '@jest/globals';
import { onceFor, Remembered } from '../../src/language/remembered.ts';

test('what was found is not looked for again, until there is too much of it', () => {
  const lookedFor: string[] = [];
  const remembered = new Remembered<string>(2);
  const find = (name: string) =>
    remembered.get(name, () => {
      lookedFor.push(name);
      return name.toUpperCase();
    });
  expect(['a', 'b', 'a', 'b'].map(find)).toEqual(['A', 'B', 'A', 'B']);
  expect(lookedFor).toEqual(['a', 'b']);
  expect(['c', 'c', 'a'].map(find)).toEqual(['C', 'C', 'A']);
  expect(lookedFor).toEqual(['a', 'b', 'c', 'a']);
});

test('what is worked out for one thing is not given for another that looks the same', () => {
  let times = 0;
  const numberOf = onceFor((_thing: { name: string }) => {
    times += 1;
    return times;
  });
  const [one, other] = [{ name: 'x' }, { name: 'x' }];
  expect([one, other, one, other].map(numberOf)).toEqual([1, 2, 1, 2]);
});
