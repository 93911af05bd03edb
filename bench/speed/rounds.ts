import { doubtsAbout, nameOf } from './doubts.ts';
import type { Measured } from './measure.ts';

/** Measures one of those that are compared. @param run a number of its own, from 0 */
type Candidate = (people: number, round: number, run: number) => Promise<Measured[]>;

/**
 * Measures all of them next to each other in every round, since only neighbours can be compared on a machine that others use too;
 * every second round backwards, so that nobody is always the first.
 */
export async function inRounds(
  rounds: number,
  people: readonly number[],
  candidates: readonly Candidate[],
): Promise<Measured[]> {
  const lines: Measured[] = [];
  let run = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const count of people) {
      for (const candidate of round % 2 === 0 ? candidates : candidates.toReversed()) {
        const measured = await candidate(count, round, run);
        run += 1;
        lines.push(...measured);
        for (const line of measured) tell(line, rounds);
      }
    }
  }
  return lines;
}

function tell(line: Measured, rounds: number): void {
  const what = `${nameOf(line)}: ${line.perSecond.toFixed(0)} messages a second`;
  const doubts = doubtsAbout(line).map((doubt) => `  ${doubt}\n`);
  process.stdout.write(`round ${line.round + 1} of ${rounds}: ${what}\n${doubts.join('')}`);
}
