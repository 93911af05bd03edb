import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/start/config.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const whatsapp = {
  WHATSAPP_PHONE_NUMBER_ID: '1',
  WHATSAPP_ACCESS_TOKEN: 't',
  WHATSAPP_APP_SECRET: 's',
  WHATSAPP_VERIFY_TOKEN: 'v',
};
const twilio = { PUBLIC_URL: 'https://x', TWILIO_ACCOUNT_SID: 'AC', TWILIO_AUTH_TOKEN: 't' };
const stores = { DATABASE_URL: 'postgres://h/d', REDIS_URL: 'redis://h', DATA_KEY: KEY };
const production = { ...stores, ...whatsapp };

const faultsOf = (environment: Record<string, string>) => {
  const read = readConfig(environment);
  return read.ok ? [] : read.faults;
};

describe('settings', () => {
  test('complete ones are taken, with their defaults', () => {
    const read = readConfig(production);
    expect(read).toMatchObject({
      ok: true,
      config: { PORT: 3000, ROLE: 'all', PROGRAMME_CLOCK: 'now', WHATSAPP_API_VERSION: 'v26.0' },
    });
  });

  test('every fault is named at once', () => {
    const faults = faultsOf({ PORT: 'http', PROGRAMME_CLOCK: 'yesterday', DATA_KEY: 'short', LOG_LEVEL: 'loud' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(
      expect.arrayContaining(['PORT', 'PROGRAMME_CLOCK', 'DATA_KEY', 'LOG_LEVEL']),
    );
  });

  test.each([
    ['no stores', { DATA_KEY: KEY, ...whatsapp }, /^DATABASE_URL is missing/],
    ['no key', { ...production, DATA_KEY: '' }, /^DATA_KEY is missing/],
    ['half a channel', { ...production, WHATSAPP_APP_SECRET: '' }, /^WHATSAPP_APP_SECRET is missing, while/],
    ['no channel', stores, /^No channel has settings/],
    ['Twilio without a sender', { ...production, ...twilio }, /TWILIO_FROM.+TWILIO_WHATSAPP_FROM/],
    [
      'a sender without its account',
      { ...stores, TWILIO_WHATSAPP_FROM: '+12025550100' },
      /^TWILIO_ACCOUNT_SID is missing/,
    ],
    [
      'a number on WhatsApp that is none',
      { ...stores, ...twilio, TWILIO_WHATSAPP_FROM: 'whatsapp:2025550100' },
      /^TWILIO_WHATSAPP_FROM is not like/,
    ],
    [
      'two providers of WhatsApp',
      { ...production, ...twilio, TWILIO_WHATSAPP_FROM: '+12025550100' },
      /^TWILIO_WHATSAPP_FROM and WHATSAPP_PHONE_NUMBER_ID are both set.+one provider/,
    ],
    [
      'Twilio without its address',
      { ...production, TWILIO_ACCOUNT_SID: 'AC', TWILIO_AUTH_TOKEN: 't', TWILIO_FROM: '+1' },
      /^PUBLIC_URL is missing/,
    ],
    [
      'an address that is none',
      { ...production, PUBLIC_URL: 'camino.org/' },
      /^PUBLIC_URL is not an address like https:/,
    ],
    ['a word that is none of the few', { ...production, ROLE: 'boss' }, /^ROLE is none of all, web, worker\.$/],
    ['two stores', { ...production, DATA_DIR: 'x' }, /^DATA_DIR and DATABASE_URL/],
    ['two processes on one folder', { DATA_DIR: 'x', ROLE: 'web', DATA_KEY: KEY, ...whatsapp }, /ROLE=all/],
  ])('%s is refused with the next step', (_name, environment, expected) => {
    expect(faultsOf(environment).join('\n')).toMatch(new RegExp(expected.source, 'm'));
  });

  test.each(['+12025550100', 'whatsapp:+12025550100'])('WhatsApp by Twilio alone is enough: %s', (from) => {
    const read = readConfig({ ...stores, ...twilio, TWILIO_WHATSAPP_FROM: from });
    expect(read).toMatchObject({ ok: true, config: { TWILIO_WHATSAPP_FROM: '+12025550100' } });
  });

  test('a secret may stand in a file, but not in two places', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'camino-secret-')), 'key');
    writeFileSync(path, `${KEY}\n`);
    const { DATA_KEY: _, ...rest } = production;
    expect(faultsOf({ ...rest, DATA_KEY_FILE: path })).toEqual([]);
    expect(faultsOf({ ...production, DATA_KEY_FILE: path })[0]).toMatch(/both set/);
    expect(faultsOf({ ...rest, DATA_KEY_FILE: '/nowhere' })[0]).toMatch(/cannot be read/);
  });
});
