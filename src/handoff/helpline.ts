import type { Need } from '../people/need.ts';

export type { Need } from '../people/need.ts';

/**
 * A number, or an address on the web, where somebody else can help.
 * @property country     ISO 3166 alpha-2: where it can be dialled
 * @property hours       when somebody answers, in signs that all languages read alike (`24/7`); null where nobody says
 * @property published   the day of the page that gives it (`YYYY-MM-DD`, `YYYY-MM` or `YYYY`), or null
 * @property confirmedOn the day on which one of us dialled it; null: nobody has, and it is shown as unconfirmed
 */
export type Helpline = {
  readonly id: string;
  readonly need: Need;
  readonly country: string;
  readonly number: string;
  readonly hours: string | null;
  readonly publisher: string;
  readonly source: string;
  readonly published: string | null;
  readonly confirmedOn: string | null;
};

/** The number, and when somebody answers where that is known. */
export function numberWithHours({ number, hours }: Helpline): string {
  return hours === null ? number : `${number}, ${hours}`;
}

/** The lines for a need, in the order of the file; the general emergency line where there is none for it. */
export function helplinesFor(helplines: readonly Helpline[], need: Need): readonly Helpline[] {
  const own = helplines.filter((line) => line.need === need);
  return own.length > 0 ? own : helplines.filter((line) => line.need === 'emergency');
}
