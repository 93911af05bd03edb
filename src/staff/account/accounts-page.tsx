import type { House } from '../../conversation/house.ts';
import { ROLES } from '../../handoff/roles.ts';
import { type AccountAct, FIRST_PASSWORD_HOURS, type ListedAccount } from '../../records/accounts.ts';
import { programmeTime } from '../case/case-words.ts';
import { HOME, Page } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { Act, type CardProps, Trouble, type TroubleProps } from './card.tsx';

type ListProps = CardProps & { readonly house: House; readonly accounts: readonly ListedAccount[] };

/** Who can sign in. */
export function AccountsPage({ visit, css, house, accounts }: ListProps) {
  const { tongue } = visit;
  return (
    <Page visit={visit} css={css} title={tongue.say('console.accounts.title')}>
      <div class="heading">
        <h1>{tongue.say('console.accounts.title')}</h1>
        <p class="quiet">{tongue.say('console.accounts.note')}</p>
      </div>
      <ul class="accounts">
        {accounts.map((account) => (
          <li key={account.id}>
            <h2>
              <a href={`${HOME}/accounts/${account.id}`}>{account.name}</a>
            </h2>
            <States tongue={tongue} of={account} />
            <p class="quiet">{account.email}</p>
            <p class="quiet small">{lastSeen(tongue, house, account)}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function States({ tongue, of }: { readonly tongue: Tongue; readonly of: ListedAccount }) {
  return (
    <p class="states">
      <span class="status">{tongue.say(`console.accounts.role.${of.role}`)}</span>
      {of.isDisabled && <span class="status see_adviser">{tongue.say('console.accounts.disabled')}</span>}
      {of.mustChoose && <span class="status undecided">{tongue.say('console.accounts.first-password')}</span>}
      {of.hasFactor && <span class="status likely">{tongue.say('console.accounts.has-factor')}</span>}
    </p>
  );
}

function lastSeen(tongue: Tongue, house: House, { signedInAt, sessions }: ListedAccount): string {
  if (signedInAt === null) return tongue.say('console.accounts.never');
  const at = programmeTime(house, signedInAt);
  if (sessions === 0) return tongue.say('console.accounts.signed-in', { at });
  return tongue.say('console.accounts.signed-in.open', { at, count: sessions });
}

type Props = CardProps & {
  readonly house: House;
  readonly account: ListedAccount;
  readonly isOwn: boolean;
  readonly trouble: TroubleProps | null;
  readonly done: string | null;
  /** A first password that was made a moment ago; shown this once. */
  readonly firstPassword: string | null;
};

/** What was done with an account and is told once, each by a sentence. */
export const ACCOUNTS_DONE = ['disable', 'enable', 'sign_out', 'remove_factor', 'role'] as const;

/** One account, and what can be done with it. */
export function OneAccountPage({ visit, css, house, account, isOwn, trouble, done, firstPassword }: Props) {
  const { tongue } = visit;
  return (
    <Page visit={visit} css={css} title={tongue.say('console.accounts.one')}>
      <div class="account">
        <p>
          <a href={`${HOME}/accounts`}>← {tongue.say('console.accounts.title')}</a>
        </p>
        <h1>{account.name}</h1>
        <Trouble tongue={tongue} trouble={trouble} />
        {done !== null && (
          <p class="done" role="status">
            {tongue.say(`console.accounts.done.${done}`)}
          </p>
        )}
        {firstPassword !== null && (
          <div class="done" role="status">
            <p>{tongue.say('console.accounts.done.reset', { n: FIRST_PASSWORD_HOURS })}</p>
            <p class="secret">{firstPassword}</p>
          </div>
        )}
        <section>
          <States tongue={tongue} of={account} />
          <p>{account.email}</p>
          <p class="quiet">
            {account.organisation} · {lastSeen(tongue, house, account)}
          </p>
        </section>
        {isOwn ? <p class="quiet">{tongue.say('console.accounts.own')}</p> : <Acts tongue={tongue} account={account} />}
      </div>
    </Page>
  );
}

function Acts({ tongue, account }: { readonly tongue: Tongue; readonly account: ListedAccount }) {
  const { id, isDisabled, hasFactor, sessions } = account;
  const act = (name: AccountAct) => (
    <Act
      to={`${HOME}/accounts/${id}/${name}`}
      label={tongue.say(`console.accounts.${name}`)}
      isGrave={name === 'disable' || name === 'remove_factor'}
    />
  );
  return (
    <>
      <section>
        <h2>{tongue.say('console.accounts.role')}</h2>
        <Act to={`${HOME}/accounts/${id}/role`} label={tongue.say('console.accounts.role.change')}>
          <label for="role" class="only-heard">
            {tongue.say('console.accounts.role')}
          </label>
          <select id="role" name="role">
            {ROLES.map((role) => (
              <option key={role} value={role} selected={role === account.role}>
                {tongue.say(`console.accounts.role.${role}`)}
              </option>
            ))}
          </select>
        </Act>
      </section>
      <section>
        <h2>{tongue.say('console.accounts.access')}</h2>
        <div class="acts">
          <Act to={`${HOME}/accounts/${id}/reset`} label={tongue.say('console.accounts.reset')} />
          {sessions > 0 && act('sign_out')}
          {hasFactor && act('remove_factor')}
          {act(isDisabled ? 'enable' : 'disable')}
        </div>
        <p class="quiet small">{tongue.say('console.accounts.reset.about')}</p>
      </section>
    </>
  );
}
