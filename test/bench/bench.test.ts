import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Measured } from '../../bench/measure.ts';

test('the whole bench runs: everyone is answered by each subject, on empty tables and on full ones', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'camino-bench-'));
  const out = join(folder, 'bench.json');
  const args = ['--people', '5', '--seconds', '2', '--reports', '1', '--populate', '50', '--out', out];
  const bench = spawn(process.execPath, ['--import', 'tsx', 'bench/bench.ts', ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect(await once(bench, 'exit')).toEqual([0, null]);

  const { lines } = JSON.parse(readFileSync(out, 'utf8')) as { lines: Measured[] };
  expect(lines.map(({ subject, populated }) => [subject, populated])).toEqual([
    ['camino', 0],
    ['sample', 0],
    ['floor', 0],
    ['camino', 50],
  ]);
  for (const { answered, unanswered, refused } of lines) {
    expect(answered).toBeGreaterThan(5);
    expect({ unanswered, refused }).toEqual({ unanswered: 0, refused: 0 });
  }
  expect(lines[0]?.statements).toBeGreaterThan(10);
  rmSync(folder, { recursive: true });
}, 120_000);
