import type { Holidays, Office } from '../appointments/office.ts';
import type { DeskRules } from '../handoff/desk-rules.ts';
import type { Helpline } from '../handoff/helpline.ts';
import type { Place } from '../places/place.ts';
import { didYouMean } from './did-you-mean.ts';
import { hourOddities } from './hour-oddities.ts';
import { officeOddities } from './office-oddities.ts';
import type { LineOf, Path, Problem } from './problem.ts';
import type { ByCountry, Written, WrittenProgramme } from './written.ts';

/** Who serves people, file by file. */
type Services = {
  readonly offices: readonly Written<ByCountry<Office>>[];
  readonly helplines: Written<readonly Helpline[]>;
  readonly desk: Written<ByCountry<DeskRules>>;
};

/**
 * What offices, the desk and helplines name that does not exist, what cannot be, and sources that nothing rests on.
 * @param calendars the public holidays of the countries of holidays.yaml
 */
export function officeProblems(
  programme: WrittenProgramme,
  { offices, helplines, desk }: Services,
  calendars: ReadonlyMap<string, Holidays>,
  places: readonly Place[],
  lineOf: LineOf,
): Problem[] {
  const pathways = programme.pathways.map(({ content }) => content.id);
  const sources = Object.keys(programme.sources.content);
  const found: Problem[] = [];
  const unknown = (file: string, path: Path, name: string, known: readonly string[], where: string) => {
    if (known.includes(name)) return;
    found.push({ file, line: lineOf(file, path), message: `'${name}' is not in ${where}.${didYouMean(name, known)}` });
  };
  for (const { file, content } of offices) {
    for (const [index, id] of content.pathways.entries()) unknown(file, ['pathways', index], id, pathways, 'pathways/');
    unknown(file, ['source'], content.source, sources, 'sources.yaml');
    for (const [path, message] of [...officeOddities(file, content, places), ...hourOddities(content, calendars)])
      found.push({ file, line: lineOf(file, path), message });
  }
  for (const [path, message] of hourOddities(desk.content, calendars))
    found.push({ file: desk.file, line: lineOf(desk.file, path), message });
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
  offices: Services['offices'],
  helplines: Services['helplines'],
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
