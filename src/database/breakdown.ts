/** What broke at an edge of the house, for the log and for whoever is called at night. */
export type BreakdownCode = 'postgres_unreachable' | 'redis_unreachable';

/**
 * A store that cannot be reached. It is nobody's message's fault: work waits and is tried again, and no item is counted as
 * poison.
 */
export class Breakdown extends Error {
  override readonly name = 'Breakdown';

  constructor(
    readonly code: BreakdownCode,
    cause: unknown,
  ) {
    super(code, { cause });
  }
}

// Classes of Postgres' own codes: connection, resources, operator intervention, serialization and deadlock.
const PASSING = /^(08|53|57P|40)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'ENOENT', 'EAI_AGAIN']);

/** Whether an error will pass by itself, so that the same work should be tried again later. */
export function isBreakdown(error: unknown): boolean {
  if (error instanceof Breakdown) return true;
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && (PASSING.test(code) || NETWORK.has(code))) return true;
  return (
    typeof message === 'string' &&
    /connection terminated|not queryable|timeout exceeded when trying to connect/i.test(message)
  );
}

/**
 * Whether another transaction was faster: of two that waited for each other Postgres ended one, or a key is taken since. Begun
 * again, it finds what the other left.
 */
export function isOvertaken(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === '40P01' || code === '23505';
}
