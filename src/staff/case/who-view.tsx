import type { CaseAct } from '../../handoff/case-can.ts';
import { HOME } from '../frame/layout.tsx';
import { ActButton, actionOf } from './act-button.tsx';
import type { CasePageProps } from './case-props.ts';
import { programmeTime } from './case-words.ts';

const SIMPLE = [
  { act: 'claim', path: 'claim', by: 'c' },
  { act: 'take_over', path: 'claim/take', by: undefined },
  { act: 'give_back', path: 'claim/end', by: 'b' },
  { act: 'wake', path: 'snooze/end', by: undefined },
  { act: 'reopen', path: 'closure/end', by: undefined },
] as const satisfies readonly { act: CaseAct; path: string; by: string | undefined }[];

/** Who has the case, and what is done with one press; what cannot be done now stands folded, with the reasons. */
export function Who(props: CasePageProps) {
  const { tongue } = props.visit;
  const { work } = props.file;
  const can = SIMPLE.filter(({ act }) => work.refusal(act) === null);
  const cannot = SIMPLE.filter(({ act }) => work.refusal(act) !== null);
  const { number } = work;
  return (
    <section
      id="who"
      class="who-has"
      aria-labelledby="who-title"
      data-live={`case ${number}`}
      data-fragment={`${HOME}/cases/${number}?fragment=who`}
    >
      <h2 id="who-title">{whoWords(props)}</h2>
      <State {...props} />
      <div class="buttons">
        {can.map((one) => (
          <SimpleAct key={one.act} page={props} {...one} />
        ))}
      </div>
      <details class="cannot">
        <summary>{tongue.say('console.act.cannot', { n: cannot.length })}</summary>
        {cannot.map((one) => (
          <SimpleAct key={one.act} page={props} {...one} />
        ))}
      </details>
    </section>
  );
}

function SimpleAct({ page, act, path, by }: { page: CasePageProps } & (typeof SIMPLE)[number]) {
  const { tongue } = page.visit;
  return (
    <form method="post" action={actionOf(page, path)} data-once>
      <ActButton page={page} act={act} class={act === 'claim' ? 'main' : undefined} data-key={by}>
        {tongue.say(`console.act.do.${act}`)}
      </ActButton>
    </form>
  );
}

function whoWords({ visit: { tongue }, file: { work } }: CasePageProps): string {
  if (work.claim === null) return tongue.say('console.case.nobody');
  return work.claim.isMine
    ? tongue.say('console.case.mine')
    : tongue.say('console.case.theirs', { owner: work.claim.name });
}

/** Since when it stands as it does, and on whose word. */
function State(props: CasePageProps) {
  const { visit, house, file, ahead } = props;
  const { tongue } = visit;
  const { snooze, closure, claim } = file.work;
  const when = (at: Date) => tongue.say('console.when', { at: programmeTime(house, at) });
  if (closure !== null) {
    const { by, at, note, reason } = closure;
    const why = tongue.say(`console.close.reason.${reason}`);
    return (
      <>
        <p>
          {tongue.say(by === null ? 'console.close.was' : 'console.close.was.by', {
            by: by ?? '',
            when: when(at),
            why,
          })}
        </p>
        {note !== '' && <blockquote>{note}</blockquote>}
      </>
    );
  }
  if (snooze?.stands) {
    const until = when(new Date(snooze.until.getTime() + ahead));
    return (
      <>
        <p>{tongue.say('console.snooze.stands', { until, by: snooze.by })}</p>
        {snooze.why !== '' && <blockquote>{snooze.why}</blockquote>}
      </>
    );
  }
  return claim === null ? null : (
    <p class="quiet">{tongue.say('console.case.since-claim', { when: when(claim.at) })}</p>
  );
}
