import { expect, test } from '@jest/globals';
import { describeDue, dueForReview } from '../../src/commands/due.ts';
import { aPathway, aProgramme, aVersion, day } from '../support/programme.ts';

const VERSIONS = [
  aVersion({ id: 'over', inForce: { from: '2022-01-01', until: '2022-12-31' }, reviewBy: '2023-01-01' }),
  aVersion({ id: 'now', status: 'closed', reviewBy: '2023-05-01' }),
];
const programme = aProgramme([], aPathway('visa', ...VERSIONS));
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
