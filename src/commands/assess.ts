import { createInterface } from 'node:readline';
import { assessJson, factsOf } from '../judging/exchange.ts';
import { readHouse } from '../start/read-house.ts';
import type { Command } from './command.ts';
import { folderInUse } from './in-use.ts';

/** Judges situations by the rules, one JSON line each. */
export const assess: Command = {
  does: 'what the rules say of a situation: JSON lines in, JSON lines out',
  help: [
    'Reads lines such as {"on":"2023-11-15","answers":{"adult":true,"nationality":"VE"}} and writes, for each, the question',
    'that comes next and what the answers mean for every pathway. A line that cannot be read gives {"error": …}.',
    '',
    '  --facts   prints every question with its kind and values, and every pathway with its dates, as JSON',
  ].join('\n'),
  async run(args) {
    const { programme } = await readHouse(folderInUse(), 'production');
    if (args.includes('--facts')) {
      process.stdout.write(`${JSON.stringify(factsOf(programme), null, 2)}\n`);
      return 0;
    }
    let faults = 0;
    for await (const line of createInterface({ input: process.stdin })) {
      if (line.trim() === '') continue;
      const answer = answerTo(line, (request) => assessJson(programme, request));
      if ('error' in answer) faults += 1;
      process.stdout.write(`${JSON.stringify(answer)}\n`);
    }
    return faults === 0 ? 0 : 1;
  },
};

function answerTo(line: string, judge: (request: never) => object): object {
  try {
    return judge(JSON.parse(line) as never);
  } catch {
    return { error: 'This line is not JSON of the form {"on":"2023-11-15","answers":{…}}.' };
  }
}
