import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../scripts/servers.ts';
import type { SendTimes } from '../../src/mail/leases.ts';
import type { LogEvent } from '../../src/ops/log.ts';
import type { Config } from '../../src/start/config.ts';
import type { Order } from '../support/camino-process.ts';
import { PROCESS_FILE } from '../support/process-file.ts';

type Role = 'web' | 'worker';

const CREW: readonly Role[] = ['web', 'worker', 'worker'];
const STARTED_WITHIN_MS = 60_000;

/** Camino as it runs for people: one process that listens, two that work; any of them may be killed. */
export class Processes {
  /** What all of them logged, those that were killed too. */
  readonly events: LogEvent[] = [];
  /** What they said that is no event. */
  readonly outcries: string[] = [];
  kills = 0;
  readonly #config: Config;
  readonly #sendTimes: SendTimes;
  readonly #children: ChildProcess[] = [];
  readonly #running: { role: Role; port: number; child: ChildProcess }[] = [];

  constructor(config: Config, sendTimes: SendTimes) {
    this.#config = config;
    this.#sendTimes = sendTimes;
  }

  /** @returns where webhooks are taken */
  async start(): Promise<string> {
    const starting = CREW.map(async (role) => {
      const port = await freePort();
      return { role, port, child: await this.#run(role, port) };
    });
    this.#running.push(...(await Promise.all(starting)));
    return `http://127.0.0.1:${this.#running[0]?.port}`;
  }

  /** Kills one after the other, as a power cut would, and starts each again at once. */
  async killInTurn(everyMs: number, isOver: () => boolean): Promise<void> {
    await pause(everyMs);
    for (let next = CREW.length - 1; !isOver(); next += 1) {
      const doomed = this.#running[next % CREW.length];
      if (doomed === undefined) return;
      doomed.child.kill('SIGKILL');
      this.kills += 1;
      doomed.child = await this.#run(doomed.role, doomed.port);
      await pause(everyMs);
    }
  }

  /** Ends all of them. */
  stop(): void {
    for (const child of this.#children) child.kill('SIGKILL');
  }

  async #run(role: Role, port: number): Promise<ChildProcess> {
    const { DATA_KEY, ...config } = this.#config;
    const order: Order = {
      config: { ...config, ROLE: role, PORT: port, DATA_KEY: DATA_KEY?.toString('base64') ?? '' },
      killAt: null,
      sendTimes: this.#sendTimes,
      logs: true,
    };
    const child = spawn(process.execPath, [PROCESS_FILE], {
      env: { ...process.env, NODE_OPTIONS: '', ORDER: JSON.stringify(order) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    const lines = createInterface({ input: child.stdout });
    createInterface({ input: child.stderr }).on('line', (line) => this.outcries.push(line));
    const started = new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        if (this.#hear(line) === 'started') resolve();
      });
    });
    const gone = once(child, 'exit').then(() => Promise.reject(new Error(`A ${role} ended before it had started.`)));
    // Later, its end is what was asked for.
    gone.catch(() => undefined);
    await Promise.race([started, gone, pause(STARTED_WITHIN_MS, null, { ref: false }).then(() => tooLong(role))]);
    return child;
  }

  #hear(line: string): string | null {
    try {
      const event = JSON.parse(line) as LogEvent;
      this.events.push(event);
      return event.event;
    } catch {
      // The last line of a killed process may be half a line.
      if (!line.startsWith('{')) this.outcries.push(line);
      return null;
    }
  }
}

function tooLong(role: Role): never {
  throw new Error(`A ${role} did not start within ${STARTED_WITHIN_MS / 1000} seconds.`);
}
