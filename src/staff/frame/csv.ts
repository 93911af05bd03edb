/**
 * Spreadsheets run what begins like a formula, also behind spaces and in the wide letters of other scripts, and whoever wrote it may have
 * been anybody. An apostrophe in front makes it a text.
 */
const FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠|%]|^[\t\r\n]/u;

/** So that a spreadsheet takes the file for UTF-8. */
export const CSV_BEGINS = '\uFEFF';

/** One line of a CSV file, with its end. Nothing in it is a formula. @param separator what stands between two cells */
export function csvLine(cells: readonly string[], separator = ','): string {
  const written = cells.map((cell) => `"${(FORMULA.test(cell) ? `'${cell}` : cell).replaceAll('"', '""')}"`);
  return `${written.join(separator)}\r\n`;
}
