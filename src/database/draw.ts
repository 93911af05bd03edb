import type { Seal } from './seal.ts';

/**
 * A number from 0 up to (not including) 1 that belongs to a text: the same in every process that has the key, and nobody without it can
 * tell it before.
 */
export function drawFrom(seal: Seal): (text: string) => number {
  return (text) => seal.hash('draw', text).readUIntBE(0, BYTES) / 2 ** (8 * BYTES);
}

const BYTES = 6;
