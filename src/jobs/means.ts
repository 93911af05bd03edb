import type { Channel } from '../channels/channel.ts';
import type { House } from '../conversation/house.ts';
import type { Database } from '../database/database.ts';
import type { Seal } from '../database/seal.ts';
import type { Log } from '../ops/log.ts';
import type { ChannelId } from '../people/address.ts';

/** What is needed to do what a refusal asks. */
export type Means = {
  readonly database: Database;
  readonly seal: Seal;
  readonly house: House;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly log: Log;
};
