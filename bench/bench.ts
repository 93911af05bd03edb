/** `npm run bench`: the first word says what is measured; without one it is the speed. */
import { USAGE as DESK_USAGE, desk } from './desk.ts';
import { speed, USAGE } from './speed/speed.ts';
import { USAGE as TURN_USAGE, turn } from './turn.ts';
import { USAGE as UNDERSTANDING_USAGE, understanding } from './understanding/understanding.ts';

type Bench = { readonly usage: string; readonly run: (args: readonly string[]) => Promise<void> };

const BENCHES: Readonly<Record<string, Bench>> = {
  speed: { usage: USAGE, run: speed },
  desk: { usage: DESK_USAGE, run: desk },
  turn: { usage: TURN_USAGE, run: turn },
  understanding: { usage: UNDERSTANDING_USAGE, run: understanding },
};

async function main(args: readonly string[]): Promise<void> {
  const [first = ''] = args;
  const isNamed = first !== '' && !first.startsWith('-');
  const bench = BENCHES[isNamed ? first : 'speed'];
  if (bench === undefined) throw new Error(`There is no bench "${first}", only ${Object.keys(BENCHES).join(', ')}.`);
  if (args.includes('--help')) process.stdout.write(bench.usage);
  else await bench.run(isNamed ? args.slice(1) : args);
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
