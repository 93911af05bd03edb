import type { House } from '../../conversation/house.ts';
import type { Present } from '../../records/presence.ts';
import type { CaseCounts, CaseLine } from '../../records/queue.ts';
import type { Staff } from '../../records/staff.ts';
import type { Due } from './due.ts';
import type { QueuePageAsked } from './queue-asked.ts';

/** All that a list shows. @property goesOn whether more cases follow */
export type QueueShown = {
  readonly house: House;
  readonly staff: Staff;
  readonly asked: QueuePageAsked;
  readonly counts: CaseCounts;
  readonly lines: readonly (CaseLine & { readonly due: Due | null; readonly present: readonly Present[] })[];
  readonly goesOn: boolean;
  /** How far the programme's clock is ahead of the real one, in milliseconds. */
  readonly ahead: number;
};
