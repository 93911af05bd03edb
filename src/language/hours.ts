/** @property minutes null when only the hour was said */
export type Hour = { readonly hours: number; readonly minutes: number | null };

/** "las 10", "10h30", "10 am", "à 14 heures", "3 e meia", "dizè" in a normalised text; null where no hour is said. */
export function hourIn(normalised: string, isAfternoon: boolean): Hour | null {
  const figures = WORDS.reduce((text, [word, figure]) => text.replace(word, figure), normalised);
  const found = HOURS.map((pattern) => pattern.exec(figures)).find((match) => match !== null);
  if (found === undefined || found === null) return null;
  const hours = Number(found[1]);
  const half = /\b(?:y media|e meia|et demi|et demie|edmi|half)\b/.test(figures) ? 30 : null;
  const minutes = found[2] === undefined ? half : Number(found[2]);
  if (hours > 23 || (minutes ?? 0) > 59) return null;
  const isLate = isAfternoon || /\d ?p ?m\b/.test(figures) || (hours < 7 && !/\d ?a ?m\b/.test(figures));
  return { hours: isLate && hours < 12 ? hours + 12 : hours, minutes };
}

/** The last time of day a label shows: "mar 24 nov, 10:30", "mardi 24 mars 10h30", "9h", "10:30 am". */
export function hourOfLabel(label: string): Hour | null {
  const found = /(\d{1,2})\s*(?:[:hH.]\s*(\d{2})|[hH](?![a-z])|(?=\s*[ap]\.?\s*m))\s*([ap])?/.exec(label);
  if (found === null) return null;
  const hours = Number(found[1]);
  return { hours: found[3] === 'p' && hours < 12 ? hours + 12 : hours, minutes: Number(found[2] ?? 0) };
}

const HOURS: readonly RegExp[] = [
  /\b(\d{1,2}) ?(?:h|hs|hr|hrs|heures?|horas?|ze|e ze|o clock|oclock)(?: ?(?:e |y |et )?(\d{2}))?\b/,
  /\b(?:a las|las|a la|at|as|para las|pou|a) (\d{1,2})(?: (?:y |e |et )?(\d{2}))?\b/,
  /\b(\d{1,2})(?: (\d{2}))? ?[ap] ?m\b/,
  /\b(\d{1,2}) (00|15|30|45)\b/,
  /\b(\d{1,2})(?: (\d{2}))? (?:de la|du|da|in the|nan)\b/,
];

const HOUR_WORDS: readonly (readonly [string, number])[] = [
  ['(?:las|a las) (?:siete)|set ?e|setze|sete horas|sept heures|seven', 7],
  ['(?:las|a las) (?:ocho)|uit ?e|ite|oito horas|huit heures|eight', 8],
  ['(?:las|a las) (?:nueve)|nev ?e|nove horas|neuf heures|nine', 9],
  ['(?:las|a las) (?:diez)|diz ?e|dez horas|dix heures|ten', 10],
  ['(?:las|a las) (?:once)|onz ?e|onze horas|onze heures|eleven', 11],
  ['(?:las|a las) (?:doce)|midi|mediodia|meio dia|douz ?e|noon|twelve', 12],
  ['(?:la|a la) una|in ?e|inee|uma hora|une heure', 1],
  ['(?:las|a las) (?:dos)|de ?ze|dezè|duas horas|deux heures', 2],
  ['(?:las|a las) (?:tres)|twa ?ze|twaze|tres horas|trois heures', 3],
  ['(?:las|a las) (?:cuatro)|kat ?re|katre|quatro horas|quatre heures', 4],
];

const WORDS = HOUR_WORDS.map(([words, figure]) => [new RegExp(`\\b(?:${words})\\b`), `${figure} h`] as const);
