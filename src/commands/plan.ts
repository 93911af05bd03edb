import { readFile } from 'node:fs/promises';
import { type Outcome, outcomeOf } from '../planning/outcome.ts';
import type { Plan } from '../planning/plan.ts';
import { simulate } from '../planning/simulate.ts';
import type { Command } from './command.ts';
import { folderInUse, refuse, usableProgramme } from './in-use.ts';
import { readArrivals } from './plan-arrivals.ts';
import { type Asked, PLAN_HELP, readPlanOptions } from './plan-options.ts';
import { planAsJson, planAsText, type WhatIf } from './plan-report.ts';

/** Plays demand against the offices' capacity: how long people would wait. */
export const plan: Command = {
  does: 'how long people would wait for an appointment, before the first day: demand against the offices',
  help: PLAN_HELP,
  async run(args) {
    const { offices, programme } = await usableProgramme(folderInUse());
    const asked = readPlanOptions(args, { offices, timeZone: programme.timeZone });
    if (typeof asked === 'string') return refuse(`${asked}\nHow it is called: npm run camino -- plan --help`);
    const supposed = await withArrivals(asked);
    if (typeof supposed === 'string') return refuse(supposed);
    const tell = tellOnStderr(supposed.arrivals.length);
    const outcome = play(supposed, 'as it is', tell);
    const whatIf = asked.whatIf
      ? changes(asked, supposed).map(([name, one]): WhatIf => ({ name, outcome: play(one, name, tell) }))
      : [];
    process.stdout.write(asked.json ? planAsJson(supposed, outcome, whatIf) : planAsText(supposed, outcome, whatIf));
    return 0;
  },
};

async function withArrivals({ plan: supposed, from, arrivals, file }: Asked): Promise<Plan | string> {
  if (file === null) return { ...supposed, from, arrivals };
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null)
    return `--arrivals: ${file} cannot be read. Give the path of a file with lines such as 2023-08-01,1200.`;
  const read = readArrivals(text, file);
  return typeof read === 'string' ? read : { ...supposed, ...read };
}

/** One thing changed each, with the same people. */
function changes({ missedOtherwise, reminders }: Asked, supposed: Plan): [string, Plan][] {
  const offices = supposed.offices.map((office) => ({ ...office, desks: office.desks + 1 }));
  return [
    ['one more desk at each office', { ...supposed, offices }],
    ['half as many missed', { ...supposed, missed: supposed.missed / 2 }],
    [reminders ? 'nobody reminded' : 'everybody reminded', { ...supposed, missed: missedOtherwise }],
  ];
}

function play(supposed: Plan, name: string, tell: (name: string, day: number) => void): Outcome {
  return outcomeOf(simulate(supposed, (day) => tell(name, day)));
}

/** Once a second, and at the end of each. */
function tellOnStderr(days: number): (name: string, day: number) => void {
  const started = Date.now();
  let told = started;
  return (name, day) => {
    const now = Date.now();
    if (now - told < 1000 && day < days) return;
    told = now;
    process.stderr.write(`${((now - started) / 1000).toFixed(1)} s  ${name}: day ${day} of ${days}\n`);
  };
}
