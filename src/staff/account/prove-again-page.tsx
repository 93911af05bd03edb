import { HOME } from '../frame/layout.tsx';
import { Card, type CardProps, Field, Trouble, type TroubleProps } from './card.tsx';

type Props = CardProps & {
  readonly trouble: TroubleProps | null;
  readonly next: string;
  readonly hasFactor: boolean;
  /** Where they sign in elsewhere they prove it there. */
  readonly atProvider: boolean;
};

/** Asks somebody who is signed in to show once more that it is they. */
export function ProveAgainPage({ visit, css, trouble, next, hasFactor, atProvider }: Props) {
  const { tongue } = visit;
  return (
    <Card visit={visit} css={css} title={tongue.say('console.account.again.title')}>
      <p class="quiet">{tongue.say('console.account.again.why')}</p>
      <Trouble tongue={tongue} trouble={trouble} />
      {!atProvider && (
        <form method="post" action={`${HOME}/reauthenticate`}>
          <input type="hidden" name="next" value={next} />
          <Field
            id="password"
            label={tongue.say('console.sign-in.password')}
            type="password"
            autocomplete="current-password"
          />
          <button type="submit" class="main">
            {tongue.say('console.account.again.submit')}
          </button>
        </form>
      )}
      {hasFactor && !atProvider && (
        <form method="post" action={`${HOME}/reauthenticate`}>
          <input type="hidden" name="next" value={next} />
          <Field id="code" label={tongue.say('console.account.again.code')} type="text" autocomplete="one-time-code" />
          <button type="submit">{tongue.say('console.account.again.submit-code')}</button>
        </form>
      )}
      {atProvider && (
        <p>
          <a class="main" href={`${HOME}/sign-in/provider?again=${encodeURIComponent(next)}`}>
            {tongue.say('console.sign-in.provider')}
          </a>
        </p>
      )}
    </Card>
  );
}
