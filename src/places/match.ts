import { firstWordOf, normalise } from '../language/normalise.ts';
import { onceFor } from '../language/remembered.ts';
import type { Place } from './place.ts';

/** The municipality that was meant; several to ask about (at most nine); or none that we know. */
export type PlaceMatch = { readonly found: Place } | { readonly ask: readonly Place[] } | { readonly none: true };

/** A menu has nine digits. */
const MOST_ASKED = 9;
/** So much larger than every other of its name, a town is meant without saying so: Cartagena is not the one in Caquetá. */
const PLAINLY_LARGER = 20;

/** Words around a name that name nothing, in the five languages. Nobody is misled by them: a name is looked for whole first. */
const SMALL_TALK = new RegExp(
  `^(?:(?:${[
    'yo|estoy|vivo|resido|soy|ando|viviendo|ahora|aqui|hoy|en|de|del|el municipio de|municipio de|la ciudad de|ciudad de|municipio|ciudad|pueblo de',
    'mwen|m|se|kote mwen ye a|ye|rete|abite|viv|ap viv|nan|nan vil|vil',
    "je|j'habite|suis|vis|habite|a|dans|la ville de|ville de",
    'eu|estou|moro|vivo|em|na cidade de|cidade de',
    "i|i'm|im|am|live|in|the city of",
  ].join('|')})\\s+)+`,
);
const AFTER_TALK =
  /\s+(?:(?:en |nan |en la |na )?(?:colombia|kolonbi|colombie)|por ahora|ahora|hoy|kounye a|maintenant|agora|now)$/;

/**
 * The municipality a person typed: its name or what people call it, with or without accents, with its department after it
 * where several share the name. A name is matched whole, never a part of it.
 */
export function matchPlace(places: readonly Place[], typed: string): PlaceMatch {
  const text = normalised(typed);
  for (const wanted of [text, text.replace(SMALL_TALK, '').replace(AFTER_TALK, '')]) {
    const bearers = bearersOf(places, wanted);
    if (bearers.length > 0) return choose(bearers);
  }
  return { none: true };
}

/** As any typed words are compared, and "Bogotá, D.C." and "bogota dc" are the same. */
function normalised(text: string): string {
  return normalise(text.replaceAll('.', ''));
}

function bearersOf(places: readonly Place[], wanted: string): Place[] {
  const possible = byFirstWordOf(places).get(firstWordOf(wanted)) ?? [];
  return possible
    .filter(({ names, departments }) => names.some((name) => bears(name, departments, wanted)))
    .map(({ place }) => place);
}

function bears(name: string, departments: readonly string[], wanted: string): boolean {
  if (wanted === name) return true;
  if (!wanted.startsWith(`${name} `)) return false;
  const rest = wanted.slice(name.length + 1).replace(/^(?:en |del? |departamento (?:de |del )?)+/, '');
  return departments.includes(rest);
}

/** A place with its names and its department's, normalised. */
type Named = { readonly place: Place; readonly names: readonly string[]; readonly departments: readonly string[] };

/** Places by the words their names begin with: there are a thousand, and a text begins with one word. */
const byFirstWordOf = onceFor((places: readonly Place[]): ReadonlyMap<string, readonly Named[]> => {
  const byFirstWord = new Map<string, Named[]>();
  for (const place of places) {
    const names = [place.name, ...place.aliases].map(normalised);
    const named: Named = { place, names, departments: departmentNames(place.department) };
    for (const word of new Set(names.map(firstWordOf))) {
      byFirstWord.set(word, [...(byFirstWord.get(word) ?? []), named]);
    }
  }
  return byFirstWord;
});

/** What people call a department; the two whose official names nobody types are added. */
function departmentNames(department: string): string[] {
  const name = normalised(department);
  const short: Readonly<Record<string, readonly string[]>> = {
    'archipielago de san andres providencia y santa catalina': ['san andres', 'san andres y providencia'],
    'valle del cauca': ['valle'],
    'norte de santander': ['n de santander', 'norte santander'],
    'la guajira': ['guajira'],
  };
  return [name, ...(short[name] ?? [])];
}

function choose(bearers: readonly Place[]): PlaceMatch {
  const [first, second] = [...bearers].sort((a, b) => b.population - a.population);
  if (first === undefined) return { none: true };
  if (second === undefined || first.population >= PLAINLY_LARGER * Math.max(second.population, 1))
    return { found: first };
  return { ask: [...bearers].sort((a, b) => b.population - a.population).slice(0, MOST_ASKED) };
}
