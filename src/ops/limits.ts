const MB = 1024 * 1024;

/**
 * How much of anything one process does at once: each number with its unit and what it was chosen by. `docs/performance.md` has
 * the measurements.
 */
export const LIMITS = {
  /** Turns of one transaction. Twice as many give the same rate and let a webhook wait three times as long. */
  turnsInBatch: 48,
  /** Transactions of turns beside each other: while one waits for Postgres the other thinks. More only wait for the processor. */
  batchesAtOnce: 2,
  /** Turns that ask for what may be refused, such as a place, each in a transaction of its own. */
  aloneAtOnce: 4,
  /** Turns between two looks at what has arrived meanwhile. */
  turnsInOneGo: 6,

  /** Places that are held from one address in an hour. Who looks for a time changes their mind a few times; who sells places does it all day. */
  holdsAnHour: 12,
  /** Times that a person moves their appointment in 24 hours. Each time somebody else could have had that place meanwhile. */
  movesADay: 5,

  /** Messages, or reports, that are stored by one statement. */
  itemsInGroup: 100,
  /** Messages, or reports, that wait for their group; who brings more is told 503 and repeats them, before memory grows. */
  itemsWaiting: 5_000,
  /** Bytes of one body: Meta's own limit. */
  bodyBytes: 3 * MB,

  /** Requests to one channel's provider that wait for its answer. A slow provider keeps no other waiting. */
  sendsInFlight: 64,
  /** Messages that one statement leases: the most of these that there is room for. Constants, so that each has its own plan. */
  leasesAtOnce: [64, 16, 4, 1],
  /** Read marks on their way; the others are left out, since the answers themselves matter more. */
  marksInFlight: 32,
  /** Voice notes that are fetched at the same time; each may take as much memory as the largest. */
  recordingsAtOnce: 4,
  /** Connections kept to one provider: room for what is sent and marked at once. */
  connectionsToProvider: 96,

  /** Connections to Postgres: batches, groups, leases, and the console beside them. */
  connectionsToPostgres: 12,
} as const;
