/** An option of a menu as the provider was given it. */
export type Option = { readonly id: string; readonly title: string; readonly shown: 'button_reply' | 'list_reply' };

/** What a person does next: taps an option, or writes. */
export type Said = { readonly tap: Option } | { readonly text: string };

/** The first thing anybody says. */
export const GREETING: Said = { text: 'Hola' };

/** Who has been through the screening begins again, by word, so that its questions are asked anew. */
const AGAIN: Said = { text: 'empezar de nuevo' };

/** The way out of a question without options. */
const MENU: Said = { text: 'menú' };

// The way to the screening and out of it; where none of these is offered, any answer is as good as another.
const WAY = ['language=es', 'consent=yes', 'go=menu', 'go=screening'];

/** Walks the whole talk in a loop: welcome, menu, screening, answers at random, result, menu. */
export class Walk {
  #heardResult = false;
  #begun = false;

  /** @param random from 0 up to (not including) 1 */
  constructor(private readonly random: () => number) {}

  next(options: readonly Option[]): Said {
    const way = WAY.map((id) => options.find((option) => option.id === id)).find((option) => option !== undefined);
    if (way?.id === 'go=menu') this.#heardResult = true;
    if (way?.id === 'go=screening' && this.#heardResult) {
      this.#heardResult = false;
      return AGAIN;
    }
    if (way !== undefined) {
      this.#begun = true;
      return { tap: way };
    }
    const any = options[Math.floor(this.random() * options.length)];
    // A town is asked for without options.
    return any === undefined ? (this.#begun ? MENU : GREETING) : { tap: any };
  }
}

/** A sequence that is the same in every run, so that two runs ask the same of their servers. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
