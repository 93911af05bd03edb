import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Channel } from '../../src/channels/channel.ts';
import { fitWhatsApp } from '../../src/channels/fit.ts';
import type { Acted } from '../../src/desk/act.ts';
import { claim, giveBack, giveBackIdle, takeOver } from '../../src/desk/claim.ts';
import { close, reopen } from '../../src/desk/close.ts';
import { correct } from '../../src/desk/correct.ts';
import { note } from '../../src/desk/note.ts';
import { answer, refer, withdraw } from '../../src/desk/refer.ts';
import { type ReplyDesk, reply } from '../../src/desk/reply.ts';
import { snooze, wake } from '../../src/desk/snooze.ts';
import { CASE_STATES, type CaseAct, type CaseState, caseCan } from '../../src/handoff/case-can.ts';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import type { Role } from '../../src/handoff/roles.ts';
import { meet } from '../../src/mail/meet.ts';
import { handOff } from '../../src/records/cases.ts';
import { claimCase } from '../../src/records/claims.ts';
import { closeCase } from '../../src/records/closures.ts';
import { referCase } from '../../src/records/referrals.ts';
import type { ReplyId } from '../../src/records/replies.ts';
import { snoozeCase } from '../../src/records/snoozes.ts';
import { addStaff, type Staff } from '../../src/records/staff.ts';
import type { Day, QuestionId } from '../../src/screening/names.ts';
import { ourHouse } from '../support/house.ts';
import { type Stores, seal, serverStores } from '../support/stores.ts';

const HERE = 'safe-mobility' as OrganisationId;
const THERE = 'legal-aid' as OrganisationId;

let stores: Stores;
let desk: ReplyDesk;
const staff = new Map<string, Staff>();
beforeAll(async () => {
  stores = await serverStores();
  const nothing = () => undefined;
  const channel: Channel = { id: 'whatsapp', provider: 'meta', fit: fitWhatsApp, send: () => Promise.reject() };
  const house = await ourHouse();
  const channels = new Map([['whatsapp', channel] as const]);
  desk = { database: stores.database, seal, house, channels, workSoon: nothing, sendSoon: nothing };
  for (const [name, role, organisation] of [
    ['Ana', 'adviser', HERE],
    ['Ben', 'adviser', HERE],
    ['Sam', 'supervisor', HERE],
    ['Lea', 'adviser', THERE],
    ['Max', 'auditor', HERE],
  ] as const) {
    const account = { name, role: role as Role, organisation };
    const email = `${name}@example.org`;
    const id = await addStaff(stores.database, { ...account, email, password: 'correct horse battery' });
    staff.set(name, { ...account, id });
  }
}, 60_000);
afterAll(() => stores.close());

function who(name: string): Staff {
  const found = staff.get(name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

let people = 0;

/** A case in a state; where somebody has it, they are `owner`. */
async function caseIn(state: CaseState, owner: Staff): Promise<number> {
  people += 1;
  const address = { channel: 'whatsapp', kind: 'phone', value: `+57300${1_000_000 + people}` } as const;
  return stores.database.transaction(async (tx) => {
    const { person } = await meet(tx, seal, [address], new Date());
    await handOff(tx, [{ person, turn: 1, reason: 'asked', urgent: false }]);
    const [row] = await tx.query<{ number: number }>('select number from case_file where person = $1', [person]);
    const number = row?.number ?? 0;
    const by = { staff: owner.id };
    if (state === 'claimed') await claimCase(tx, number, owner.id);
    if (state === 'asleep')
      await snoozeCase(tx, seal, number, { ...by, until: new Date(Date.now() + 3_600_000), why: '' });
    if (state === 'referred')
      await referCase(tx, seal, number, { ...by, organisation: THERE, summary: 'x', consent: 'chat' });
    if (state === 'closed') await closeCase(tx, seal, number, { ...by, reason: 'answered', note: '' });
    return number;
  });
}

const ACTS: Readonly<Partial<Record<CaseAct, (by: Staff, number: number) => Promise<Acted<string>>>>> = {
  claim: (by, number) => claim(desk, by, number),
  take_over: (by, number) => takeOver(desk, by, number),
  give_back: (by, number) => giveBack(desk, by, number),
  reply: (by, number) => reply(desk, by, number, { id: randomUUID() as ReplyId, text: 'hola' }),
  snooze: (by, number) => snooze(desk, by, number, { until: new Date(Date.now() + 3_600_000), why: '' }),
  wake: (by, number) => wake(desk, by, number),
  refer: (by, number) => refer(desk, by, number, { organisation: THERE, summary: 'x', consent: 'chat' }),
  answer_referral: (by, number) => answer(desk, by, number, { accepts: true, why: '' }),
  withdraw_referral: (by, number) => withdraw(desk, by, number),
  correct: (by, number) =>
    correct(desk, by, number, {
      question: 'adult' as QuestionId,
      answer: { is: 'value', value: true },
      on: '2023-11-15' as Day,
    }),
  close: (by, number) => close(desk, by, number, { reason: 'answered', note: '' }),
  reopen: (by, number) => reopen(desk, by, number),
  note: (by, number) => note(desk, by, number, { form: randomUUID(), text: 'hola', mentioned: [] }),
};

/** Who has it where somebody has it, and who acts. */
const PAIRS = [
  ['Ana', 'Ana'],
  ['Ana', 'Ben'],
  ['Ana', 'Sam'],
  ['Sam', 'Sam'],
  ['Ana', 'Lea'],
  ['Ana', 'Max'],
] as const;

describe.each(Object.keys(ACTS) as CaseAct[])('%s is done exactly where the table allows it', (act) => {
  test.each(CASE_STATES)('%s', async (state) => {
    for (const [owner, actor] of PAIRS) {
      const number = await caseIn(state, who(owner));
      const by = who(actor);
      const isOwner = state === 'claimed' && owner === actor;
      const expected = caseCan(act, state, {
        role: by.role,
        isOwner,
        isReceiver: state === 'referred' && by.organisation === THERE,
      });
      const acted = await ACTS[act]?.(by, number);
      const refused = acted?.ok === false ? acted.reason : null;
      expect([owner, actor, refused]).toEqual([owner, actor, expected]);
      const audited = await stores.database.query('select from audit where act = $1 and subject = $2', [
        `case_${act}`,
        String(number),
      ]);
      expect(audited).toHaveLength(expected === null ? 1 : 0);
    }
  });
});

test('of two advisers who claim in the same moment exactly one has the case, fifty times', async () => {
  for (let round = 0; round < 50; round += 1) {
    const number = await caseIn('waiting', who('Ana'));
    const both = await Promise.all([claim(desk, who('Ana'), number), claim(desk, who('Ben'), number)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const loser = both.find((acted) => !acted.ok);
    const [standing] = await stores.database.query<{ name: string }>(
      'select name from claim join staff on staff.id = claim.staff where number = $1 and ended_at is null',
      [number],
    );
    expect(loser).toEqual({ ok: false, reason: 'claimed', owner: standing?.name });
  }
});

test('taken by who was asked, the bot is silent there too: what it had not sent is not sent', async () => {
  const number = await caseIn('referred', who('Ana'));
  await stores.database.query(
    `insert into outbox_message (person, address, channel, turn, sealed, state)
     select address.person, address.id, channel, 1, '', 'waiting' from address join case_file using (person) where number = $1`,
    [number],
  );
  expect(await answer(desk, who('Lea'), number, { accepts: true, why: '' })).toEqual({ ok: true });
  const left = await stores.database.query(
    'select state from outbox_message join case_file using (person) where number = $1',
    [number],
  );
  expect(left).toEqual([{ state: 'cancelled' }]);
});

test.each([true, false])(
  'whether it is taken there (%s) or not, who was passed on waits for whoever has them next',
  async (accepts) => {
    const number = await caseIn('referred', who('Ana'));
    await stores.database.query('update case_file set waiting_since = null where number = $1', [number]);
    await answer(desk, who('Lea'), number, { accepts, why: '' });
    const [row] = await stores.database.query(
      'select waiting_since is not null as waits from case_file where number = $1',
      [number],
    );
    expect(row).toEqual({ waits: true });
  },
);

test('whoever works here no more keeps nobody waiting: what they had goes back to the queue', async () => {
  const account = { name: 'Zoe', role: 'adviser' as Role, organisation: HERE };
  const password = 'correct horse battery';
  const id = await addStaff(stores.database, { ...account, email: 'Zoe@example.org', password });
  const number = await caseIn('claimed', { ...account, id });
  await giveBackIdle(desk, 30);
  expect(await claim(desk, who('Ben'), number)).toMatchObject({ ok: false, reason: 'claimed' });
  await stores.database.query('update staff set disabled_at = now() where id = $1', [id]);
  await giveBackIdle(desk, 30);
  expect(await claim(desk, who('Ben'), number)).toEqual({ ok: true });
});

test('passed on and taken there, the case is theirs; declined, it waits again', async () => {
  const taken = await caseIn('referred', who('Ana'));
  expect(await answer(desk, who('Lea'), taken, { accepts: true, why: '' })).toEqual({ ok: true });
  expect(await claim(desk, who('Ben'), taken)).toMatchObject({ ok: false, reason: 'claimed', owner: 'Lea' });
  const declined = await caseIn('referred', who('Ana'));
  expect(await answer(desk, who('Lea'), declined, { accepts: false, why: 'no atendemos eso' })).toEqual({ ok: true });
  expect(await claim(desk, who('Ben'), declined)).toEqual({ ok: true });
  expect(await refer(desk, who('Ben'), declined, { organisation: THERE, summary: 'x', consent: null })).toMatchObject({
    ok: false,
    reason: 'no_consent',
  });
});
