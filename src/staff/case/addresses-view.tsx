import type { House } from '../../conversation/house.ts';
import { LONGEST_REVEAL_WORDS, REVEAL_REASONS, REVEALED_MINUTES } from '../../handoff/reveal.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import type { Reach, ShownAddress } from './addresses.ts';
import { programmeTime } from './case-words.ts';

type Props = { readonly tongue: Tongue; readonly house: House; readonly number: number; readonly reach: Reach };

/** Where the page of a case shows its addresses. */
export const ADDRESSES = 'addresses';

/** How a person can be reached: masked, until somebody says what they need a number for. */
export function Addresses({ tongue, house, number, reach }: Props) {
  const { addresses, until, canReveal } = reach;
  if (addresses === null) return <p class="quiet">{tongue.say('console.reveal.not-yours')}</p>;
  if (addresses.length === 0) return <p class="quiet">{tongue.say('console.case.reach.none')}</p>;
  return (
    <div id={ADDRESSES}>
      <ul class="addresses">
        {addresses.map((address, index) => (
          <li key={index}>
            <Shown tongue={tongue} address={address} />{' '}
            <span class="quiet">{tongue.say(`console.address.${address.channel}.${address.kind}`)}</span>
          </li>
        ))}
      </ul>
      {until !== null && (
        <p class="quiet small">{tongue.say('console.reveal.until', { time: programmeTime(house, until).slice(11) })}</p>
      )}
      {until === null && canReveal && <RevealForm tongue={tongue} number={number} />}
    </div>
  );
}

function Shown({ tongue, address: { kind, value, masked } }: { tongue: Tongue; address: ShownAddress }) {
  if (value !== null) return <bdi>{kind === 'phone' ? <a href={`tel:${value}`}>{value}</a> : value}</bdi>;
  const { country, last } = masked;
  return (
    <bdi class="masked">
      <span aria-hidden="true">{`${country} ••• ••• ••${last}`.trim()}</span>
      <span class="unseen">{tongue.say('console.reveal.masked', { country, last })}</span>
    </bdi>
  );
}

function RevealForm({ tongue, number }: { tongue: Tongue; number: number }) {
  return (
    <details class="reveal">
      <summary>{tongue.say('console.reveal.open')}</summary>
      <form method="post" action={`${HOME}/cases/${number}/reveal`}>
        <fieldset>
          <legend>{tongue.say('console.reveal.why')}</legend>
          {REVEAL_REASONS.map((reason) => (
            <label key={reason}>
              <input type="radio" name="reason" value={reason} required />{' '}
              {tongue.say(`console.reveal.reason.${reason}`)}
            </label>
          ))}
        </fieldset>
        <label for="reveal-words">{tongue.say('console.reveal.words')}</label>
        <input id="reveal-words" name="words" type="text" maxLength={LONGEST_REVEAL_WORDS} autocomplete="off" />
        <p class="quiet small">{tongue.say('console.reveal.note', { minutes: REVEALED_MINUTES })}</p>
        <button type="submit">{tongue.say('console.reveal.submit')}</button>
      </form>
    </details>
  );
}
