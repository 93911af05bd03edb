import { HOME } from '../frame/layout.tsx';
import { Card, type CardProps, Field, Trouble, type TroubleProps } from './card.tsx';

type Props = CardProps & {
  readonly trouble: TroubleProps | null;
  /** How many characters it must have. */
  readonly least: number;
  /** Whether the one of now is asked too. */
  readonly asksOld: boolean;
};

/** Where somebody chooses a password; after a first one that somebody else chose nothing else opens before. */
export function PasswordPage({ visit, css, trouble, least, asksOld }: Props) {
  const { tongue } = visit;
  return (
    <Card visit={visit} css={css} title={tongue.say('console.account.password.choose')}>
      {!asksOld && <p>{tongue.say('console.account.password.first')}</p>}
      <Trouble tongue={tongue} trouble={trouble} />
      <form method="post" action={`${HOME}/account/password`}>
        {asksOld && (
          <Field
            id="old"
            label={tongue.say('console.account.password.old')}
            type="password"
            autocomplete="current-password"
          />
        )}
        <Field
          id="password"
          label={tongue.say('console.account.password.new')}
          type="password"
          autocomplete="new-password"
          hint={tongue.say('console.account.password.hint', { n: least })}
        />
        <Field
          id="again"
          label={tongue.say('console.account.password.again')}
          type="password"
          autocomplete="new-password"
        />
        <button type="submit" class="main">
          {tongue.say('console.account.password.submit')}
        </button>
      </form>
    </Card>
  );
}
