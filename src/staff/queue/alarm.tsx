import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';

type Props = { readonly tongue: Tongue; readonly count: number; readonly first: number | null };

/** Says on every page that somebody in danger waits, until somebody takes them. Nothing while nobody does. */
export function Alarm({ tongue, count, first }: Props) {
  return (
    <div id="alarm" data-live="queue" data-fragment={`${HOME}/alarm`} data-urgent={count}>
      {first !== null && (
        <div class="alarm">
          <a href={`${HOME}/cases/${first}`}>{tongue.say('console.live.urgent', { count })}</a>
          <button type="button" data-sound data-scripted aria-pressed="false">
            {tongue.say('console.live.sound')}
          </button>
        </div>
      )}
    </div>
  );
}
