import { expect, test } from '@jest/globals';
import { Gathering } from '../../src/ops/gathering.ts';

/** A gathering that is sent when the test says so, and what it was sent. */
function gathering(most: number, fails: (group: readonly number[]) => Error | null = () => null) {
  const groups: number[][] = [];
  let open: () => void = () => undefined;
  let gate: Promise<void> = Promise.resolve();
  const gathered = new Gathering<number, string>(
    most,
    async (group) => {
      groups.push([...group]);
      await gate;
      const error = fails(group);
      if (error !== null) throw error;
      return group.map((item) => `stored ${item}`);
    },
    (error) => (error as Error).message === 'one is bad',
  );
  return {
    gathered,
    groups,
    hold: () => {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release: () => open(),
  };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

test('what arrives while one group is on its way goes together in the next, in order', async () => {
  const { gathered, groups, hold, release } = gathering(100);
  hold();
  const first = gathered.add(1);
  await tick();
  const others = [2, 3, 4].map((item) => gathered.add(item));
  expect(gathered.waiting).toBe(3);
  release();
  expect(await Promise.all([first, ...others])).toEqual(['stored 1', 'stored 2', 'stored 3', 'stored 4']);
  expect(groups).toEqual([[1], [2, 3, 4]]);
});

test('no group is larger than it may be', async () => {
  const { gathered, groups } = gathering(2);
  await Promise.all([1, 2, 3, 4, 5].map((item) => gathered.add(item)));
  expect(groups).toEqual([[1, 2], [3, 4], [5]]);
});

test('one that cannot be sent costs the others nothing: it is found by halving', async () => {
  const { gathered } = gathering(100, (group) => (group.includes(5) ? new Error('one is bad') : null));
  const results = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7, 8].map((item) => gathered.add(item)));
  expect(results.map(({ status }) => status === 'fulfilled')).toEqual([
    true,
    true,
    true,
    true,
    false,
    true,
    true,
    true,
  ]);
});

test('where nothing can be sent, all are told so, and the next group is tried', async () => {
  let isDown = true;
  const { gathered, groups } = gathering(100, () => (isDown ? new Error('down') : null));
  const results = await Promise.allSettled([1, 2].map((item) => gathered.add(item)));
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(groups).toEqual([[1, 2]]);
  isDown = false;
  expect(await gathered.add(3)).toBe('stored 3');
});
