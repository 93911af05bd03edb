import type { Appointment } from '../../appointments/appointment.ts';
import type { House } from '../../conversation/house.ts';
import { roleCan } from '../../handoff/roles.ts';
import type { Case } from '../../records/case-file.ts';
import type { Beside } from '../../records/queue.ts';
import { HOME, Page } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { Presence } from '../live/presence-view.tsx';
import { Addresses } from './addresses-view.tsx';
import { answersTold } from './answer-words.ts';
import { CaseHead } from './case-head.tsx';
import type { CaseFile, CasePageProps } from './case-props.ts';
import { officeTime, programmeTime } from './case-words.ts';
import { Correct } from './correct-form.tsx';
import { AlreadyTold, Glance } from './packet-view.tsx';
import { Results } from './results-view.tsx';
import { Transcript } from './transcript-view.tsx';
import { WorkPanel } from './work-panel.tsx';

/** One case, to work on: who waits and why, what they answered, what the rules said, the talk, and what can be done. */
export function CasePage(props: CasePageProps) {
  const { visit, css, house, file } = props;
  const { tongue } = visit;
  const { number } = file.case;
  const readsWords = roleCan(visit.staff.role, 'read_words');
  return (
    <Page visit={visit} css={css} title={tongue.say('console.case.title', { number })}>
      <Gone tongue={tongue} />
      <CaseNav tongue={tongue} beside={file.beside} readsWords={readsWords} />
      <CaseHead {...props} />
      <Presence tongue={tongue} staff={visit.staff} number={number} present={file.work.present} />
      <CaseNotice {...props} />
      <div class="case">
        <div class="facts">
          <Glance {...props} />
          <Reach tongue={tongue} house={house} file={file} />
          <Booked tongue={tongue} house={house} appointment={file.appointment} />
          {readsWords && <Answers tongue={tongue} house={house} answers={file.answers} />}
          {readsWords && <Correct {...props} />}
          <Results tongue={tongue} house={house} assessments={file.assessments} />
          {readsWords && <AlreadyTold tongue={tongue} house={house} told={file.packet.told} />}
        </div>
        {readsWords && (
          <Transcript
            {...{ tongue, house, number }}
            talk={file.talk}
            language={file.case.language}
            assessments={file.assessments}
            canMark={roleCan(visit.staff.role, 'work_cases')}
            voice={file.voice}
          />
        )}
        <WorkPanel {...props} />
      </div>
    </Page>
  );
}

/** What is left of the page once the case is gone, as after DELETE: `desk.js` shows it instead of everything else. */
function Gone({ tongue }: { tongue: Tongue }) {
  return (
    <div class="message" role="alert" data-gone hidden>
      <p>{tongue.say('console.case.gone')}</p>
      <p>
        <a href={`${HOME}/cases`}>{tongue.say('console.case.back')}</a>
      </p>
    </div>
  );
}

type CaseNavProps = { readonly tongue: Tongue; readonly beside: Beside; readonly readsWords: boolean };

function CaseNav({ tongue, beside: { before, after }, readsWords }: CaseNavProps) {
  return (
    <nav class="case-nav" aria-label={tongue.say('console.menu')}>
      <a href={`${HOME}/cases`} data-key="u">
        ← {tongue.say('console.case.back')}
      </a>
      {readsWords && <a href="#newest">{tongue.say('console.case.to-newest')}</a>}
      {readsWords && <a href="#reply">{tongue.say('console.case.to-reply')}</a>}
      {before !== null && (
        <a rel="prev" data-key="k" href={`${HOME}/cases/${before}`}>
          ← {tongue.say('console.case.previous')}
        </a>
      )}
      {after !== null && (
        <a rel="next" data-key="j" href={`${HOME}/cases/${after}`}>
          {tongue.say('console.case.following')} →
        </a>
      )}
    </nav>
  );
}

/** What became of the last act: said first to whoever hears the page. */
function CaseNotice({ notice }: CasePageProps) {
  if (notice === null) return null;
  return (
    <p class={notice.isRefusal ? 'refusal' : 'notice'} role={notice.isRefusal ? 'alert' : 'status'} id="notice">
      {notice.text}
    </p>
  );
}

function Reach({ tongue, house, file }: { tongue: Tongue; house: House; file: CaseFile }) {
  const of = file.case;
  const at = programmeTime(house, of.openedAt);
  return (
    <section>
      <dl>
        <dt>{tongue.say('console.case.reach')}</dt>
        <dd>
          {of.contact !== null && <p class="notice">{tongue.say(`console.case.contact.${of.contact}`)}</p>}
          <Addresses tongue={tongue} house={house} number={of.number} reach={file.reach} />
          {of.doubted && <p class="notice">{tongue.say('console.case.reach.doubted')}</p>}
          {of.saidStop && <p class="notice">{tongue.say('console.case.reach.stopped')}</p>}
        </dd>
        <dt>{tongue.say('console.case.language')}</dt>
        <dd>{tongue.say(`console.language.${of.language ?? 'unknown'}`)}</dd>
        <dt>{tongue.say('console.case.since')}</dt>
        <dd>{tongue.say('console.when', { at })}</dd>
        {of.reference !== null && <dt>{tongue.say('console.case.registration')}</dt>}
        {of.reference !== null && <dd>{of.reference}</dd>}
        <dt>{tongue.say('console.case.consent')}</dt>
        <dd>{consentWords(tongue, house, of)}</dd>
      </dl>
    </section>
  );
}

function consentWords(tongue: Tongue, house: House, { consent, consentAt }: Case): string {
  if (consent === 'not_asked' || consentAt === null) return tongue.say(`console.case.consent.${consent}`);
  return tongue.say(`console.case.consent.${consent}.on`, { day: programmeTime(house, consentAt).slice(0, 10) });
}

function Booked({ tongue, house, appointment }: { tongue: Tongue; house: House; appointment: Appointment | null }) {
  return (
    <section aria-labelledby="appointment">
      <h2 id="appointment">{tongue.say('console.appointment.title')}</h2>
      {appointment === null ? (
        <p class="quiet">{tongue.say('console.appointment.none')}</p>
      ) : (
        <AppointmentFacts tongue={tongue} house={house} appointment={appointment} />
      )}
    </section>
  );
}

function AppointmentFacts({ tongue, house, appointment }: { tongue: Tongue; house: House; appointment: Appointment }) {
  const { name, at } = officeTime(house, appointment.office, new Date(appointment.startsAt));
  return (
    <>
      {appointment.state === 'held' && <p class="notice">{tongue.say('console.appointment.held')}</p>}
      <dl>
        <dt>{tongue.say('console.appointment.when')}</dt>
        <dd>{tongue.say('console.when', { at })}</dd>
        <dt>{tongue.say('console.appointment.office')}</dt>
        <dd>{name}</dd>
        <dt>{tongue.say('console.appointment.pathway')}</dt>
        <dd>{tongue.sayKept(`pathway.${appointment.pathway}.name`)}</dd>
        <dt>{tongue.say('console.appointment.code')}</dt>
        <dd class="code">{appointment.code}</dd>
      </dl>
    </>
  );
}

function Answers({ tongue, house, answers }: { tongue: Tongue; house: House; answers: CaseFile['answers'] }) {
  const told = answersTold(tongue, house.programme, answers);
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{tongue.say('console.answers.title')}</h2>
      {told.length === 0 && <p class="quiet">{tongue.say('console.answers.none')}</p>}
      <dl class="answers">
        {told.map(({ question, answer }) => (
          <div key={question}>
            <dt>{question}</dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
