/**
 * The byte strings of many rows in one parameter: each row says where its own lies, and `substr($1::bytea, at, size)` takes it out
 * again. So nothing is written as hex and read back.
 */
export class Packed {
  readonly #parts: Uint8Array[] = [];
  #size = 0;

  /** @returns where it lies, from 1, in bytes */
  add(bytes: Uint8Array): { readonly at: number; readonly size: number } {
    const at = this.#size + 1;
    this.#parts.push(bytes);
    this.#size += bytes.length;
    return { at, size: bytes.length };
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#parts, this.#size);
  }
}
