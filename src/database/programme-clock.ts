import type { Connection } from './database.ts';

/** Programme time: what rules and diary read. Leases, retries and lifetimes read real time instead. */
export interface ProgrammeClock {
  /** Milliseconds since 1970, as the programme counts them. */
  now(): number;
}

/** The clock of the process that may set it. */
export interface MovableClock extends ProgrammeClock {
  /** Lets so many milliseconds pass at once; other processes see it when they start. */
  move(milliseconds: number): Promise<void>;
}

/**
 * Reads the one offset every process shares. `setting` moves it only when it differs from the setting that made it, so
 * that a clock set to a past day goes on running over restarts.
 * @param setting `now`, or an ISO date-time at which the clock starts (`PROGRAMME_CLOCK`)
 * @param real    real time, milliseconds
 */
export async function setProgrammeClock(
  connection: Connection,
  setting: string,
  real: () => number,
): Promise<MovableClock> {
  const offset = setting === 'now' ? 0 : Date.parse(setting) - real();
  await connection.query(
    `insert into programme_clock (setting, offset_ms) values ($1, $2)
     on conflict (singleton) do update set setting = excluded.setting, offset_ms = excluded.offset_ms
     where programme_clock.setting <> excluded.setting`,
    [setting, offset],
  );
  let kept = await offsetOf(connection);
  return {
    now: () => real() + kept,
    move: async (milliseconds) => {
      await connection.query('update programme_clock set offset_ms = offset_ms + $1', [milliseconds]);
      kept = await offsetOf(connection);
    },
  };
}

/** The programme's clock as it runs, for whoever must not set it. Without one, real time. */
export async function readProgrammeClock(connection: Connection, real: () => number): Promise<ProgrammeClock> {
  const kept = await offsetOf(connection);
  return { now: () => real() + kept };
}

async function offsetOf(connection: Connection): Promise<number> {
  const [row] = await connection.query<{ offset: string | number }>('select offset_ms as offset from programme_clock');
  return Number(row?.offset ?? 0);
}
