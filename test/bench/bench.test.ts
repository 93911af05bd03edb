import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { Minute } from '../../bench/speed/long-run.ts';
import type { Measured } from '../../bench/speed/measure.ts';
import type { Table } from '../../bench/speed/table.ts';

const folder = mkdtempSync(join(tmpdir(), 'camino-bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('each subject answers everyone and takes all reports, until everyone was sent as much as WhatsApp allows', async () => {
  const few = ['--people', '2', '--warm', '50', '--reports', '3', '--lone', '0', '--rounds', '1', '--seconds', '60'];
  const [table] = (await bench(...few, '--subjects', 'camino,sample,undici,floor')).tables;
  expect(table?.lines.map(({ subject }) => subject)).toEqual(['camino', 'sample', 'undici', 'floor']);
  expect(table?.ratios.map(({ rounds }) => rounds.length)).toEqual([1, 1, 1, 1, 1, 1]);
  expectAnswers(table);
  for (const { isCut, answered, reported } of table?.lines ?? []) {
    expect(isCut).toBe(true);
    // More than two could be sent: those who had warmed the server up took over.
    expect(answered).toBeGreaterThan(2 * 45);
    expect(reported / answered).toBeGreaterThan(2.9);
  }
  expect(table?.lines[0]?.statements).toBeGreaterThan(0);
}, 120_000);

test('full tables stand beside empty ones, with other people in each round', async () => {
  const few = ['--people', '5', '--warm', '20', '--reports', '0', '--rounds', '2', '--seconds', '1'];
  const [table] = (await bench(...few, '--populate', '50')).tables;
  expect(table?.lines.map(({ round, populated }) => [round, populated])).toEqual([
    [0, 0],
    [0, 50],
    [1, 50],
    [1, 0],
  ]);
  expectAnswers(table);
}, 120_000);

test('a long run tells of each minute how the tables fare', async () => {
  const [minute] = (await bench('--hold', '0.03', '--rate', '5', '--warm', '5')).minutes;
  expect(minute?.answered).toBeGreaterThan(0);
  expect(minute?.tables.map(({ table }) => table)).toEqual(['inbox_item', 'outbox_message', 'person', 'address']);
}, 120_000);

test('an option that does not exist is told with those that do', async () => {
  expect(await run('--peple', '5')).not.toBe(0);
});

function expectAnswers(table: Table | undefined): void {
  const unanswered = ({ answered, unanswered, refused }: Measured) => answered < 2 || unanswered > 0 || refused > 0;
  expect(table?.lines.filter(unanswered)).toEqual([]);
}

async function bench(...args: readonly string[]): Promise<{ tables: Table[]; minutes: Minute[] }> {
  const out = join(folder, 'bench.json');
  expect(await run(...args, '--out', out)).toBe(0);
  return JSON.parse(readFileSync(out, 'utf8'));
}

/** @returns the code it ended with */
async function run(...args: readonly string[]): Promise<number> {
  const running = spawn(process.execPath, ['--import', 'tsx', 'bench/bench.ts', ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(running, 'exit');
  return code;
}
