import { actionOf } from './act-button.tsx';
import type { CasePageProps } from './case-props.ts';

/** Replies that need not be written: each is put behind what was typed, or where the cursor stands. Found by any of its words. */
export function Canned(props: CasePageProps) {
  const { visit, file, canned } = props;
  const { tongue } = visit;
  const { language } = file.case;
  const path = actionOf(props, 'drafts/reply/canned');
  return (
    <details class="canned">
      <summary>{tongue.say('console.canned.title', { n: canned.length })}</summary>
      <p data-scripted>
        <label for="canned-find">{tongue.say('console.canned.find')}</label>
        <input id="canned-find" type="search" autocomplete="off" data-filter="canned" />
      </p>
      <ul id="canned">
        {canned.map(({ id, text, read }) => (
          <li key={id}>
            <button
              type="submit"
              name="canned"
              value={id}
              formaction={path}
              formNoValidate
              data-insert="reply"
              data-text={text}
              aria-describedby={language === tongue.language ? undefined : `canned-${id}`}
            >
              {read}
            </button>
            {language !== tongue.language && (
              <p class="quiet small" id={`canned-${id}`} lang={language ?? undefined}>
                {text}
              </p>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
