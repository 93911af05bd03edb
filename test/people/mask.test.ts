import { expect, test } from '@jest/globals';
import { masked } from '../../src/people/mask.ts';

test.each([
  ['a Colombian number', 'phone', '+573001112298', '+57', '98'],
  ['one of the United States', 'phone', '+12025550107', '+1', '07'],
  ['one of Haiti, whose code has three digits', 'phone', '+50934567890', '+509', '90'],
  ['one of Ecuador', 'phone', '+593987654321', '+593', '21'],
  ['what is no number', 'phone', 'hola', '', 'la'],
  ["WhatsApp's id", 'bsuid', 'CO.13491208655302741918', 'CO', '18'],
  ['an id of another form', 'bsuid', '13491208655302741918', '', '18'],
] as const)('of %s the country and the last two signs are seen', (_name, kind, value, country, last) => {
  expect(masked({ channel: 'whatsapp', kind, value })).toEqual({ country, last });
});
