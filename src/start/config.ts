import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { MetaAccount } from '../channels/whatsapp-templates.ts';

const isPort = z.coerce.number('must be a number from 0 to 65535').int().min(0).max(65_535);
const text = z.string().min(1);
const optional = text.optional();
const url = (example: string) => z.url(`is not an address like ${example}`);
const oneOf = <Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, `is none of ${values.join(', ')}`);

const isHttps = (address: string) => address.startsWith('https://');
const isNetwork = (text: string) => {
  const [address = '', bits] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return most !== -1 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
};

/** Every setting, as the environment gives it. `.env.example` lists the same names; `camino check` compares the two. */
const shape = z.object({
  PORT: isPort.default(3000),
  HOST: text.default('0.0.0.0'),
  PUBLIC_URL: url('https://camino.example.org')
    .transform((address) => address.replace(/\/+$/, ''))
    .optional(),
  DATABASE_URL: url('postgres://user:password@host:5432/camino').optional(),
  REDIS_URL: url('redis://host:6379').optional(),
  DATA_DIR: optional,
  WHATSAPP_PHONE_NUMBER_ID: optional,
  WHATSAPP_ACCESS_TOKEN: optional,
  WHATSAPP_BUSINESS_ACCOUNT_ID: z.string().regex(/^\d+$/, 'is not a number such as 104996122399160').optional(),
  WHATSAPP_APP_SECRET: optional,
  WHATSAPP_VERIFY_TOKEN: optional,
  WHATSAPP_API_URL: url('https://graph.facebook.com').default('https://graph.facebook.com'),
  WHATSAPP_API_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/, 'is not like v26.0')
    .default('v26.0'),
  WHATSAPP_MESSAGES_PER_SECOND: z.coerce.number('must be a number of messages').min(1).max(10_000).default(80),
  TWILIO_ACCOUNT_SID: optional,
  TWILIO_AUTH_TOKEN: optional,
  TWILIO_AUTH_TOKEN_SECONDARY: optional,
  TWILIO_FROM: optional,
  TWILIO_MESSAGING_SERVICE_SID: optional,
  TWILIO_ONE_WAY: z.enum(['true', 'false'], 'is neither true nor false').default('false'),
  TWILIO_WHATSAPP_FROM: z
    .string()
    .regex(/^(whatsapp:)?\+[1-9]\d{6,14}$/, 'is not like +12025550100')
    .transform((from) => from.replace('whatsapp:', ''))
    .optional(),
  TWILIO_API_URL: url('https://api.twilio.com').default('https://api.twilio.com'),
  STAFF_SECOND_FACTOR: oneOf('optional', 'required').default('optional'),
  TRUSTED_PROXIES: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .refine((list) => list.every(isNetwork), 'is not a list of addresses or networks like 10.0.0.7, 192.168.0.0/16')
    .optional(),
  OIDC_ISSUER: url('https://login.example.org').refine(isHttps, 'must begin with https').optional(),
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  OIDC_EMAIL_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+\.[a-z]{2,}$/i, 'is not a domain like example.org')
    .optional(),
  PROGRAMME_DIR: text.default('programme'),
  PROGRAMME_CLOCK: z
    .string()
    .default('now')
    .refine(
      (value) => value === 'now' || !Number.isNaN(Date.parse(value)),
      "is neither 'now' nor a date-time like 2023-11-15T08:00:00-05:00",
    ),
  DATA_KEY: z
    .string()
    .transform((value) => Buffer.from(value, 'base64'))
    .refine((key) => key.length === 32, 'is not 32 bytes in base64. Make one with: openssl rand -base64 32')
    .optional(),
  VOICES_FOLDER: optional,
  LOG_LEVEL: oneOf('debug', 'info', 'warn', 'error', 'silent').default('info'),
  ROLE: oneOf('all', 'web', 'worker').default('all'),
});

/** The settings of this process, read and checked. */
export type Config = z.output<typeof shape>;

/** The names of all settings, in the order of `.env.example`. */
export const SETTINGS = Object.keys(shape.shape) as (keyof Config)[];

const SECRETS = [
  'DATABASE_URL',
  'REDIS_URL',
  'WHATSAPP_ACCESS_TOKEN',
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_AUTH_TOKEN_SECONDARY',
  'OIDC_CLIENT_SECRET',
  'DATA_KEY',
] as const satisfies readonly (keyof Config)[];

const WHATSAPP = [
  'WHATSAPP_PHONE_NUMBER_ID',
  'WHATSAPP_ACCESS_TOKEN',
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
] as const;
const TWILIO = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'] as const;
const OIDC = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
const TWILIO_SENDERS = ['TWILIO_FROM', 'TWILIO_MESSAGING_SERVICE_SID', 'TWILIO_WHATSAPP_FROM'] as const;

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly string[] };

/**
 * Reads the settings and names every fault at once.
 * @param environment as `process.env`; an empty value counts as absent; each secret may stand in a file (`…_FILE`)
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ReadConfig {
  const { given, faults } = settingsGiven(environment);
  const read = shape.safeParse(given);
  if (!read.success) for (const issue of read.error.issues) faults.push(`${issue.path.join('.')} ${issue.message}.`);
  // What is missing is told together with what is wrong, so that one start shows all of it.
  faults.push(...missingFrom(read.success ? read.data : given));
  return read.success && faults.length === 0 ? { ok: true, config: read.data } : { ok: false, faults };
}

/** The settings as they are written, of the environment or of the files it names; and what is wrong with those files. */
export function settingsGiven(environment: Readonly<Record<string, string | undefined>>): {
  readonly given: Readonly<Partial<Record<keyof Config, string>>>;
  readonly faults: string[];
} {
  const faults: string[] = [];
  const given: Partial<Record<keyof Config, string>> = {};
  for (const name of SETTINGS) {
    const value = environment[name]?.trim();
    if (value !== undefined && value !== '') given[name] = value;
  }
  for (const name of SECRETS) {
    const path = environment[`${name}_FILE`];
    if (path === undefined || path === '') continue;
    if (given[name] !== undefined) faults.push(`${name} and ${name}_FILE are both set. Keep one.`);
    try {
      given[name] = readFileSync(path, 'utf8').trim();
    } catch {
      faults.push(`${name}_FILE names ${path}, which cannot be read.`);
    }
  }
  return { given, faults };
}

/** What a command must know to speak with Meta of the account's templates; other settings need not be there. */
export function metaAccount(
  environment: Readonly<Record<string, string | undefined>>,
): { readonly ok: true; readonly account: MetaAccount } | { readonly ok: false; readonly faults: readonly string[] } {
  const { given, faults } = settingsGiven(environment);
  const read = META_ACCOUNT.safeParse(given);
  if (!read.success) for (const issue of read.error.issues) faults.push(`${issue.path.join('.')} ${issue.message}.`);
  const { WHATSAPP_BUSINESS_ACCOUNT_ID: id, WHATSAPP_ACCESS_TOKEN: accessToken } = given;
  if (id === undefined)
    faults.push('WHATSAPP_BUSINESS_ACCOUNT_ID is missing: WhatsApp Manager shows it in its settings.');
  if (accessToken === undefined) faults.push('WHATSAPP_ACCESS_TOKEN is missing: Meta answers nobody without it.');
  if (!read.success || faults.length > 0 || id === undefined || accessToken === undefined) return { ok: false, faults };
  const { WHATSAPP_API_URL: apiUrl, WHATSAPP_API_VERSION: apiVersion } = read.data;
  return { ok: true, account: { id, accessToken, apiUrl, apiVersion } };
}

const META_ACCOUNT = shape.pick({
  WHATSAPP_BUSINESS_ACCOUNT_ID: true,
  WHATSAPP_ACCESS_TOKEN: true,
  WHATSAPP_API_URL: true,
  WHATSAPP_API_VERSION: true,
});

type Given = Readonly<Partial<Record<keyof Config, unknown>>>;

function missingFrom(config: Given): string[] {
  const faults: string[] = [];
  if (config.DATA_KEY === undefined) {
    faults.push(
      'DATA_KEY is missing: without it nothing about a person can be sealed. Make one with: openssl rand -base64 32',
    );
  }
  if (config.DATA_DIR === undefined) {
    if (config.DATABASE_URL === undefined)
      faults.push('DATABASE_URL is missing (or DATA_DIR, to run embedded on one machine).');
    if (config.REDIS_URL === undefined)
      faults.push('REDIS_URL is missing (or DATA_DIR, to run embedded on one machine).');
  } else {
    if (config.DATABASE_URL !== undefined) faults.push('DATA_DIR and DATABASE_URL are both set. Keep one.');
    if (config.ROLE !== undefined && config.ROLE !== 'all')
      faults.push(`ROLE=${String(config.ROLE)} needs DATABASE_URL: an embedded database serves one process, ROLE=all.`);
  }
  return [...faults, ...signInFaults(config), ...channelFaults(config)];
}

function channelFaults(config: Given): string[] {
  const senders = TWILIO_SENDERS.filter((name) => config[name] !== undefined);
  const faults = [...half('WhatsApp', WHATSAPP, config), ...half('Twilio', [...TWILIO, ...senders], config)];
  const twilio = config.TWILIO_ACCOUNT_SID !== undefined;
  if (twilio && senders.length === 0) {
    faults.push(
      'Twilio needs TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID to send SMS, or TWILIO_WHATSAPP_FROM for WhatsApp.',
    );
  }
  const meta = WHATSAPP.find((name) => config[name] !== undefined);
  if (meta !== undefined && config.TWILIO_WHATSAPP_FROM !== undefined)
    faults.push(`TWILIO_WHATSAPP_FROM and ${meta} are both set: WhatsApp has one number at one provider. Keep one.`);
  if (twilio && config.PUBLIC_URL === undefined)
    faults.push('PUBLIC_URL is missing: Twilio signs the address it calls.');
  if (!twilio && config.WHATSAPP_PHONE_NUMBER_ID === undefined) {
    faults.push('No channel has settings: set the WHATSAPP_… or the TWILIO_… ones, or nobody can write.');
  }
  return faults;
}

function signInFaults(config: Given): string[] {
  const faults = half('OIDC', OIDC, config);
  if (config.OIDC_ISSUER !== undefined && config.PUBLIC_URL === undefined)
    faults.push('PUBLIC_URL is missing: OIDC_ISSUER sends browsers back there.');
  if (config.OIDC_EMAIL_DOMAIN !== undefined && config.OIDC_ISSUER === undefined)
    faults.push('OIDC_EMAIL_DOMAIN is set without OIDC_ISSUER, and would do nothing.');
  return faults;
}

/** What has no settings is off; half of them are a mistake. */
function half(channel: string, names: readonly (keyof Config)[], config: Given): string[] {
  const missing = names.filter((name) => config[name] === undefined);
  if (missing.length === 0 || missing.length === names.length) return [];
  return missing.map((name) => `${name} is missing, while other ${channel} settings are there.`);
}
