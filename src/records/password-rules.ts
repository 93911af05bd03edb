import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { composed } from './password.ts';

/** Why a password cannot be chosen. */
export type PasswordFault = 'too_short' | 'too_long' | 'common' | 'own_words' | 'same';

/** Where nothing stands beside the password, and where a second factor does (NIST SP 800-63B-4, ASVS 6.2.1 and 6.2.9). */
export const SHORTEST = { alone: 15, withFactor: 8 } as const;
/** Longer ones cost time to judge and are no better. */
const LONGEST = 200;

/** Names everybody here knows; those of offices and organisations come beside them. */
const OURS = [
  'camino',
  'safe mobility',
  'movilidad segura',
  'mobilité sûre',
  'mobilidade segura',
  'movilidad',
  'mobility',
];
/** What is called a password where our staff work; the list of common ones speaks English mostly. */
const CALLED_PASSWORD = ['contrasena', 'contraseña', 'clave', 'motdepasse', 'mot de passe', 'senha', 'modpas'];

const SHORTEST_WORD = 3;
/** What must be left of a password when our words are taken out of it. */
const LEAST_BESIDE = 8;
/** Of zxcvbn's scale from 0 to 4: a hundred million tries, for whoever knows what is common; a million beside a second factor. */
const LEAST_SCORE = { alone: 3, withFactor: 2 } as const;

/**
 * What a password is held against beside the list of common ones.
 * @property least    in characters
 * @property ownWords names of our offices and organisations, and whose password it is
 */
export type PasswordRule = { readonly least: number; readonly ownWords: readonly string[] };

/** Why this password cannot be chosen, or null. Any characters are allowed, and none are demanded. */
export async function passwordFault(
  password: string,
  { least, ownWords }: PasswordRule,
): Promise<PasswordFault | null> {
  const text = composed(password);
  const { length } = [...text];
  if (length < least) return 'too_short';
  if (length > LONGEST) return 'too_long';
  const words = wordsOf([...OURS, ...CALLED_PASSWORD, ...ownWords]);
  if (restsOn(words, text)) return 'own_words';
  const { score } = (await judge()).check(plainly(text), words);
  return score < (least < SHORTEST.alone ? LEAST_SCORE.withFactor : LEAST_SCORE.alone) ? 'common' : null;
}

/** Whether little is left of it without our words, years and what parts words. */
function restsOn(words: readonly string[], password: string): boolean {
  const plain = plainly(password);
  const without = words.reduce((left, word) => left.replaceAll(word, ''), plain);
  if (without === plain) return false;
  return [...without.replace(/(?:19|20)\d\d/g, '').replace(/[^\p{L}\p{N}]/gu, '')].length < LEAST_BESIDE;
}

/** Each name and each word of it, the longest first: what stands within a longer one must not hide it. */
function wordsOf(names: readonly string[]): string[] {
  const plain = names.map(plainly);
  const all = [...plain, ...plain.flatMap((name) => name.split(/[^\p{L}\p{N}]+/u))];
  return [...new Set(all)]
    .filter((word) => word.length >= SHORTEST_WORD)
    .sort((one, other) => other.length - one.length);
}

function plainly(text: string): string {
  return composed(text).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

/** The names that stand at our own doors: whoever guesses tries them first. */
export function houseNames({ offices, organisations }: Named): string[] {
  return [...offices.map(({ name }) => name), ...organisations.map(({ id }) => id)];
}

type Named = {
  readonly offices: readonly { readonly name: string }[];
  readonly organisations: readonly { readonly id: string }[];
};

let made: Promise<ZxcvbnFactory> | undefined;

/** Read when the first password is chosen: a start need not wait for it. */
function judge(): Promise<ZxcvbnFactory> {
  made ??= makeJudge();
  return made;
}

async function makeJudge(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}
