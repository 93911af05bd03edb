import { randomUUID } from 'node:crypto';
import { segments, toGsm7 } from '../../channels/segments.ts';
import { sendError } from '../../channels/send-error.ts';
import type { SendingState } from '../../records/sending-state.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { ActButton, actionOf, Wrong, wrongness } from './act-button.tsx';
import { Canned } from './canned-view.tsx';
import type { CasePageProps } from './case-props.ts';
import { durationWords } from './case-words.ts';
import type { Casework } from './casework.ts';
import { News } from './news-view.tsx';

/** The longest reply, in letters. */
export const LONGEST_REPLY = 4000;

/** Where one writes to the person. What was typed and not sent is a draft, kept by the server. */
export function ReplyForm(props: CasePageProps) {
  const { visit, file, typed } = props;
  const { tongue } = visit;
  const { drafts } = file.work;
  const draftAt = actionOf(props, 'drafts/reply');
  return (
    <section class="reply" aria-label={tongue.say('console.case.to-reply')}>
      <h2>
        <label for="reply">
          {tongue.say('console.reply.title', {
            language: tongue.say(`console.language.${file.case.language ?? 'unknown'}`),
          })}
        </label>
      </h2>
      <Window {...props} />
      <News {...props} />
      <form method="post" action={actionOf(props, 'replies')} data-once>
        <input type="hidden" name="id" value={drafts.reply.form} />
        <textarea
          id="reply"
          name="text"
          rows={5}
          required
          autocomplete="off"
          maxLength={LONGEST_REPLY}
          lang={file.case.language ?? undefined}
          data-key="r"
          data-draft={`${draftAt}?form=${drafts.reply.form}`}
          {...wrongness(props, 'replies', 'text')}
        >
          {drafts.reply.text}
        </textarea>
        <Wrong tongue={tongue} typed={typed} path="replies" field="text" />
        <Saved tongue={tongue} of="reply" />
        <Length {...props} />
        <div class="buttons">
          <Send {...props} />
          <button type="submit" formaction={draftAt} formNoValidate>
            {tongue.say('console.reply.keep')}
          </button>
        </div>
        <Canned {...props} />
      </form>
      <Sent {...props} />
    </section>
  );
}

/** What became of the last save of a draft. */
export function Saved({ tongue, of }: { tongue: Tongue; of: string }) {
  return (
    <output
      class="quiet small"
      data-saved-for={of}
      data-saved={tongue.say('console.reply.draft.saved')}
      data-failed={tongue.say('console.reply.draft.failed')}
    />
  );
}

/** The button that sends, with the reason where it cannot: apart from the field, so that it changes while one types. */
export function Send(props: CasePageProps) {
  const { tongue } = props.visit;
  const { obstacle, number } = props.file.work;
  return (
    <span id="reply-send" data-live={`case ${number}`} data-fragment={`${HOME}/cases/${number}?fragment=send`}>
      <ActButton
        page={props}
        act="reply"
        class="main"
        reason={obstacle === null ? null : tongue.say(`console.reply.obstacle.${obstacle}`)}
      >
        {tongue.say('console.reply.send')}
      </ActButton>
    </span>
  );
}

/** Where the words go, and until when they go at once. */
export function Window({ visit: { tongue }, file: { work } }: Pick<CasePageProps, 'visit' | 'file'>) {
  const { where, obstacle, number } = work;
  return (
    <p
      id="reply-window"
      class={where?.windowOpen === false ? 'notice small' : 'quiet small'}
      data-live={`case ${number}, queue`}
      data-fragment={`${HOME}/cases/${number}?fragment=window`}
    >
      {obstacle === null ? windowWords(tongue, where) : tongue.say(`console.reply.obstacle.${obstacle}`)}
    </p>
  );
}

function windowWords(tongue: Tongue, where: Casework['where']): string {
  if (where === null) return '';
  const channel = tongue.say(`console.channel.${where.channel}`);
  if (where.channel !== 'whatsapp' || where.windowUntil === null) return tongue.say('console.reply.goes', { channel });
  if (!where.windowOpen) return tongue.say('console.reply.window.closed');
  const minutes = Math.floor((where.windowUntil.getTime() - Date.now()) / 60_000);
  return tongue.say('console.reply.window.open', { channel, left: durationWords(tongue, minutes) });
}

/** What it costs where each part is paid for. */
function Length({ visit: { tongue }, file: { work } }: CasePageProps) {
  if (work.where?.channel !== 'sms') return null;
  const parts = segments(toGsm7(work.drafts.reply.text)).count;
  return (
    <p class="quiet small">
      {parts > 1 ? tongue.say('console.reply.parts', { n: parts }) : tongue.say('console.reply.part')}
    </p>
  );
}

/** What a provider will soon say more of; of what is older than this it may never. */
const UNDER_WAY: ReadonlySet<SendingState['state']> = new Set(['unsure', 'waiting', 'sent', 'delivered']);
const SOON_MS = 5 * 60_000;

/** What became of the newest replies; what did not arrive can be sent again. */
export function Sent(props: CasePageProps) {
  const { number, sent } = props.file.work;
  // What a provider tells changes no case.
  const isSoon = sent.some(({ state, at }) => UNDER_WAY.has(state) && Date.now() - at.getTime() < SOON_MS);
  return (
    <div
      id="reply-sent"
      data-live={`case ${number}, queue`}
      data-fragment={`${HOME}/cases/${number}?fragment=sent`}
      data-soon={isSoon ? '' : undefined}
    >
      <SentReplies {...props} />
    </div>
  );
}

function SentReplies(props: CasePageProps) {
  const { tongue } = props.visit;
  const told = props.file.work.sent.filter(({ canGoAgain }, place) => place === 0 || canGoAgain);
  if (told.length === 0) return null;
  return (
    <ul class="sent" aria-label={tongue.say('console.reply.sent')}>
      {told.map(({ id, ...state }) => (
        <li key={id} class={state.canGoAgain ? 'trouble' : undefined}>
          {sendingWords(tongue, state)}
          {state.canGoAgain && (
            <form id={`again-${id}`} method="post" action={actionOf(props, `replies/${id}/again`)} data-once>
              <input type="hidden" name="press" value={randomUUID()} />
              <ActButton page={props} act="reply" value="">
                {tongue.say('console.reply.again')}
              </ActButton>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What became of a reply; of a refusal also why. */
function sendingWords(tongue: Tongue, { state, code, channel }: Omit<SendingState, 'at'>): string {
  const through = tongue.say(`console.channel.${channel}`);
  if (state !== 'refused') return tongue.say(`console.reply.state.${state}`, { channel: through });
  const remedy = code === null ? undefined : (sendError('meta', code) ?? sendError('twilio', code))?.remedy;
  return tongue.say('console.reply.state.refused', {
    ...{ channel: through, code: code ?? '–' },
    why: tongue.say(`console.reply.why.${remedy ?? 'unknown'}`),
  });
}
