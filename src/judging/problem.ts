/** Something a caseworker must repair, and where. */
export type Problem = { readonly file: string; readonly line: number; readonly message: string };

/** The way to a part of a file: keys and indexes, such as `['versions', 0, 'source']`. */
export type Path = readonly (string | number)[];

/** Finds the line of a part of a file. */
export type LineOf = (file: string, path: Path) => number;

/** A problem as one line, the way compilers write it. */
export function describeProblem({ file, line, message }: Problem): string {
  return `${file}:${line}: ${message}`;
}
