import type { Told } from '../../conversation/news.ts';
import type { NotDone } from '../../desk/diary.ts';
import type { Tongue } from '../frame/tongue.ts';

/** What was done, by the names that may stand in an address: none of them tells anything of a person. */
export const SAID = ['noted', 'taken_back', 'moved', 'cancelled', 'walk_in', 'walk_in_taken_back'] as const;

export const TOLD = [
  'whatsapp',
  'sms',
  'deleting',
  'said_stop',
  'doubted',
  'asked_not',
  'silent',
  'no_channel',
] as const satisfies readonly Told[];

export const NOT_DONE = [
  'not_yet',
  'attended',
  'over',
  'gone',
  'missing',
  'noted_meanwhile',
  'slot_taken',
  'no_such_time',
  'unknown_reference',
  'noted_already',
  'nothing_chosen',
] as const satisfies readonly (NotDone | 'unknown_reference' | 'noted_already' | 'nothing_chosen')[];

/** What became of the form that led here. @property told how the person hears of it, or why they do not */
export type Outcome = {
  readonly said: (typeof SAID)[number] | null;
  readonly no: (typeof NOT_DONE)[number] | null;
  readonly told: (typeof TOLD)[number] | null;
};

/** Says what was done, or why not, and whether the person was told. */
export function Note({ tongue, outcome: { said, no, told } }: { tongue: Tongue; outcome: Outcome }) {
  if (no !== null)
    return (
      <p class="outcome is-refused" role="alert">
        {tongue.say(`console.diary.no.${no}`)}
      </p>
    );
  if (said === null) return null;
  return (
    <p class="outcome" role="status">
      {tongue.say(`console.diary.said.${said}`)}
      {told !== null && <> {tongue.say(`console.diary.told.${told}`)}</>}
    </p>
  );
}
