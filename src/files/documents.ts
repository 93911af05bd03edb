import { readFile } from 'node:fs/promises';

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
  for (const [, script = ''] of text.matchAll(/npm run ([a-z]+)/g)) {
    if (scripts[script] === undefined)
      faults.push(`${document}: names 'npm run ${script}', which package.json does not have.`);
  }
  return faults;
}

async function exists(path: string): Promise<boolean> {
  return (await readFile(path).catch((error: NodeJS.ErrnoException) => error.code)) !== 'ENOENT';
}
