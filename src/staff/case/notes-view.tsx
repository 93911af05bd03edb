import { ActButton, actionOf, Wrong, wrongness } from './act-button.tsx';
import type { CasePageProps } from './case-props.ts';
import { programmeTime } from './case-words.ts';
import { Saved } from './reply-form.tsx';

/** What colleagues wrote for each other, and where one writes to them. The person never sees it. */
export function Notes(props: CasePageProps) {
  const { visit, house, file, typed } = props;
  const { tongue } = visit;
  const { notes, drafts, colleagues } = file.work;
  const draftAt = actionOf(props, 'drafts/note');
  return (
    <section class="notes" aria-labelledby="notes">
      <h2 id="notes">{tongue.say('console.note.title')}</h2>
      <ol>
        {notes.map(({ by, at, text, mentioned }) => (
          <li key={at.toISOString()}>
            <p class="who">
              {by}{' '}
              <time dateTime={at.toISOString()}>{tongue.say('console.when', { at: programmeTime(house, at) })}</time>
            </p>
            <p class="words" dir="auto">
              {text}
            </p>
            {mentioned.length > 0 && (
              <p class="quiet small">{tongue.say('console.note.for', { names: mentioned.join(', ') })}</p>
            )}
          </li>
        ))}
      </ol>
      <form method="post" action={actionOf(props, 'notes')} data-once>
        <input type="hidden" name="form" value={drafts.note.form} />
        <label for="note">{tongue.say('console.note.write')}</label>
        <textarea
          id="note"
          name="text"
          rows={2}
          required
          maxLength={4000}
          data-key="n"
          data-draft={`${draftAt}?form=${drafts.note.form}`}
          {...wrongness(props, 'notes', 'text')}
        >
          {drafts.note.text}
        </textarea>
        <Wrong tongue={tongue} typed={typed} path="notes" field="text" />
        <Saved tongue={tongue} of="note" />
        {colleagues.length > 0 && (
          <details>
            <summary>{tongue.say('console.note.mention')}</summary>
            <fieldset>
              <legend>{tongue.say('console.note.mention.hint')}</legend>
              {colleagues.map(({ id, name }) => (
                <label key={id} class="choice">
                  <input type="checkbox" name="mention" value={id} /> {name}
                </label>
              ))}
            </fieldset>
          </details>
        )}
        <div class="buttons">
          <ActButton page={props} act="note">
            {tongue.say('console.note.keep')}
          </ActButton>
          <button type="submit" formaction={draftAt} formNoValidate>
            {tongue.say('console.reply.keep')}
          </button>
        </div>
      </form>
    </section>
  );
}
