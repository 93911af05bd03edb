import type { Day, SourceId } from '../../screening/names.ts';
import type { Programme, Source } from '../../screening/programme.ts';
import type { Tongue } from '../frame/tongue.ts';

type Props = {
  readonly tongue: Tongue;
  readonly programme: Programme;
  readonly id: SourceId;
  /** When one of us last compared what we say with it; undefined where nothing hangs on it. */
  readonly checkedOn?: Day;
};

/** Where something was read: whose page, its own date, and whether one of us opened it. */
export function SourceView({ tongue, programme, id, checkedOn }: Props) {
  const source = programme.sources.get(id);
  if (source === undefined) return <p class="source">{id}</p>;
  return (
    <p class="source">
      {source.publisher}:{' '}
      <a href={source.url} target="_blank" rel="noreferrer">
        {source.title}
      </a>
      {'. '}
      {publishedWords(tongue, source)} {openedWords(tongue, source)}
      {checkedOn !== undefined && ` ${tongue.say('console.programme.source.checked', { day: checkedOn })}`}
    </p>
  );
}

/** The page's own date, as exactly as it gives one. */
function publishedWords(tongue: Tongue, { published }: Source): string {
  if (published === null) return tongue.say('console.programme.source.undated');
  const exact = published.length === 4 ? 'year' : published.length === 7 ? 'month' : 'day';
  return tongue.say(`console.programme.source.${exact}`, { published });
}

function openedWords(tongue: Tongue, { openedOn }: Source): string {
  return openedOn === null
    ? tongue.say('console.programme.source.unopened')
    : tongue.say('console.programme.source.opened', { day: openedOn });
}
