import type { House } from '../../conversation/house.ts';
import type { ListedSession, Session } from '../../records/staff-sessions.ts';
import { programmeTime } from '../case/case-words.ts';
import { HOME, Page } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { Act, type CardProps } from './card.tsx';

type Props = CardProps & {
  readonly house: House;
  readonly email: string;
  readonly session: Session;
  readonly sessions: readonly ListedSession[];
  /** Null where there is no second factor. */
  readonly codesLeft: number | null;
  /** What was just done, or null. */
  readonly done: string | null;
};

/** What of one's account was done and is told once, each by a sentence. */
export const ACCOUNT_DONE = ['password', 'factor-removed', 'ended', 'ended-others'] as const;

/** One's own account: the password, the second factor, and where one is signed in. */
export function AccountPage({ visit, css, house, email, session, sessions, codesLeft, done }: Props) {
  const { tongue } = visit;
  const { staff, way } = session;
  return (
    <Page visit={visit} css={css} title={tongue.say('console.account.title')}>
      <div class="account">
        <h1>{tongue.say('console.account.title')}</h1>
        {done !== null && (
          <p class="done" role="status">
            {tongue.say(`console.account.done.${done}`)}
          </p>
        )}
        <section>
          <h2>{staff.name}</h2>
          <p>
            {email} <span class="quiet">· {tongue.say(`console.accounts.role.${staff.role}`)}</span>
          </p>
        </section>
        <section>
          <h2>{tongue.say('console.account.password.title')}</h2>
          <p class="quiet">
            {tongue.say(way === 'provider' ? 'console.account.password.provider' : 'console.account.password.about')}
          </p>
          <p>
            <a class="button" href={`${HOME}/account/password`}>
              {tongue.say('console.account.password.change')}
            </a>
          </p>
        </section>
        <section>
          <h2>{tongue.say('console.account.factor.title')}</h2>
          <p class="quiet">
            {codesLeft === null
              ? tongue.say('console.account.factor.none')
              : tongue.say('console.account.factor.on', { count: codesLeft })}
          </p>
          <p>
            <a class="button" href={`${HOME}/account/second-factor`}>
              {tongue.say(codesLeft === null ? 'console.account.factor.add' : 'console.account.factor.manage')}
            </a>
          </p>
        </section>
        <Sessions tongue={tongue} house={house} sessions={sessions} current={session} />
      </div>
    </Page>
  );
}

type SessionsProps = {
  readonly tongue: Tongue;
  readonly house: House;
  readonly sessions: readonly ListedSession[];
  readonly current: Session;
};

function Sessions({ tongue, house, sessions, current }: SessionsProps) {
  return (
    <section>
      <h2>{tongue.say('console.account.sessions.title')}</h2>
      <ul class="sessions">
        {sessions.map((one) => (
          <li key={one.id}>
            <div>
              <strong>{one.browser || tongue.say('console.account.sessions.unknown')}</strong>{' '}
              {one.id === current.id && <span class="status">{tongue.say('console.account.sessions.this')}</span>}
              <p class="quiet small">
                {tongue.say('console.account.sessions.times', {
                  since: programmeTime(house, one.startedAt),
                  seen: programmeTime(house, one.seenAt),
                })}
              </p>
            </div>
            {one.id !== current.id && (
              <Act to={`${HOME}/account/sessions/${one.id}/end`} label={tongue.say('console.account.sessions.end')} />
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <Act to={`${HOME}/account/sessions/end-others`} label={tongue.say('console.account.sessions.end-others')} />
      )}
    </section>
  );
}
