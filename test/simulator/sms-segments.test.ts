import { expect, test } from '@jest/globals';
import calculator from 'sms-segments-calculator';
import { countSegments } from '../../simulator/sms-segments.ts';

test.each([
  ['nothing', ''],
  ['160 plain', 'a'.repeat(160)],
  ['161 plain', 'a'.repeat(161)],
  ['306 plain, two full parts', 'a'.repeat(306)],
  ['307 plain', 'a'.repeat(307)],
  ['signs that count two', '€[]{}'.repeat(16)],
  ['a sign of two at the seam', `${'a'.repeat(152)}€${'a'.repeat(20)}`],
  ['Spanish inside the alphabet', '¿Dónde está el niño?'.replace(/[óá]/g, 'o')],
  ['Spanish with accents', 'Más información'],
  ['70 accented', 'í'.repeat(70)],
  ['71 accented', 'í'.repeat(71)],
  ['Creole', 'Èske ou ka vini demen? '.repeat(5)],
  ['emoji at the seam', `${'a'.repeat(66)}😀${'b'.repeat(20)}`],
])('%s travels in as many parts as the reference says', (_what, text) => {
  const { SegmentedMessage } = calculator;
  const reference = new SegmentedMessage(text);
  const { encoding, count } = countSegments(text);
  expect({ encoding, count }).toEqual({
    encoding: reference.encodingName,
    count: Math.max(1, reference.segmentsCount),
  });
});
