/** The values of a statement, as they are numbered in it. */
export class Values {
  readonly list: unknown[] = [];

  /** @returns how the statement names it */
  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}
