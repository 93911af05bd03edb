import { readAnswers } from '../../src/judging/exchange.ts';
import {
  programmeFrom,
  type WrittenPathway,
  type WrittenProgramme,
  type WrittenQuestion,
  type WrittenVersion,
} from '../../src/judging/written.ts';
import type { Answers } from '../../src/screening/answer.ts';
import type { Condition } from '../../src/screening/condition.ts';
import type { Day, PathwayId, QuestionId } from '../../src/screening/names.ts';
import type { Programme } from '../../src/screening/programme.ts';

/** A name as a test writes it. */
export const question = (id: string) => id as QuestionId;
export const day = (text: string) => text as Day;
export const pathway = (id: string) => id as PathwayId;

/** A question with what a test leaves out filled in. */
export function aQuestion(
  id: string,
  kind: WrittenQuestion['kind'],
  more: Partial<WrittenQuestion> = {},
): WrittenQuestion {
  return { id, kind, values: [], sensitive: false, ...more };
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
    cautions: [],
    requirements: [],
    ...more,
  };
}

/** A pathway of one or more versions. */
export function aPathway(id: string, ...versions: WrittenVersion[]): WrittenPathway {
  return { id, country: 'US', leadsTo: 'appointment', fees: [], cautions: [], versions };
}

/** The files of a programme, as if they had been read. */
export function written(questions: WrittenQuestion[], ...pathways: WrittenPathway[]): WrittenProgramme {
  const source = { publisher: 'The Gazette', title: 'A rule', url: 'https://example.org/', published: '2023-01-01' };
  return {
    programme: {
      file: 'programme/programme.yaml',
      content: {
        name: 'A fixture',
        timeZone: 'America/Bogota',
        interests: [{ id: 'everything', pathways: pathways.map(({ id }) => id) }],
      },
    },
    questions: { file: 'programme/questions.yaml', content: questions },
    sources: { file: 'programme/sources.yaml', content: { gazette: source, 'second-gazette': source } },
    pathways: pathways.map((content) => ({ file: `programme/pathways/${content.id}.yaml`, content })),
    examples: [],
    personas: { file: 'programme/examples/personas.yaml', content: [] },
    topics: [],
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
