import type { House } from '../../conversation/house.ts';
import type { ReachCount, ToldCount } from '../../records/closing-reach.ts';
import type { StandingClosing } from '../../records/closings.ts';
import type { StaffId } from '../../records/staff.ts';
import type { Day } from '../../screening/names.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { closedWords } from './closing-words.ts';

/** A closing that stands, whom it still reaches, and what became of those who were told. */
export type ShownClosing = StandingClosing & { readonly left: ReachCount; readonly told: readonly ToldCount[] };

/** @property me who looks; null for who may not close anything @property refused why the form that led here did nothing */
export type ClosingsProps = {
  readonly tongue: Tongue;
  readonly house: House;
  readonly today: Day;
  readonly closings: readonly ShownClosing[];
  readonly me: StaffId | null;
  readonly refused: 'already' | 'own' | 'gone' | null;
};

/** What is closed or proposed, by whom, and who was reached; and the form to close something. */
export function ClosingsSection(props: ClosingsProps) {
  const { tongue, closings, me, refused } = props;
  if (closings.length === 0 && me === null) return null;
  return (
    <section aria-labelledby="closings" class="closings">
      <h2 id="closings">{tongue.say('console.closing.title')}</h2>
      {refused !== null && (
        <p class="outcome is-refused" role="alert">
          {tongue.say(`console.closing.no.${refused}`)}
        </p>
      )}
      {closings.map((closing) => (
        <One key={closing.id} {...props} closing={closing} />
      ))}
      {me !== null && <Propose {...props} />}
    </section>
  );
}

function One({ tongue, house, closing, me }: ClosingsProps & { readonly closing: ShownClosing }) {
  const { id, by, putBy, since, left, told } = closing;
  const who = by?.name ?? tongue.say('console.closing.command');
  return (
    <article id={`closing-${id}`} class="closing">
      <h3>{closedWords(tongue, house, closing)}</h3>
      <p>
        {since === null
          ? tongue.say('console.closing.proposed', { name: who })
          : `${tongue.say('console.closing.since', { since })} ${tongue.say('console.closing.by', { name: who })}`}
        {putBy !== null && ` ${tongue.say('console.closing.put-by', { name: putBy })}`}
      </p>
      <p>
        {since === null
          ? tongue.say('console.closing.will', { ...left })
          : tongue.say('console.closing.left', { n: left.booked + left.waiting })}
      </p>
      <Account tongue={tongue} told={told} />
      {me !== null && since === null && by?.id === me && <p class="quiet">{tongue.say('console.closing.other')}</p>}
      {me !== null && (
        <div class="closing-acts">
          {since === null && by?.id !== me && <Act id={id} act="force" words={tongue.say('console.closing.force')} />}
          <Act
            id={id}
            act="end"
            words={tongue.say(since === null ? 'console.closing.withdraw' : 'console.closing.reopen')}
          />
        </div>
      )}
    </article>
  );
}

function Account({ tongue, told }: { readonly tongue: Tongue; readonly told: readonly ToldCount[] }) {
  if (told.length === 0) return null;
  return (
    <table class="closing-account">
      <caption>{tongue.say('console.closing.account')}</caption>
      <tbody>
        {told.map(({ fate, count }) => (
          <tr key={fate}>
            <td class="number">{count}</td>
            <th scope="row">{tongue.say(`console.closing.fate.${fate}`)}</th>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Act({ id, act, words }: { readonly id: string; readonly act: 'force' | 'end'; readonly words: string }) {
  return (
    <form method="post" action={`${HOME}/closings/${id}/${act}`}>
      <button type="submit">{words}</button>
    </form>
  );
}

function Propose({ tongue, house, today }: ClosingsProps) {
  return (
    <details class="close-form">
      <summary>{tongue.say('console.closing.propose')}</summary>
      <p>{tongue.say('console.closing.propose.how')}</p>
      <form method="post" action={`${HOME}/closings`}>
        <p>
          <label for="closing-what">{tongue.say('console.closing.what')}</label>
          <select id="closing-what" name="what" required>
            <option value="">{tongue.say('console.closing.choose')}</option>
            <option value="programme">{tongue.say('console.closing.what.programme')}</option>
            {house.offices.map(({ id, name }) => (
              <option key={id} value={`office ${id}`}>
                {tongue.say('console.closing.what.office', { office: name })}
              </option>
            ))}
            {[...house.programme.pathways.keys()].map((id) => (
              <option key={id} value={`pathway ${id}`}>
                {tongue.sayKept(`pathway.${id}.name`)}
              </option>
            ))}
          </select>
        </p>
        <fieldset>
          <legend>{tongue.say('console.closing.days')}</legend>
          <label>
            {tongue.say('console.closing.from')}
            <input type="date" name="from" min={today} />
          </label>
          <label>
            {tongue.say('console.closing.until')}
            <input type="date" name="until" min={today} />
          </label>
        </fieldset>
        <button type="submit">{tongue.say('console.closing.propose.submit')}</button>
      </form>
    </details>
  );
}
