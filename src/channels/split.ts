/** A piece of text and what stood before it. */
type Piece = { readonly before: string; readonly text: string };

/**
 * Where a text may be broken, the best place first: between paragraphs, lines, sentences, words. A line in bold is a heading: it stays
 * with the line it heads.
 */
const BREAKS = [/(\n{2,})/, /((?<!\*)\n)/, /((?<=[.!?…])\s+)/, /(\s+)/] as const;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Cuts a text into parts of at most `limit` characters (UTF-16), each as full as possible, at the best break that helps.
 * Nothing is lost but the white space at the cuts.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const piece of pieces(text.trim(), limit)) {
    if (part !== '' && part.length + piece.before.length + piece.text.length <= limit)
      part += piece.before + piece.text;
    else {
      if (part !== '') parts.push(part);
      part = piece.text;
    }
  }
  return part === '' ? parts : [...parts, part];
}

/**
 * Parts a text in two: what goes ahead, and its end of at most `limit` characters, as much of it as fits in whole pieces.
 * The question stands at the end and stays with its options.
 */
export function splitEnd(text: string, limit: number): { readonly ahead: string; readonly end: string } {
  const whole = text.trim();
  if (whole.length <= limit) return { ahead: '', end: whole };
  const all = pieces(whole, limit);
  let end = '';
  let gap = '';
  while (all.length > 0) {
    const last = all.at(-1);
    if (last === undefined || (end !== '' && last.text.length + gap.length + end.length > limit)) break;
    end = last.text + gap + end;
    gap = last.before;
    all.pop();
  }
  return { ahead: all.map((piece, index) => (index === 0 ? '' : piece.before) + piece.text).join(''), end };
}

/** A text as pieces that each fit; only pieces that do not fit are broken further. */
function pieces(text: string, limit: number, level = 0): Piece[] {
  if (text.length <= limit) return [{ before: '', text }];
  const at = BREAKS[level];
  if (at === undefined) return clusters(text, limit);
  const found: Piece[] = [];
  const split = text.split(at);
  for (let index = 0; index < split.length; index += 2) {
    const [first, ...rest] = pieces(split[index] ?? '', limit, level + 1);
    if (first === undefined || (first.text === '' && rest.length === 0)) continue;
    found.push({ before: split[index - 1] ?? '', text: first.text }, ...rest);
  }
  return found;
}

/** A word longer than the limit: cut between characters as people see them, so that no letter loses its accent. */
function clusters(word: string, limit: number): Piece[] {
  const cut: Piece[] = [];
  let text = '';
  for (const { segment } of graphemes.segment(word)) {
    if (text !== '' && text.length + segment.length > limit) {
      cut.push({ before: '', text });
      text = '';
    }
    text += segment;
  }
  return [...cut, { before: '', text }];
}
