import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { closingTeller } from '../../src/jobs/tell-closing.ts';
import { addStaff } from '../../src/records/staff.ts';
import { ANA, CHANNELS, CHEAP, FROM_HERE, openConsole, signInAs, type TestConsole, tell } from '../support/console.ts';
import { seal } from '../support/stores.ts';

const PAGE = '/staff/programme';

describe('closing at the desk', () => {
  let console: TestConsole;
  const cookies: Record<string, string> = {};
  beforeAll(async () => {
    console = await openConsole();
    for (const [name, role] of [
      ['eva', 'supervisor'],
      ['max', 'programme_manager'],
      ['joe', 'adviser'],
    ] as const) {
      const email = `${name}@example.org`;
      await addStaff(console.database, { ...ANA, email, name, role }, CHEAP);
      cookies[name] = await signInAs(console, email);
    }
    await tell(console, { number: '+573001112233', language: 'es', consent: 'given', appointment: '2023-11-22T10:30' });
  });
  beforeEach(() => console.database.query('update closing set ended_at = now() where ended_at is null'));
  afterAll(() => console.close());

  const page = async (who: string, url = PAGE) => {
    const { body } = await console.server.inject({ url, headers: { cookie: cookies[who], 'accept-language': 'en' } });
    return body;
  };
  const post = async (who: string, url: string, fields: Record<string, string> = {}) => {
    const { statusCode, headers } = await console.server.inject({
      method: 'POST',
      url,
      headers: { ...FROM_HERE, cookie: cookies[who] },
      payload: new URLSearchParams(fields).toString(),
    });
    return [statusCode, headers.location];
  };
  const newest = async () => {
    const [row] = await console.database.query<{ id: string }>(
      'select id from closing order by ordered_at desc limit 1',
    );
    return row?.id ?? '';
  };
  const acts = async () => {
    const rows = await console.database.query<{ act: string; subject: string; name: string }>(
      "select act, subject, name from audit join staff on staff.id = audit.staff where act like 'closing%' order by audit.id desc limit 2",
    );
    return rows.map(({ act, subject, name }) => `${name} ${act} ${subject}`);
  };

  test('one proposes, and alone nobody closes; another puts it in force, and every page says so', async () => {
    expect(await post('eva', '/staff/closings', { what: 'office soacha' })).toEqual([303, `${PAGE}#closings`]);
    const id = await newest();
    expect(await page('eva')).toContain('A colleague with another account must put it in force.');
    expect(await page('eva')).not.toContain(`/staff/closings/${id}/force`);
    expect(await post('eva', `/staff/closings/${id}/force`)).toEqual([303, `${PAGE}?closing=own#closings`]);
    expect(await page('joe', '/staff/cases')).not.toContain('class="closings-banner"');

    expect(await page('max')).toContain('1 with an appointment and 0 on the waiting list are told');
    expect(await post('max', `/staff/closings/${id}/force`)).toEqual([303, `${PAGE}#closings`]);
    for (const url of [PAGE, '/staff/cases', '/staff/diary/soacha/2023-11-22', '/staff/closings'])
      expect(await page('joe', url)).toMatch(
        /class="closings-banner".*The office Soacha.*Closed since 21 November 2023/s,
      );
    expect(await acts()).toEqual(['max closing_in_force office soacha', 'eva closing_proposed office soacha']);
  });

  test('the account says who was reached, and who opens it again does it alone', async () => {
    await post('max', '/staff/closings', { what: 'office soacha' });
    const id = await newest();
    await post('eva', `/staff/closings/${id}/force`);
    const { database, house, clock } = console;
    const round = closingTeller({ database, house, clock, seal, channels: CHANNELS, log: { write: () => undefined } });
    expect([await round(), await round()]).toEqual([true, false]);
    expect(await page('eva')).toMatch(/Still to be told: 0\..*What became of what people were told.*>1<.*On its way/s);
    const rows = await database.query('select reason, closing, staff from appointment_cancellation');
    expect(rows).toEqual([{ reason: 'office_closed', closing: id, staff: null }]);
    expect(await post('eva', `/staff/closings/${id}/end`)).toEqual([303, `${PAGE}#closings`]);
    expect(await post('max', `/staff/closings/${id}/end`)).toEqual([303, `${PAGE}?closing=gone#closings`]);
    expect(await page('joe', '/staff/cases')).not.toContain('class="closings-banner"');
  });

  test('who proposed withdraws it; the same is proposed once; an adviser does neither', async () => {
    expect((await post('joe', '/staff/closings', { what: 'programme' }))[0]).toBe(403);
    await post('eva', '/staff/closings', { what: 'programme' });
    expect(await post('max', '/staff/closings', { what: 'programme' })).toEqual([
      303,
      `${PAGE}?closing=already#closings`,
    ]);
    expect(await page('joe')).not.toContain('action="/staff/closings');
    expect(await post('eva', `/staff/closings/${await newest()}/end`)).toEqual([303, `${PAGE}#closings`]);
  });

  test.each([
    { what: '' },
    { what: 'office nowhere' },
    { what: 'pathway nothing' },
    { what: 'programme', from: '2023-11-22', until: '2023-11-23' },
    { what: 'office soacha', from: '2023-11-23' },
    { what: 'office soacha', from: '2023-11-23', until: '2023-11-22' },
    { what: 'office soacha', from: 'tomorrow', until: '2023-11-22' },
    { what: 'office soacha', from: '2023-11-23', until: '9999-12-31' },
  ])('nothing is proposed by %j', async (fields) => {
    expect((await post('eva', '/staff/closings', fields))[0]).toBe(400);
    expect(await console.database.query('select from closing where ended_at is null')).toEqual([]);
  });
});
