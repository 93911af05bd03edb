import { CLOSING_REASONS } from '../../records/closures.ts';
import { ActButton, actionOf, typedIn, Wrong, wrongness } from './act-button.tsx';
import type { CasePageProps } from './case-props.ts';

/** Closes the case with a reason; whoever has many goes on with the next at once. */
export function CloseForm(props: CasePageProps) {
  const { visit, typed } = props;
  const { tongue } = visit;
  const path = 'closure';
  const chosen = typedIn(props, path, 'reason');
  return (
    <section class="close" aria-labelledby="close">
      <h2 id="close">{tongue.say('console.close.title')}</h2>
      <form method="post" action={actionOf(props, path)} data-once>
        <fieldset {...wrongness(props, path, 'reason')}>
          <legend>{tongue.say('console.close.why')}</legend>
          {CLOSING_REASONS.map((reason) => (
            <label key={reason} class="choice">
              <input type="radio" name="reason" value={reason} required checked={chosen === reason} />{' '}
              {tongue.say(`console.close.reason.${reason}`)}
            </label>
          ))}
        </fieldset>
        <Wrong tongue={tongue} typed={typed} path={path} field="reason" />
        <label for="close-note">{tongue.say('console.close.note')}</label>
        <input id="close-note" name="note" type="text" maxLength={1000} value={typedIn(props, path, 'note')} />
        <div class="buttons">
          <ActButton page={props} act="close" class="main" name="next" value="yes" data-key="e">
            {tongue.say('console.close.next')}
          </ActButton>
          <ActButton page={props} act="close">
            {tongue.say('console.close.do')}
          </ActButton>
        </div>
      </form>
    </section>
  );
}
