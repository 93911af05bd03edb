import { readFile } from 'node:fs/promises';

/** Those that say where things are now; the changelog also tells of what was. */
const WITH_PATHS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'];

const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'GLOSSARY.md', 'CHANGELOG.md'];

/** What the documents name that is not there: it misleads whoever follows it. */
export async function documentFaults(): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
  const faults = await Promise.all(DOCUMENTS.map((document) => faultsIn(document, scripts)));
  return faults.flat();
}

async function faultsIn(document: string, scripts: Readonly<Record<string, string>>): Promise<string[]> {
  const text = await readFile(document, 'utf8').catch(() => null);
  if (text === null) return [`${document} is missing.`];
  const faults: string[] = [];
  for (const [, link = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)) {
    if (!(await exists(link))) faults.push(`${document}: links to ${link}, which is not there.`);
  }
  for (const [line, path] of WITH_PATHS.includes(document) ? pathsIn(text) : []) {
    if (!(await exists(path)) && !(await exists(`src/${path}`)))
      faults.push(`${document}:${line}: names ${path}, which is not there.`);
  }
  for (const [, script = ''] of text.matchAll(/npm run ([a-z]+)/g)) {
    if (scripts[script] === undefined)
      faults.push(`${document}: names 'npm run ${script}', which package.json does not have.`);
  }
  return faults;
}

/** Folders and files of ours, each with the line that names it. What stands for many (`<code>`, `*`) is read up to there. */
function pathsIn(text: string): [number, string][] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      [...line.matchAll(/(?<![\w./:@-])(?:[\w.-]+\/)+(?:[\w.-]+\.(?:ts|tsx|mjs|yaml|json|sql|md)|(?![\w.-]))/g)].map(
        ([path]): [number, string] => [index + 1, path],
      ),
    );
}

/** What a command makes when it is wanted, and no clone has. */
const MADE = ['build/', '.data/'];

async function exists(path: string): Promise<boolean> {
  if (MADE.some((folder) => path.startsWith(folder))) return true;
  return (await readFile(path).catch((error: NodeJS.ErrnoException) => error.code)) !== 'ENOENT';
}
