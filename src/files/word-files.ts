import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { Catalogue, Catalogues } from '../language/catalogue.ts';
import { LANGUAGES } from '../language/language.ts';

export type LoadedCatalogues =
  | { readonly ok: true; readonly catalogues: Catalogues }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads `locales/<language>/*.yaml` into one catalogue per language. */
export async function loadCatalogues(folder: string): Promise<LoadedCatalogues> {
  const read = await Promise.all(LANGUAGES.map((language) => readCatalogue(join(folder, language))));
  const faults = read.flatMap((each) => each.faults);
  if (faults.length > 0) return { ok: false, faults };
  const entries = LANGUAGES.map((language, at) => [language, read[at]?.catalogue]);
  return { ok: true, catalogues: Object.fromEntries(entries) as Catalogues };
}

type Read = { readonly catalogue: Catalogue; readonly faults: readonly string[] };

async function readCatalogue(folder: string): Promise<Read> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.yaml')).sort();
  const catalogue = new Map<string, string>();
  const faults = names.length === 0 ? [`${folder}: has no catalogue.`] : [];
  for (const name of names) {
    const path = join(folder, name);
    faults.push(...addSentences(catalogue, path, await readFile(path, 'utf8')));
  }
  return { catalogue, faults };
}

/** Adds the sentences of one file. @returns what is wrong with it */
function addSentences(catalogue: Map<string, string>, path: string, text: string): string[] {
  const lines = new LineCounter();
  // The parser would compare each key with each other one; the catalogue finds a second one at once, in another file too.
  const { contents, errors } = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const at = (offset: number) => `${path}:${lines.linePos(offset).line}`;
  const faults = errors.map(({ pos, message }) => `${at(pos[0])}: ${message.split('\n')[0]}`);
  if (contents !== null && !isMap(contents)) faults.push(`${path}: is not a list of keys and sentences.`);
  for (const { key, value } of isMap<Node, Node>(contents) ? contents.items : []) {
    const name = String(key);
    const where = `${at(key.range?.[0] ?? 0)}: '${name}'`;
    if (catalogue.has(name)) faults.push(`${where} stands twice in this language. Keep one.`);
    if (!isScalar(value) || typeof value.value !== 'string')
      faults.push(`${where} is not a sentence. Put it in quotes.`);
    else catalogue.set(name, value.value);
  }
  return faults;
}
