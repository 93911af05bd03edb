/** One command of `npm run camino -- <command>`. Returns the exit code: 0 done, 1 found faults, 2 called wrongly. */
export type Command = { readonly does: string; readonly help: string; run(args: readonly string[]): Promise<number> };
