/** A Camino in a process of its own that kills itself at one step of the protocol: a power cut, not an exception. */
import { startCamino } from '../../src/camino.ts';
import type { Config } from '../../src/config.ts';

type Order = {
  readonly config: Omit<Config, 'DATA_KEY'> & { DATA_KEY: string };
  readonly killAt: string | null;
  readonly echoMs: number;
};

const order = JSON.parse(process.env.ORDER ?? '') as Order;
const config = { ...order.config, DATA_KEY: Buffer.from(order.config.DATA_KEY, 'base64') } as Config;

const step = (name: string) => {
  if (name === order.killAt) process.kill(process.pid, 'SIGKILL');
};

const starting = startCamino(config, {
  mode: 'demonstration',
  log: { write: () => undefined },
  sendTimes: { lease: 500, echo: order.echoMs },
  step,
});
void starting.then(({ url }) => process.stdout.write(`${url}\n`));
