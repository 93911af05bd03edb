import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Path, Problem } from '../judging/problem.ts';

/** A YAML file with the place of everything in it. `name` is how problems call it: `programme/questions.yaml`. */
export type YamlFile = {
  readonly name: string;
  readonly text: string;
  readonly document: Document;
  readonly lines: LineCounter;
};

/** Every file below a folder whose name ends so, in the order of the alphabet. */
export async function filesBelow(folder: string, ending: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith(ending));
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

/** Reads a YAML file of a folder. */
export async function readYaml(folder: string, path: string): Promise<YamlFile> {
  const text = await readFile(join(folder, path), 'utf8');
  const lines = new LineCounter();
  return { name: `${basename(folder)}/${path}`, text, document: parseDocument(text, { lineCounter: lines }), lines };
}

/** The content of a file in the form it must have, or what is wrong with it, with lines. */
export type Read<Content> =
  | { readonly ok: true; readonly content: Content }
  | { readonly ok: false; readonly problems: Problem[] };

/** Gives a file its form. */
export function contentOf<Content>(file: YamlFile, form: z.ZodType<Content>): Read<Content> {
  const broken = file.document.errors.map((error) => ({
    file: file.name,
    line: file.lines.linePos(error.pos[0]).line,
    message: error.message.split('\n')[0] ?? error.code,
  }));
  if (broken.length > 0) return { ok: false, problems: broken };
  const read = form.safeParse(file.document.toJS());
  if (read.success) return { ok: true, content: read.data };
  const problems = read.error.issues.map((issue) => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    return { file: file.name, line: lineIn(file, path), message: `'${path.join('.')}': ${issue.message}.` };
  });
  return { ok: false, problems };
}

/** The line of a part of a file; where the part is missing, the line of what should hold it. */
export function lineIn({ document, lines }: YamlFile, path: Path): number {
  let node: unknown = document.contents;
  let start = startOf(node);
  for (const key of path) {
    const { next, at } = step(document, node, key);
    if (next === undefined) break;
    node = next;
    start = at ?? start;
  }
  return start === undefined ? 1 : lines.linePos(start).line;
}

function step(document: Document, parent: unknown, key: string | number): { next: unknown; at: number | undefined } {
  // What an alias repeats is repaired where it was first written.
  const node = isAlias(parent) ? parent.resolve(document) : parent;
  if (isSeq(node) && typeof key === 'number') return { next: node.items[key], at: startOf(node.items[key]) };
  if (!isMap(node)) return { next: undefined, at: undefined };
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return { next: pair?.value ?? pair?.key, at: startOf(pair?.key) };
}

function startOf(node: unknown): number | undefined {
  return (node as Node | undefined)?.range?.[0];
}
