import type { OfficeId } from '../appointments/office.ts';
import { TALK_REASONS } from '../handoff/case-reason.ts';
import { FIRST_ORGANISATION, type Organisation } from '../handoff/organisation.ts';
import { didYouMean } from './did-you-mean.ts';
import type { LineOf, Path, Problem } from './problem.ts';
import type { Written, WrittenProgramme } from './written.ts';

/** What the organisations of the desk name that does not exist, and cases that nobody would see. */
export function organisationProblems(
  programme: WrittenProgramme,
  { file, content }: Written<readonly Organisation[]>,
  offices: readonly Written<{ readonly id: OfficeId }>[],
  lineOf: LineOf,
): Problem[] {
  const report = (path: Path, message: string): Problem => ({ file, line: lineOf(file, path), message });
  const known = knownNames(programme, offices);
  return [
    ...houseProblems(content, report),
    ...content.flatMap((organisation, index) => {
      const twice = content.findIndex(({ id }) => id === organisation.id) < index;
      return [
        ...(twice ? [report([index, 'id'], `organisation '${organisation.id}' stands here twice. Rename one.`)] : []),
        ...unknownNames(organisation, index, known, report),
        ...hourProblems(organisation, index, report),
      ];
    }),
  ];
}

type Report = (path: Path, message: string) => Problem;

/** What belongs to nobody must be seen by somebody, and not only in a demonstration. */
function houseProblems(organisations: readonly Organisation[], report: Report): Problem[] {
  const [first] = organisations;
  if (first?.id !== FIRST_ORGANISATION)
    return [report([0], `the first organisation must be '${FIRST_ORGANISATION}': accounts belong to it.`)];
  if (organisations.some(({ sees, example }) => sees === 'everything' && !example)) return [];
  return [report([0], "no organisation sees everything. Write 'sees: everything' for one that is no example.")];
}

type Known = Readonly<Record<'reasons' | 'offices' | 'pathways', readonly string[]>>;

function knownNames({ pathways }: WrittenProgramme, offices: readonly Written<{ readonly id: OfficeId }>[]): Known {
  const requirements = pathways
    .flatMap(({ content }) => content.versions.flatMap((version) => version.requirements))
    .filter(({ ifNot }) => ifNot === 'see_adviser');
  const groups = TALK_REASONS.map((reason) => reason.split('.')[0] ?? reason);
  return {
    reasons: [...new Set([...TALK_REASONS, ...groups, ...requirements.map(({ id }) => id)])],
    offices: offices.map(({ content }) => content.id),
    pathways: pathways.map(({ content }) => content.id),
  };
}

const WHERE = {
  reasons: 'no reason for which a case is opened',
  offices: 'not in offices/',
  pathways: 'not in pathways/',
};

function unknownNames({ sees }: Organisation, index: number, known: Known, report: Report): Problem[] {
  if (sees === 'everything') return [];
  return (['reasons', 'offices', 'pathways'] as const).flatMap((list) =>
    [...(sees[list] ?? []).entries()]
      .filter(([, name]) => !known[list].includes(name))
      .map(([at, name]) =>
        report([index, 'sees', list, at], `'${name}' is ${WHERE[list]}.${didYouMean(name, known[list])}`),
      ),
  );
}

function hourProblems({ hours }: Organisation, index: number, report: Report): Problem[] {
  return [...hours.entries()]
    .filter(([, { from, to }]) => to <= from)
    .map(([at, { from, to }]) => report([index, 'hours', at], `closes at ${to}, not after it opens at ${from}.`));
}
