import type { Closing } from '../appointments/closing.ts';
import type { Office } from '../appointments/office.ts';
import type { Clips } from '../files/clips.ts';
import type { DeskRules } from '../handoff/desk-rules.ts';
import type { Helpline } from '../handoff/helpline.ts';
import type { Organisation } from '../handoff/organisation.ts';
import type { Ears } from '../language/hearing.ts';
import type { Template } from '../language/template.ts';
import type { Words } from '../language/words.ts';
import type { Places } from '../places/place.ts';
import type { Programme } from '../screening/programme.ts';

/** What every conversation needs and none changes: the programme, the words, and what this house is for. */
export type House = {
  readonly programme: Programme;
  readonly offices: readonly Office[];
  readonly helplines: readonly Helpline[];
  readonly desk: DeskRules;
  /** Who shares the desk. */
  readonly organisations: readonly Organisation[];
  readonly places: Places;
  readonly words: Words;
  readonly ears: Ears;
  readonly templates: readonly Template[];
  /** The sentences that can be heard. */
  readonly clips: Clips;
  /** How the world reaches this house, without a path; null where nobody said. */
  readonly publicUrl: string | null;
  /** In production nothing marked `example` is offered to a person. */
  readonly mode: 'production' | 'demonstration';
  /** What we closed, before any file says so; programme and offices are already as it leaves them. */
  readonly closings: readonly Closing[];
};
