import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';

/** The one that is measured has the first processor for itself, as far as our own processes go. */
export type Side = 'server' | 'driver';

const CAN_PIN = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;
const PROCESSORS: Readonly<Record<Side, string>> = { server: '0', driver: '1' };

/** As `npm start` has it: room for what a turn leaves behind, so that it is collected young. */
const NODE_OPTIONS = ['--max-semi-space-size=64'];

/**
 * Starts a compiled file as `npm start` does, on the processor of its side where that can be chosen.
 * @param profile a folder where its CPU profile is written when it ends, or null
 */
export function startProcess(
  side: Side,
  file: string,
  env: Readonly<Record<string, string>>,
  profile: string | null,
): ChildProcess {
  const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const node = [process.execPath, ...NODE_OPTIONS, ...profiling, file];
  const [command = '', ...args] = CAN_PIN ? ['taskset', '-c', PROCESSORS[side], ...node] : node;
  return spawn(command, args, {
    env: { PATH: process.env.PATH ?? '', ...env },
    // What a server logs is written, as in production, but nobody reads it.
    stdio: ['ignore', 'ignore', 'inherit', ...(side === 'driver' ? ['ipc' as const] : [])],
  });
}

/** Waits until it answers over HTTP, whatever it says. @throws when it ends before */
export async function answering(child: ChildProcess, url: string): Promise<void> {
  while (child.exitCode === null) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`A server ended with ${child.exitCode} before it answered.`);
}

/** Asks it to end, and waits until it has. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
