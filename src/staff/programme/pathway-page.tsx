import type { House } from '../../conversation/house.ts';
import type { Day } from '../../screening/names.ts';
import type { Fee, Pathway, Requirement, Version } from '../../screening/programme.ts';
import { isInForce, standing } from '../../screening/standing.ts';
import { HOME, Page, type PageProps } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import { SourceView } from './source-view.tsx';
import { demandWords, pathwayName, reviewWords, spanWords, standingSentence, standingWords } from './standing-words.ts';

type Part = { readonly tongue: Tongue; readonly house: House; readonly today: Day; readonly pathway: Pathway };

type Props = Pick<PageProps, 'visit' | 'css'> & Omit<Part, 'tongue'>;

/** A pathway through all its versions, the newest first, each requirement with where it was read. */
export function PathwayPage({ visit, css, house, today, pathway }: Props) {
  const { tongue } = visit;
  const stands = standing(pathway, today);
  const part: Part = { tongue, house, today, pathway };
  const title = pathwayName(tongue, pathway);
  return (
    <Page visit={visit} css={css} title={title}>
      <div class="programme">
        <nav class="back" aria-label={tongue.say('console.programme.up')}>
          <a href={`${HOME}/programme`}>{tongue.say('console.programme.title')}</a>
        </nav>
        <h1>{title}</h1>
        <p class="stands">
          {tongue.say('console.programme.on', { day: today })} {standingWords(tongue, stands)}
        </p>
        <p>{tongue.sayKept(`pathway.${pathway.id}.about`)}</p>
        <p>{standingSentence(tongue, pathway, stands)}</p>
        <Cautions {...part} names={pathway.cautions} />
        <Fees {...part} />
        <h2>{tongue.say('console.programme.versions')}</h2>
        {[...pathway.versions].reverse().map((version) => (
          <VersionView key={version.id} {...part} version={version} />
        ))}
      </div>
    </Page>
  );
}

function VersionView(props: Part & { readonly version: Version }) {
  const { tongue, house, today, pathway, version } = props;
  const { id, status, inForce, requirements, cautions, reviewBy, source, checkedOn } = version;
  const isNow = isInForce(version, today);
  return (
    <details class="version" open={isNow}>
      <summary>
        <b>{tongue.say('console.programme.version', { id })}</b> {tongue.say(`console.programme.status.${status}`)}{' '}
        {spanWords(tongue, inForce)}
        {isNow && <span class="status likely">{tongue.say('console.programme.now')}</span>}
      </summary>
      <p class="small">{reviewWords(tongue, reviewBy, today)}</p>
      <SourceView tongue={tongue} programme={house.programme} id={source} checkedOn={checkedOn} />
      <ol class="demands">
        {requirements.map((requirement) => (
          <RequirementView key={requirement.id} {...props} requirement={requirement} />
        ))}
      </ol>
      <Cautions tongue={tongue} pathway={pathway} names={cautions} />
    </details>
  );
}

function RequirementView({
  tongue,
  house,
  pathway,
  version,
  requirement,
}: Part & { readonly version: Version; readonly requirement: Requirement }) {
  const { ifNot, silent, urgentFor, source, checkedOn } = requirement;
  const isOwn = source !== version.source || checkedOn !== version.checkedOn;
  return (
    <li>
      {demandWords(tongue, pathway, requirement)}{' '}
      <span class="quiet small">
        {tongue.say(silent ? 'console.programme.if-not.silent' : `console.programme.if-not.${ifNot}`)}
        {urgentFor !== undefined && ` ${tongue.say('console.programme.if-not.urgent')}`}
      </span>
      {isOwn && <SourceView tongue={tongue} programme={house.programme} id={source} checkedOn={checkedOn} />}
    </li>
  );
}

/** What the bot warns of, in its own words. */
function Cautions({
  tongue,
  pathway,
  names,
}: Pick<Part, 'tongue' | 'pathway'> & { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <ul class="cautions">
      {names.map((name) => (
        <li key={name}>{tongue.sayKept(`pathway.${pathway.id}.caution.${name}`)}</li>
      ))}
    </ul>
  );
}

function Fees({ tongue, house, today, pathway }: Part) {
  const isNow = (fee: Fee) => isInForce(fee, today);
  if (pathway.fees.length === 0) return null;
  return (
    <>
      <h2>{tongue.say('console.programme.fees')}</h2>
      <ul class="fees">
        {pathway.fees.map((fee) => (
          <li key={`${fee.id} ${fee.inForce.from}`} class={isNow(fee) ? undefined : 'quiet'}>
            {tongue.sayKept(`pathway.${pathway.id}.fee.${fee.id}`, { amount: fee.amount, currency: fee.currency })}{' '}
            <span class="small">
              {spanWords(tongue, fee.inForce)}
              {fee.unconfirmed && ` ${tongue.say('console.programme.fee.unconfirmed')}`}
            </span>
            <SourceView tongue={tongue} programme={house.programme} id={fee.source} checkedOn={fee.checkedOn} />
          </li>
        ))}
      </ul>
    </>
  );
}
