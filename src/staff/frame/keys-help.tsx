import { QUEUE_VIEWS, type QueueView } from '../../records/queue-views.ts';
import type { Visit } from './visit.ts';

/** What each key does, in the order in which it is read. */
const KEYS = [
  ['j', 'down'],
  ['k', 'up'],
  ['Enter', 'open'],
  ['u', 'back'],
  ['c', 'claim'],
  ['r', 'reply'],
  ['n', 'note-it'],
  ['e', 'close'],
  ['s', 'snooze'],
  ['b', 'give-back'],
  ['/', 'search'],
  ['?', 'help'],
] as const;

/** The keys of the parts of the day: `g`, then one of these. */
export const VIEW_KEYS: Readonly<Record<QueueView, string>> = {
  waiting: 'g w',
  mine: 'g m',
  colleagues: 'g o',
  asleep: 'g a',
  referred: 'g r',
  stuck: 'g s',
  closed: 'g c',
};

/** The button that opens the list of keys. */
export function KeysButton({ visit: { tongue } }: { readonly visit: Visit }) {
  return (
    <button type="button" class="keys-button" data-scripted data-dialog="keys" data-key="?">
      {tongue.say('console.keys.title')}
    </button>
  );
}

/** The list of keys, where they can also be switched off. @param home of the console */
export function KeysHelp({ visit, home }: { readonly visit: Visit; readonly home: string }) {
  const { tongue, address, live } = visit;
  const isOn = live?.keys !== false;
  return (
    <dialog id="keys" class="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">{tongue.say('console.keys.title')}</h2>
      <p class="quiet">{tongue.say(isOn ? 'console.keys.note' : 'console.keys.note.off')}</p>
      <dl>
        {KEYS.map(([keys, does]) => (
          <Key key={keys} keys={keys} does={tongue.say(`console.keys.${does}`)} />
        ))}
        {QUEUE_VIEWS.map((view) => (
          <Key key={view} keys={VIEW_KEYS[view]} does={tongue.say(`console.cases.view.${view}`)} />
        ))}
      </dl>
      <div class="buttons">
        <form method="dialog">
          <button type="submit">{tongue.say('console.keys.done')}</button>
        </form>
        <button type="button" data-sound aria-pressed="false">
          {tongue.say('console.live.sound')}
        </button>
        <form method="post" action={`${home}/keys`}>
          <input type="hidden" name="back" value={address} />
          <button type="submit" name="keys" value={isOn ? 'off' : 'on'}>
            {tongue.say(isOn ? 'console.keys.switch-off' : 'console.keys.switch-on')}
          </button>
        </form>
      </div>
    </dialog>
  );
}

function Key({ keys, does }: { readonly keys: string; readonly does: string }) {
  return (
    <div>
      <dt>
        {keys.split(' ').map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
