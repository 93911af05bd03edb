import type { Hearing } from '../language/hearing.ts';
import type { Content, HandoffEvent } from '../people/message.ts';

/**
 * What was heard: one item of the inbox, ready for a dialog.
 * @property chosen the option a tap or a menu number stands for, whether or not it is of the menu that is open now
 * @property text   what was typed, or the label that was tapped
 * @property hearing what a typed text means; null for everything else
 */
export type Heard = {
  readonly content: Content | HandoffEvent;
  readonly text: string;
  readonly chosen: string | null;
  readonly hearing: Hearing | null;
};

/** What a message was taken for, by name, and the words or figures that made it so; none of it is the person's own text. */
export type Understood = { readonly as: string; readonly because: string };
