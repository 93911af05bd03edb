import { addDays } from '../language/calendar-days.ts';
import { leavesOf } from '../screening/condition.ts';
import type { Day } from '../screening/names.ts';
import {
  type Correction,
  MOST_IN_GROUP,
  type Pathway,
  type Question,
  type Requirement,
  type Topic,
  type Version,
} from '../screening/programme.ts';
import { bindingOn } from '../screening/standing.ts';
import { coverageProblems } from './coverage.ts';
import { didYouMean } from './did-you-mean.ts';
import { personaProblems } from './personas.ts';
import type { LineOf, Path, Problem } from './problem.ts';
import { testProblem } from './test-problem.ts';
import { programmeFrom, type Written, type WrittenProgramme } from './written.ts';

/** Says what is wrong with a part of the file that is being checked. */
type Report = (path: Path, message: string) => void;

/** Everything wrong with a programme that its form alone does not show, in the order of its files. */
export function problemsOf(written: WrittenProgramme, lineOf: LineOf): Problem[] {
  const found: Problem[] = [];
  const reportIn =
    (file: string): Report =>
    (path, message) =>
      found.push({ file, line: lineOf(file, path), message });

  interestProblems(written, reportIn(written.programme.file));
  questionProblems(written, reportIn(written.questions.file));
  for (const pathway of written.pathways) pathwayProblems(written, pathway, reportIn(pathway.file));
  for (const topic of written.topics) topicProblems(written, topic, reportIn(topic.file));
  for (const correction of written.corrections) correctionProblems(written, correction, reportIn(correction.file));
  // Examples of rules that cannot be read prove nothing.
  if (found.length > 0) return found;
  return [
    ...coverageProblems(written, lineOf),
    ...personaProblems(programmeFrom(written, ''), written.personas, lineOf),
  ];
}

/** A pathway under no interest would never be asked about. */
function interestProblems({ programme, pathways }: WrittenProgramme, report: Report): void {
  const { interests } = programme.content;
  const known = pathways.map(({ content }) => content.id);
  interests.forEach((interest, index) => {
    interest.pathways.forEach((id, at) => {
      if (!known.includes(id))
        report(['interests', index, 'pathways', at], `'${id}' is not in pathways/.${didYouMean(id, known)}`);
    });
  });
  const reached = new Set(interests.flatMap((interest) => interest.pathways));
  for (const id of known) {
    if (!reached.has(id)) report(['interests'], `pathway '${id}' stands under no interest. Add it to one.`);
  }
}

function questionProblems({ questions, pathways }: WrittenProgramme, report: Report): void {
  const used = new Set(
    pathways
      .flatMap(({ content }) =>
        content.versions.flatMap(({ requirements }) => requirements.flatMap(({ test }) => leavesOf(test))),
      )
      .map(({ fact }): string => fact),
  );
  questions.content.forEach(({ id, kind, values }, index) => {
    if (isRepeated(questions.content, index)) report([index, 'id'], `question '${id}' stands here twice. Rename one.`);
    if (kind === 'choice' && values.length < 2)
      report([index], `question '${id}' is a choice and needs at least two 'values'.`);
    if (!used.has(id)) report([index, 'id'], `question '${id}' is read by no requirement. Use it or remove it.`);
  });
}

function pathwayProblems(written: WrittenProgramme, pathway: Written<Pathway>, report: Report): void {
  const { content, file } = pathway;
  if (!file.endsWith(`/${content.id}.yaml`)) report(['id'], `id '${content.id}' must be the name of the file.`);
  for (const [index, { source }] of content.fees.entries())
    sourceProblem(written, source, ['fees', index, 'source'], report);
  bindingProblems(content, report);
  content.versions.forEach((version, index) => {
    const path = ['versions', index];
    if (isRepeated(content.versions, index))
      report([...path, 'id'], `version '${version.id}' stands here twice. Rename one.`);
    sourceProblem(written, version.source, [...path, 'source'], report);
    dateProblems(version, content.versions[index + 1], path, report);
    requirementProblems(written, version, path, report);
  });
}

/** More than two warnings with a result are not heard. */
const MOST_BINDING = 2;

function bindingProblems(pathway: Pathway, report: Report): void {
  const known = [...pathway.cautions, ...pathway.versions.flatMap(({ cautions }) => cautions)];
  pathway.binding.forEach((name, index) => {
    if (!known.includes(name))
      report(['binding', index], `'${name}' is not among the cautions of this pathway.${didYouMean(name, known)}`);
  });
  for (const { id, inForce } of pathway.versions) {
    const { length } = bindingOn(pathway, inForce.from);
    if (length > MOST_BINDING)
      report(['binding'], `version '${id}' has ${length} binding cautions. Keep the two that matter most.`);
  }
}

function topicProblems(written: WrittenProgramme, { file, content }: Written<Topic>, report: Report): void {
  if (!file.endsWith(`/${content.id}.yaml`)) report(['id'], `id '${content.id}' must be the name of the file.`);
  for (const [index, { source, attachment }] of content.parts.entries()) {
    sourceProblem(written, source, ['parts', index, 'source'], report);
    if (attachment !== undefined)
      sourceProblem(written, attachment.source, ['parts', index, 'attachment', 'source'], report);
  }
  const together = written.topics.filter((other) => other.content.group === content.group);
  const isOneTooMany = together.findIndex((other) => other.file === file) === MOST_IN_GROUP;
  if (isOneTooMany)
    report(
      ['group'],
      `group '${content.group}' has more than ${MOST_IN_GROUP} topics, which no list can show. Choose another group.`,
    );
}

function correctionProblems(written: WrittenProgramme, { file, content }: Written<Correction>, report: Report): void {
  const { id, pathway, on, told, source } = content;
  if (!file.endsWith(`/${id}.yaml`)) report(['id'], `id '${id}' must be the name of the file.`);
  const known = written.pathways.map((one) => one.content.id);
  if (!known.includes(pathway)) report(['pathway'], `'${pathway}' is not in pathways/.${didYouMean(pathway, known)}`);
  if (told.until < told.from) report(['told'], `it was told until ${told.until}, before ${told.from}.`);
  if (on < told.until) report(['on'], `${on} is before ${told.until}, the last day on which it was told.`);
  sourceProblem(written, source, ['source'], report);
}

function dateProblems(version: Version, next: Version | undefined, path: Path, report: Report): void {
  const { from, until } = version.inForce;
  const at = [...path, 'inForce'];
  const name = `version '${version.id}'`;
  if (until !== null && until < from) report(at, `${name} ends on ${until}, before it begins on ${from}.`);
  if (version.reviewBy < version.checkedOn) {
    report(
      [...path, 'reviewBy'],
      `${name} must be reviewed by ${version.reviewBy} but was checked later, on ${version.checkedOn}.`,
    );
  }
  if (next === undefined) {
    if (until !== null)
      report(at, `nothing is said of the days after ${until}. Add a version, or write 'until: null'.`);
    return;
  }
  followsProblem(name, until, next, at, report);
}

function followsProblem(name: string, until: string | null, next: Version, at: Path, report: Report): void {
  const { from } = next.inForce;
  if (until === null || until >= from) {
    report(at, `${name} ends on ${until ?? 'no day'} and overlaps version '${next.id}', which begins on ${from}.`);
    return;
  }
  const [gapFrom, gapUntil] = [addDays(until as Day, 1), addDays(from as Day, -1)];
  if (gapFrom <= gapUntil)
    report(at, `nothing is said of the days from ${gapFrom} to ${gapUntil}, between ${name} and version '${next.id}'.`);
}

function requirementProblems(written: WrittenProgramme, version: Version, path: Path, report: Report): void {
  const { requirements, status } = version;
  if (status === 'open' && requirements.length === 0)
    report(path, `version '${version.id}' is open and needs 'requirements'.`);
  if ((status === 'closed' || status === 'suspended') && requirements.length > 0) {
    report(path, `version '${version.id}' is ${status}, so nothing is asked. Remove its requirements.`);
  }
  requirements.forEach((requirement, index) => {
    const at = [...path, 'requirements', index];
    if (isRepeated(requirements, index))
      report([...at, 'id'], `requirement '${requirement.id}' stands here twice. Rename one.`);
    if (requirement.source !== version.source) sourceProblem(written, requirement.source, [...at, 'source'], report);
    testProblems(written.questions.content, requirement, at, report);
  });
}

function testProblems(questions: readonly Question[], { id, test }: Requirement, at: Path, report: Report): void {
  for (const leaf of leavesOf(test)) {
    const question = questions.find((one) => one.id === leaf.fact);
    if (question === undefined) {
      const hint = didYouMean(
        leaf.fact,
        questions.map((one) => one.id),
      );
      report([...at, 'test'], `requirement '${id}' asks '${leaf.fact}', which is not in questions.yaml.${hint}`);
      continue;
    }
    const problem = testProblem(leaf, question);
    if (problem !== null) report([...at, 'test'], `requirement '${id}': ${problem}`);
  }
}

function sourceProblem({ sources }: WrittenProgramme, source: string, at: Path, report: Report): void {
  const known = Object.keys(sources.content);
  if (!known.includes(source)) report(at, `source '${source}' is not in sources.yaml.${didYouMean(source, known)}`);
}

function isRepeated(all: readonly { readonly id: string }[], index: number): boolean {
  return all.findIndex(({ id }) => id === all[index]?.id) < index;
}
