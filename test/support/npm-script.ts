import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Config } from '../../src/start/config.ts';
import { until } from './until.ts';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

/** Where and with what a script runs. */
export type Surroundings = { readonly folder?: string; readonly environment: Readonly<Record<string, string>> };

/** A script of package.json, run as npm runs it: by the shell, with what is asked of it behind. */
export function runScript(
  script: 'start' | 'camino',
  asked: string,
  { folder = '.', environment }: Surroundings,
): Running {
  const child = spawn('sh', ['-c', `${scripts[script]} ${asked}`], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...environment },
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
  });
  child.stderr.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  const end = once(child, 'close').then(([code]) => ({ code: code as number | null, output, errors }));
  return { child, end };
}

/** @property end what it said, all in all, and its exit code */
export type Running = {
  readonly child: ChildProcess;
  readonly end: Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }>;
};

/** Waits until a Camino on this port is ready to work. @throws what it said, when it ends before */
export async function ready({ child, end }: Running, port: number): Promise<void> {
  await until(async () => {
    if (child.exitCode !== null) throw new Error((await end).errors);
    return fetch(`http://127.0.0.1:${port}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
}

/** Settings as `.env` has them. */
export function environmentOf(config: Config): Record<string, string> {
  const written = { ...config, DATA_KEY: config.DATA_KEY?.toString('base64') };
  return Object.fromEntries(
    Object.entries(written).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
