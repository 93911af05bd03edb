import { codeLetters, isCode } from '../appointments/appointment.ts';

const LENGTH = 12;

/**
 * The code by which anybody can check what a person was told. So long that nobody finds one by trying.
 * @param random gives numbers from 0 up to (not including) 1
 */
export function slipCode(random: () => number): string {
  return inGroups(codeLetters(LENGTH, random));
}

/** A code as it was written: in small letters, without lines, with spaces. Null for what cannot be one. */
export function readSlipCode(text: string): string | null {
  const letters = text.toUpperCase().replace(/[\s.–-]/g, '');
  return letters.length === LENGTH && isCode(letters) ? inGroups(letters) : null;
}

function inGroups(letters: string): string {
  return (letters.match(/.{4}/g) ?? []).join('-');
}
