import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addStaff, type StaffId } from '../../src/records/staff.ts';
import { isWeekOver, weekOver } from '../../src/staff/review/week.ts';
import { ANA, bot, FROM_HERE, openConsole, signInAna, type TestConsole, tell } from '../support/console.ts';

const ZONE = 'America/Bogota';

describe('the week that is reviewed', () => {
  test.each([
    ['on a Monday, the one that ended last night', '2024-03-11T09:00:00-05:00', '2024-03-04'],
    [
      'on a Sunday night at the desk, which is Monday in Greenwich, the one before',
      '2024-03-10T22:00:00-05:00',
      '2024-02-26',
    ],
  ])('%s', (_name, now, week) => {
    expect(weekOver(new Date(now), ZONE)).toBe(week);
  });

  test('is one of the last four, and begins on a Monday', () => {
    const now = new Date('2024-03-11T09:00:00-05:00');
    const asked = ['2024-03-04', '2024-02-12', '2024-02-05', '2024-03-11', '2024-03-05', 'nonsense'];
    expect(asked.filter((week) => isWeekOver(week, now, ZONE))).toEqual(['2024-03-04', '2024-02-12']);
  });
});

describe('at the desk', () => {
  let console: TestConsole;
  let cookie = '';
  let ben: StaffId;
  const week = weekOver(new Date(), ZONE);
  beforeAll(async () => {
    console = await openConsole();
    cookie = await signInAna(console);
    ben = await addStaff(console.database, { ...ANA, email: 'ben@example.org', name: 'Ben' });
  }, 120_000);
  afterAll(() => console.close());

  const read = (url: string) => console.server.inject({ url, headers: { cookie, 'accept-language': 'es' } });
  const post = (url: string, form: Record<string, string>) =>
    console.server.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(form).toString(),
      headers: { ...FROM_HERE, cookie },
    });
  const anaIs = (role: string) =>
    console.database.query('update staff set role = $1 where email = $2', [role, ANA.email]);

  async function closedLastWeek(number: string, by: StaffId): Promise<number> {
    const said = ['hola', bot('menu.ask', console.house.words.say('es', 'menu.ask'))];
    const person = await tell(console, {
      number,
      language: 'es',
      consent: 'given',
      case: { reason: 'asked', urgent: false },
      said,
    });
    const [row] = await console.database.query<{ number: number }>(
      `update case_file set closed_at = $2::date + interval '2 days' where person = $1 returning number`,
      [person, week],
    );
    await console.database.query(
      "insert into closure (number, staff, at, reason) values ($1, $2, $3::date + interval '2 days', 'answered')",
      [row?.number, by, week],
    );
    return row?.number ?? 0;
  }

  test('a talk is read without whose it is, judged once, and never by who had it', async () => {
    const [anas] = await console.database.query<{ id: StaffId }>('select id from staff where email = $1', [ANA.email]);
    const theirs = await closedLastWeek('+573001112233', ben);
    const own = await closedLastWeek('+573001112244', anas?.id ?? ben);
    expect((await read('/staff/review')).statusCode).toBe(403);
    await anaIs('programme_manager');
    const list = (await read('/staff/review')).body;
    expect(list).toContain('0 de 2 leídos');
    expect(list).toContain(`/staff/review/${week}/${theirs}`);
    expect(list).not.toContain(`/staff/review/${week}/${own}`);
    expect((await read(`/staff/review/${week}/${own}`)).statusCode).toBe(403);
    const talk = (await read(`/staff/review/${week}/${theirs}`)).body;
    expect(talk).toContain('hola');
    expect(talk).not.toContain('+573001112233');
    expect(talk).not.toContain('/marks"');
    const verdict = { verdict: 'could_be_better', comment: 'Tardó' };
    expect((await post(`/staff/review/${week}/${theirs}`, { verdict: 'nonsense' })).statusCode).toBe(400);
    expect((await post(`/staff/review/${week}/${theirs}`, verdict)).statusCode).toBe(303);
    expect((await post(`/staff/review/${week}/${theirs}`, verdict)).statusCode).toBe(409);
    expect((await read('/staff/review')).body).toMatch(/1 de 2 leídos[\s\S]*Podría ser mejor[\s\S]*Tardó/);
    const audited = await console.database.query(
      "select act, subject from audit where act in ('talk_reviewed', 'transcript_opened') order by id",
    );
    expect(audited).toEqual([
      { act: 'transcript_opened', subject: String(theirs) },
      { act: 'talk_reviewed', subject: String(theirs) },
    ]);
    await anaIs('adviser');
  });

  test('the packet says what asks for care, and of an adult not that they are a child alone', async () => {
    const [adult, child] = [
      {
        adult: true,
        country_now: 'CO',
        nationality: 'VE',
        in_colombia: '2019',
        papers: 'ppt',
        registered_before: false,
      },
      { adult: false, accompanied: false, country_now: 'CO', nationality: 'VE' },
    ];
    const flags = async (number: string, answers: Record<string, unknown>) => {
      const reason = { reason: 'asked', urgent: false };
      const said = ['ayuda', bot('not-understood', console.house.words.say('es', 'not-understood')), 'otra cosa'];
      const person = await tell(console, { number, language: 'es', consent: 'given', case: reason, answers, said });
      const [row] = await console.database.query<{ number: number }>('select number from case_file where person = $1', [
        person,
      ]);
      const { body } = await read(`/staff/cases/${row?.number}`);
      expect(body).toMatch(/Lo último que escribió[\s\S]*ayuda[\s\S]*otra cosa/);
      expect(body).toMatch(/El bot no entendió<\/dt><dd>1×/);
      return [...(/<ul class="flags"[^>]*>(.*?)<\/ul>/.exec(body)?.[1]?.matchAll(/<li>(.*?)<\/li>/g) ?? [])].map(
        ([, flag]) => flag,
      );
    };
    expect(await flags('+573001112255', adult)).toEqual([]);
    expect(await flags('+573001112266', child)).toEqual(['Menor de edad sin un adulto']);
  });
});
