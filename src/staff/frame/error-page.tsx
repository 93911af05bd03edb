import { HOME, Page, type PageProps } from './layout.tsx';

/** What went wrong, as far as it concerns the adviser. */
export type Trouble = 'missing' | 'refused' | 'forbidden' | 'not_owner' | 'failed' | 'wrong';

type Props = Pick<PageProps, 'visit' | 'css'> & { readonly trouble: Trouble };

/** Says in words what an error number means, and the way back. */
export function ErrorPage({ visit, css, trouble }: Props) {
  const { tongue } = visit;
  const isNamed = trouble !== 'failed' && trouble !== 'wrong';
  const title = tongue.say(isNamed ? `console.error.${trouble}.title` : 'console.error.title');
  return (
    <Page visit={visit} css={css} title={title}>
      <div class="message">
        <h1>{title}</h1>
        <p>{tongue.say(`console.error.${trouble}`)}</p>
        <p>
          <a href={`${HOME}/`}>{tongue.say('console.error.back')}</a>
        </p>
      </div>
    </Page>
  );
}

/** What an HTTP status means to an adviser. */
export function troubleOf(status: number): Trouble {
  if (status === 404) return 'missing';
  if (status === 403) return 'refused';
  return status >= 500 ? 'failed' : 'wrong';
}
