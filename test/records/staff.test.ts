import { createHook } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import { changeRole, doWithAccount, resetPassword } from '../../src/records/accounts.ts';
import { writeAudit } from '../../src/records/audit.ts';
import { choosePassword, giveUpFactor, proveAgain } from '../../src/records/own-account.ts';
import { hashPassword, passwordFits } from '../../src/records/password.ts';
import { type PasswordFault, passwordFault } from '../../src/records/password-rules.ts';
import { beginFactor, confirmFactor } from '../../src/records/second-factor.ts';
import { type SignedIn, showCode, signIn } from '../../src/records/sign-in.ts';
import { addStaff, type Staff, type StaffId } from '../../src/records/staff.ts';
import { endExpiredSignIns, type Session, sessionOf, signOut } from '../../src/records/staff-sessions.ts';
import { CHEAP } from '../support/console.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';

const PASSWORD = 'correct horse battery';
const WORKS = { role: 'adviser', organisation: 'safe-mobility' as OrganisationId } as const;
const WRONG = 'wrong horse battery';
const HOME = { network: '192.0.2.0/24', known: null, browser: 'Firefox, Linux' };

describe('a password', () => {
  test('is kept as scrypt with its cost and a salt of its own', async () => {
    const [one, other] = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)];
    expect(one).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(await passwordFits(PASSWORD, one)).toBe(true);
    expect(await passwordFits(WRONG, one)).toBe(false);
  });

  test('is the same however its accents are composed', async () => {
    const hash = await hashPassword('contrase\u00f1a larga', CHEAP);
    expect(await passwordFits('contrasen\u0303a larga', hash)).toBe(true);
  });

  test('fits nothing where there is no account, and that is as much work', async () => {
    const hash = await hashPassword(PASSWORD);
    let works = 0;
    const count = createHook({
      init: (_id, type) => {
        if (type === 'SCRYPTREQUEST') works += 1;
      },
    }).enable();
    expect(await passwordFits(WRONG, hash)).toBe(false);
    expect(await passwordFits(WRONG, null)).toBe(false);
    count.disable();
    expect(works).toBe(2);
  });

  const ownWords = ['Soacha', 'Ana Ruiz', 'ana.ruiz@example.org'];
  const judged = (password: string, least = 15) => passwordFault(password, { least, ownWords });

  test.each<[string, PasswordFault | null]>([
    ['fourteen chars', 'too_short'],
    ['fifteen sparrows', null],
    ['x'.repeat(201), 'too_long'],
    ['caballo grapa correcto pila '.repeat(5).trim(), null],
    ['日本語のとても長い合言葉です七転八起', null],
    ['horse with 🐎🔋🧷', 'too_short'],
    ['passwordpassword', 'common'],
    ['123456789012345', 'common'],
    ['qwertyuiopasdfgh', 'common'],
    ['aaaaaaaaaaaaaaaaaaaa', 'common'],
    ['iloveyou12345678', 'common'],
    ['Contraseña12345678', 'common'],
    ['motdepasse 2026!', 'own_words'],
    ['Safe-Mobility-Soacha', 'own_words'],
    ['camino.camino.2026', 'own_words'],
    ['Ana.Ruiz.1980.2026', 'own_words'],
    ['ÁNA RUIZ soacha 99', 'own_words'],
    // Our words do no harm beside enough others.
    ['camino sin dueño ni farol', null],
  ])('%s is judged: %s', async (password, fault) => {
    expect(await judged(password)).toBe(fault);
  });

  test('may be shorter beside a second factor, and common it may not be', async () => {
    expect(await judged('kv8 lmpq', 8)).toBeNull();
    expect(await judged('kv8lmpq', 8)).toBe('too_short');
    expect(await judged('princess1', 8)).toBe('common');
  });
});

describe.each(BOTH_STORES)('staff on %s', (_name, open) => {
  let stores: Stores;
  let ana: Staff;
  beforeAll(async () => {
    stores = await open();
  });
  beforeEach(async () => {
    await stores.database.script(
      `delete from audit; delete from guess; delete from known_browser; delete from second_factor; delete from recovery_code;
       delete from staff_session; delete from staff`,
    );
    ana = await made('Ana@Example.org', 'Ana Ruiz');
  });
  afterAll(() => stores.close());

  const accounts = () => ({ database: stores.database, seal, cost: CHEAP });
  const made = async (email: string, name: string, more: Partial<typeof WORKS | { passwordHours: number }> = {}) => {
    const staff = { email, name, password: PASSWORD, ...WORKS, ...more };
    return {
      id: await addStaff(stores.database, staff, CHEAP),
      name,
      role: staff.role,
      organisation: WORKS.organisation,
    };
  };
  const attempt = (password: string, { email = 'ana@example.org', ...from }: Partial<typeof FROM> = {}) =>
    signIn(accounts(), { email, password }, { ...HOME, ...from });
  const FROM = { email: 'ana@example.org', network: HOME.network, known: null as string | null };
  const isIn = (result: SignedIn) => {
    if (!result.ok) throw new Error(result.reason);
    return result;
  };
  const enter = async (from: Partial<typeof FROM> = {}) => isIn(await attempt(PASSWORD, from));
  const sessionFor = async (token: string): Promise<Session> => {
    const session = await sessionOf(stores.database, token, true);
    if (session === null) throw new Error('no session');
    return session;
  };
  const acts = async () =>
    (
      await stores.database.query<{ act: string; subject: string | null; name: string | null }>(
        'select act, subject, staff.name from audit left join staff on staff.id = audit.staff order by audit.id',
      )
    )
      .map(({ act, subject, name }) => [act, subject, name])
      .filter(([act]) => act !== 'account_made');
  /** Ten at a time: as many as can wait for their turn. */
  const many = async (times: number, guess: (index: number) => Promise<SignedIn>) => {
    const results: SignedIn[] = [];
    for (let from = 0; from < times; from += 10)
      results.push(...(await Promise.all(Array.from({ length: 10 }, (_, index) => guess(from + index)))));
    return results;
  };
  const later = (seconds: number) =>
    stores.database.query(
      `update guess set failed_at = failed_at - $1::int * interval '1 second', free_at = free_at - $1::int * interval '1 second'`,
      [seconds],
    );
  const count = async (table: string) =>
    (await stores.database.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

  test('an e-mail has one account', async () => {
    await expect(made('ANA@example.org', 'Ana II')).rejects.toThrow('already an account');
  });

  test('the right password opens a session that is stored as a hash and lasts twelve hours', async () => {
    const { token } = await enter();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await sessionOf(stores.database, token, true)).toMatchObject({
      staff: ana,
      ...{ way: 'password', awaitsCode: false, mustChoose: false, hasFactor: false, isProved: true },
    });
    const [row] = await stores.database.query<{ token_hash: Uint8Array; minutes: number }>(
      'select token_hash, round(extract(epoch from expires_at - now()) / 60)::int as minutes from staff_session',
    );
    expect(Buffer.from(row?.token_hash ?? [])).toEqual(createHash('sha256').update(token).digest());
    expect(row?.minutes).toBe(12 * 60);
  });

  test('a session ends by itself, by signing out, and when nobody sat there for an hour', async () => {
    const [first, second, third] = [await enter(), await enter(), await enter()];
    const stands = async ({ token }: { token: string }, isSeen = true) =>
      (await sessionOf(stores.database, token, isSeen)) !== null;
    await signOut(stores.database, first.token);
    expect(await stands(first)).toBe(false);
    const idle = (minutes: number) =>
      stores.database.query("update staff_session set seen_at = seen_at - $1::int * interval '1 minute'", [minutes]);
    await idle(59);
    expect(await stands(second, false)).toBe(true);
    expect(await stands(third)).toBe(true);
    await idle(2);
    // What a page asked for by itself kept the second one no longer; the third was used.
    expect([await stands(second), await stands(third)]).toEqual([false, true]);
    await stores.database.query('update staff_session set expires_at = now()');
    expect(await stands(third)).toBe(false);
    expect(await stands({ token: 'made up' })).toBe(false);
    await endExpiredSignIns(stores.database);
    expect(await count('staff_session')).toBe(0);
  });

  test('a wrong password, an unknown e-mail and a disabled account are refused alike', async () => {
    expect(await attempt(WRONG)).toEqual({ ok: false, reason: 'refused' });
    expect(await attempt(PASSWORD, { email: 'nobody@example.org' })).toEqual({ ok: false, reason: 'refused' });
    await doWithAccount(stores.database, ana.id, 'disable', null);
    expect(await attempt(PASSWORD)).toEqual({ ok: false, reason: 'refused' });
  });

  test('a guesser waits longer each time, whether or not there is such an account', async () => {
    for (const email of ['ana@example.org', 'nobody@example.org']) {
      for (let guess = 0; guess < 5; guess += 1) expect((await attempt(WRONG, { email })).ok).toBe(false);
      const waits: number[] = [];
      for (let guess = 0; guess < 4; guess += 1) {
        const early = await attempt(PASSWORD, { email });
        if (early.ok || early.reason !== 'wait') throw new Error('judged');
        waits.push(early.seconds);
        await later(early.seconds);
        expect(await attempt(WRONG, { email })).toEqual({ ok: false, reason: 'refused' });
      }
      expect(waits).toEqual([15, 30, 60, 120]);
    }
  });

  test('of twelve guesses at the same moment five are judged', async () => {
    const results = await Promise.all(Array.from({ length: 12 }, () => attempt(WRONG)));
    expect(results.filter((result) => !result.ok && result.reason === 'refused')).toHaveLength(5);
    expect((await acts()).map(([act]) => act)).toEqual(Array(5).fill('sign_in_refused'));
  });

  test('a stranger who guesses a thousand times keeps the owner out nowhere', async () => {
    const { known } = await enter();
    const guesses = await many(1000, () => attempt(WRONG, { network: '203.0.113.0/24' }));
    expect(guesses.filter((result) => !result.ok && result.reason === 'refused')).toHaveLength(5);
    // At once where they signed in before, even from where the stranger sits; and at once from another network.
    expect((await attempt(PASSWORD, { known, network: '203.0.113.0/24' })).ok).toBe(true);
    expect((await attempt(PASSWORD, { network: '198.51.100.0/24' })).ok).toBe(true);
    // In a browser that is not known, beside the stranger: after a wait that is bounded.
    const beside = await attempt(PASSWORD, { network: '203.0.113.0/24' });
    expect(beside).toMatchObject({ reason: 'wait', seconds: expect.any(Number) });
    await later(900);
    expect((await attempt(PASSWORD, { network: '203.0.113.0/24' })).ok).toBe(true);
  });

  test('a stranger with a thousand networks has two hundred guesses, then one in a minute and a half', async () => {
    const { known } = await enter();
    const judged = async () => {
      const guesses = await many(1000, (index) => attempt(WRONG, { network: `10.${index >> 8}.${index & 255}.0/24` }));
      return guesses.filter((result) => !result.ok && result.reason === 'refused').length;
    };
    const burst = await judged();
    expect([burst >= 200, burst <= 203]).toEqual([true, true]);
    expect((await attempt(PASSWORD, { known })).ok).toBe(true);
    const elsewhere = await attempt(PASSWORD);
    expect(!elsewhere.ok && elsewhere.reason === 'wait' && elsewhere.seconds <= 90).toBe(true);
    await later(90);
    expect((await attempt(PASSWORD)).ok).toBe(true);
    await later(90);
    expect(await judged()).toBeLessThanOrEqual(3);
  }, 120_000);

  test('a browser is known to one account, and to none after many wrong passwords in it', async () => {
    await made('luis@example.org', 'Luis');
    const { known } = await enter();
    for (let guess = 0; guess < 20; guess += 1) {
      await attempt(WRONG, { known });
      await later(60);
    }
    expect(await count('known_browser')).toBe(0);
    const luis = await enter({ email: 'luis@example.org' });
    for (let guess = 0; guess < 5; guess += 1) await attempt(WRONG, { known: luis.known, network: 'a' });
    expect(await attempt(PASSWORD, { known: luis.known, network: 'a' })).toMatchObject({ reason: 'wait' });
  });

  test('fourteen connections with invented e-mails keep nobody out, not even beside them', async () => {
    const { known } = await enter();
    let isOver = false;
    const invented = Array.from({ length: 14 }, async (_, connection) => {
      for (let round = 0; !isOver; round += 1) await attempt(WRONG, { email: `x${connection}.${round}@example.org` });
    });
    const began = Date.now();
    expect((await attempt(PASSWORD, { known })).ok).toBe(true);
    const inKnown = Date.now() - began;
    expect((await attempt(PASSWORD)).ok).toBe(true);
    const inAnother = Date.now() - began - inKnown;
    isOver = true;
    await Promise.all(invented);
    // One piece in hand for the first; fourteen before the second.
    expect(inKnown).toBeLessThan(inAnother);
    expect(inAnother).toBeLessThan(20_000);
  }, 60_000);

  test('when more come than can wait, the last are asked to come back, and have lost no attempt', async () => {
    const crowd = Array.from({ length: 30 }, (_, index) =>
      attempt(WRONG, { email: `y${index}@example.org`, network: 'b' }),
    );
    const results = await Promise.all(crowd);
    const busy = results.filter((result) => !result.ok && result.reason === 'busy').length;
    expect(busy).toBeGreaterThan(0);
    const [row] = await stores.database.query<{ n: number }>(
      "select count(*)::int as n from guess where failures > 0 and failed_at > now() - interval '1 hour'",
    );
    expect(row?.n).toBe(2 * (30 - busy));
  }, 60_000);

  test('a first password opens only the page where another is chosen, for its time, and is not kept', async () => {
    await made('luis@example.org', 'Luis Peña', { passwordHours: 72 });
    const luis = await sessionFor((await enter({ email: 'luis@example.org' })).token);
    expect(luis.mustChoose).toBe(true);
    const chosen = (password: string) => choosePassword(accounts(), luis, password, ['Soacha']);
    expect(await chosen(PASSWORD)).toEqual({ ok: false, fault: 'same' });
    expect(await chosen('Luis Peña Soacha')).toEqual({ ok: false, fault: 'own_words' });
    expect(await chosen('short of fift')).toEqual({ ok: false, fault: 'too_short' });
    await stores.database.query("update staff set password_until = now() where name = 'Luis Peña'");
    expect(await attempt(PASSWORD, { email: 'luis@example.org' })).toEqual({ ok: false, reason: 'expired' });
    expect(await chosen('seven sleepy sparrows')).toEqual({ ok: true });
    const again = isIn(await attempt('seven sleepy sparrows', { email: 'luis@example.org' }));
    expect((await sessionFor(again.token)).mustChoose).toBe(false);
  });

  test('a new password ends the sessions everywhere else', async () => {
    const [here, there] = [await enter(), await enter()];
    await choosePassword(accounts(), await sessionFor(here.token), 'seven sleepy sparrows', []);
    expect(await sessionOf(stores.database, there.token, true)).toBeNull();
    expect(await sessionOf(stores.database, here.token, true)).not.toBeNull();
  });

  test('disabling and resetting end all sessions and forget the browsers; a second factor outlives a reset', async () => {
    for (const end of [
      () => resetPassword(stores.database, ana.id, 'given by somebody', null),
      () => doWithAccount(stores.database, ana.id, 'disable', null),
    ]) {
      await stores.database.query('update staff set disabled_at = null, password_hash = $1', [
        await hashPassword(PASSWORD, CHEAP),
      ]);
      await stores.database.query(
        'insert into second_factor (staff, sealed, confirmed_at) values ($1, $2, null) on conflict do nothing',
        [ana.id, seal.close('account', new Secret().base32)],
      );
      const { token } = await enter();
      expect(await end()).toEqual({ ok: true });
      expect(await sessionOf(stores.database, token, true)).toBeNull();
      expect([await count('known_browser'), await count('second_factor')]).toEqual([0, 1]);
    }
  });

  test('nobody takes away the last administrator, or themselves', async () => {
    const boss = await made('boss@example.org', 'Boss', { role: 'administrator' } as never);
    const { database } = stores;
    const missing = '00000000-0000-4000-8000-000000000000' as StaffId;
    expect(await doWithAccount(database, boss.id, 'disable', boss)).toEqual({ ok: false, reason: 'own_account' });
    expect(await changeRole(database, boss.id, 'adviser', boss)).toEqual({ ok: false, reason: 'own_account' });
    expect(await doWithAccount(database, boss.id, 'disable', null)).toEqual({
      ok: false,
      reason: 'last_administrator',
    });
    expect(await changeRole(database, boss.id, 'adviser', null)).toEqual({ ok: false, reason: 'last_administrator' });
    expect(await doWithAccount(database, missing, 'disable', boss)).toEqual({ ok: false, reason: 'missing' });
    const other = await made('other@example.org', 'Other', { role: 'administrator' } as never);
    const both = await Promise.all([
      doWithAccount(database, other.id, 'disable', boss),
      doWithAccount(database, boss.id, 'disable', other),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual({ ok: false, reason: 'no_longer' });
  });

  describe('a second factor', () => {
    const STEP_MS = 30_000;
    let totp: TOTP;
    let codes: readonly string[] = [];
    // A code is drawn only where enough of its half minute is left for the test.
    const settle = async () => {
      const left = STEP_MS - (Date.now() % STEP_MS);
      if (left < 4000) await new Promise((resolve) => setTimeout(resolve, left + 50));
    };
    const codeOf = (steps = 0) => totp.generate({ timestamp: Date.now() + steps * STEP_MS });
    beforeEach(async () => {
      await settle();
      const secret = await beginFactor(stores.database, seal, ana, 'ana@example.org');
      if (secret === null) throw new Error('there is one');
      totp = new TOTP({ secret: Secret.fromBase32(secret.text) });
      const confirmed = await confirmFactor(stores.database, seal, ana, codeOf(-1));
      if (confirmed === null) throw new Error('not confirmed');
      codes = confirmed;
    });

    /** With the right password; the code is still due. */
    const halfway = async () => {
      const { token, known } = await enter();
      const session = await sessionFor(token);
      return { token, known, session, show: (typed: string) => showCode(accounts(), session, { token, typed }, HOME) };
    };

    test('is asked for after the password, and gives a new token', async () => {
      const { token, known, session, show } = await halfway();
      expect([session.awaitsCode, known]).toEqual([true, null]);
      const shown = await show(codeOf());
      if (!shown.ok) throw new Error(shown.reason);
      expect(shown.token).not.toBe(token);
      expect(await sessionOf(stores.database, token, true)).toBeNull();
      expect(await sessionFor(shown.token)).toMatchObject({ awaitsCode: false, hasFactor: true });
      expect(shown.known).not.toBeNull();
    });

    test('a code is taken once, within half a minute either way', async () => {
      const used = codeOf(-1);
      expect(await (await halfway()).show(used)).toEqual({ ok: false, reason: 'refused' });
      expect(await (await halfway()).show(codeOf(2))).toEqual({ ok: false, reason: 'refused' });
      const [one, two] = [await halfway(), await halfway()];
      const ahead = codeOf(1);
      const both = await Promise.all([one.show(ahead), two.show(ahead)]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      // What came before it on the same phone is spent too.
      expect(await (await halfway()).show(codeOf())).toEqual({ ok: false, reason: 'refused' });
    });

    test('a recovery code works once, however it is typed, and is kept as a hash', async () => {
      expect(new Set(codes).size).toBe(10);
      const [code = ''] = codes;
      expect((await (await halfway()).show(` ${code.toUpperCase().replaceAll('-', ' ')}`)).ok).toBe(true);
      expect((await (await halfway()).show(code)).ok).toBe(false);
      expect(await count('recovery_code')).toBe(9);
      const kept = JSON.stringify(await stores.database.query("select encode(hash, 'escape') from recovery_code"));
      expect(codes.some((each) => kept.includes(each))).toBe(false);
      const [row] = await stores.database.query<{ sealed: Uint8Array }>('select sealed from second_factor');
      expect(Buffer.from(row?.sealed ?? []).toString('latin1')).not.toContain(totp.secret.base32);
    });

    test('whoever has the password guesses five codes a time, twenty in all; a recovery code still works', async () => {
      const judged: string[] = [];
      for (let round = 0; round < 6; round += 1) {
        const { show } = await halfway();
        for (let guess = 0; guess < 5; guess += 1) {
          const result = await show('000 000');
          if (!result.ok) judged.push(result.reason);
        }
      }
      expect(judged.filter((reason) => reason === 'over')).toHaveLength(4);
      expect(judged.filter((reason) => reason === 'refused')).toHaveLength(16);
      expect(judged.slice(20)).toEqual(Array(10).fill('wait'));
      expect((await (await halfway()).show(codes[1] ?? '')).ok).toBe(true);
    });

    test('is not given up while the password is too short to stand alone', async () => {
      const { show } = await halfway();
      const shown = await show(codeOf());
      if (!shown.ok) throw new Error(shown.reason);
      const session = await sessionFor(shown.token);
      expect(await choosePassword(accounts(), session, 'kv8 lmpq zt', [])).toEqual({ ok: true });
      expect(await giveUpFactor(accounts(), session, 'kv8 lmpq zt')).toEqual({ ok: false, fault: 'too_short' });
      expect(await giveUpFactor(accounts(), session, PASSWORD)).toEqual({ ok: true });
      expect([await count('second_factor'), await count('recovery_code')]).toEqual([0, 0]);
    });
  });

  test('who has not shown for ten minutes that it is they is asked again, at a pace', async () => {
    const { token } = await enter();
    await stores.database.query("update staff_session set proved_at = now() - interval '10 minutes'");
    const session = await sessionFor(token);
    expect(session.isProved).toBe(false);
    const proved = (typed: string) => proveAgain(accounts(), session, { kind: 'password', typed });
    expect(await proved(WRONG)).toEqual({ ok: false, reason: 'refused' });
    expect(await proved(PASSWORD)).toEqual({ ok: true });
    expect((await sessionFor(token)).isProved).toBe(true);
    for (let guess = 0; guess < 5; guess += 1) await proved(WRONG);
    expect(await proved(PASSWORD)).toMatchObject({ reason: 'wait' });
  });

  test('what staff did is written down, without any e-mail that was typed', async () => {
    const { token } = await enter();
    await writeAudit(stores.database, ana, 'transcript_opened', { subject: 12 });
    await signOut(stores.database, token);
    await signOut(stores.database, token);
    await attempt(WRONG);
    await attempt(WRONG, { email: 'nobody@example.org' });
    await doWithAccount(stores.database, ana.id, 'disable', null);
    expect(await acts()).toEqual([
      ['signed_in', null, 'Ana Ruiz'],
      ['transcript_opened', '12', 'Ana Ruiz'],
      ['signed_out', null, 'Ana Ruiz'],
      ['sign_in_refused', null, 'Ana Ruiz'],
      ['sign_in_refused', null, null],
      ['account_disabled', ana.id, null],
    ]);
    const [{ kept } = { kept: '' }] = await stores.database.query<{ kept: string }>(
      "select string_agg(guess::text, ' ') as kept from guess",
    );
    expect(kept).not.toContain('example');
  });
});
