import { describe, expect, test } from '@jest/globals';
import { correctionFile, examplesFile, topicFile } from '../../src/files/programme-schema.ts';
import { didYouMean } from '../../src/judging/did-you-mean.ts';
import { describeProblem } from '../../src/judging/problem.ts';
import { problemsOf } from '../../src/judging/problems.ts';
import type { WrittenProgramme } from '../../src/judging/written.ts';
import {
  aPathway,
  aQuestion,
  aVersion,
  type WrittenExample,
  type WrittenRequirement,
  type WrittenVersion,
  written,
} from '../support/programme.ts';

const QUESTIONS = [aQuestion('has_passport', 'yesno'), aQuestion('papers', 'choice', { values: ['card', 'none'] })];

const rule = (id: string, test: unknown, more: Partial<WrittenRequirement> = {}): WrittenRequirement => ({
  id,
  test,
  ifNot: 'unlikely',
  ...more,
});

const PASSPORT = rule('travel-document', { fact: 'has_passport', is: true });
const PAPERS = rule('papers', { fact: 'papers', is: 'card' });

const EXAMPLES: WrittenExample[] = [
  { name: 'all', on: ['2023-05-01'], answers: { has_passport: true, papers: 'card' }, expect: 'likely' },
  {
    name: 'no passport',
    on: ['2023-05-01'],
    answers: { has_passport: false },
    expect: 'unlikely',
    because: 'travel-document',
  },
  {
    name: 'no card',
    on: ['2023-05-01'],
    answers: { has_passport: true, papers: 'none' },
    expect: 'unlikely',
    because: 'papers',
  },
];

/** Of what nobody knows is open, who meets everything asks first. */
const DOUBTFUL: WrittenExample[] = EXAMPLES.map((one) =>
  one.expect === 'likely' ? { ...one, expect: 'see_adviser' } : one,
);

function files(versions: WrittenVersion[], examples: WrittenExample[] = EXAMPLES): WrittenProgramme {
  return {
    ...written(QUESTIONS, aPathway('work-visa', ...versions)),
    examples: [
      { file: 'programme/examples/work-visa.yaml', content: examplesFile.parse({ pathway: 'work-visa', examples }) },
    ],
  };
}

/** Problems as a caseworker sees them; the "line" is the way there, so that a test can read it. */
function problems(programme: WrittenProgramme): string[] {
  const paths: string[] = [];
  const found = problemsOf(programme, (_file, path) => paths.push(path.join('.')));
  return found.map(({ file, line, message }) => `${file}:${paths[line - 1]}: ${message}`);
}

const GOOD = aVersion({ requirements: [PASSPORT, PAPERS] });

test('a programme in order has no problems', () => {
  expect(problems(files([GOOD]))).toEqual([]);
});

test('a problem is one line, the way compilers write it', () => {
  expect(describeProblem({ file: 'programme/pathways/work-visa.yaml', line: 14, message: 'is wrong.' })).toBe(
    'programme/pathways/work-visa.yaml:14: is wrong.',
  );
});

describe('what names nothing', () => {
  const typo = rule('travel-document', { all: [{ fact: 'has_pasport', is: true }] });
  test.each([
    [
      'a question',
      aVersion({ requirements: [typo, PASSPORT, PAPERS] }),
      "programme/pathways/work-visa.yaml:versions.0.requirements.0.test: requirement 'travel-document' asks 'has_pasport', which is not in questions.yaml. Did you mean 'has_passport'?",
    ],
    [
      'a value',
      aVersion({ requirements: [PASSPORT, rule('papers', { fact: 'papers', in: ['cardd'] })] }),
      "programme/pathways/work-visa.yaml:versions.0.requirements.1.test: requirement 'papers': 'cardd' is no value of 'papers'. Did you mean 'card'?",
    ],
    [
      "a version's source",
      aVersion({ source: 'gazete', requirements: [PASSPORT, PAPERS] }),
      "programme/pathways/work-visa.yaml:versions.0.source: source 'gazete' is not in sources.yaml. Did you mean 'gazette'?",
    ],
    [
      "a requirement's source",
      aVersion({ requirements: [PASSPORT, { ...PAPERS, source: 'xyz' }] }),
      "programme/pathways/work-visa.yaml:versions.0.requirements.1.source: source 'xyz' is not in sources.yaml.",
    ],
  ])('%s', (_name, version, message) => {
    expect(problems(files([version]))).toContain(message);
  });
});

test('a test that does not fit its question says what does', () => {
  const wrong = rule('papers', { fact: 'papers', onOrBefore: '2023-01-01' });
  expect(problems(files([aVersion({ requirements: [PASSPORT, wrong] })]))).toEqual([
    "programme/pathways/work-visa.yaml:versions.0.requirements.1.test: requirement 'papers': 'onOrBefore' does not fit 'papers', which is a choice. Use is or in.",
  ]);
});

describe('dates', () => {
  const spans = (...ends: [string, string | null][]) =>
    problems(
      files(
        ends.map(([from, until], index) =>
          aVersion({ id: `v${index}`, inForce: { from, until }, requirements: [PASSPORT, PAPERS] }),
        ),
      ),
    ).map((problem) => problem.replace('programme/pathways/work-visa.yaml:', ''));

  test('a gap is named', () => {
    expect(spans(['2023-01-01', '2023-01-31'], ['2023-02-03', null])).toContain(
      "versions.0.inForce: nothing is said of the days from 2023-02-01 to 2023-02-02, between version 'v0' and version 'v1'.",
    );
  });

  test('versions one day apart have no gap', () => {
    expect(spans(['2023-01-01', '2023-01-31'], ['2023-02-01', null]).filter((one) => one.includes('inForce'))).toEqual(
      [],
    );
  });

  test('an overlap is named', () => {
    expect(spans(['2023-01-01', '2023-02-01'], ['2023-02-01', null])).toContain(
      "versions.0.inForce: version 'v0' ends on 2023-02-01 and overlaps version 'v1', which begins on 2023-02-01.",
    );
  });

  test('the end of all that is known is named', () => {
    expect(spans(['2023-01-01', '2023-02-01'])).toContain(
      "versions.0.inForce: nothing is said of the days after 2023-02-01. Add a version, or write 'until: null'.",
    );
  });

  test('an end before its beginning is named', () => {
    expect(spans(['2023-03-01', '2023-02-01'], ['2023-02-02', null])).toContain(
      "versions.0.inForce: version 'v0' ends on 2023-02-01, before it begins on 2023-03-01.",
    );
  });

  test('a day of review before the day of checking is named', () => {
    expect(problems(files([aVersion({ reviewBy: '2022-12-31', requirements: [PASSPORT, PAPERS] })]))[0]).toMatch(
      /versions\.0\.reviewBy: version 'v1' must be reviewed by 2022-12-31 but was checked later, on 2023-01-01\.$/,
    );
  });
});

test('names that stand twice are named', () => {
  const twice = problems(files([aVersion({ requirements: [PASSPORT, PASSPORT, PAPERS] })]));
  expect(twice[0]).toMatch(/requirements\.1\.id: requirement 'travel-document' stands here twice/);
});

test('a version that is not open asks nothing, and an open one asks something', () => {
  expect(problems(files([aVersion({ status: 'closed', requirements: [PASSPORT, PAPERS] })]))[0]).toMatch(
    /version 'v1' is closed, so nothing is asked/,
  );
  const unused = files([aVersion()]);
  expect(problems(unused).some((one) => one.includes("version 'v1' is open and needs 'requirements'"))).toBe(true);
});

test('an unconfirmed version may have a rule, and needs none', () => {
  expect(problems(files([aVersion({ status: 'unconfirmed', requirements: [PASSPORT, PAPERS] })], DOUBTFUL))).toEqual(
    [],
  );
  const bare = aVersion({ id: 'still', status: 'unconfirmed', inForce: { from: '2023-07-01', until: null } });
  const before = aVersion({ inForce: { from: '2023-01-01', until: '2023-06-30' }, requirements: [PASSPORT, PAPERS] });
  expect(problems(files([before, bare]))).toEqual([]);
});

describe('warnings that are said with a result', () => {
  const withBinding = (cautions: string[], binding: string[]) => {
    const programme = files([{ ...GOOD, cautions }]);
    const [only] = programme.pathways;
    return problems({
      ...programme,
      pathways: only === undefined ? [] : [{ ...only, content: { ...only.content, binding } }],
    });
  };

  test('must be among the cautions', () => {
    expect(withBinding(['stay'], ['stai'])[0]).toMatch(
      /binding\.0: 'stai' is not among the cautions of this pathway\. Did you mean 'stay'\?/,
    );
  });

  test('are two at most on any day', () => {
    expect(withBinding(['a', 'b', 'c'], ['a', 'b'])).toEqual([]);
    expect(withBinding(['a', 'b', 'c'], ['a', 'b', 'c'])[0]).toMatch(/binding: version 'v1' has 3 binding cautions/);
  });
});

test('a question that no requirement reads is named', () => {
  expect(problems(files([aVersion({ requirements: [PASSPORT] })], EXAMPLES.slice(1, 2)))).toContain(
    "programme/questions.yaml:1.id: question 'papers' is read by no requirement. Use it or remove it.",
  );
});

describe("the lawyer's tests", () => {
  test('an example that comes out otherwise is named with what came out', () => {
    const wrong: WrittenExample = {
      name: 'hopes',
      on: ['2023-05-01'],
      answers: { has_passport: false },
      expect: 'likely',
    };
    expect(problems(files([GOOD], [...EXAMPLES, wrong]))).toEqual([
      "programme/examples/work-visa.yaml:examples.3: example 'hopes' on 2023-05-01 expects likely but is unlikely, because of 'travel-document'.",
    ]);
  });

  test('an example that decides for another reason than it says is named', () => {
    const other: WrittenExample = {
      name: 'other reason',
      on: ['2023-05-01'],
      answers: { has_passport: false },
      expect: 'unlikely',
      because: 'papers',
    };
    expect(problems(files([GOOD], [other]))[0]).toMatch(
      /expects unlikely because of 'papers' but it is because of 'travel-document'/,
    );
  });

  test('a requirement without an example on each side is named', () => {
    expect(problems(files([GOOD], EXAMPLES.slice(0, 2)))).toEqual([
      "programme/pathways/work-visa.yaml:versions.0.requirements.1: requirement 'papers' of version 'v1' has no example where it is not met. Add one to programme/examples/work-visa.yaml.",
    ]);
  });

  test('what is unconfirmed can have none where it is met', () => {
    const open = rule('unknown', { unconfirmed: 'no source' }, { ifNot: 'see_adviser' });
    const only: WrittenExample = {
      name: 'all',
      on: ['2023-05-01'],
      answers: { has_passport: true, papers: 'card' },
      expect: 'see_adviser',
      because: 'unknown',
    };
    const version = aVersion({ requirements: [PASSPORT, PAPERS, open] });
    expect(problems(files([version], [only, ...EXAMPLES.slice(1)]))).toEqual([]);
  });
});

test.each([
  ['pasport', 'passport'],
  ['passpoort', 'passport'],
  ['crad', 'card'],
  ['pxxsport', 'passport'],
])('%s may mean %s', (written, meant) => {
  expect(didYouMean(written, ['weather', meant])).toBe(` Did you mean '${meant}'?`);
});

test.each(['weather', 'cxxd', 'pxxxport'])('%s means nothing that is known', (written) => {
  expect(didYouMean(written, ['passport', 'papers', 'card'])).toBe('');
});

test('a group takes as many topics as a list can show, and not one more', () => {
  const topics = [...'abcdefghi'].map((id) => ({
    file: `programme/topics/${id}.yaml`,
    content: topicFile.parse({
      id,
      group: 'safety',
      askedAs: ['help'],
      parts: [
        {
          id: 'part',
          inForce: { from: '2023-01-01', until: null },
          source: 'gazette',
          checkedOn: '2023-01-01',
          reviewBy: '2023-06-01',
        },
      ],
    }),
  }));
  const saidOf = (count: number) =>
    problemsOf({ ...written([]), topics: topics.slice(0, count) }, () => 3)
      .map(describeProblem)
      .filter((line) => line.includes('group'));
  expect(saidOf(8)).toEqual([]);
  expect(saidOf(9)).toEqual([
    "programme/topics/i.yaml:3: group 'safety' has more than 8 topics, which no list can show. Choose another group.",
  ]);
});

test('a correction is judged: its file, its pathway, its days and its source', () => {
  const correction = {
    ...{ id: 'late-2023', pathway: 'work-visa', kind: 'mistake', on: '2023-06-10', concerns: 'everybody' },
    ...{ told: { from: '2023-06-01', until: '2023-06-09' }, wrong: 'We said that it was free.', source: 'gazette' },
  };
  const found = (more: object, file = 'late-2023') =>
    problems({
      ...files([aVersion({ requirements: [PASSPORT, PAPERS] })]),
      corrections: [
        { file: `programme/corrections/${file}.yaml`, content: correctionFile.parse({ ...correction, ...more }) },
      ],
    });
  const at = 'programme/corrections/late-2023.yaml';
  expect(found({})).toEqual([]);
  expect(found({}, 'other')[0]).toMatch(/id: id 'late-2023' must be the name of the file\.$/);
  expect(found({ pathway: 'work-vise' })).toEqual([
    `${at}:pathway: 'work-vise' is not in pathways/. Did you mean 'work-visa'?`,
  ]);
  expect(found({ told: { from: '2023-06-09', until: '2023-06-01' } })).toEqual([
    `${at}:told: it was told until 2023-06-01, before 2023-06-09.`,
  ]);
  expect(found({ on: '2023-06-08' })).toEqual([
    `${at}:on: 2023-06-08 is before 2023-06-09, the last day on which it was told.`,
  ]);
  expect(found({ source: 'gazete' })).toEqual([
    `${at}:source: source 'gazete' is not in sources.yaml. Did you mean 'gazette'?`,
  ]);
  expect(() => found({ was: ['undecided'] })).toThrow();
});
