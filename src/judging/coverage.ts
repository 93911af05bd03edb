import type { Assessment } from '../screening/assess.ts';
import type { Programme, Version } from '../screening/programme.ts';
import { judgeExamples } from './examples.ts';
import type { LineOf, Problem } from './problem.ts';
import { type Examples, programmeFrom, type Written, type WrittenProgramme } from './written.ts';

/**
 * Lawyer's tests that fail, and requirements without one on each side.
 * A rule that no example passes, or none fails, is a rule that nobody has checked.
 */
export function coverageProblems(written: WrittenProgramme, lineOf: LineOf): Problem[] {
  const programme = programmeFrom(written, '');
  const failing = written.examples.flatMap((examples) => failures(programme, examples, lineOf));
  if (failing.length > 0) return failing;
  return written.pathways.flatMap(({ file, content }) => {
    const versions = programme.pathways.get(content.id)?.versions ?? [];
    const seen = sidesSeen(
      programme,
      written.examples.filter((one) => one.content.pathway === content.id),
    );
    return versions.flatMap((version, index) =>
      missingSides(version, seen).map(({ requirement, side }) => ({
        file,
        line: lineOf(file, ['versions', index, 'requirements', requirement]),
        message: `requirement '${version.requirements[requirement]?.id}' of version '${version.id}' has no example ${side}. Add one to ${file.replace('/pathways/', '/examples/')}.`,
      })),
    );
  });
}

function failures(programme: Programme, { file, content }: Written<Examples>, lineOf: LineOf): Problem[] {
  return judgeExamples(programme, content).flatMap(({ example, index, on, differs }) => {
    if (differs === null) return [];
    return [
      { file, line: lineOf(file, ['examples', index]), message: `example '${example.name}' on ${on} ${differs}.` },
    ];
  });
}

/** For each requirement of each version, which sides its examples have shown. */
type Sides = ReadonlySet<string>;

function sidesSeen(programme: Programme, files: readonly Written<Examples>[]): Sides {
  const seen = new Set<string>();
  for (const { content } of files) {
    const versions = programme.pathways.get(content.pathway)?.versions ?? [];
    for (const { assessment } of judgeExamples(programme, content)) {
      const version = versions.find(({ id }) => id === assessment?.version);
      if (assessment !== null && version !== undefined) noteSides(seen, assessment, version);
    }
  }
  return seen;
}

/** Everything before the requirement that decides is met; what is undecided shows no side of it. */
function noteSides(seen: Set<string>, { status, because }: Assessment, version: Version): void {
  const decider = status === 'likely' ? null : because[0]?.requirement;
  for (const { id } of version.requirements) {
    if (id === decider) {
      if (status !== 'undecided') seen.add(`${version.id}/${id}/not met`);
      return;
    }
    seen.add(`${version.id}/${id}/met`);
  }
}

function missingSides(version: Version, seen: Sides): { requirement: number; side: string }[] {
  return version.requirements.flatMap(({ id, test }, requirement) => {
    // What is unconfirmed can never be met.
    const sides = 'unconfirmed' in test ? ['not met'] : ['met', 'not met'];
    const missing = sides.filter((side) => !seen.has(`${version.id}/${id}/${side}`));
    return missing.map((side) => ({ requirement, side: `where it is ${side}` }));
  });
}
