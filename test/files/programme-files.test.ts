import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadProgramme } from '../../src/files/programme-files.ts';
import { describeProblem } from '../../src/judging/problem.ts';

let folder = '';

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'camino-')), 'programme');
  await cp('programme', folder, { recursive: true });
});

afterEach(async () => {
  await rm(join(folder, '..'), { recursive: true });
});

/** Writes a file anew with something in it changed, and says what the loader finds. */
async function afterChange(path: string, from: string, to: string): Promise<string[]> {
  const file = join(folder, path);
  const text = await readFile(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} does not hold '${from}'.`);
  await writeFile(file, text.replace(from, to));
  const loaded = await loadProgramme(folder);
  return loaded.ok ? [] : loaded.problems.map(describeProblem);
}

async function lineOf(path: string, text: string): Promise<number> {
  const lines = (await readFile(join(folder, path), 'utf8')).split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

const ATTACHMENT = `    attachment:
      kind: document
      link: https://example.org/guide.pdf
      fileName: guide.pdf
      source: unhcr-fraud
      checkedOn: 2026-11-23
      reviewBy: 2027-02-23
`;
const SAFE_MOBILITY = 'pathways/safe-mobility-colombia.yaml';

test('the shipped programme is in order', async () => {
  const loaded = await loadProgramme(folder);
  expect(loaded.ok ? [] : loaded.problems.map(describeProblem)).toEqual([]);
  if (!loaded.ok) return;
  expect(loaded.places.all.filter(({ country }) => country === 'CO')).toHaveLength(1122);
  expect(new Set(loaded.places.all.map(({ code }) => code)).size).toBe(loaded.places.all.length);
  expect(new Set(loaded.places.all.map(({ country }) => country))).toEqual(
    new Set(['CO', 'CR', 'EC', 'GT', 'PA', 'VE']),
  );
  expect(loaded.offices.map(({ id }) => id)).toEqual(['cali', 'medellin', 'soacha']);
  expect(loaded.helplines.find(({ id }) => id === 'emergency')?.number).toBe('123');
  expect(loaded.programme.hash).toBe(loaded.hash);
});

describe('the hash', () => {
  test('does not depend on where the folder stands', async () => {
    const [here, there] = [await loadProgramme('programme'), await loadProgramme(folder)];
    expect(here.ok && here.hash).toBe(there.ok && there.hash);
    expect(here.ok && here.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('nor on how its path is written', async () => {
    const [plain, dotted] = [await loadProgramme('programme'), await loadProgramme('./programme/')];
    expect(plain.ok && plain.hash).toBe(dotted.ok && dotted.hash);
    expect(dotted.ok).toBe(true);
  });

  test('changes with any file', async () => {
    const before = await loadProgramme(folder);
    expect(await afterChange('programme.yaml', 'name: Camino', 'name: Sendero')).toEqual([]);
    const after = await loadProgramme(folder);
    expect(before.ok && before.hash).not.toBe(after.ok && after.hash);
  });
});

describe('what a caseworker must repair is told with its file and line', () => {
  test('a question that does not exist', async () => {
    const line = await lineOf(SAFE_MOBILITY, 'test: { fact: registered_before');
    expect(await afterChange(SAFE_MOBILITY, 'fact: registered_before', 'fact: registred_before')).toContain(
      `programme/${SAFE_MOBILITY}:${line}: requirement 'first-time' asks 'registred_before', which is not in questions.yaml. Did you mean 'registered_before'?`,
    );
  });

  test('a field that nobody knows', async () => {
    const line = await lineOf('offices/colombia/cali.yaml', 'appointmentMinutes');
    const problems = await afterChange(
      'offices/colombia/cali.yaml',
      'appointmentMinutes: 30',
      'appointmentMinutes: soon',
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^programme/offices/colombia/cali.yaml:${line}: 'appointmentMinutes': `));
  });

  test('a source on which nothing rests', async () => {
    const unused = await afterChange(
      'sources.yaml',
      'coat-route:',
      'coat-rout:\n  publisher: COAT\n  title: Ruta\n  url: https://example.org\n  published: null\ncoat-route:',
    );
    const line = await lineOf('sources.yaml', 'coat-rout:');
    expect(unused).toEqual([`programme/sources.yaml:${line}: nothing names source 'coat-rout'. Use it or remove it.`]);
  });

  test('a day that does not exist', async () => {
    const problems = await afterChange(SAFE_MOBILITY, 'until: 2023-10-09', 'until: 2023-13-09');
    const line = await lineOf(SAFE_MOBILITY, '2023-13-09');
    expect(problems).toEqual([
      `programme/${SAFE_MOBILITY}:${line}: 'versions.2.inForce.until': is not a day. Write it as 2023-11-15.`,
    ]);
  });

  test('a missing review date', async () => {
    const problems = await afterChange(SAFE_MOBILITY, '    reviewBy: 2027-11-23\n', '');
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/'versions\.0\.reviewBy'/);
  });

  test.each([
    ['fileName: guide.pdf', 'fileName: guía para todos.pdf', [], ''],
    [
      'link: https://',
      'link: http://',
      [2],
      "link': is no https address. Write it as https://example.org/guide.pdf, without accents or spaces.",
    ],
    ['kind: document', 'kind: film', [1], "kind': is no kind of attachment. Use document or audio."],
    ['      fileName: guide.pdf\n', '', [0], "fileName': is missing. Write the name people see, such as guide.pdf."],
    ['fileName: guide.pdf', 'fileName: guide', [3], "fileName': is no name of a PDF. Write it as guide.pdf."],
    [
      'source: unhcr-fraud',
      'source: unhcr-frau',
      [4],
      "source 'unhcr-frau' is not in sources.yaml. Did you mean 'unhcr-fraud'?",
    ],
  ])('an attachment: %j becomes %j', async (from, to, lines, expected) => {
    const topic = 'topics/cost-and-scams.yaml';
    const problems = await afterChange(
      topic,
      '  - id: no-shortcut\n',
      `  - id: no-shortcut\n${ATTACHMENT.replace(from, to)}`,
    );
    const start = await lineOf(topic, '    attachment:');
    expect(problems).toEqual(
      lines.map((line) => expect.stringMatching(new RegExp(`^programme/${topic}:${start + line}: `))),
    );
    expect(problems.join('').endsWith(expected)).toBe(true);
  });

  test('YAML that is broken', async () => {
    const problems = await afterChange('programme.yaml', 'name: ', 'name: [');
    expect(problems[0]).toMatch(/^programme\/programme\.yaml:\d+: /);
  });

  test('a file that is missing', async () => {
    await rm(join(folder, 'helplines.yaml'));
    const loaded = await loadProgramme(folder);
    expect(loaded.ok ? [] : loaded.problems.map(describeProblem)).toEqual(['programme/helplines.yaml:1: is missing.']);
  });

  test("an office's pathway, place and hours", async () => {
    const office = 'offices/colombia/soacha.yaml';
    expect(await afterChange(office, 'safe-mobility-colombia', 'safe-mobility-columbia')).toEqual([
      expect.stringMatching(/'safe-mobility-columbia' is not in pathways\/\. Did you mean 'safe-mobility-colombia'\?$/),
    ]);
    await afterChange(office, 'safe-mobility-columbia', 'safe-mobility-colombia');
    expect(await afterChange(office, '"25754"', '"25999"')).toEqual([
      expect.stringMatching(/'25999' is the code of no municipality/),
    ]);
    await afterChange(office, '"25999"', '"25754"');
    expect(await afterChange(office, 'to: "12:00"', 'to: "08:00"')).toEqual([
      expect.stringMatching(/closes at 08:00, not after it opens at 08:00/),
    ]);
  });

  test("a holiday among an office's own closures, and what its file says of itself", async () => {
    const office = 'offices/colombia/cali.yaml';
    const line = await lineOf(office, 'holidays: CO');
    expect(await afterChange(office, 'holidays: CO', 'holidays: CO\nclosures: [2023-12-26, 2023-12-25]')).toEqual([
      `programme/${office}:${line + 1}: 2023-12-25 is a public holiday of CO, as 'holidays' says. Remove it.`,
    ]);
    await afterChange(office, '\nclosures: [2023-12-26, 2023-12-25]', '');
    expect(await afterChange(office, 'lots: 3', 'lots: 10\nnationalities: [VE]')).toEqual([]);
    expect(await afterChange('desk.yaml', 'holidays: CO', 'holidays: PE')).toEqual([
      expect.stringMatching(/^programme\/desk\.yaml:\d+: the holidays of 'PE' are not in holidays\.yaml\./),
    ]);
  });
});
