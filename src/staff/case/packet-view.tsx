import type { House } from '../../conversation/house.ts';
import type { Case, KeptAssessment } from '../../records/case-file.ts';
import type { Told } from '../../records/told.ts';
import type { Programme, TopicId } from '../../screening/programme.ts';
import { HOME } from '../frame/layout.tsx';
import type { Tongue } from '../frame/tongue.ts';
import type { CasePageProps } from './case-props.ts';
import { programmeTime, reasonWords } from './case-words.ts';
import type { Packet } from './packet.ts';

/** What must be known before anything is read: what is dangerous, where they are, and how it came that they are here. */
export function Glance({ visit: { tongue }, house, file }: Pick<CasePageProps, 'visit' | 'house' | 'file'>) {
  const { case: of, packet, assessments } = file;
  const flags = flagsOf(tongue, house, packet, of, assessments);
  const place = placeOf(packet.told);
  const { reasons, lastWords, missed } = packet;
  const isEmpty = flags.length + lastWords.length + missed === 0 && place === null && reasons.length < 2;
  // Nothing may be known yet, and something in a minute.
  return (
    <section
      id="at-a-glance"
      class="glance"
      aria-labelledby="glance"
      hidden={isEmpty}
      data-live={`case ${of.number}`}
      data-fragment={`${HOME}/cases/${of.number}?fragment=glance`}
    >
      <h2 id="glance">{tongue.say('console.packet.title')}</h2>
      {flags.length > 0 && (
        <ul class="flags" aria-label={tongue.say('console.packet.flags')}>
          {flags.map((flag) => (
            <li key={flag}>{flag}</li>
          ))}
        </ul>
      )}
      <dl>
        {place !== null && <dt>{tongue.say('console.packet.place')}</dt>}
        {place !== null && <dd>{place}</dd>}
        {reasons.length > 1 && <dt>{tongue.say('console.packet.came')}</dt>}
        {reasons.length > 1 && (
          <dd>
            <ol class="came">
              {reasons.map(({ reason, at }) => (
                <li key={reason}>
                  <time dateTime={at.toISOString()}>
                    {tongue.say('console.when.short', { at: programmeTime(house, at) })}
                  </time>{' '}
                  {reasonWords(tongue, house.programme, reason)}
                </li>
              ))}
            </ol>
          </dd>
        )}
        {missed > 0 && <dt>{tongue.say('console.packet.missed')}</dt>}
        {missed > 0 && <dd>{tongue.say('console.packet.missed.times', { n: missed })}</dd>}
        {lastWords.length > 0 && <dt>{tongue.say('console.packet.last')}</dt>}
        {lastWords.length > 0 && (
          <dd>
            <ol class="last-words">
              {lastWords.map(({ at, words }) => (
                <li key={at.toISOString()} dir="auto" lang={of.language ?? undefined}>
                  {words}
                </li>
              ))}
            </ol>
          </dd>
        )}
      </dl>
    </section>
  );
}

/** What asks for care, each once: what the heading says already is not said again, and what a rule wants stands with its result. */
function flagsOf(
  tongue: Tongue,
  { programme }: House,
  { told }: Packet,
  { reasons }: Case,
  assessments: readonly KeptAssessment[],
): string[] {
  // What is met stands among the reasons of a result that leads on.
  const newest = assessments.filter(
    ({ turn, status }) => turn === assessments[0]?.turn && (status === 'see_adviser' || status === 'unlikely'),
  );
  const urgent = newest.flatMap((kept) => urgentIn(programme, kept));
  const dangers = told.flatMap(({ key }) =>
    /^danger\.[a-z]+$/.test(key) && tongue.has(`console.reason.${key}`) ? [key] : [],
  );
  const flags = [...new Set([...dangers, ...urgent])].filter((reason) => !reasons.includes(reason));
  return flags.map((reason) => reasonWords(tongue, programme, reason));
}

/** What needs a human today, of what a result found wanting. */
function urgentIn({ pathways }: Programme, { pathway, version, because }: KeptAssessment): string[] {
  const requirements = pathways.get(pathway)?.versions.find(({ id }) => id === version)?.requirements ?? [];
  const decided = new Set(because.map(({ requirement }) => requirement));
  return requirements.flatMap(({ id, urgentFor }) => (urgentFor !== undefined && decided.has(id) ? [id] : []));
}

function placeOf(told: readonly Told[]): string | null {
  const found = told.find(({ key }) => key === 'booking.place.found')?.values;
  if (found === undefined) return null;
  return [...new Set([found.place, found.department])].filter((name) => name !== undefined && name !== '').join(', ');
}

/** What the bot has told them besides results, so that nobody says it a second time: each thing once, with its day. */
export function AlreadyTold({ tongue, house, told }: { tongue: Tongue; house: House; told: readonly Told[] }) {
  const things = thingsTold(tongue, house, told);
  if (things.length === 0) return null;
  return (
    <section aria-labelledby="told">
      <h2 id="told">{tongue.say('console.packet.told')}</h2>
      <ul class="told">
        {things.map(({ what, at }) => (
          <li key={what}>
            {what}{' '}
            <time dateTime={at.toISOString()}>
              {tongue.say('console.when.short', { at: programmeTime(house, at) })}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}

type Thing = { readonly what: string; readonly at: Date };

function thingsTold(tongue: Tongue, house: House, told: readonly Told[]): Thing[] {
  const things = new Map<string, Date>();
  for (const { key, values, at } of told) {
    const what = thingTold(tongue, house, key, values);
    if (what !== null && !things.has(what)) things.set(what, at);
  }
  return [...things].map(([what, at]) => ({ what, at }));
}

function thingTold(tongue: Tongue, house: House, key: string, values: Told['values']): string | null {
  const [kind, id = ''] = key.split('.');
  if (kind === 'topic') {
    const isKnown = house.programme.topics.has(id as TopicId);
    return tongue.say('console.packet.told.topic', { name: isKnown ? tongue.sayKept(`topic.${id}.name`) : id });
  }
  if (kind === 'pathway')
    return tongue.say('console.packet.told.pathway', { name: tongue.sayKept(`pathway.${id}.name`) });
  if (kind === 'helpline')
    return tongue.say('console.packet.told.helpline', {
      number: values.number ?? '',
      what: whatOf(tongue, house, values),
    });
  if (kind === 'asked' || key === 'booking.office.nearest')
    return tongue.say('console.packet.told.office', { name: values.office ?? '' });
  if (kind === 'appointment') return tongue.say('console.packet.told.address', { address: values.address ?? '' });
  if (kind === 'danger') return tongue.say('console.packet.told.danger');
  return key === 'slip.made' ? tongue.say('console.packet.told.slip') : null;
}

/** What a help line is for stands in its sentence in the person's language. */
function whatOf(tongue: Tongue, house: House, values: Told['values']): string {
  const line = house.helplines.find(({ number }) => String(values.number ?? '').startsWith(number));
  return line === undefined ? String(values.what ?? '') : tongue.sayKept(`helpline.${line.id}.what`);
}
