import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Inbound } from '../../src/people/message.ts';
import { Intake } from '../../src/web/intake.ts';
import { BOTH_STORES, type Stores, seal } from '../support/stores.ts';

describe.each(BOTH_STORES)('what one person wrote in one body keeps its order on %s', (_name, open) => {
  let stores: Stores;
  let intake: Intake;
  beforeAll(async () => {
    stores = await open();
    intake = new Intake(stores.database, seal, { write: () => undefined });
  });
  afterAll(() => stores.close());

  const wrote = (number: string, place: number, round: string): Inbound => ({
    ...{ providerId: `${round}.${number}.${place}`, sentAt: new Date() },
    from: [{ channel: 'whatsapp', kind: 'phone', value: number }],
    content: { kind: 'text', text: String(place) },
  });
  const numbers = Array.from({ length: 20 }, (_, index) => `+57300777${1000 + index}`);
  const PLACES = [0, 1, 2, 3];

  async function storedInOrder(round: string): Promise<boolean[]> {
    await Promise.all(
      numbers.map((number) =>
        intake.store('whatsapp', {
          messages: PLACES.map((place) => wrote(number, place, round)),
          ...{ reports: [], changes: [], withdrawals: [], setAside: [] },
        }),
      ),
    );
    return Promise.all(
      numbers.map(async (number) => {
        const hashes = PLACES.map((place) => seal.hash('words', wrote(number, place, round).providerId));
        const rows = await stores.database.query<{ place: number }>(
          'select array_position($1::bytea[], message_hash) as place from inbox_item where message_hash = any($1::bytea[]) order by id',
          [hashes],
        );
        return rows.map(({ place }) => place).join() === '1,2,3,4';
      }),
    );
  }

  test('newcomers, then the same people, then from numbers that were silent', async () => {
    const all = numbers.map(() => true);
    expect(await storedInOrder('new')).toEqual(all);
    expect(await storedInOrder('known')).toEqual(all);
    await stores.database.query("update person set consent = 'given'");
    await stores.database.query("update address set last_heard = now() - interval '200 days'");
    expect(await storedInOrder('silent')).toEqual(all);
  });
});
