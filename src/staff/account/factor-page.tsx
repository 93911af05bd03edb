import { encode } from 'uqr';
import type { Secreted } from '../../records/second-factor.ts';
import { HOME } from '../frame/layout.tsx';
import { Act, Card, type CardProps, Field, Trouble, type TroubleProps } from './card.tsx';

const FACTOR = `${HOME}/account/second-factor`;

type Props = CardProps & {
  readonly trouble: TroubleProps | null;
  /** Whether nothing else opens before there is one. */
  readonly isDue: boolean;
};

/** Takes a second factor into a phone: the secret as a picture and as letters, and the first code from there. */
export function TakeFactorPage({ visit, css, trouble, isDue, secret }: Props & { readonly secret: Secreted }) {
  const { tongue } = visit;
  const title = tongue.say('console.account.factor.title');
  return (
    <Card visit={visit} css={css} title={title}>
      {isDue && <p class="notice">{tongue.say('console.account.factor.due')}</p>}
      <p>{tongue.say('console.account.factor.scan')}</p>
      <Picture of={secret.uri} says={tongue.say('console.account.factor.picture')} />
      <p class="quiet">{tongue.say('console.account.factor.type')}</p>
      <p class="secret">{secret.text.match(/.{1,4}/g)?.join(' ')}</p>
      <Trouble tongue={tongue} trouble={trouble} />
      <form method="post" action={`${FACTOR}/confirm`}>
        <Field id="code" label={tongue.say('console.account.factor.code')} type="text" autocomplete="one-time-code" />
        <button type="submit" class="main">
          {tongue.say('console.account.factor.confirm')}
        </button>
      </form>
    </Card>
  );
}

/** A second factor that is there: new recovery codes, or taking it away. */
export function FactorPage({ visit, css, trouble, codesLeft }: Omit<Props, 'isDue'> & { readonly codesLeft: number }) {
  const { tongue } = visit;
  return (
    <Card visit={visit} css={css} title={tongue.say('console.account.factor.title')}>
      <p>{tongue.say('console.account.factor.on', { count: codesLeft })}</p>
      <Trouble tongue={tongue} trouble={trouble} />
      <Act to={`${HOME}/account/recovery-codes`} label={tongue.say('console.account.factor.renew')} />
      <h2>{tongue.say('console.account.factor.remove.title')}</h2>
      <p class="quiet">{tongue.say('console.account.factor.remove.about')}</p>
      <form method="post" action={`${FACTOR}/remove`}>
        <Field
          id="password"
          label={tongue.say('console.sign-in.password')}
          type="password"
          autocomplete="current-password"
        />
        <button type="submit" class="grave">
          {tongue.say('console.account.factor.remove')}
        </button>
      </form>
      <p>
        <a href={`${HOME}/account`}>{tongue.say('console.account.back')}</a>
      </p>
    </Card>
  );
}

/** The recovery codes, this once. */
export function RecoveryCodesPage({ visit, css, codes }: CardProps & { readonly codes: readonly string[] }) {
  const { tongue } = visit;
  return (
    <Card visit={visit} css={css} title={tongue.say('console.account.codes.title')}>
      <p>{tongue.say('console.account.codes.about')}</p>
      <ol class="codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <p>
        <a class="button" href={`${HOME}/account`}>
          {tongue.say('console.account.codes.kept')}
        </a>
      </p>
    </Card>
  );
}

/** Black on white whatever the page's colours: cameras read nothing else well. Four modules of margin are the standard's. */
function Picture({ of, says }: { readonly of: string; readonly says: string }) {
  const { data, size } = encode(of, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={says} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
