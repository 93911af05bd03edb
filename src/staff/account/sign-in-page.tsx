import { HOME } from '../frame/layout.tsx';
import { Card, type CardProps, Field, Trouble, type TroubleProps } from './card.tsx';
import { CarriedFields } from './carried-fields.tsx';
import type { Carried } from './carry-over.ts';

type Props = CardProps & {
  /** Why the last attempt did not succeed. */
  readonly trouble: TroubleProps | null;
  /** What was typed as e-mail, so that only the password need be typed again. */
  readonly email: string;
  /** Whether staff may sign in elsewhere. */
  readonly hasProvider: boolean;
  readonly carried: Carried | null;
};

/** Where an adviser signs in. What they had typed waits on this page while they sign in elsewhere, beside it. */
export function SignInPage({ visit, css, trouble, email, hasProvider, carried }: Props) {
  const { tongue } = visit;
  return (
    <Card visit={visit} css={css} title={tongue.say('console.sign-in.title')}>
      <Trouble tongue={tongue} trouble={trouble} />
      <form id="sign-in" method="post" action={`${HOME}/sign-in`}>
        <CarriedFields tongue={tongue} carried={carried} />
        <Field
          id="email"
          label={tongue.say('console.sign-in.email')}
          type="email"
          autocomplete="username"
          value={email}
        />
        <Field
          id="password"
          label={tongue.say('console.sign-in.password')}
          type="password"
          autocomplete="current-password"
        />
        <button type="submit" class="main">
          {tongue.say('console.sign-in.submit')}
        </button>
      </form>
      {hasProvider && (
        <p class="or">
          <a href={`${HOME}/sign-in/provider`} target={carried === null ? undefined : '_blank'}>
            {tongue.say('console.sign-in.provider')}
          </a>
        </p>
      )}
      {hasProvider && carried !== null && (
        <button type="submit" form="sign-in" formAction={`${HOME}/sign-in/carried`} formNoValidate>
          {tongue.say('console.sign-in.carried.keep')}
        </button>
      )}
      <p class="quiet">{tongue.say('console.sign-in.note')}</p>
    </Card>
  );
}

/** Where whoever has a second factor shows it. */
export function CodePage({
  visit,
  css,
  trouble,
  carried,
}: CardProps & { readonly trouble: TroubleProps | null; readonly carried: Carried | null }) {
  const { tongue } = visit;
  return (
    <Card visit={visit} css={css} title={tongue.say('console.sign-in.code.title')}>
      <Trouble tongue={tongue} trouble={trouble} />
      <form method="post" action={`${HOME}/sign-in/code`}>
        <CarriedFields tongue={tongue} carried={carried} />
        <Field
          id="code"
          label={tongue.say('console.sign-in.code')}
          type="text"
          autocomplete="one-time-code"
          hint={tongue.say('console.sign-in.code.hint')}
        />
        <button type="submit" class="main">
          {tongue.say('console.sign-in.submit')}
        </button>
      </form>
      <form method="post" action={`${HOME}/sign-out`}>
        <button type="submit" class="plain">
          {tongue.say('console.sign-in.code.other')}
        </button>
      </form>
    </Card>
  );
}

/** Stands between the provider and the console. */
export function BackPage({ visit, css, to }: CardProps & { readonly to: string }) {
  const { tongue } = visit;
  return (
    <Card visit={visit} css={css} title={tongue.say('console.sign-in.back.title')}>
      <p>
        <a href={to}>{tongue.say('console.sign-in.back')}</a>
      </p>
    </Card>
  );
}
