import { expect, test } from '@jest/globals';
import { topicFile } from '../../src/files/programme-schema.ts';
import { describeDue, dueForReview } from '../../src/judging/due.ts';
import { programmeFrom } from '../../src/judging/written.ts';
import { aPathway, aProgramme, aVersion, day, written } from '../support/programme.ts';

const VERSIONS = [
  aVersion({ id: 'over', inForce: { from: '2022-01-01', until: '2022-12-31' }, reviewBy: '2023-01-01' }),
  aVersion({ id: 'now', status: 'closed', reviewBy: '2023-05-01' }),
];
const programme = aProgramme([], aPathway('visa', ...VERSIONS));

test('an attachment is announced beside its part', () => {
  const dates = { source: 'gazette', checkedOn: '2023-01-01', reviewBy: '2023-06-01' };
  const attachment = { kind: 'audio', link: 'https://example.org/a.ogg', ...dates, reviewBy: '2023-05-01' };
  const part = { id: 'way', inForce: { from: '2023-01-01', until: null }, ...dates, attachment };
  const topic = topicFile.parse({ id: 'help', group: 'safety', askedAs: ['help'], parts: [part] });
  const files = { ...written([]), topics: [{ file: 'programme/topics/help.yaml', content: topic }] };
  expect(dueForReview(programmeFrom(files, 'fixture'), day('2023-03-15')).map(describeDue)).toEqual([
    "programme/topics/help.yaml: attachment of 'way' is due for review by 2023-05-01.",
  ]);
});

const dueOn = (today: string) => dueForReview(programme, day(today)).map(describeDue);

test.each([
  ['61 days ahead nothing is due', '2023-03-01', []],
  [
    '60 days ahead it is announced',
    '2023-03-02',
    ["programme/pathways/visa.yaml: version 'now' is due for review by 2023-05-01."],
  ],
  [
    'on the day itself it is due',
    '2023-05-01',
    ["programme/pathways/visa.yaml: version 'now' is due for review by 2023-05-01."],
  ],
  [
    'the day after it is past, and what has ended is not asked for',
    '2023-05-02',
    ["programme/pathways/visa.yaml: version 'now' was to be reviewed by 2023-05-01 and is past."],
  ],
])('%s', (_, today, expected) => {
  expect(dueOn(today)).toEqual(expected);
});
