import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { CONSOLE_LANGUAGES } from './tongue.ts';
import type { Visit } from './visit.ts';

/** Where the console is mounted. */
export const HOME = '/staff';

export type PageProps = {
  readonly visit: Visit;
  readonly title: string;
  readonly css: string;
  readonly children?: ComponentChildren;
};

/** The frame of every page. @param css where the style sheet is */
export function Page({ visit, title, css, children }: PageProps) {
  const { tongue } = visit;
  return (
    <html lang={tongue.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Camino`}</title>
        <link rel="stylesheet" href={css} />
      </head>
      <body>
        <a class="skip" href="#content">
          {tongue.say('console.skip')}
        </a>
        <Header visit={visit} />
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </body>
    </html>
  );
}

function Header({ visit }: { readonly visit: Visit }) {
  const { tongue, adviser } = visit;
  return (
    <header class="top">
      <a class="brand" href={`${HOME}/`}>
        {tongue.say('console.title')}
      </a>
      <nav class="languages" aria-label={tongue.say('console.languages')}>
        {CONSOLE_LANGUAGES.map((language) => (
          <a
            key={language}
            href={inLanguage(visit.address, language)}
            lang={language}
            hreflang={language}
            aria-current={language === tongue.language ? 'true' : undefined}
          >
            {tongue.say(`console.switch.${language}`)}
          </a>
        ))}
      </nav>
      {adviser !== null && (
        <form class="signed-in" method="post" action={`${HOME}/sign-out`}>
          <span class="name">{adviser.name}</span>
          <button type="submit">{tongue.say('console.sign-out')}</button>
        </form>
      )}
    </header>
  );
}

/** The same page in another language. */
function inLanguage(address: string, language: string): string {
  const [path = '', query] = address.split('?');
  const search = new URLSearchParams(query);
  search.set('language', language);
  return `${path}?${search}`;
}

/** A page as it is sent. */
export function html(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}
