import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { roleCan } from '../../handoff/roles.ts';
import { KeysButton, KeysHelp } from './keys-help.tsx';
import { Nav } from './nav.tsx';
import { CONSOLE_LANGUAGES } from './tongue.ts';
import type { Visit } from './visit.ts';

/** Where the console is mounted. */
export const HOME = '/staff';

export type PageProps = {
  readonly visit: Visit;
  readonly title: string;
  readonly css: string;
  /** Who calls for a human now, where the page has read it; elsewhere it is fetched. */
  readonly alarm?: VNode | undefined;
  readonly children?: ComponentChildren;
};

/** The frame of every page. @param css where the style sheet is */
export function Page({ visit, title, css, alarm, children }: PageProps) {
  const { tongue, live } = visit;
  const hears = typeof live?.since === 'string';
  return (
    <html lang={tongue.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Camino`}</title>
        <link rel="stylesheet" href={css} />
        {live?.scripts.map((script) => (
          <script key={script} src={script} defer />
        ))}
      </head>
      <body
        data-stream={hears ? `${HOME}/live` : undefined}
        data-since={hears ? live?.since : undefined}
        data-keys={live?.keys === false ? 'off' : undefined}
      >
        <a class="skip" href="#content">
          {tongue.say('console.skip')}
        </a>
        <Header visit={visit} />
        {live !== null && <LivePart visit={visit} hears={hears} alarm={alarm} />}
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </body>
    </html>
  );
}

/** What stands on every page of somebody signed in: who calls for a human now, and the keys. `desk.js` fills and opens it. */
function LivePart({ visit, hears, alarm }: Pick<PageProps, 'visit' | 'alarm'> & { readonly hears: boolean }) {
  const { tongue, staff } = visit;
  // Whoever only reads cannot take them.
  const calls = hears && staff !== null && roleCan(staff.role, 'work_cases');
  return (
    <>
      {calls && (alarm ?? <div id="alarm" data-live="queue" data-fragment={`${HOME}/alarm`} data-load />)}
      <p class="unseen" role="status" data-news />
      <p class="lost" role="status" data-lost hidden>
        {tongue.say('console.live.lost')}
      </p>
      <KeysHelp visit={visit} home={HOME} />
    </>
  );
}

function Header({ visit }: { readonly visit: Visit }) {
  const { tongue, staff } = visit;
  return (
    <header class="top">
      <a class="brand" href={`${HOME}/`}>
        {tongue.say('console.title')}
      </a>
      {staff !== null && <Nav visit={visit} role={staff.role} home={HOME} />}
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
      {visit.live !== null && <KeysButton visit={visit} />}
      {staff !== null && (
        <form class="signed-in" method="post" action={`${HOME}/sign-out`}>
          <a class="name" href={`${HOME}/account`}>
            {staff.name}
          </a>
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
