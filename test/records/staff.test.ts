import { createHook } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword, passwordFits } from '../../src/records/password.ts';
import { adviserOf, createAdviser, signIn, signOut, writeAudit } from '../../src/records/staff.ts';
import { BOTH_STORES, type Stores } from '../support/stores.ts';

const PASSWORD = 'correct horse battery';
const WRONG = 'wrong horse battery';

describe('a password', () => {
  test('is kept as scrypt with its cost and a salt of its own', async () => {
    const [one, other] = [await hashPassword(PASSWORD), await hashPassword(PASSWORD)];
    expect(one).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(await passwordFits(PASSWORD, one)).toBe(true);
    expect(await passwordFits(WRONG, one)).toBe(false);
  });

  test('is the same however its accents are composed', async () => {
    expect(await passwordFits('contrasen\u0303a larga', await hashPassword('contrase\u00f1a larga'))).toBe(true);
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
});

describe.each(BOTH_STORES)('staff on %s', (_name, open) => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await open();
    await createAdviser(stores.database, { email: 'Ana@Example.org', name: 'Ana Ruiz', password: PASSWORD });
  });
  beforeEach(() =>
    stores.database.script(
      'delete from audit; delete from staff_session; update staff set failures = 0, locked_until = null',
    ),
  );
  afterAll(() => stores.close());

  const attempt = (password: string, email = 'ana@example.org') => signIn(stores.database, { email, password });
  const acts = async () =>
    (
      await stores.database.query<{ act: string; subject: string | null; name: string | null }>(
        'select act, subject, staff.name from audit left join staff on staff.id = audit.staff order by audit.id',
      )
    ).map(({ act, subject, name }) => [act, subject, name]);
  const failures = async () =>
    (
      await stores.database.query<{ failures: number; minutes: number | null }>(
        'select failures, round(extract(epoch from locked_until - now()) / 60)::int as minutes from staff',
      )
    )[0];
  const lockIsOver = () => stores.database.query("update staff set locked_until = now() - interval '1 second'");

  test('an e-mail has one account', async () => {
    const second = createAdviser(stores.database, { email: 'ANA@example.org', name: 'Ana II', password: PASSWORD });
    await expect(second).rejects.toThrow('already an account');
  });

  test('the right password opens a session that is stored as a hash and lasts twelve hours', async () => {
    const result = await attempt(PASSWORD);
    if (!result.ok) throw new Error(result.reason);
    expect(Buffer.from(result.token, 'base64url')).toHaveLength(32);
    expect(await adviserOf(stores.database, result.token)).toEqual({ id: expect.any(String), name: 'Ana Ruiz' });
    const [row] = await stores.database.query<{ token_hash: Uint8Array; minutes: number }>(
      'select token_hash, round(extract(epoch from expires_at - now()) / 60)::int as minutes from staff_session',
    );
    expect(Buffer.from(row?.token_hash ?? [])).toEqual(createHash('sha256').update(result.token).digest());
    expect(row?.minutes).toBe(12 * 60);
  });

  test('a session ends by itself, and by signing out', async () => {
    const [first, second] = [await attempt(PASSWORD), await attempt(PASSWORD)];
    if (!first.ok || !second.ok) throw new Error('not signed in');
    await signOut(stores.database, first.token);
    expect(await adviserOf(stores.database, first.token)).toBeNull();
    expect(await adviserOf(stores.database, second.token)).not.toBeNull();
    await stores.database.query('update staff_session set expires_at = now()');
    expect(await adviserOf(stores.database, second.token)).toBeNull();
    expect(await adviserOf(stores.database, 'made up')).toBeNull();
  });

  test('a wrong password and an unknown e-mail are refused alike', async () => {
    expect(await attempt(WRONG)).toEqual({ ok: false, reason: 'refused' });
    expect(await attempt(PASSWORD, 'nobody@example.org')).toEqual({ ok: false, reason: 'refused' });
  });

  test('after five failures even the right password must wait, each time longer, at most sixteen minutes', async () => {
    for (let count = 0; count < 4; count += 1) await attempt(WRONG);
    expect(await failures()).toEqual({ failures: 4, minutes: null });
    await attempt(WRONG);
    expect(await attempt(PASSWORD)).toEqual({ ok: false, reason: 'refused' });
    const locks: (number | null | undefined)[] = [(await failures())?.minutes];
    for (let count = 0; count < 5; count += 1) {
      await lockIsOver();
      await attempt(WRONG);
      locks.push((await failures())?.minutes);
    }
    expect(locks).toEqual([1, 2, 4, 8, 16, 16]);
    await lockIsOver();
    expect((await attempt(PASSWORD)).ok).toBe(true);
    expect(await failures()).toEqual({ failures: 0, minutes: null });
  });

  test('of nine guesses at the same moment five are judged', async () => {
    await Promise.all(Array.from({ length: 9 }, () => attempt(WRONG)));
    expect((await failures())?.failures).toBe(5);
  });

  test('when too many come at once, the last are asked to come back', async () => {
    const results = await Promise.all(Array.from({ length: 12 }, () => attempt(WRONG, 'nobody@example.org')));
    expect(results.filter((result) => !result.ok && result.reason === 'busy')).toHaveLength(2);
    expect((await attempt(PASSWORD)).ok).toBe(true);
  });

  test('what staff did is written down, without any e-mail that was typed', async () => {
    const result = await attempt(PASSWORD);
    if (!result.ok) throw new Error(result.reason);
    await writeAudit(stores.database, result.adviser, 'transcript_opened', 12);
    await signOut(stores.database, result.token);
    await signOut(stores.database, result.token);
    await attempt(WRONG);
    await attempt(WRONG, 'nobody@example.org');
    expect(await acts()).toEqual([
      ['signed_in', null, 'Ana Ruiz'],
      ['transcript_opened', '12', 'Ana Ruiz'],
      ['signed_out', null, 'Ana Ruiz'],
      ['sign_in_refused', null, 'Ana Ruiz'],
      ['sign_in_refused', null, null],
    ]);
  });
});
