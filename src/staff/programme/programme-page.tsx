import type { House } from '../../conversation/house.ts';
import type { Due } from '../../judging/due.ts';
import type { Day } from '../../screening/names.ts';
import { type Pathway, shortHash, TOPIC_GROUPS, type Topic } from '../../screening/programme.ts';
import { partsOn, soundsAs, standing } from '../../screening/standing.ts';
import { HOME, Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { type MarksProps, MarksSection } from '../review/marks-section.tsx';
import { Corrections, Offices } from './also-true.tsx';
import { ClosingBanner } from './closing-banner.tsx';
import { type ClosingsProps, ClosingsSection } from './closings-section.tsx';
import { NeedsYou } from './needs-you.tsx';
import { SourceView } from './source-view.tsx';
import { demandWords, pathwayName, reviewWords, spanWords, standingSentence, standingWords } from './standing-words.ts';
import type { UnansweredMonth } from './unanswered.ts';

type Props = Pick<PageProps, 'visit' | 'css'> & {
  readonly house: House;
  readonly today: Day;
  readonly due: readonly Due[];
  readonly unanswered: readonly UnansweredMonth[];
  /** What advisers marked; null for who does not answer it. */
  readonly marks: Pick<MarksProps, 'marks' | 'count'> | null;
  /** What is closed or proposed. */
  readonly closings: Pick<ClosingsProps, 'closings' | 'me' | 'refused'>;
};

/** What the bot believes on one day of the programme: first what somebody must do about it, then all of it, folded. */
export function ProgrammePage({ visit, css, house, today, due, unanswered, marks, closings }: Props) {
  const { tongue } = visit;
  const { programme, helplines } = house;
  const title = tongue.say('console.programme.title');
  return (
    <Page visit={visit} css={css} title={title}>
      <div class="programme">
        <div class="heading">
          <h1>{title}</h1>
          <p>{tongue.say('console.programme.on', { day: today })}</p>
          <p class="quiet small">
            {tongue.say(`console.programme.mode.${house.mode}`)}{' '}
            {tongue.say('console.programme.hash', { hash: shortHash(programme.hash) })}
          </p>
        </div>
        <ClosingBanner tongue={tongue} house={house} closings={closings.closings} />
        <ClosingsSection tongue={tongue} house={house} today={today} {...closings} />
        <NeedsYou
          tongue={tongue}
          programme={programme}
          due={due}
          unconfirmed={helplines.filter(({ confirmedOn }) => confirmedOn === null)}
          unanswered={unanswered}
        />
        {marks !== null && <MarksSection tongue={tongue} house={house} {...marks} />}
        <Pathways tongue={tongue} house={house} today={today} />
        <Topics tongue={tongue} house={house} today={today} />
        <Corrections tongue={tongue} programme={programme} />
        <Offices tongue={tongue} offices={house.offices} today={today} />
      </div>
    </Page>
  );
}

type Part = { readonly tongue: Tongue; readonly house: House; readonly today: Day };

const SOUNDS = ['open', 'unsure', 'closed'] as const;

/** All pathways, by how the bot speaks of them. */
function Pathways({ tongue, house, today }: Part) {
  const all = [...house.programme.pathways.values()];
  return (
    <section aria-labelledby="pathways">
      <h2 id="pathways">{tongue.say('console.programme.pathways')}</h2>
      {SOUNDS.map((sound) => {
        const pathways = all.filter((pathway) => soundsAs(standing(pathway, today)) === sound);
        if (pathways.length === 0) return null;
        return (
          <section key={sound} class={`sounds ${sound}`}>
            <h3>{tongue.say(`console.programme.sounds.${sound}`, { n: pathways.length })}</h3>
            {pathways.map((pathway) => (
              <PathwayView key={pathway.id} tongue={tongue} house={house} today={today} pathway={pathway} />
            ))}
          </section>
        );
      })}
    </section>
  );
}

function PathwayView({ tongue, house, today, pathway }: Part & { readonly pathway: Pathway }) {
  const stands = standing(pathway, today);
  const { version } = stands;
  return (
    <details class="pathway">
      <summary>
        <b>{pathwayName(tongue, pathway)}</b> <span class="stands">{standingWords(tongue, stands)}</span>
      </summary>
      <p>{standingSentence(tongue, pathway, stands)}</p>
      {version !== null && (
        <>
          <ul class="demands">
            {version.requirements.map((requirement) => (
              <li key={requirement.id}>{demandWords(tongue, pathway, requirement)}</li>
            ))}
          </ul>
          <p class="small">
            {tongue.say('console.programme.version', { id: version.id })} {spanWords(tongue, version.inForce)}{' '}
            {reviewWords(tongue, version.reviewBy, today)}
          </p>
          <SourceView tongue={tongue} programme={house.programme} id={version.source} checkedOn={version.checkedOn} />
        </>
      )}
      <p>
        <a href={`${HOME}/programme/${pathway.id}`}>
          {tongue.say('console.programme.more', { name: pathwayName(tongue, pathway) })}
        </a>
      </p>
    </details>
  );
}

/** What people ask beside the pathways, by group, with how much of it may be told. */
function Topics({ tongue, house, today }: Part) {
  const topics = [...house.programme.topics.values()];
  return (
    <section aria-labelledby="topics">
      <h2 id="topics">{tongue.say('console.programme.topics')}</h2>
      <div class="topic-groups">
        {TOPIC_GROUPS.map((group) => {
          const these = topics.filter((topic) => topic.group === group);
          if (these.length === 0) return null;
          return (
            <section key={group}>
              <h3>{tongue.sayKept(`topics.group.${group}`)}</h3>
              <ul>
                {these.map((topic) => (
                  <TopicLine key={topic.id} tongue={tongue} today={today} topic={topic} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </section>
  );
}

function TopicLine({ tongue, today, topic }: { tongue: Tongue; today: Day; topic: Topic }) {
  const told = partsOn(topic, today).length;
  const left = topic.parts.length - told;
  return (
    <li>
      <a href={`${HOME}/programme/topics/${topic.id}`}>{tongue.sayKept(`topic.${topic.id}.name`)}</a>{' '}
      <span class={told === 0 ? 'past small' : 'quiet small'}>
        {told === 0
          ? tongue.say('console.programme.topic.untold')
          : tongue.say('console.programme.topic.told', { count: told, n: told })}
        {left > 0 && ` ${tongue.say('console.programme.topic.left', { n: left })}`}
      </span>
    </li>
  );
}
