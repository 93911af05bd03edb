import type { Connection } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';

/**
 * How a guesser is slowed. Failures sink by one every `sinks` seconds; from the `free`-th on each costs a wait, twice as long as the
 * one before.
 */
type Pace = { readonly free: number; readonly first: number; readonly most: number; readonly sinks: number };

/**
 * Whose failures are counted, and how fast they may come. A stranger slows strangers only: a browser in which the owner has signed in
 * before has a pace of its own that nobody else can use up.
 */
const PACES = {
  /** One account from one network: five at once, then 15 s, 30 s … a quarter of an hour: at most a hundred a day. */
  stranger: { free: 5, first: 15, most: 900, sinks: 3600 },
  /** One account from all networks together: 200, then one in 90 s: at most some thousand a day, however many networks there are. */
  strangers: { free: 200, first: 90, most: 90, sinks: 90 },
  /** One account in one browser that is known. It is known no more after some: whoever stole it is a stranger then. */
  known: { free: 5, first: 5, most: 60, sinks: 600 },
  /** Codes of the second factor, from whoever has the password: three in a million fit, so 300 a day are one hit in three years. */
  code: { free: 20, first: 300, most: 300, sinks: 300 },
  /** The password of somebody who is signed in, asked again. */
  again: { free: 5, first: 30, most: 300, sinks: 600 },
} as const satisfies Readonly<Record<string, Pace>>;

/** Who guesses what. @property of what is typed and from where: it is kept as a keyed hash only */
export type Guesser = { readonly pace: keyof typeof PACES; readonly of: string };

/** Whether a guess may be judged now. @property seconds to wait */
export type Taken = { readonly ok: true; readonly failures: number } | { readonly ok: false; readonly seconds: number };

/** Counts a guess as failed before it is judged, so that guesses at the same moment all count. What was too early is not counted. */
export async function takeGuess(connection: Connection, seal: Seal, guesser: Guesser): Promise<Taken> {
  const { free, first, most, sinks } = PACES[guesser.pace];
  const subject = subjectOf(seal, guesser);
  const [taken] = await connection.query<{ failures: number }>(
    `insert into guess (subject, failures) values ($1, 1)
     on conflict (subject) do update set failed_at = now(), failures = ${SUNK} + 1,
       free_at = now() + case when round(${SUNK} + 1) < $2::float8 then interval '0'
         else least($4::float8, $3::float8 * power(2, least(30, round(${SUNK} + 1) - $2::float8))) * interval '1 second' end
     where guess.free_at <= now() returning failures`,
    [subject, free, first, most, sinks],
  );
  if (taken !== undefined) return { ok: true, failures: taken.failures };
  const [waits] = await connection.query<{ seconds: number }>(
    'select greatest(1, ceil(extract(epoch from free_at - now())))::int as seconds from guess where subject = $1',
    [subject],
  );
  return { ok: false, seconds: waits?.seconds ?? 1 };
}

const SUNK = 'greatest(0, guess.failures - extract(epoch from now() - guess.failed_at) / $5::float8)';

/** A guess that was right, or was not judged, is none. */
export async function giveBackGuess(connection: Connection, seal: Seal, guesser: Guesser): Promise<void> {
  await connection.query('update guess set failures = greatest(0, failures - 1), free_at = now() where subject = $1', [
    subjectOf(seal, guesser),
  ]);
}

/** Whoever was right starts anew. */
export async function forgiveGuesses(connection: Connection, seal: Seal, guesser: Guesser): Promise<void> {
  await connection.query('delete from guess where subject = $1', [subjectOf(seal, guesser)]);
}

/** Forgets what has sunk to nothing long ago. */
export async function forgetOldGuesses(connection: Connection): Promise<void> {
  await connection.query("delete from guess where failed_at < now() - interval '2 days'");
}

function subjectOf(seal: Seal, { pace, of }: Guesser): Buffer {
  return seal.hash('account', `${pace}\0${of}`);
}
