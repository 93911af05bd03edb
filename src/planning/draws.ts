/**
 * A number from 0 up to (not including) 1 that depends on the seed, the person, what is drawn and for the how manieth time, and on
 * nothing else: so two runs that differ in one thing have the same people, and what differs between them comes of that thing.
 */
export type Draw = (who: number, what: Drawn, nth?: number) => number;

/** What is left to chance. */
const DRAWN = [
  'hour',
  'through',
  'home',
  'elsewhere',
  'family',
  'size',
  'soon',
  'earlier',
  'miss',
  'cancel',
  'cancel_late',
  'cancel_when',
  'look_again',
  'react',
  'accept',
  'lot',
] as const;

type Drawn = (typeof DRAWN)[number];

/** The draws of a seed, a whole number. */
export function drawsOf(seed: number): Draw {
  const start = mixed(seed ^ 0x9e3779b9);
  return (who, what, nth = 0) => {
    const mix = mixed(mixed(mixed(start ^ who) ^ (DRAWN.indexOf(what) + 1)) ^ nth);
    return mix / 0x1_0000_0000;
  };
}

/** The same for a text, which is what the lots of a day are drawn by. */
export function textDrawsOf(draw: Draw): (text: string) => number {
  return (text) =>
    draw(
      [...text].reduce((mix, letter) => mixed(mix ^ letter.charCodeAt(0)), 0),
      'lot',
    );
}

/** Every bit of the result hangs on every bit of the number: the last step of MurmurHash3, a public recipe, begun off zero. */
function mixed(number: number): number {
  let mix = (number + 0x6d2b79f5) | 0;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}
