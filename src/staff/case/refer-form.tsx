import { REFERRAL_CONSENTS, type Referral } from '../../records/referrals.ts';
import { ActButton, actionOf, typedIn, Wrong, wrongness } from './act-button.tsx';
import type { CasePageProps } from './case-props.ts';
import { programmeTime } from './case-words.ts';
import { organisationWords, referralSummary } from './referral-summary.ts';

/** Passing the case on to another organisation, with the person's consent; and what was asked of others before. */
export function Refer(props: CasePageProps) {
  const { visit, file, typed } = props;
  const { tongue } = visit;
  const { referrals } = file.work;
  const isOpen = typed?.path.startsWith('referral') === true || file.case.state === 'referred';
  return (
    <details class="fold" id="refer" open={isOpen}>
      <summary>{tongue.say('console.refer.title')}</summary>
      {referrals.map((referral) => (
        <Asked key={referral.at.toISOString()} page={props} referral={referral} />
      ))}
      <AnswerForm {...props} />
      <AskForm {...props} />
    </details>
  );
}

function Asked({ page: { visit, house }, referral }: { page: CasePageProps; referral: Referral }) {
  const { tongue } = visit;
  const { organisation, by, at, summary, consent, answer, answeredBy, answeredAt, why } = referral;
  const when = (date: Date) => tongue.say('console.when', { at: programmeTime(house, date) });
  return (
    <div class="referral">
      <p>{tongue.say('console.refer.asked', { to: organisationWords(tongue, organisation), by, when: when(at) })}</p>
      {consent !== null && <p class="quiet small">{tongue.say(`console.refer.consented.${consent}`)}</p>}
      <blockquote class="words">{summary}</blockquote>
      {answer !== null && answeredAt !== null && (
        <p>
          <strong>
            {tongue.say(`console.refer.answered.${answer}`, { by: answeredBy ?? '', when: when(answeredAt) })}
          </strong>{' '}
          {why}
        </p>
      )}
    </div>
  );
}

function AnswerForm(props: CasePageProps) {
  const { visit } = props;
  const { tongue } = visit;
  if (props.file.case.state !== 'referred') return null;
  const path = 'referral/answer';
  return (
    <>
      <form method="post" action={actionOf(props, path)} data-once>
        <label for="refer-why">{tongue.say('console.refer.why')}</label>
        <input id="refer-why" name="why" type="text" maxLength={1000} value={typedIn(props, path, 'why')} />
        <div class="buttons">
          <ActButton page={props} act="answer_referral" class="main" name="accepts" value="yes">
            {tongue.say('console.refer.accept')}
          </ActButton>
          <ActButton page={props} act="answer_referral" name="accepts" value="no">
            {tongue.say('console.refer.decline')}
          </ActButton>
        </div>
      </form>
      <form method="post" action={actionOf(props, 'referral/end')} data-once>
        <ActButton page={props} act="withdraw_referral">
          {tongue.say('console.refer.withdraw')}
        </ActButton>
      </form>
    </>
  );
}

function AskForm(props: CasePageProps) {
  const { visit, typed, organisations } = props;
  const { tongue } = visit;
  const path = 'referral';
  const summary = typed?.path === path ? typedIn(props, path, 'summary') : referralSummary(props);
  const reason = organisations.length === 0 ? tongue.say('console.refer.none') : null;
  return (
    <form method="post" action={actionOf(props, path)} data-once>
      <label for="refer-to">{tongue.say('console.refer.to')}</label>
      <select id="refer-to" name="organisation" required {...wrongness(props, path, 'organisation')}>
        {organisations.map((id) => (
          <option key={id} value={id} selected={typedIn(props, path, 'organisation') === id}>
            {organisationWords(tongue, id)}
          </option>
        ))}
      </select>
      <Wrong tongue={tongue} typed={typed} path={path} field="organisation" />
      <label for="refer-summary">{tongue.say('console.refer.summary')}</label>
      <textarea
        id="refer-summary"
        name="summary"
        rows={6}
        required
        maxLength={4000}
        {...wrongness(props, path, 'summary')}
      >
        {summary}
      </textarea>
      <Wrong tongue={tongue} typed={typed} path={path} field="summary" />
      <fieldset {...wrongness(props, path, 'consent')}>
        <legend>{tongue.say('console.refer.consent')}</legend>
        {REFERRAL_CONSENTS.map((consent) => (
          <label key={consent} class="choice">
            <input
              type="radio"
              name="consent"
              value={consent}
              required
              checked={typedIn(props, path, 'consent') === consent}
            />{' '}
            {tongue.say(`console.refer.consent.${consent}`)}
          </label>
        ))}
      </fieldset>
      <Wrong tongue={tongue} typed={typed} path={path} field="consent" />
      <ActButton page={props} act="refer" reason={reason}>
        {tongue.say('console.refer.do')}
      </ActButton>
    </form>
  );
}
