import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Catalogue, Catalogues } from '../language/catalogue.ts';
import { LANGUAGES, type Language } from '../language/language.ts';

export type LoadedCatalogues =
  | { readonly ok: true; readonly catalogues: Catalogues }
  | { readonly ok: false; readonly faults: readonly string[] };

const shape = z.record(z.string(), z.string());

/** Reads `locales/<language>/*.yaml` into one catalogue per language. */
export async function loadCatalogues(folder: string): Promise<LoadedCatalogues> {
  const faults: string[] = [];
  const entries: [Language, Catalogue][] = [];
  for (const language of LANGUAGES) entries.push([language, await readCatalogue(join(folder, language), faults)]);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, catalogues: Object.fromEntries(entries) as Catalogues };
}

async function readCatalogue(folder: string, faults: string[]): Promise<Catalogue> {
  const catalogue = new Map<string, string>();
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.yaml')).sort();
  if (names.length === 0) faults.push(`${folder}: has no catalogue.`);
  for (const name of names) {
    const path = join(folder, name);
    const lines = new LineCounter();
    const document = parseDocument(await readFile(path, 'utf8'), { lineCounter: lines });
    for (const error of document.errors)
      faults.push(`${path}:${lines.linePos(error.pos[0]).line}: ${error.message.split('\n')[0]}`);
    const read = shape.safeParse(document.toJS() ?? {});
    if (!read.success) {
      for (const { path: key } of read.error.issues)
        faults.push(`${path}: '${key.join('.')}' is not a sentence. Put it in quotes.`);
      continue;
    }
    for (const [key, sentence] of Object.entries(read.data)) {
      if (catalogue.has(key)) faults.push(`${path}: '${key}' stands in two files of this language. Keep one.`);
      catalogue.set(key, sentence);
    }
  }
  return catalogue;
}
