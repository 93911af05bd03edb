import type { House } from '../../conversation/house.ts';
import { REVIEW_VERDICTS, type SampledTalk } from '../../records/reviews.ts';
import type { Day } from '../../screening/names.ts';
import type { CaseTalk } from '../case/case-file.ts';
import { Transcript } from '../case/transcript-view.tsx';
import { HOME, Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';

type Props = Pick<PageProps, 'visit' | 'css'> & {
  readonly house: House;
  readonly week: Day;
  readonly sampled: SampledTalk;
  readonly opened: CaseTalk;
};

/** A closed talk as it went, without whose it is, and what a colleague finds of it. */
export function ReviewedTalkPage({ visit, css, house, week, sampled, opened }: Props) {
  const { tongue } = visit;
  const { number, verdict } = sampled;
  const path = `${HOME}/review/${week}/${number}`;
  return (
    <Page visit={visit} css={css} title={tongue.say('console.case.title', { number })}>
      <nav class="case-nav" aria-label={tongue.say('console.menu')}>
        <a href={`${HOME}/review?week=${week}`}>← {tongue.say('console.review.title')}</a>
      </nav>
      <div class="heading">
        <h1>{tongue.say('console.case.title', { number })}</h1>
      </div>
      <div class="case reviewed">
        <Transcript
          tongue={tongue}
          house={house}
          talk={opened.talk}
          number={number}
          language={opened.language}
          assessments={[]}
          canMark={false}
          voice={opened.voice}
          path={path}
        />
        {verdict === null && <ReviewForm tongue={tongue} path={path} />}
      </div>
    </Page>
  );
}

function ReviewForm({ tongue, path }: { tongue: Tongue; path: string }) {
  return (
    <section aria-labelledby="verdict">
      <h2 id="verdict">{tongue.say('console.review.ask')}</h2>
      <form class="mark" method="post" action={path}>
        <fieldset>
          <legend>{tongue.say('console.review.verdict')}</legend>
          {REVIEW_VERDICTS.map((one) => (
            <label key={one}>
              <input type="radio" name="verdict" value={one} required /> {tongue.say(`console.review.verdict.${one}`)}
            </label>
          ))}
        </fieldset>
        <label for="comment">{tongue.say('console.review.comment')}</label>
        <textarea id="comment" name="comment" rows={4} maxLength={2000} autocomplete="off" />
        <button type="submit">{tongue.say('console.review.send')}</button>
      </form>
    </section>
  );
}
