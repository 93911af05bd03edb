import type { z } from 'zod';
import { type examplesFile, pathwayFile, questionsFile } from '../../src/files/programme-schema.ts';
import { readAnswers } from '../../src/judging/exchange.ts';
import { programmeFrom, type WrittenProgramme } from '../../src/judging/written.ts';
import type { Answers } from '../../src/screening/answer.ts';
import type { Condition } from '../../src/screening/condition.ts';
import type { Day, PathwayId, QuestionId } from '../../src/screening/names.ts';
import type { Programme } from '../../src/screening/programme.ts';

/** What a caseworker writes: the forms make the rest of it. */
export type WrittenPathway = z.input<typeof pathwayFile>;
export type WrittenVersion = WrittenPathway['versions'][number];
export type WrittenRequirement = NonNullable<WrittenVersion['requirements']>[number];
export type WrittenExample = z.input<typeof examplesFile>['examples'][number];
type WrittenQuestion = z.input<typeof questionsFile>[number];

/** A name as a test writes it. */
export const question = (id: string) => id as QuestionId;
export const day = (text: string) => text as Day;
export const pathway = (id: string) => id as PathwayId;

/** A question of a kind. */
export function aQuestion(
  id: string,
  kind: WrittenQuestion['kind'],
  more: Partial<WrittenQuestion> = {},
): WrittenQuestion {
  return { id, kind, ...more };
}

/** A version in force all through 2023 unless the test says otherwise. */
export function aVersion(more: Partial<WrittenVersion> = {}): WrittenVersion {
  return {
    id: 'v1',
    status: 'open',
    inForce: { from: '2023-01-01', until: null },
    source: 'gazette',
    checkedOn: '2023-01-01',
    reviewBy: '2023-12-31',
    ...more,
  };
}

/** A pathway of one or more versions. */
export function aPathway(id: string, ...versions: WrittenVersion[]): WrittenPathway {
  return { id, country: 'US', leadsTo: 'appointment', askedAs: ['eligibility'], versions };
}

/** The files of a programme, read by their forms. */
export function written(questions: WrittenQuestion[], ...pathways: WrittenPathway[]): WrittenProgramme {
  const source = {
    ...{ publisher: 'The Gazette', title: 'A rule', url: 'https://example.org/' },
    ...{ published: '2023-01-01', openedOn: null },
  };
  return {
    programme: {
      file: 'programme/programme.yaml',
      content: {
        name: 'A fixture',
        timeZone: 'America/Bogota',
        interests: [{ id: 'everything', pathways: pathways.map(({ id }) => id as PathwayId) }],
      },
    },
    questions: { file: 'programme/questions.yaml', content: questionsFile.parse(questions) },
    sources: { file: 'programme/sources.yaml', content: { gazette: source, 'second-gazette': source } },
    pathways: pathways.map((one) => ({ file: `programme/pathways/${one.id}.yaml`, content: pathwayFile.parse(one) })),
    examples: [],
    personas: { file: 'programme/examples/personas.yaml', content: [] },
    topics: [],
    corrections: [],
  };
}

/** A programme from its questions and pathways. */
export function aProgramme(questions: WrittenQuestion[], ...pathways: WrittenPathway[]): Programme {
  return programmeFrom(written(questions, ...pathways), 'fixture');
}

/** Answers in the short form of the examples. */
export function answersOf(programme: Programme, json: Record<string, unknown>): Answers {
  const read = readAnswers(programme, json);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.answers;
}

/** A condition as a file writes it. */
export const condition = (json: unknown) => json as Condition;
