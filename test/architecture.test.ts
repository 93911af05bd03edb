import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = process.cwd();

/** Rooms from the ground up; a room may import from lower floors and from itself, never from a neighbour or from above. */
const FLOORS = [
  ['src/language'],
  ['src/people', 'src/places'],
  ['src/appointments', 'src/screening'],
  ['src/handoff', 'src/planning'],
  ['src/judging'],
  ['src/ops'],
  ['src/channels', 'src/database', 'src/files'],
  ['src/records'],
  ['src/mail'],
  ['src/conversation', 'src/web'],
  ['src/desk'],
  ['dialogs', 'src/staff', 'src/jobs'],
  ['src/exploration'],
  ['src/start'],
  ['src/commands'],
  ['src', 'demo'],
] as const;

const CORE = FLOORS.slice(0, 5).flat();

type File = { readonly path: string; readonly text: string; readonly imports: readonly string[] };

const files: File[] = ['src', 'dialogs', 'demo', 'simulator'].flatMap(filesBelow).map((path) => {
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(/(?:from|import)\s+'([^']+)'/g)].map(([, name = '']) => name);
  return { path, text, imports };
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => /\.tsx?$/.test(path));
}

/** The room a file stands in; the roof is `src` itself, which holds the two doors in. */
function roomOf(path: string): string {
  const parts = path.split('/');
  if (parts[0] !== 'src') return parts[0] ?? '';
  return parts.length > 2 ? `src/${parts[1]}` : 'src';
}

function floorOf(room: string): number {
  return FLOORS.findIndex((rooms) => rooms.some((each) => each === room));
}

/** Imports of our own files, as paths from the project's folder. */
function ownImports(file: File): string[] {
  return file.imports
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(ROOT, resolve(dirname(file.path), name)));
}

describe('imports go downstairs only', () => {
  test.each(files.filter(({ path }) => !path.startsWith('simulator')).map((file) => [file.path, file] as const))(
    '%s',
    (path, file) => {
      const from = roomOf(path);
      const wrong = ownImports(file).filter((imported) => {
        const to = roomOf(imported);
        if (to === from || (from === 'demo' && to === 'simulator')) return false;
        return floorOf(to) === -1 || floorOf(to) >= floorOf(from);
      });
      expect(wrong).toEqual([]);
    },
  );

  test('every room has a floor', () => {
    const rooms = new Set(files.map(({ path }) => roomOf(path)).filter((room) => room !== 'simulator'));
    expect([...rooms].filter((room) => floorOf(room) === -1)).toEqual([]);
  });

  test('the simulator is a second opinion: it imports nothing of ours', () => {
    const wrong = files
      .filter(({ path }) => path.startsWith('simulator'))
      .flatMap((file) => ownImports(file).filter((imported) => !imported.startsWith('simulator')));
    expect(wrong).toEqual([]);
  });
});

test('files import each other in no circle, of types either', () => {
  const imports = new Map(files.map((file) => [file.path, ownImports(file)]));
  // What imports nothing that is left stands in no circle; what remains when no more can be taken away does.
  const left = new Set(imports.keys());
  const isFree = (path: string) => !(imports.get(path) ?? []).some((imported) => left.has(imported));
  for (let free = [...left].filter(isFree); free.length > 0; free = [...left].filter(isFree))
    for (const path of free) left.delete(path);
  expect([...left]).toEqual([]);
});

test('SQL stands only where the tables are', () => {
  const sql =
    /[`'"(]\s*(?:with \w+ as \(|select .+ from |insert into |update \w+ set |update \w+ \w+ set |delete from )/;
  const rooms = ['src/database', 'src/records', 'src/mail', 'simulator'];
  expect(
    files.filter(({ path, text }) => sql.test(text) && !rooms.includes(roomOf(path))).map(({ path }) => path),
  ).toEqual([]);
});

describe('the core is pure', () => {
  const impure = /\bawait\b|\basync\b|\bDate\.now\b|new Date\(\)|\bprocess\.|Math\.random|from 'node:/;

  test.each(
    files.filter(({ path }) => CORE.some((room) => room === roomOf(path))).map(({ path, text }) => [path, text]),
  )('%s', (_path, text) => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(code.match(impure)?.[0]).toBeUndefined();
  });
});

test('only two rooms know Bot Framework', () => {
  const knowing = files.filter(({ imports }) => imports.some((name) => name.startsWith('botbuilder')));
  const elsewhere = knowing.filter(({ path }) => !['dialogs', 'src/conversation'].includes(roomOf(path)));
  expect(knowing.length).toBeGreaterThan(0);
  // The worker is given its root dialog by the roof, so the roof may name the package's type, and does not.
  expect(elsewhere.map(({ path }) => path)).toEqual([]);
});

test('no sentence a person reads stands in a dialog', () => {
  const sentence = /(['"`])[A-ZÁÉÍÓÚ¿¡][a-záéíóúñàèòç]+(?: [a-záéíóúñàèòç]+){3,}/;
  const said = files
    .filter(({ path }) => ['dialogs', 'src/conversation', 'src/staff'].includes(roomOf(path)))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        // What an error tells a developer is no sentence for a person.
        .filter(
          (line) => sentence.test(line) && !/throw new|Error\(|missing\(/.test(line) && !/^\s*(\/\/|\/?\*)/.test(line),
        )
        .map((line) => `${path}: ${line.trim()}`),
    );
  expect(said).toEqual([]);
});
