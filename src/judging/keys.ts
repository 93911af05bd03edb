import type { Organisation } from '../handoff/organisation.ts';
import { bearerOf } from '../screening/explain.ts';
import type { Correction, Pathway, Programme, Question, Topic } from '../screening/programme.ts';

/** The names of all sentences that a programme needs, each once: every language must have them. */
export function keysOf(programme: Programme): string[] {
  return [
    ...new Set([
      'assessment.common.see_adviser',
      'assessment.common.see_adviser.not-checked',
      'assessment.common.closed',
      'standing.not_begun',
      'standing.no_version',
      'standing.past_review',
      ...[...programme.questions.values()].flatMap(keysOfQuestion),
      ...[...programme.pathways.values()].flatMap(keysOfPathway),
      ...[...programme.topics.values()].flatMap(keysOfTopic),
      ...[...programme.corrections.values()].map(keyOfCorrection),
    ]),
  ];
}

function keysOfQuestion({ id, values }: Question): string[] {
  return [
    `question.${id}.name`,
    `question.${id}.ask`,
    `question.${id}.why`,
    ...values.map((value) => `question.${id}.option.${value}`),
  ];
}

function keysOfTopic({ id, group, parts }: Topic): string[] {
  return [`topics.group.${group}`, `topic.${id}.name`, ...parts.map((part) => `topic.${id}.${part.id}`)];
}

/** What was said and what is true, in the words of one correction. */
export function keyOfCorrection({ id }: Pick<Correction, 'id'>): string {
  return `correction.about.${id}`;
}

/** What an organisation of the desk is called, and what it is for. */
export function keysOfOrganisation({ id }: Pick<Organisation, 'id'>): string[] {
  return [`organisation.${id}.name`, `organisation.${id}.for`];
}

function keysOfPathway({ id, fees, cautions, versions }: Pathway): string[] {
  const warnings = [...cautions, ...versions.flatMap((version) => version.cautions)];
  const requirements = versions.flatMap((version) => version.requirements);
  const standings = new Set(versions.map(({ status }) => status));
  return [
    `pathway.${id}.name`,
    `pathway.${id}.about`,
    ...[...standings].map((status) => `pathway.${id}.${status}`),
    ...warnings.map((caution) => `pathway.${id}.caution.${caution}`),
    ...fees.map((fee) => `pathway.${id}.fee.${fee.id}`),
    `assessment.${id}.likely`,
    ...requirements.map((one) => `assessment.${bearerOf(id, one)}.${one.ifNot}.${one.id}`),
    ...requirements.map((one) => `requirement.${bearerOf(id, one)}.${one.id}`),
  ];
}
