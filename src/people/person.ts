import type { Language } from '../language/language.ts';

/** A person's key in every table. It says nothing about who they are. */
export type PersonId = string & { readonly brand: 'PersonId' };

/** Whether a person let us keep what they say. Without consent they are informed, and their words are wiped. */
export type Consent = 'not_asked' | 'given' | 'refused';

/** What the talk knows of the person it talks with. */
export type Person = {
  readonly id: PersonId;
  readonly language: Language | null;
  readonly consent: Consent;
  /** They write from a number that was somebody's, and have not said whether they are the same. */
  readonly doubted: boolean;
  /** How many turns are committed; the next one is `turn + 1`. */
  readonly turn: number;
  /** The session the last committed turn saved, or null before the first. */
  readonly session: string | null;
};
