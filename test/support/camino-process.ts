/** A Camino in a process of its own, to be killed: by itself at one step of the protocol, or by whoever started it. */

import type { SendTimes } from '../../src/mail/leases.ts';
import { createLog } from '../../src/ops/log.ts';
import { startCamino } from '../../src/start/camino.ts';
import type { Config } from '../../src/start/config.ts';
import { houseOf } from '../../src/start/read-house.ts';

/** What it is told in `ORDER`, as JSON. It says its address when it has started; with `logs`, its log instead. */
export type Order = {
  readonly config: Omit<Config, 'DATA_KEY'> & { DATA_KEY: string };
  readonly killAt: string | null;
  /** The how manieth time it comes there; 1 unless said otherwise. */
  readonly nth?: number;
  readonly sendTimes: SendTimes;
  readonly logs: boolean;
};

const order = JSON.parse(process.env.ORDER ?? '') as Order;
const config = { ...order.config, DATA_KEY: Buffer.from(order.config.DATA_KEY, 'base64') } as Config;

let times = 0;
const step = (name: string) => {
  if (name !== order.killAt) return;
  times += 1;
  // A power cut, not an exception.
  if (times === (order.nth ?? 1)) process.kill(process.pid, 'SIGKILL');
};

const starting = startCamino(config, {
  house: await houseOf(config, 'demonstration'),
  log: order.logs ? createLog('info') : { write: () => undefined },
  sendTimes: order.sendTimes,
  step,
});
if (!order.logs) void starting.then(({ url }) => process.stdout.write(`${url}\n`));
