import type { House } from '../../conversation/house.ts';
import type { Language } from '../../language/language.ts';
import type { ShownMessage } from '../../records/talk-shown.ts';
import type { Tongue } from '../frame/tongue.ts';
import { programmeTime } from './case-words.ts';
import { fateOf, fateWords, isTrouble } from './fate.ts';

type Props = {
  readonly tongue: Tongue;
  readonly house: House;
  readonly shown: readonly ShownMessage[];
  readonly language: Language | null;
};

/** What a phone got of what was said: in which shape, how it fared, and, unfolded, as it stood there. */
export function Shown({ tongue, house, shown, language }: Props) {
  return (
    <li class={shown[0]?.reply === null ? 'shown' : 'shown ours'}>
      <ul>
        {shown.map((one) => (
          <OnPhone key={one.id} tongue={tongue} house={house} one={one} language={language} />
        ))}
      </ul>
    </li>
  );
}

function OnPhone({ tongue, house, one, language }: { one: ShownMessage } & Omit<Props, 'shown'>) {
  const { message, channel } = one;
  const fate = fateOf(one);
  return (
    <li id={`sent-${one.id}`}>
      <details class={isTrouble(fate) ? 'trouble' : undefined}>
        <summary>
          {tongue.say(`console.address.${channel}.phone`)} · {tongue.say(`console.transcript.layout.${message.layout}`)}{' '}
          · <span class="fate">{fateWords(tongue, fate)}</span>
          {fate.at !== null && (
            <>
              {' '}
              <time dateTime={fate.at.toISOString()}>{programmeTime(house, fate.at).slice(11)}</time>
            </>
          )}
        </summary>
        <Phone tongue={tongue} message={message} language={language} />
        {fate.code !== null && <p class="raw">{tongue.say('console.transcript.code', { code: fate.code })}</p>}
      </details>
    </li>
  );
}

function Phone({
  tongue,
  message,
  language,
}: {
  tongue: Tongue;
  message: ShownMessage['message'];
  language: Language | null;
}) {
  const { layout, text, options, listLabel, attachment, template } = message;
  // Where options are numbered they stand in the text.
  const apart = layout === 'numbered' ? [] : options;
  return (
    <div class="phone" dir="auto" lang={language ?? undefined}>
      {template !== undefined && <p class="raw">{template}</p>}
      {text !== '' && <p class="words">{text}</p>}
      {attachment !== undefined && (
        <p class="raw">{attachment.kind === 'file' ? attachment.fileName : attachment.link}</p>
      )}
      {listLabel !== undefined && <p class="list-label">☰ {listLabel}</p>}
      {apart.length > 0 && (
        <ul class="options" aria-label={tongue.say('console.transcript.options')}>
          {apart.map(({ id, label, hint }) => (
            <li key={id}>
              {label}
              {hint !== undefined && <span class="hint"> {hint}</span>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
