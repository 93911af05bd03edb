import type { House } from '../../conversation/house.ts';
import { addDays } from '../../language/calendar-days.ts';
import type { SampledTalk } from '../../records/reviews.ts';
import type { Day } from '../../screening/names.ts';
import { programmeTime, reasonWords } from '../case/case-words.ts';
import { HOME, Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';

type Props = Pick<PageProps, 'visit' | 'css'> & {
  readonly house: House;
  readonly week: Day;
  readonly newest: Day;
  readonly sample: readonly SampledTalk[];
};

/** The closed talks of a week that are read again, and how far we are. */
export function ReviewPage({ visit, css, house, week, newest, sample }: Props) {
  const { tongue } = visit;
  const read = sample.filter(({ verdict }) => verdict !== null).length;
  return (
    <Page visit={visit} css={css} title={tongue.say('console.review.title')}>
      <div class="heading">
        <h1>{tongue.say('console.review.title')}</h1>
        <p class="quiet">{tongue.say('console.review.week', { from: week, to: addDays(week, 6) })}</p>
      </div>
      <p class="quiet">{tongue.say('console.review.note')}</p>
      {sample.length === 0 ? (
        <p>{tongue.say('console.review.none')}</p>
      ) : (
        <p class="progress">
          <label>
            {tongue.say('console.review.progress', { read, all: sample.length })}{' '}
            <progress value={read} max={sample.length} />
          </label>
        </p>
      )}
      <ol class="sample">
        {sample.map((talk) => (
          <Sampled key={talk.number} tongue={tongue} house={house} week={week} talk={talk} />
        ))}
      </ol>
      <nav class="case-nav" aria-label={tongue.say('console.review.weeks')}>
        {week !== newest && <a href={`${HOME}/review`}>{tongue.say('console.review.newest')}</a>}
        {week > addDays(newest, -21) && (
          <a href={`${HOME}/review?week=${addDays(week, -7)}`}>{tongue.say('console.review.before')}</a>
        )}
      </nav>
    </Page>
  );
}

type SampledProps = { readonly tongue: Tongue; readonly house: House; readonly week: Day; readonly talk: SampledTalk };

function Sampled({ tongue, house, week, talk }: SampledProps) {
  const { number, language, reasons, closedAt, closedBy, verdict, comment, reviewedBy, isOwn } = talk;
  const title = tongue.say('console.case.title', { number });
  return (
    <li>
      <p>
        {isOwn ? <strong>{title}</strong> : <a href={`${HOME}/review/${week}/${number}`}>{title}</a>}{' '}
        <span>{tongue.say(`console.language.${language ?? 'unknown'}`)}</span>{' '}
        <span>{reasons.map((reason) => reasonWords(tongue, house.programme, reason)).join(' · ')}</span>
      </p>
      <p class="quiet small">
        {tongue.say('console.review.closed', {
          name: closedBy ?? '',
          day: programmeTime(house, closedAt).slice(0, 10),
        })}
      </p>
      {verdict !== null && (
        <p>
          <span class={`status ${VERDICT_LOOK[verdict]}`}>{tongue.say(`console.review.verdict.${verdict}`)}</span>{' '}
          <span class="quiet small">{reviewedBy}</span> {comment !== null && <q>{comment}</q>}
        </p>
      )}
      {verdict === null && isOwn && <p class="quiet small">{tongue.say('console.review.own')}</p>}
    </li>
  );
}

const VERDICT_LOOK = { good: 'likely', could_be_better: 'undecided', wrong: 'bad' } as const;
