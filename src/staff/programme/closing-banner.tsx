import type { House } from '../../conversation/house.ts';
import type { StandingClosing } from '../../records/closings.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { closedWords } from './closing-words.ts';

type Props = {
  readonly tongue: Tongue;
  readonly house: Pick<House, 'offices'>;
  readonly closings: readonly StandingClosing[];
};

/** What is closed, above every page on which somebody could forget it; fetched again when that changes. */
export function ClosingBanner({ tongue, house, closings }: Props) {
  const inForce = closings.filter(({ since }) => since !== null);
  return (
    <div id="closings-banner" data-live="closings" data-fragment={`${HOME}/closings`}>
      {inForce.length > 0 && (
        <div class="closings-banner" role="status">
          {inForce.map((closing) => (
            <p key={closing.id}>
              <strong>{closedWords(tongue, house, closing)}</strong>{' '}
              {tongue.say('console.closing.since', { since: closing.since ?? '' })}{' '}
              <a href={`${HOME}/programme#closing-${closing.id}`}>{tongue.say('console.closing.account.see')}</a>
            </p>
          ))}
        </div>
      )}
    </div>
  );
}
