import type { OrganisationId } from '../../handoff/organisation.ts';
import type { Tongue } from '../frame/tongue.ts';
import type { CasePageProps } from './case-props.ts';
import { officeTime, reasonWords } from './case-words.ts';

/** What another organisation is called. */
export function organisationWords(tongue: Tongue, id: OrganisationId): string {
  return tongue.sayKept(`organisation.${id}.name`);
}

/** What another organisation must know: why, in which language, where, what the rules said. No words of the person. */
export function referralSummary({ visit, house, file }: CasePageProps): string {
  const { tongue } = visit;
  const { reasons, language, contact } = file.case;
  const results = file.assessments
    .filter(({ turn, superseded, status }) => turn === file.assessments[0]?.turn && !superseded && status !== 'closed')
    .map(
      ({ pathway, status }) =>
        `${tongue.sayKept(`pathway.${pathway}.name`)}: ${tongue.say(`console.status.${status}`)}`,
    );
  const { appointment } = file;
  return [
    ...reasons.map((reason) => reasonWords(tongue, house.programme, reason)),
    `${tongue.say('console.case.language')}: ${tongue.say(`console.language.${language ?? 'unknown'}`)}`,
    ...(contact === null ? [] : [tongue.say(`console.case.contact.${contact}`)]),
    ...(appointment === null
      ? []
      : [
          `${tongue.say('console.appointment.title')}: ${officeTime(house, appointment.office, new Date(appointment.startsAt)).name}`,
        ]),
    ...results,
  ].join('\n');
}
