import type { Office } from '../appointments/office.ts';
import type { Helpline } from '../handoff/helpline.ts';
import type { Place } from '../places/place.ts';
import { didYouMean } from './did-you-mean.ts';
import type { LineOf, Path, Problem } from './problem.ts';
import type { Written, WrittenProgramme } from './written.ts';

/** What offices and helplines name that does not exist, times that cannot be, and sources that nothing rests on. */
export function officeProblems(
  programme: WrittenProgramme,
  offices: readonly Written<Office>[],
  helplines: Written<readonly Helpline[]>,
  places: readonly Place[],
  lineOf: LineOf,
): Problem[] {
  const pathways = programme.pathways.map(({ content }) => content.id);
  const sources = Object.keys(programme.sources.content);
  const codes = new Set<string>(places.filter(({ country }) => country === 'CO').map(({ code }) => code));
  const found: Problem[] = [];
  const unknown = (file: string, path: Path, name: string, known: readonly string[], where: string) => {
    if (known.includes(name)) return;
    found.push({ file, line: lineOf(file, path), message: `'${name}' is not in ${where}.${didYouMean(name, known)}` });
  };
  for (const { file, content } of offices) {
    for (const [index, id] of content.pathways.entries()) unknown(file, ['pathways', index], id, pathways, 'pathways/');
    unknown(file, ['source'], content.source, sources, 'sources.yaml');
    for (const [path, message] of oddities(file, content, codes))
      found.push({ file, line: lineOf(file, path), message });
  }
  for (const [index, { source }] of helplines.content.entries()) {
    unknown(helplines.file, [index, 'source'], source, sources, 'sources.yaml');
  }
  const cited = sourcesCited(programme, offices, helplines);
  for (const name of sources.filter((source) => !cited.has(source))) {
    const { file } = programme.sources;
    found.push({ file, line: lineOf(file, [name]), message: `nothing names source '${name}'. Use it or remove it.` });
  }
  return found;
}

function sourcesCited(
  { pathways, topics }: WrittenProgramme,
  offices: readonly Written<Office>[],
  helplines: Written<readonly Helpline[]>,
): ReadonlySet<string> {
  const versions = pathways.flatMap(({ content }) => content.versions);
  const parts = topics.flatMap(({ content }) => content.parts);
  const citing = [
    ...versions,
    ...versions.flatMap(({ requirements }) => requirements),
    ...pathways.flatMap(({ content }) => content.fees),
    ...parts,
    ...parts.flatMap(({ attachment }) => attachment ?? []),
    ...offices.map(({ content }) => content),
    ...helplines.content,
  ];
  return new Set(citing.map(({ source }) => source));
}

function oddities(file: string, office: Office, codes: ReadonlySet<string>): [Path, string][] {
  const found: [Path, string][] = [];
  if (!file.endsWith(`/${office.id}.yaml`)) found.push([['id'], `id '${office.id}' must be the name of the file.`]);
  if (!codes.has(office.place)) {
    found.push([['place'], `'${office.place}' is the code of no municipality in places/colombia.json.`]);
  }
  const { from, until } = office.inForce;
  if (until !== null && until < from) found.push([['inForce'], `ends on ${until}, before it begins on ${from}.`]);
  office.openingHours.forEach(({ from: opens, to }, index) => {
    if (to <= opens) found.push([['openingHours', index], `closes at ${to}, not after it opens at ${opens}.`]);
  });
  return found;
}
