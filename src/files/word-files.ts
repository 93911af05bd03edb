import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Catalogue, Catalogues } from '../language/catalogue.ts';
import { forEachLanguage, LANGUAGES, type Language } from '../language/language.ts';
import { contentOf, type Read, readYaml } from './yaml-files.ts';

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
  if (names.length === 0) faults.push(`${folder}: has no catalogue. Copy that of another language and translate it.`);
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

const parts = z.int().min(1);
const texts = z.array(z.string());

const limitsFile = z.strictObject({
  lengths: z.array(z.strictObject({ keys: z.string(), most: z.int() })),
  not: texts,
  sms: z.strictObject({
    sentence: parts,
    turn: parts,
    longer: z.strictObject({ most: parts, saying: texts }),
    path: parts,
  }),
  never: z.strictObject(forEachLanguage(() => z.array(z.string(), 'is missing: what may nobody read in it?'))),
});

/** How long and how dear sentences may be, and what none may say. */
export type LimitsFile = z.infer<typeof limitsFile>;

/** Reads `limits.yaml`. */
export async function readLimits(folder: string): Promise<Read<LimitsFile>> {
  return contentOf(await readYaml(folder, 'limits.yaml'), limitsFile);
}

const languagesFile = z.array(
  z.strictObject({ code: z.string(), reviewedBy: z.string().nullable(), reviewedOn: z.iso.date().nullable() }),
);

/** Reads `languages.yaml`: every language, and the native speaker who has read its catalogue. */
export async function readLanguages(folder: string): Promise<Read<z.infer<typeof languagesFile>>> {
  return contentOf(await readYaml(folder, 'languages.yaml'), languagesFile);
}
