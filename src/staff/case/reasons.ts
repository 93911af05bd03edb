import type { KeptAssessment } from '../../records/case-file.ts';
import type { Because } from '../../screening/assess.ts';
import { leavesOf } from '../../screening/condition.ts';
import { bearerOf, standingKey } from '../../screening/explain.ts';
import type { Day } from '../../screening/names.ts';
import type { Pathway, Programme, Requirement, Source } from '../../screening/programme.ts';
import { standing } from '../../screening/standing.ts';
import type { Tongue } from '../frame/tongue.ts';

/** What was read in one source on one day, and decided. */
export type ReadReasons = {
  readonly sentences: readonly string[];
  /** Null where the programme of today no longer has the source; then its id is all that is known. */
  readonly source: Source | null;
  readonly sourceId: string;
  readonly checkedOn: Day;
};

/**
 * The reasons of a recorded assessment in words, by source. They are found by the version that was recorded, not by what
 * holds today, and nothing that was recorded is left out.
 */
export function reasonsOf(tongue: Tongue, programme: Programme, kept: KeptAssessment): ReadReasons[] {
  const bySource = new Map<string, { sentences: string[]; because: Because }>();
  for (const because of kept.because) {
    const at = `${because.source} ${because.checkedOn}`;
    const group = bySource.get(at) ?? { sentences: [], because };
    group.sentences.push(reasonWords(tongue, programme, kept, because));
    bySource.set(at, group);
  }
  return [...bySource.values()].map(({ sentences, because: { source, checkedOn } }) => ({
    sentences,
    source: programme.sources.get(source) ?? null,
    sourceId: source,
    checkedOn,
  }));
}

/** The requirements that decided a result, with what each demands. */
export function decidersOf(
  tongue: Tongue,
  programme: Programme,
  kept: KeptAssessment,
): { readonly requirement: string; readonly sentence: string }[] {
  return kept.because.flatMap((because) =>
    because.requirement === null
      ? []
      : [{ requirement: because.requirement, sentence: reasonWords(tongue, programme, kept, because) }],
  );
}

function reasonWords(tongue: Tongue, programme: Programme, kept: KeptAssessment, { requirement: id }: Because): string {
  const pathway = programme.pathways.get(kept.pathway);
  if (id === null) return pathway === undefined ? kept.pathway : standingWords(tongue, pathway, kept.on);
  const requirement = pathway?.versions
    .find((version) => version.id === kept.version)
    ?.requirements.find((each) => each.id === id);
  if (requirement === undefined) return tongue.sayKept(`requirement.${kept.pathway}.${id}`);
  return tongue.sayKept(`requirement.${bearerOf(kept.pathway, requirement)}.${id}`, dateIn(requirement));
}

function standingWords(tongue: Tongue, pathway: Pathway, on: Day): string {
  const stands = standing(pathway, on);
  return tongue.sayKept(standingKey(pathway.id, stands), stands.since === null ? {} : { since: stands.since });
}

function dateIn({ test }: Requirement): { date?: Day } {
  const dated = leavesOf(test).find((leaf) => 'onOrBefore' in leaf);
  return dated !== undefined && 'onOrBefore' in dated ? { date: dated.onOrBefore } : {};
}
