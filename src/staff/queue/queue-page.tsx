import type { House } from '../../conversation/house.ts';
import { LANGUAGES } from '../../language/language.ts';
import type { StandingClosing } from '../../records/closings.ts';
import { HOME, Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { ClosingBanner } from '../programme/closing-banner.tsx';
import { Alarm } from './alarm.tsx';
import { ASKED_REASONS, isFiltered, type QueuePageAsked, queueAddress } from './queue-asked.ts';
import { QueueList } from './queue-list.tsx';
import type { QueueShown } from './queue-shown.ts';

type Props = Pick<PageProps, 'visit' | 'css'> & {
  readonly shown: QueueShown;
  /** The urgent case that is taken first, if one waits. */
  readonly first: number | null;
  readonly closings: readonly StandingClosing[];
  /** What was looked for and not found. */
  readonly notFound?: boolean;
};

/** An adviser's day: who waits for anybody, who waits for me, and what does not go on. */
export function QueuePage({ visit, css, shown, first, closings, notFound }: Props) {
  const { tongue } = visit;
  const alarm = <Alarm tongue={tongue} count={shown.counts.urgent} first={first} />;
  return (
    <Page visit={visit} css={css} title={tongue.say('console.cases.title')} alarm={alarm}>
      <div class="heading queue-heading">
        <h1>{tongue.say('console.cases.title')}</h1>
        <search>
          <Search tongue={tongue} notFound={notFound === true} />
        </search>
      </div>
      <ClosingBanner tongue={tongue} house={shown.house} closings={closings} />
      <Filters tongue={tongue} house={shown.house} asked={shown.asked} />
      <QueueList tongue={tongue} shown={shown} />
      <p class="reload">
        <a href={queueAddress(shown.asked)}>{tongue.say('console.live.reload')}</a>
      </p>
    </Page>
  );
}

/** What is looked for goes with the form and stays out of addresses, where browsers and proxies would keep it. */
function Search({ tongue, notFound }: { readonly tongue: Tongue; readonly notFound: boolean }) {
  return (
    <form class="search" method="post" action={`${HOME}/cases/search`}>
      <label for="search">{tongue.say('console.cases.search')}</label>
      <input
        id="search"
        name="text"
        type="search"
        required
        maxLength={20}
        autocomplete="off"
        data-key="/"
        aria-describedby={notFound ? 'search-note' : undefined}
        aria-invalid={notFound ? 'true' : undefined}
      />
      <button type="submit">{tongue.say('console.cases.search.go')}</button>
      {notFound && (
        <p id="search-note" class="notice" role="alert">
          {tongue.say('console.cases.search.none')}
        </p>
      )}
    </form>
  );
}

type FilterProps = { readonly tongue: Tongue; readonly house: House; readonly asked: QueuePageAsked };

function Filters({ tongue, house, asked }: FilterProps) {
  const languages = [...LANGUAGES, 'unknown'].map((each) => [each, tongue.say(`console.language.${each}`)] as const);
  const offices = house.offices.map(({ id, name }) => [id, name] as const);
  const reasons = ASKED_REASONS.map((each) => [each, tongue.say(`console.cases.reason.${each}`)] as const);
  return (
    <form class="filters" method="get" action={`${HOME}/cases`}>
      <input type="hidden" name="view" value={asked.view} />
      <Choice tongue={tongue} name="speaks" chosen={asked.language} options={languages} />
      <Choice tongue={tongue} name="office" chosen={asked.office} options={offices} />
      <Choice tongue={tongue} name="reason" chosen={asked.reason} options={reasons} />
      <button type="submit">{tongue.say('console.cases.filter.go')}</button>
      {isFiltered(asked) && <a href={queueAddress({ view: asked.view })}>{tongue.say('console.cases.filter.clear')}</a>}
    </form>
  );
}

type ChoiceProps = {
  readonly tongue: Tongue;
  readonly name: 'speaks' | 'office' | 'reason';
  readonly chosen: string | null;
  readonly options: readonly (readonly [string, string])[];
};

function Choice({ tongue, name, chosen, options }: ChoiceProps) {
  return (
    <p>
      <label for={`filter-${name}`}>{tongue.say(`console.cases.filter.${name}`)}</label>
      <select id={`filter-${name}`} name={name}>
        <option value="">{tongue.say('console.cases.filter.all')}</option>
        {options.map(([value, words]) => (
          <option key={value} value={value} selected={value === chosen}>
            {words}
          </option>
        ))}
      </select>
    </p>
  );
}
