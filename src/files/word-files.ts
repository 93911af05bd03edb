import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Catalogue, Catalogues } from '../language/catalogue.ts';
import { forEachLanguage, LANGUAGES } from '../language/language.ts';
import { contentOf, type Read, readYaml } from './yaml-files.ts';

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

type ReadCatalogue = { readonly catalogue: Catalogue; readonly faults: readonly string[] };

async function readCatalogue(folder: string): Promise<ReadCatalogue> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.yaml')).sort();
  const catalogue = new Map<string, string>();
  const missing = `${folder}: has no catalogue. Copy that of another language and translate it.`;
  const faults = names.length === 0 ? [missing] : [];
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
  straight: z.array(z.strictObject({ pathways: z.string(), whatsapp: z.int(), sms: parts, words: z.int() })),
  sentences: z.strictObject({ words: z.int().min(1), each: z.int().min(1), longer: texts }),
  instead: z.partialRecord(z.enum(LANGUAGES), z.array(z.strictObject({ say: z.string(), of: texts }))),
  neutral: z.strictObject(forEachLanguage(() => z.array(z.string(), 'is missing: what does no template say in it?'))),
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
