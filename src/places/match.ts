import { choosePlace, type PlaceMatch } from './choose.ts';
import { gazetteerOf, placeWords } from './gazetteer.ts';
import type { Places } from './place.ts';
import { readingsOf } from './readings.ts';
import { Said } from './said.ts';

export type { PlaceMatch } from './choose.ts';

/** A pasted page is no answer. */
const MOST_LETTERS = 1_500;

/**
 * The town a person typed: a municipality of Colombia or a town abroad, by its name, a nickname or a barrio of it; misspelled,
 * with its department or country, with small talk around it, in any of the five languages.
 */
export function matchPlace(places: Places, typed: string): PlaceMatch {
  const gazetteer = gazetteerOf(places);
  const words = placeWords(typed.slice(0, MOST_LETTERS)).join(' ').replace(gazetteer.around.atBorder, '').trim();
  const said = new Said(words === '' ? [] : words.split(/ +/), gazetteer);
  return choosePlace(readingsOf(said, gazetteer));
}
