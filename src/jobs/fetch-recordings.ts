import type { Channel } from '../channels/channel.ts';
import type { Fetched } from '../channels/fetch-media.ts';
import { soundSeconds } from '../channels/sound-length.ts';
import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import { LIMITS } from '../ops/limits.ts';
import type { Log } from '../ops/log.ts';
import type { ChannelId } from '../people/address.ts';
import {
  type DueRecording,
  giveUpRecording,
  keepSound,
  type RecordingFailure,
  takeDueRecordings,
} from '../records/recordings.ts';

type Means = {
  readonly database: Database;
  readonly seal: Seal;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly log: Log;
};

/** About a day of asking in vain. */
const MOST_ATTEMPTS = 16;

/** Fetches what people said aloud whose case somebody works or will. @returns whether there was anything to fetch */
export async function fetchRecordings(means: Means): Promise<boolean> {
  const due = await takeDueRecordings(means.database, means.seal, LIMITS.recordingsAtOnce);
  await Promise.all(due.map((one) => fetchOne(means, one)));
  return due.length > 0;
}

async function fetchOne({ database, seal, channels, log }: Means, due: DueRecording): Promise<void> {
  const { message, channel, attempts } = due;
  const fetched = await soundOf(channels.get(channel), due);
  if (fetched.got === 'sound') {
    const { bytes, type } = fetched;
    await keepSound(database, seal, message, { bytes, type, seconds: soundSeconds(bytes) });
    return log.write({ event: 'recording', channel, outcome: 'fetched' });
  }
  const why: RecordingFailure | null =
    fetched.got === 'never' ? fetched.why : attempts >= MOST_ATTEMPTS ? 'unreachable' : null;
  if (why !== null) await giveUpRecording(database, message, why);
  log.write({ event: 'recording', channel, outcome: why ?? 'later' });
}

/** Whoever carries the channel today knows nothing of what another provider kept. */
async function soundOf(channel: Channel | undefined, { sound }: DueRecording): Promise<Fetched> {
  if (channel?.fetchSound === undefined || channel.provider !== sound.by) return { got: 'later' };
  return channel.fetchSound(sound);
}
