import type { House } from '../../conversation/house.ts';
import type { Day } from '../../screening/names.ts';
import type { Topic, TopicPart } from '../../screening/programme.ts';
import { partsOn } from '../../screening/standing.ts';
import { HOME, Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { SourceView } from './source-view.tsx';
import { reviewWords, spanWords } from './standing-words.ts';

type Props = Pick<PageProps, 'visit' | 'css'> & { readonly house: House; readonly today: Day; readonly topic: Topic };

/** What the bot says of a topic, part by part, with where it was read; and what it leaves out. */
export function TopicPage({ visit, css, house, today, topic }: Props) {
  const { tongue } = visit;
  const title = tongue.sayKept(`topic.${topic.id}.name`);
  const told = new Set(partsOn(topic, today));
  return (
    <Page visit={visit} css={css} title={title}>
      <div class="programme">
        <nav class="back" aria-label={tongue.say('console.programme.up')}>
          <a href={`${HOME}/programme`}>{tongue.say('console.programme.title')}</a>
        </nav>
        <h1>{title}</h1>
        <p class="quiet">{tongue.say('console.programme.on', { day: today })}</p>
        {topic.parts.map((part) => (
          <PartView key={part.id} {...{ tongue, house, today, topic, part }} isTold={told.has(part)} />
        ))}
      </div>
    </Page>
  );
}

type PartProps = Pick<Props, 'house' | 'today' | 'topic'> & {
  readonly tongue: Tongue;
  readonly part: TopicPart;
  readonly isTold: boolean;
};

function PartView({ tongue, house, today, topic, part, isTold }: PartProps) {
  const { inForce, reviewBy, source, checkedOn, unconfirmed, attachment } = part;
  return (
    <article class="part">
      <p>{tongue.sayKept(`topic.${topic.id}.${part.id}`)}</p>
      <p class={isTold ? 'small quiet' : 'small past'}>
        {!isTold && `${tongue.say('console.programme.part.not-told')} `}
        {spanWords(tongue, inForce)} {reviewWords(tongue, reviewBy, today)}
        {unconfirmed && ` ${tongue.say('console.programme.part.unconfirmed')}`}
      </p>
      <SourceView tongue={tongue} programme={house.programme} id={source} checkedOn={checkedOn} />
      {attachment !== undefined && (
        <p class="small">
          <a href={attachment.link} target="_blank" rel="noreferrer">
            {tongue.say(`console.programme.attachment.${attachment.kind}`)}
          </a>{' '}
          {reviewWords(tongue, attachment.reviewBy, today)}
        </p>
      )}
    </article>
  );
}
