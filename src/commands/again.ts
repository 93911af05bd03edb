import { parseArgs } from 'node:util';
import type { RecordedResult } from '../records/assessments.ts';
import { type Assessment, assessPathway } from '../screening/assess.ts';
import type { Programme } from '../screening/programme.ts';
import { shortHash } from '../screening/programme.ts';
import type { Command } from './command.ts';
import { folderInUse, refuse, usableProgramme, withDatabase } from './in-use.ts';
import { recordedBatches, shortKey } from './recorded.ts';

/** Derives what was recorded again, from nothing but what was recorded. */
export const again: Command = {
  does: 'derives recorded results again and names any that come out otherwise',
  help: [
    'npm run camino -- again --programme programme',
    '',
    'Takes every recorded result that this programme made (its hash says so), and derives it again from the answers and the',
    'day kept with it. Without --programme: the one of PROGRAMME_DIR. DATABASE_URL or DATA_DIR says where the results are.',
    'Results of another programme are counted by its hash: give the folder as it was then, for instance from the history.',
    'Exit code 1 when a result comes out otherwise, or none could be derived.',
  ].join('\n'),
  async run(args) {
    const read = folderGiven(args);
    if (read === null) return refuse(this.help);
    const { programme } = await usableProgramme(read);
    return withDatabase(async (database) => {
      let same = 0;
      const differing: string[] = [];
      const others = new Map<string, number>();
      for await (const batch of recordedBatches(database, 'all')) {
        for (const result of batch) {
          if (result.programme !== programme.hash) {
            others.set(result.programme, (others.get(result.programme) ?? 0) + 1);
            continue;
          }
          const line = comesOutOtherwise(programme, result);
          if (line === null) same += 1;
          else differing.push(line);
        }
      }
      process.stdout.write(reportOf(programme, same, differing, others));
      const nothingDerived = same + differing.length === 0 && others.size > 0;
      return differing.length > 0 || nothingDerived ? 1 : 0;
    });
  },
};

function folderGiven(args: readonly string[]): string | null {
  try {
    const { values } = parseArgs({ args: [...args], options: { programme: { type: 'string' } } });
    return values.programme ?? folderInUse();
  } catch {
    return null;
  }
}

/** A recorded result derived again: null where it comes out as it was, otherwise both, in one line. @internal */
export function comesOutOtherwise(programme: Programme, result: RecordedResult): string | null {
  const pathway = programme.pathways.get(result.pathway);
  const derived = pathway === undefined ? null : assessPathway(programme, pathway, result.answers, result.on);
  const was = inOneLine(result);
  const is = derived === null ? 'nothing' : inOneLine(derived);
  return was === is
    ? null
    : `${shortKey(result.person)}  ${result.on}  ${result.pathway}: was ${was}; comes out as ${is}`;
}

function inOneLine({ status, version, because }: Pick<Assessment, 'status' | 'version' | 'because'>): string {
  const reasons = because.map(({ requirement, source, checkedOn }) => `${requirement} (${source}, ${checkedOn})`);
  return `${status} by ${version}, because of ${reasons.join(', ')}`;
}

function reportOf(
  { hash }: Programme,
  same: number,
  differing: readonly string[],
  others: ReadonlyMap<string, number>,
): string {
  const elsewhere = [...others].map(
    ([other, count]) => `${count} were made by another programme, ${shortHash(other)}: not derived.`,
  );
  const lines = [
    `Programme ${shortHash(hash)}: ${same + differing.length} results derived again, ${differing.length} come out otherwise.`,
    ...differing,
    ...elsewhere,
  ];
  return `${lines.join('\n')}\n`;
}
