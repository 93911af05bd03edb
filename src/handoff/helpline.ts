import type { Need } from '../people/need.ts';

export type { Need } from '../people/need.ts';

/**
 * A number, or an address on the web, where somebody else can help.
 * @property country     ISO 3166 alpha-2: where it can be dialled
 * @property hours       when somebody answers, in signs that all languages read alike (`24 h`); null where nobody says
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

/** The country whose lines are given where a person's own country has none, or is not known. */
const HOME = 'CO';

/** An address on the web is everywhere the same; a number belongs to its country. */
export function isNumber({ number }: Helpline): boolean {
  return !/[a-z]\.[a-z]/.test(number);
}

/**
 * The lines for a need where somebody is, in the order of the file; the general emergency line of that country where there is
 * none for it.
 * @param country ISO 3166 alpha-2; null where it is not known
 */
export function helplinesFor(helplines: readonly Helpline[], need: Need, country: string | null): readonly Helpline[] {
  const there = (one: string) => helplines.filter((line) => line.country === one || !isNumber(line));
  const lines = country !== null && helplines.some((line) => line.country === country) ? there(country) : there(HOME);
  const own = lines.filter((line) => line.need === need);
  return own.length > 0 ? own : lines.filter((line) => line.need === 'emergency');
}

/** The emergency numbers of all countries but some, each once with the countries that have it. @param given ISO 3166 alpha-2 */
export function emergenciesBeside(
  helplines: readonly Helpline[],
  given: ReadonlySet<string>,
): { readonly number: string; readonly countries: readonly string[] }[] {
  const numbers = new Map<string, string[]>();
  for (const { need, number, country } of helplines) {
    if (need === 'emergency' && !given.has(country)) numbers.set(number, [...(numbers.get(number) ?? []), country]);
  }
  return [...numbers].map(([number, countries]) => ({ number, countries }));
}
