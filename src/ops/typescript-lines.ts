import { readFileSync } from 'node:fs';
import { SourceMap, type SourceOrigin } from 'node:module';

/**
 * A stack trace with the lines of TypeScript in place of those of the build, which is one file and has its map beside it. Node can
 * do it too (`--enable-source-maps`), but then reads and keeps the maps of all packages at every start.
 */
export function inTypeScript(stack: string): string {
  return stack.replace(/(file:\S+):(\d+):(\d+)/g, (frame: string, file: string, line: string, column: string) => {
    if (file !== import.meta.url) return frame;
    const origin: Partial<SourceOrigin> = mapBeside()?.findOrigin(Number(line), Number(column)) ?? {};
    return origin.fileName === undefined
      ? frame
      : `${fromHere(origin.fileName)}:${origin.lineNumber}:${origin.columnNumber}`;
  });
}

/** As `src/main.ts`, whatever the folder of the build. */
function fromHere(path: string): string {
  return path.replace(/^(\.\.\/)+/, '');
}

let map: SourceMap | null | undefined;

/** Null where the TypeScript itself runs. */
function mapBeside(): SourceMap | null {
  if (map === undefined) {
    try {
      map = new SourceMap(JSON.parse(readFileSync(new URL(`${import.meta.url}.map`), 'utf8')));
    } catch {
      map = null;
    }
  }
  return map;
}
