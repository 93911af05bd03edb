import { readFile } from 'node:fs/promises';

/** Lines of words under headings, each with the number of its line. */
export type WordList = ReadonlyMap<string, readonly { readonly line: number; readonly text: string }[]>;

/** Something read, and what is wrong with it. */
export type Found<Content> = { readonly content: Content; readonly faults: readonly string[] };

type ReadWordList = { readonly list: WordList; readonly faults: readonly string[] };

/**
 * Reads a list that translators write: `[heading]`, then one entry a line; `#` begins a comment. YAML would take half a second
 * for all that is heard, and a forgotten quote would break it.
 */
export async function readWordList(path: string): Promise<ReadWordList> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return { list: new Map(), faults: [`${path}: is missing. Copy that of another language.`] };
  const list = new Map<string, { line: number; text: string }[]>();
  const faults: string[] = [];
  let entries: { line: number; text: string }[] | null = null;
  for (const [index, written] of text.split('\n').entries()) {
    const entry = written.replace(/(^|\s)#.*$/, '').trim();
    if (entry === '') continue;
    const heading = /^\[(.+)\]$/.exec(entry)?.[1];
    if (heading !== undefined && list.has(heading)) faults.push(`${path}:${index + 1}: [${heading}] stands twice.`);
    if (heading !== undefined) {
      entries = list.get(heading) ?? [];
      list.set(heading, entries);
    } else if (entries === null) faults.push(`${path}:${index + 1}: '${entry}' stands before the first [heading].`);
    else entries.push({ line: index + 1, text: entry });
  }
  return { list, faults };
}
