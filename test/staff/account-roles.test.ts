import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROLES, type Role, roleCan, type StaffAct } from '../../src/handoff/roles.ts';
import { addStaff } from '../../src/records/staff.ts';
import { ANA, CHEAP, FROM_HERE, openConsole, signInAs, type TestConsole } from '../support/console.ts';

/** Who may call a route: whoever may do this act; whoever has signed in; anybody. */
type Rule = StaffAct | 'signed_in' | 'anybody';

const RULES: Readonly<Record<string, Rule>> = {
  'GET /staff': 'anybody',
  'GET /staff/console.css': 'anybody',
  'GET /staff/sign-in': 'anybody',
  'POST /staff/sign-in': 'anybody',
  'POST /staff/sign-in/carried': 'anybody',
  'GET /staff/sign-in/code': 'anybody',
  'POST /staff/sign-in/code': 'anybody',
  'POST /staff/sign-out': 'anybody',
  'GET /staff/desk.js': 'anybody',
  'GET /staff/idiomorph.js': 'anybody',
  'POST /staff/keys': 'anybody',
  // It asks too, and answers with a status, since it is no page: test/staff/queue.test.ts.
  'GET /staff/live': 'anybody',
  'GET /staff/alarm': 'read_cases',
  'POST /staff/cases/search': 'read_cases',
  'GET /staff/cases/:number/presence': 'read_cases',
  'POST /staff/cases/:number/presence': 'read_cases',
  'GET /staff/reauthenticate': 'signed_in',
  'POST /staff/reauthenticate': 'signed_in',
  'GET /staff/account': 'signed_in',
  'GET /staff/account/password': 'signed_in',
  'POST /staff/account/password': 'signed_in',
  'GET /staff/account/second-factor': 'signed_in',
  'POST /staff/account/second-factor/confirm': 'signed_in',
  'POST /staff/account/second-factor/remove': 'signed_in',
  'POST /staff/account/recovery-codes': 'signed_in',
  'POST /staff/account/sessions/:id/end': 'signed_in',
  'POST /staff/account/sessions/end-others': 'signed_in',
  'GET /staff/accounts': 'manage_accounts',
  'GET /staff/accounts/:id': 'manage_accounts',
  'POST /staff/accounts/:id/disable': 'manage_accounts',
  'POST /staff/accounts/:id/enable': 'manage_accounts',
  'POST /staff/accounts/:id/sign_out': 'manage_accounts',
  'POST /staff/accounts/:id/remove_factor': 'manage_accounts',
  'POST /staff/accounts/:id/role': 'manage_accounts',
  'POST /staff/accounts/:id/reset': 'manage_accounts',
  'GET /staff/cases': 'read_cases',
  'GET /staff/cases/:number': 'read_cases',
  'GET /staff/cases/:number/*': 'read_cases',
  'POST /staff/cases/:number/claim': 'work_cases',
  'POST /staff/cases/:number/claim/end': 'work_cases',
  'POST /staff/cases/:number/claim/take': 'work_cases',
  'POST /staff/cases/:number/replies': 'work_cases',
  'POST /staff/cases/:number/replies/:reply/again': 'work_cases',
  'POST /staff/cases/:number/answers': 'work_cases',
  'POST /staff/cases/:number/drafts/:kind': 'work_cases',
  'POST /staff/cases/:number/drafts/:kind/canned': 'work_cases',
  'POST /staff/cases/:number/notes': 'work_cases',
  'POST /staff/cases/:number/snooze': 'work_cases',
  'POST /staff/cases/:number/snooze/end': 'work_cases',
  'POST /staff/cases/:number/referral': 'work_cases',
  'POST /staff/cases/:number/referral/answer': 'work_cases',
  'POST /staff/cases/:number/referral/end': 'work_cases',
  'POST /staff/cases/:number/closure': 'work_cases',
  'POST /staff/cases/:number/closure/end': 'work_cases',
  'GET /staff/cases/:number/recordings/:message': 'work_cases',
  'POST /staff/cases/:number/marks': 'work_cases',
  'POST /staff/marks/:id/settlement': 'settle_marks',
  'GET /staff/review': 'review_talks',
  'GET /staff/review/:week/:number': 'review_talks',
  'POST /staff/review/:week/:number': 'review_talks',
  'POST /staff/cases/:number/reveal': 'reveal_addresses',
  'GET /staff/audit': 'read_audit',
  'POST /staff/audit/export': 'export_audit',
  'GET /staff/programme': 'read_programme',
  'GET /staff/closings': 'read_programme',
  'POST /staff/closings': 'close',
  'POST /staff/closings/:id/force': 'close',
  'POST /staff/closings/:id/end': 'close',
  'GET /staff/programme/:id': 'read_programme',
  'GET /staff/programme/topics/:id': 'read_programme',
  'GET /staff/reports': 'read_reports',
  'GET /staff/reports/:file': 'export_reports',
  'GET /staff/organisations': 'read_programme',
  'GET /staff/diary': 'keep_diary',
  'GET /staff/diary/:office/:day': 'keep_diary',
  'GET /staff/diary/appointments/:id': 'keep_diary',
  'POST /staff/diary/appointments/:id/attendance': 'keep_diary',
  'POST /staff/diary/appointments/:id/move': 'keep_diary',
  'POST /staff/diary/appointments/:id/cancellation': 'keep_diary',
  'POST /staff/diary/appointments/:id/word': 'keep_diary',
  'POST /staff/diary/:office/:day/walk-ins': 'keep_diary',
  'POST /staff/diary/:office/:day/walk-ins/taken-back': 'keep_diary',
};

describe('every route of the console asks who calls it', () => {
  let console: TestConsole;
  const cookies = new Map<Role, string>();
  beforeAll(async () => {
    console = await openConsole();
    for (const role of ROLES) {
      const email = `${role}@example.org`;
      await addStaff(console.database, { ...ANA, email, role }, CHEAP);
      cookies.set(role, await signInAs(console, email));
    }
  });
  afterAll(() => console.close());

  const call = (route: string, cookie: string) => {
    const [method = '', path = ''] = route.split(' ');
    const url = path.replace(':id', '00000000-0000-4000-8000-000000000000').replace(/:\w+/g, '999');
    return console.server.inject({
      method: method as 'GET' | 'POST',
      url,
      headers: { ...FROM_HERE, cookie },
      payload: '',
    });
  };

  test('and each has its rule here', () => {
    const routes = console.routes.filter((route) => route.startsWith('GET ') || route.startsWith('POST '));
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.filter((route) => RULES[route] === undefined)).toEqual([]);
    expect(Object.keys(RULES).filter((route) => !routes.includes(route))).toEqual([]);
  });

  test.each(Object.entries(RULES))('%s: %s', async (route, rule) => {
    if (rule === 'anybody') return;
    const stranger = await call(route, '');
    expect([stranger.statusCode, stranger.headers.location]).toEqual([303, '/staff/sign-in']);
    for (const role of ROLES) {
      const { statusCode, headers } = await call(route, cookies.get(role) ?? '');
      const isTurnedAway = statusCode === 403 || headers.location === '/staff/sign-in';
      const may = rule === 'signed_in' || roleCan(role, rule);
      expect([role, isTurnedAway, statusCode < 500]).toEqual([role, !may, true]);
    }
  });
});
