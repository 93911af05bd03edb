import { setTimeout as pause } from 'node:timers/promises';
import type { Simulator } from '../../simulator/simulator.ts';
import { connectServer, type Database } from '../../src/database/database.ts';
import { DATA_KEY, redisUrl, seal } from '../support/stores.ts';
import { settingsFor, startSimulator } from '../support/talk.ts';
import { gather, type Talker, talk } from './crowd.ts';
import { gatherEvidence } from './evidence.ts';
import { judge, type Verdict } from './judge.ts';
import type { Plan } from './plan.ts';
import { Processes } from './processes.ts';
import { blow } from './weather.ts';

// A Redis of its own, so that every session in it is one of these people's.
const OWN_REDIS = 6;
const PROGRESS_MS = 10_000;

type Scene = {
  readonly plan: Plan;
  readonly simulator: Simulator;
  readonly processes: Processes;
  readonly database: Database;
  readonly talkers: readonly Talker[];
  readonly tell: (line: string) => void;
};

/**
 * People talk to Camino while everything goes wrong and its processes are killed; then all is let settle and judged.
 * @param tell hears how it goes, every ten seconds
 */
export async function soak(plan: Plan, tell: (line: string) => void): Promise<Verdict[]> {
  const { simulator, url } = await startSimulator();
  const settings = await settingsFor({ on: '2023-11-15' }, url);
  const config = { ...settings, DATA_KEY, REDIS_URL: `${redisUrl()}/${OWN_REDIS}` };
  const processes = new Processes(config, plan.sendTimes);
  const database = connectServer(config.DATABASE_URL ?? '', 2);
  try {
    simulator.connect(await processes.start(), config.PUBLIC_URL);
    const scene = { plan, simulator, processes, database, talkers: gather(simulator, plan), tell };
    await talkInTheStorm(scene);
    await settle(scene);
    const stores = { database, seal, redisUrl: config.REDIS_URL };
    const evidence = await gatherEvidence(stores, simulator, scene.talkers);
    return judge({ ...evidence, events: processes.events, outcries: processes.outcries, kills: processes.kills });
  } finally {
    processes.stop();
    await database.close();
    await simulator.close();
  }
}

async function talkInTheStorm(scene: Scene): Promise<void> {
  const { plan, simulator, processes, talkers } = scene;
  const until = Date.now() + plan.talkMs;
  const isOver = () => Date.now() >= until;
  const telling = setInterval(() => void progress(scene, until), PROGRESS_MS);
  await Promise.all([
    ...talkers.map((talker) => talk(talker, plan, isOver)),
    blow(simulator, plan, isOver),
    processes.killInTurn(plan.killEveryMs, isOver),
  ]);
  clearInterval(telling);
}

/** Everything works again; what waits has time to be answered, sent and reported. What stays is for the judge to see. */
async function settle(scene: Scene): Promise<void> {
  const { plan, simulator, talkers } = scene;
  simulator.faults.clear();
  for (const { phone } of talkers) phone.isOn = true;
  const until = Date.now() + plan.settleMs;
  const telling = setInterval(() => void progress(scene, until), PROGRESS_MS);
  while (Date.now() < until && (await waiting(scene.database)) > 0) {
    // What was refused waits for minutes and hours; they pass here.
    await scene.database.query("update outbox_message set not_before = now() where state = 'waiting'");
    await pause(100);
  }
  clearInterval(telling);
  await Promise.all(talkers.map(({ phone }) => phone.settled()));
}

async function waiting(database: Database): Promise<number> {
  const [row] = await database.query<{ left: number }>(
    `select (select count(*) from inbox_item where state = 'waiting')::int
          + (select count(*) from outbox_message where state in ('waiting', 'sending', 'unknown'))::int as left`,
  );
  return row?.left ?? 0;
}

async function progress({ database, processes, talkers, tell }: Scene, until: number): Promise<void> {
  const states = await database.query<{ state: string; n: number }>(
    `select 'item ' || state as state, count(*)::int as n from inbox_item group by 1
     union all select state, count(*)::int from outbox_message group by 1 order by 1`,
  );
  const shown = talkers.reduce((sum, { phone }) => sum + phone.received.length, 0);
  const left = Math.max(0, Math.round((until - Date.now()) / 1000));
  const counted = states.map(({ state, n }) => `${state} ${n}`).join(', ');
  tell(`${left} s left: ${counted}; shown ${shown}; kills ${processes.kills}`);
}
