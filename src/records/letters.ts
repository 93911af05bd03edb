import { randomBytes } from 'node:crypto';

/** 32 letters that are not taken for each other when they are copied by hand: five bits each. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Groups of random letters, such as `k7m2qa-x9fdtb`, to be read, copied and typed once. */
export function randomGroups(groups: number, letters: number): string {
  return Array.from({ length: groups }, () =>
    [...randomBytes(letters)].map((byte) => LETTERS[byte % LETTERS.length]).join(''),
  ).join('-');
}
