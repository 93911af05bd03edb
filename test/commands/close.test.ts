import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { ALONE } from '../../src/appointments/appointment.ts';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import { close } from '../../src/commands/close.ts';
import type { Database } from '../../src/database/database.ts';
import { connectServer } from '../../src/database/database.ts';
import { setProgrammeClock } from '../../src/database/programme-clock.ts';
import { closingTeller } from '../../src/jobs/tell-closing.ts';
import { meet } from '../../src/mail/meet.ts';
import { bookHeld, holdSlot } from '../../src/records/appointments.ts';
import { CHANNELS } from '../support/console.ts';
import { ourHouse } from '../support/house.ts';
import { slotOf } from '../support/slot.ts';
import { newDatabase, seal } from '../support/stores.ts';

const AT = instantAt('2023-11-20T08:00', 'America/Bogota');
const before = { ...process.env };

let database: Database;
let said = '';
beforeAll(async () => {
  const url = await newDatabase();
  database = connectServer(url);
  process.env.DATABASE_URL = url;
  delete process.env.DATA_DIR;
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
  const clock = await setProgrammeClock(database, '2023-11-15T08:00:00-05:00', Date.now);
  const house = await ourHouse();
  for (let at = 0; at < 3; at += 1) await booked(at);
  await database.query('update address set stopped_at = now() where id = (select id from address order by id limit 1)');
  const round = closingTeller({ database, house, clock, seal, channels: CHANNELS, log: { write: () => undefined } });
  const telling = setInterval(() => round().catch(() => undefined), 200);
  stop = () => clearInterval(telling);
}, 60_000);
let stop: () => void = () => undefined;
afterEach(() => {
  said = '';
});
afterAll(async () => {
  stop();
  jest.restoreAllMocks();
  process.env = before;
  await database.close();
});

async function booked(at: number): Promise<void> {
  await database.transaction(async (tx) => {
    const address = { channel: 'whatsapp', kind: 'phone', value: `+57300111220${at}` } as const;
    const { person } = await meet(tx, seal, [address], new Date());
    const slot = slotOf('soacha' as OfficeId, (AT + at * 1_800_000) as Instant, 9);
    await holdSlot(tx, person, slot, { pathway: 'safe-mobility-colombia', code: `C${at}`, turn: 1, party: ALONE });
    await bookHeld(tx, person, 0 as Instant);
  });
}

test('says what will happen, closes, and counts who was reached, each with what to do; no number is in it', async () => {
  expect(await close.run(['office', 'soacha', '--yes'])).toBe(0);
  expect(said).toContain('3 people have an appointment');
  expect(said).toContain('3 of 3 people are done.');
  expect(said).toMatch(/ 2 {2}waiting +on its way/);
  expect(said).toMatch(/ 1 {2}said_stop +said STOP: do not write/);
  expect(said).not.toMatch(/\+57|300111/);
  const [row] = await database.query<{ id: string }>('select id from closing');
  expect(await close.run(['office', 'soacha', '--yes'])).toBe(2);
  said = '';
  expect(await close.run([])).toBe(0);
  const number = row?.id.slice(0, 8) ?? '';
  expect(said).toBe(`${number}  office soacha  closed since 2023-11-15\n`);
  expect(await close.run(['undo', number])).toBe(0);
  said = '';
  expect(await close.run(['account', number])).toBe(0);
  expect(said).toContain('Dealt with: 3 people. Still to be told: 0.');
}, 60_000);

test.each([
  ['nothing'],
  ['office'],
  ['office nowhere --yes'],
  ['pathway soacha --yes'],
  ['programme soacha --yes'],
  ['pathway safe-mobility-colombia --from 2023-11-20 --until 2023-11-21 --yes'],
  ['office soacha --from 2023-11-20 --yes'],
  ['office soacha --from 2023-11-22 --until 2023-11-20 --yes'],
  ['office soacha --from 2020-01-01 --until 2020-01-02 --yes'],
  ['account 00000000'],
  ['undo 00000000'],
])('"%s" closes nothing', async (line) => {
  expect(await close.run(line.split(' '))).toBe(2);
  expect(await database.query('select from closing where ended_at is null')).toEqual([]);
});
