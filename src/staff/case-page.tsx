import type { Appointment } from '../appointments/appointment.ts';
import type { House } from '../conversation/house.ts';
import type { Address } from '../people/address.ts';
import type { Case, KeptAssessment } from '../records/cases.ts';
import type { TranscriptLine } from '../records/transcript.ts';
import type { Answer } from '../screening/answer.ts';
import type { QuestionId } from '../screening/names.ts';
import { answersTold } from './answer-words.ts';
import { officeTime, programmeTime, reasonWords, waitedWords } from './case-words.ts';
import { HOME, Page, type PageProps } from './layout.tsx';
import { Results } from './results-view.tsx';
import type { Tongue } from './tongue.ts';
import { Transcript } from './transcript-view.tsx';

/** All that a case page shows. */
export type CaseFile = {
  readonly case: Case;
  readonly addresses: readonly Address[];
  readonly appointment: Appointment | null;
  readonly answers: ReadonlyMap<QuestionId, Answer>;
  readonly assessments: readonly KeptAssessment[];
  readonly transcript: readonly TranscriptLine[];
  readonly next: number | null;
};

type Props = Pick<PageProps, 'visit' | 'css'> & { readonly house: House; readonly file: CaseFile };

/** One case, to read: who waits and why, what they answered, what the rules said, and the talk. */
export function CasePage({ visit, css, house, file }: Props) {
  const { tongue } = visit;
  const { number } = file.case;
  return (
    <Page visit={visit} css={css} title={tongue.say('console.case.title', { number })}>
      <CaseNav tongue={tongue} next={file.next} />
      <CaseHead tongue={tongue} house={house} of={file.case} />
      <div class="case">
        <div class="facts">
          <Reach tongue={tongue} house={house} file={file} />
          <Booked tongue={tongue} house={house} appointment={file.appointment} />
          <Answers tongue={tongue} house={house} answers={file.answers} />
          <Results tongue={tongue} house={house} assessments={file.assessments} />
        </div>
        <Transcript tongue={tongue} house={house} lines={file.transcript} language={file.case.language} />
      </div>
    </Page>
  );
}

function CaseNav({ tongue, next }: { tongue: Tongue; next: number | null }) {
  return (
    <nav class="case-nav" aria-label={tongue.say('console.menu')}>
      <a href={`${HOME}/cases`}>← {tongue.say('console.case.back')}</a>
      <a href="#newest">{tongue.say('console.case.to-newest')}</a>
      {next !== null && (
        <a rel="next" href={`${HOME}/cases/${next}`}>
          {tongue.say('console.case.following')} →
        </a>
      )}
    </nav>
  );
}

function CaseHead({ tongue, house, of }: { tongue: Tongue; house: House; of: Case }) {
  return (
    <div class={of.urgent ? 'heading is-urgent' : 'heading'}>
      <h1>
        {tongue.say('console.case.title', { number: of.number })}
        {of.urgent && <strong class="urgent">{tongue.say('console.urgent')}</strong>}
      </h1>
      <p class="reason">{reasonWords(tongue, house.programme, of.reason)}</p>
      {of.state === 'closed' && <p class="quiet">{tongue.say('console.case.state.closed')}</p>}
    </div>
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
          <Addresses tongue={tongue} addresses={file.addresses} />
          {of.doubted && <p class="notice">{tongue.say('console.case.reach.doubted')}</p>}
          {of.saidStop && <p class="notice">{tongue.say('console.case.reach.stopped')}</p>}
        </dd>
        <dt>{tongue.say('console.case.language')}</dt>
        <dd>{tongue.say(`console.language.${of.language ?? 'unknown'}`)}</dd>
        <dt>{tongue.say('console.case.since')}</dt>
        <dd>
          {tongue.say('console.when', { at })} <span class="waited">{waitedWords(tongue, of.waitedMinutes)}</span>
        </dd>
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

function Addresses({ tongue, addresses }: { tongue: Tongue; addresses: readonly Address[] }) {
  if (addresses.length === 0) return <p class="quiet">{tongue.say('console.case.reach.none')}</p>;
  const numbered = new Set(addresses.filter(({ kind }) => kind === 'phone').map(({ channel }) => channel));
  // WhatsApp's id of somebody whose number is known helps nobody to call them.
  const shown = addresses.filter(({ channel, kind }) => kind === 'phone' || !numbered.has(channel));
  return (
    <ul class="addresses">
      {shown.map(({ channel, kind, value }) => (
        <li key={`${channel} ${kind} ${value}`}>
          <bdi>{kind === 'phone' ? <a href={`tel:${value}`}>{value}</a> : value}</bdi>{' '}
          <span class="quiet">{tongue.say(`console.address.${channel}.${kind}`)}</span>
        </li>
      ))}
    </ul>
  );
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
