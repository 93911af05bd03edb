import type { House } from '../../conversation/house.ts';
import type { TalkEvent } from '../../records/talk-events.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { programmeTime, reasonWords } from './case-words.ts';

type Props = {
  readonly tongue: Tongue;
  readonly house: House;
  readonly event: TalkEvent;
  /** The case from which one reads. */
  readonly reads: number;
};

/** Something that happened at the desk while the talk went on. A case that was opened divides it from the one before. */
export function EventLine({ tongue, house, event, reads }: Props) {
  const { at, what, number } = event;
  const isDanger = what === 'reason' && event.how?.startsWith('danger.') === true;
  return (
    <li class={`event ${what}${isDanger ? ' danger' : ''}`}>
      <time dateTime={at.toISOString()}>{programmeTime(house, at).slice(11)}</time>{' '}
      <span>
        {eventWords(tongue, house, event)}
        {what === 'opened' && number !== reads && <a href={`${HOME}/cases/${number}`}> ↗</a>}
      </span>
    </li>
  );
}

function eventWords(tongue: Tongue, house: House, { what, how, by, number, until }: TalkEvent): string {
  const name = by ?? tongue.say('console.transcript.event.nobody');
  switch (what) {
    case 'reason':
      return tongue.say('console.transcript.event.reason', {
        reason: reasonWords(tongue, house.programme, how ?? ''),
      });
    case 'claim_ended':
      return tongue.say(`console.transcript.event.claim_ended.${how ?? 'given_back'}`, { name });
    case 'referral_answered':
      return tongue.say(`console.transcript.event.referral_answered.${how ?? 'accepted'}`, { name });
    case 'snoozed':
      return tongue.say('console.transcript.event.snoozed', {
        name,
        until: until === null ? '' : programmeTime(house, until),
      });
    case 'referred':
      return tongue.say('console.transcript.event.referred', {
        name,
        organisation: organisationName(tongue, how ?? ''),
      });
    case 'closed':
      return tongue.say('console.transcript.event.closed', {
        name,
        number,
        reason: tongue.say(`console.close.reason.${how ?? 'joined'}`),
      });
    default:
      return tongue.say(`console.transcript.event.${what}`, { name, number });
  }
}

function organisationName(tongue: Tongue, id: string): string {
  const key = `organisation.${id}.name`;
  return tongue.has(key) ? tongue.sayKept(key) : id;
}
