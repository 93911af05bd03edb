import { spawn } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { TEMPLATES } from '../../src/language/template.ts';

/** All that `npm run check` reads. */
const READ = [
  ...['src', 'dialogs', 'demo', 'simulator', 'scripts', 'bench', 'test', 'locales', 'programme', 'docs'],
  ...['package.json', 'tsconfig.json', '.env.example', 'LICENSE', 'NOTICE'],
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'GLOSSARY.md', 'CHANGELOG.md'],
];

/** All is compiled and read several times over. */
const LONG = 240_000;

let tree = '';

beforeEach(async () => {
  tree = await mkdtemp(join(tmpdir(), 'camino-tree-'));
  for (const path of READ) await cp(path, join(tree, path), { recursive: true });
  await symlink(resolve('node_modules'), join(tree, 'node_modules'));
});
afterEach(() => rm(tree, { recursive: true }));

/** The lines that a command says in the copy of the tree. */
function said(command: string, ...args: string[]): Promise<string[]> {
  const child = spawn(join(tree, 'node_modules/.bin', command), args, { cwd: tree });
  let text = '';
  const hear = (chunk: Buffer) => {
    text += chunk;
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', () => done(text.trim().split('\n')));
  });
}

const types = () => said('tsc', '--project', '.');
const content = () => said('tsx', 'src/cli.ts', 'check');
/** Its faults: what it keeps to itself with a reason, and what the compiler says when it is asked no more, is none. */
const reading = async () => (await said('tsx', 'scripts/unread.ts')).filter((line) => /^locales|^src/.test(line));

async function change(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(tree, path), 'utf8');
  if (!text.includes(from)) throw new Error(`${path} does not hold '${from}'.`);
  await writeFile(join(tree, path), text.replace(from, to));
}

const add = (path: string, text: string) => appendFile(join(tree, path), text);

test(
  'what nobody reads is named: fields by their type, and words',
  async () => {
    await change('src/files/service-schema.ts', 'noticeHours: z', 'parking: z.boolean(),\n  noticeHours: z');
    await change('src/handoff/helpline.ts', '  readonly number:', '  readonly fax: string;\n  readonly number:');
    // `parts` are read, but those of a topic.
    await change('src/appointments/office.ts', '  readonly name:', '  readonly parts: string[];\n  readonly name:');
    await add('locales/es/talk.yaml', 'menu.nowhere: Nada\nbooking.booked.again: Otra vez\n');
    await change('locales/fr/talk.yaml', 'danger.medical:', 'danger.fire:');
    expect((await reading()).sort()).toEqual([
      "locales/es: nobody reads 'booking.booked.again'. Use it or take it away.",
      "locales/es: nobody reads 'menu.nowhere'. Use it or take it away.",
      "locales/fr: 'danger.medical' is missing; the code says it.",
      "locales/fr: nobody reads 'danger.fire'. Use it or take it away.",
      "src/appointments/office.ts: nobody reads 'Office.parts'. Use it or take it away.",
      "src/files: no type has the field 'parking' of a form, so nobody can read it.",
      "src/handoff/helpline.ts: nobody reads 'Helpline.fax'. Use it or take it away.",
    ]);
  },
  LONG,
);

test(
  'a document that names what is not there is named',
  async () => {
    await change('README.md', 'npm run demo ', 'npm run dmo ');
    await change('README.md', '[channel notes](docs/channels.md)', '[channel notes](docs/chanels.md)');
    await change('GLOSSARY.md', '# Glossary\n', '# Glossary\nSee [more](MORE.md).\n');
    await change(
      'CONTRIBUTING.md',
      '# Contributing\n',
      '# Contributing\nSee `dialogs/bookings.ts`, `mail/`, `src/post/`.\n',
    );
    expect((await content()).filter((line) => line.includes('.md'))).toEqual([
      'README.md: links to docs/chanels.md, which is not there.',
      expect.stringMatching(/^README\.md:\d+: names docs\/chanels\.md, which is not there\.$/),
      "README.md: names 'npm run dmo', which package.json does not have.",
      'CONTRIBUTING.md:2: names dialogs/bookings.ts, which is not there.',
      'CONTRIBUTING.md:2: names src/post/, which is not there.',
      'GLOSSARY.md: links to MORE.md, which is not there.',
    ]);
  },
  LONG,
);

test(
  'a sixth language is asked for piece by piece, and then it is spoken',
  async () => {
    await add('locales/languages.yaml', '- { code: de, reviewedBy: null, reviewedOn: null }\n');
    expect(await content()).toContain(
      "src/language/language.ts:2: LANGUAGES lacks 'de', which locales/languages.yaml has.",
    );

    await change('src/language/language.ts', "'en'] as const", "'en', 'de'] as const");
    const [typed, judged] = [await types(), await content()];
    expect(typed.filter((line) => line.includes('error'))).toEqual([
      expect.stringMatching(/^test\/soak\/sayings\.ts.+Property 'de' is missing/),
    ]);
    expect(judged).toEqual(
      expect.arrayContaining([
        'locales/de: has no catalogue. Copy that of another language and translate it.',
        expect.stringMatching(/^locales\/limits\.yaml:\d+: 'never\.de': is missing/),
        expect.stringMatching(/^locales\/voices\.yaml:\d+: 'de': is missing/),
        expect.stringMatching(/^programme\/templates\/message-waiting\.yaml:\d+: 'names\.de': /),
      ]),
    );

    await cp(join(tree, 'locales/en'), join(tree, 'locales/de'), { recursive: true });
    await rm(join(tree, 'locales/de/console.yaml'));
    await change(
      'locales/de/talk.yaml',
      'language.changed: We go on in English.',
      'language.changed: Weiter auf Deutsch.',
    );
    await change('locales/limits.yaml', 'neutral:\n', 'neutral:\n  de: ["land*"]\n');
    await add('locales/limits.yaml', '  de: [garantiert]\n');
    await add('locales/voices.yaml', 'de: { voice: de, says: {} }\n');
    for (const id of TEMPLATES)
      await add(`programme/templates/${id}.yaml`, `  de: { name: camino_${id.replaceAll('-', '_')}, language: de }\n`);
    await change('test/soak/sayings.ts', '  en: [', "  de: ['Hallo'],\n  en: [");
    const everywhere = ['es', 'ht', 'fr', 'pt', 'en', 'de'];
    expect((await reading()).filter((line) => line.endsWith('the code says it.')).sort()).toEqual(
      [
        ...everywhere.map((language) => `locales/${language}: 'language.de' is missing; the code says it.`),
        ...['es', 'en', 'fr'].map(
          (language) => `locales/${language}: 'console.language.de' is missing; the code says it.`,
        ),
      ].sort(),
    );

    const heard = (await content()).filter((line) => line.includes('/hearing/'));
    expect(heard).toEqual(
      everywhere.map(
        (language) =>
          `locales/${language}/hearing/intents.txt: [language_change:de] is missing. How do people ask for it?`,
      ),
    );
    for (const language of everywhere) {
      await add(`locales/${language}/talk.yaml`, 'language.de: Deutsch\n');
      await add(`locales/${language}/hearing/intents.txt`, '\n[language_change:de]\ndeutsch\n');
    }
    for (const language of ['es', 'en', 'fr'])
      await add(`locales/${language}/console.yaml`, 'console.language.de: German\n');
    expect(await types()).toEqual(['']);
    expect(await reading()).toEqual([]);
    const left = await content();
    expect(left).toContain('4 faults.');
    expect(left.filter((line) => line.includes('Run: '))).toEqual([
      'docs/programme-report.md is stale. Run: npm run camino -- explore',
      'programme/schemas/template.schema.json is stale. Run: npm run camino -- schemas',
      'programme/schemas/office.schema.json is stale. Run: npm run camino -- schemas',
      'programme/schemas/organisations.schema.json is stale. Run: npm run camino -- schemas',
    ]);

    await writeFile(join(tree, 'speak.ts'), SPEAK);
    expect(await said('tsx', 'speak.ts')).toEqual(['language=es … language=de', 'Weiter auf Deutsch.']);
  },
  LONG,
);

/** Asks for the language menu, and chooses German from it. */
const SPEAK = `
  import { firstPlace, takeStep } from './src/exploration/talk.ts';
  import { readHouse } from './src/start/read-house.ts';

  const occasion = { house: await readHouse('programme', 'demonstration'), language: 'es', day: '2023-11-15' };
  const asked = await takeStep(occasion, firstPlace(), { content: { kind: 'text', text: 'language' } });
  const { options } = asked.turn.replies.at(-1);
  const german = { content: { kind: 'choice', id: 'language=de', title: 'Deutsch' } };
  const { turn } = await takeStep(occasion, asked.to, german);
  console.log(options.at(0).id, '…', options.at(-1).id);
  console.log(turn.replies[0].text);
`;
