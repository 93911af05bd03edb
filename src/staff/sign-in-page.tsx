import { HOME, Page, type PageProps } from './layout.tsx';

type Props = Pick<PageProps, 'visit' | 'css'> & {
  /** Why the last attempt did not succeed. */
  readonly refusal: 'refused' | 'busy' | null;
  /** What was typed as e-mail, so that only the password need be typed again. */
  readonly email: string;
};

/** Where an adviser signs in. */
export function SignInPage({ visit, css, refusal, email }: Props) {
  const { tongue } = visit;
  return (
    <Page visit={visit} css={css} title={tongue.say('console.sign-in.title')}>
      <form class="sign-in" method="post" action={`${HOME}/sign-in`}>
        <h1>{tongue.say('console.sign-in.title')}</h1>
        {refusal !== null && (
          <p class="refusal" role="alert" id="refusal">
            {tongue.say(`console.sign-in.${refusal}`)}
          </p>
        )}
        <label for="email">{tongue.say('console.sign-in.email')}</label>
        <input id="email" name="email" type="email" autocomplete="username" required maxLength={254} value={email} />
        <label for="password">{tongue.say('console.sign-in.password')}</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
        <button type="submit" class="main">
          {tongue.say('console.sign-in.submit')}
        </button>
        <p class="quiet">{tongue.say('console.sign-in.note')}</p>
      </form>
    </Page>
  );
}
