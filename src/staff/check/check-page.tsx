import type { Language } from '../../language/language.ts';
import { LANGUAGES } from '../../language/language.ts';
import type { Values } from '../../language/reply.ts';

/** Where slips are checked. */
const CHECK = '/check';

/** What a code came to: nothing was asked yet, nobody has such a slip, too many wrong ones were tried, or what was said. */
export type Checked =
  | { readonly is: 'asked' | 'unknown' | 'too-many' }
  | {
      readonly is: 'found';
      readonly code: string;
      readonly on: string;
      /** Sentences, in the order in which they are read. */
      readonly said: readonly string[];
      readonly changed: string | null;
      readonly sources: readonly { readonly words: string; readonly url: string }[];
    };

type Props = {
  readonly language: Language;
  readonly say: (key: string, values?: Values) => string;
  readonly css: string;
  readonly checked: Checked;
};

/** Where whoever helps a person checks what that person was told. It names nobody, and needs neither a script nor a sign-in. */
export function CheckPage({ language, say, css, checked }: Props) {
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${say('check.title')} · Camino`}</title>
        <link rel="stylesheet" href={css} />
      </head>
      <body>
        <header class="top">
          <a class="brand" href={`${CHECK}?lang=${language}`}>
            Camino
          </a>
          <Languages language={language} say={say} checked={checked} />
        </header>
        <main id="content">
          <form class="sign-in" method="get" action={CHECK}>
            <h1>{say('check.title')}</h1>
            <Outcome say={say} checked={checked} />
            <input type="hidden" name="lang" value={language} />
            <label for="code">{say('check.ask')}</label>
            <input id="code" name="code" autocomplete="off" spellcheck={false} maxLength={40} required />
            <button type="submit" class="main">
              {say('check.submit')}
            </button>
          </form>
        </main>
      </body>
    </html>
  );
}

function Languages({ language, say, checked }: Omit<Props, 'css'>) {
  const path = checked.is === 'found' ? `${CHECK}/${checked.code}` : CHECK;
  return (
    <nav class="languages">
      {LANGUAGES.map((each) => (
        <a
          key={each}
          href={`${path}?lang=${each}`}
          lang={each}
          hreflang={each}
          aria-current={each === language ? 'true' : undefined}
        >
          {say(`language.${each}`)}
        </a>
      ))}
    </nav>
  );
}

function Outcome({ say, checked }: Pick<Props, 'say' | 'checked'>) {
  if (checked.is === 'asked') return null;
  if (checked.is !== 'found')
    return (
      <p class="refusal" role="alert">
        {say(`check.${checked.is}`)}
      </p>
    );
  const { code, on, said, changed, sources } = checked;
  return (
    <section class="slip">
      <p>
        <strong class="code">{code}</strong>
      </p>
      <p>{say('check.found', { on })}</p>
      <ul>
        {said.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {changed !== null && (
        <p class="refusal" role="note">
          {changed}
        </p>
      )}
      <ul class="quiet">
        {sources.map(({ words, url }) => (
          <li key={url}>
            <a href={url} rel="noreferrer">
              {words}
            </a>
          </li>
        ))}
      </ul>
      <p>{say('check.no-permit')}</p>
    </section>
  );
}
