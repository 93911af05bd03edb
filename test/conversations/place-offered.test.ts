import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Instant, instantAt } from '../../src/appointments/local-time.ts';
import type { OfficeId } from '../../src/appointments/office.ts';
import { fillPlaces } from '../../src/jobs/fill-places.ts';
import type { Means } from '../../src/jobs/means.ts';
import { cancelBooked } from '../../src/records/appointments.ts';
import { joinList } from '../../src/records/waiting-list.ts';
import { openChannels } from '../../src/start/open-channels.ts';
import { bookedFor, personOf } from '../support/booked.ts';
import { hashOf, settingsFor, start, type World, welcomed } from '../support/talk.ts';

const ON = '2023-11-15';
const NOW: Instant = instantAt(`${ON}T10:00`, 'America/Bogota');
const CALI = 'cali' as OfficeId;

let world: World;
let means: Means;
beforeAll(async () => {
  world = await start({ on: ON });
  const { database, seal, house } = world.camino;
  const config = await settingsFor({ on: ON }, 'http://127.0.0.1:9');
  const log = { write: () => undefined };
  means = { database, seal, house, channels: openChannels(config, database).all, log };
});
afterAll(() => world.close());

const SAYS = {
  es: { offers: /Hay un horario libre/, answerBy: /responda antes de/, ends: /ya no est[áa] en la lista de espera/ },
  ht: { offers: /lè ki lib/i, answerBy: /repon+n? anvan/i, ends: /antre nan lis/i },
} as const;

const plain = (text = '') => text.normalize('NFC');

describe.each(
  (['whatsapp', 'sms'] as const).flatMap((channel) => (['es', 'ht'] as const).map((l) => [channel, l] as const)),
)('who waits for a place on %s in %s', (channel, language) => {
  test('is offered one that somebody cancelled outside the window, and is asked no more after three', async () => {
    const { database } = world.camino;
    const [waits, leaves] = [world.someone(channel), world.someone(channel)];
    for (const person of [waits, leaves]) await welcomed(person, language);
    const [waiting, leaving] = await Promise.all(
      [waits, leaves].map(({ phone }) => personOf(world.camino, `${channel}:phone:${phone}`)),
    );
    if (waiting === undefined || leaving === undefined) throw new Error('Nobody was stored.');
    const what = {
      pathway: 'safe-mobility-colombia',
      offices: [CALI],
      people: 1,
      needs: [],
      language: null,
      soon: false,
    };
    await database.transaction((tx) => joinList(tx, { person: waiting, ...what }));
    await database.query("update address set window_until = now() - interval '1 hour' where hash = $1", [
      hashOf(world.camino, waits.phone, channel),
    ]);
    const before = waits.received.length;
    // A Tuesday: Cali has an interpreter then.
    for (const hour of ['09:00', '09:30', '10:00']) {
      await bookedFor(world.camino, leaving, `2023-11-28T${hour}`);
      await database.transaction((tx) => cancelBooked(tx, leaving));
      await fillPlaces(means, NOW);
      await waits.settled();
      await database.query(
        "update offer set until = now() - interval '1 second' where person = $1 and state = 'open'",
        [waiting],
      );
      await fillPlaces(means, NOW);
    }
    await waits.settled();
    const [offered, , , goodbye, ...more] = waits.received.slice(before);
    expect(more).toEqual([]);
    expect(plain(offered?.text)).toMatch(SAYS[language].offers);
    expect(plain(offered?.text)).toMatch(SAYS[language].answerBy);
    expect(plain(goodbye?.text)).toMatch(SAYS[language].ends);
    if (channel === 'sms') expect(offered?.segments?.count).toBeLessThanOrEqual(2);
    else {
      expect(offered?.options.map(({ id }) => id.split(':')[0])).toEqual(['offer=yes', 'offer=no']);
      expect(goodbye?.options.map(({ id }) => id)).toEqual(['list=join']);
    }
    await waits.taps('list=join');
    expect(waits.heard).toEqual(['waiting.what', 'waiting.how', 'waiting.soon.ask']);
    await waits.taps('soon=yes');
    expect(waits.heard[0]).toBe('waiting.joined');
    await database.query("update waiting_list set state = 'left', ended_at = now() where person = $1", [waiting]);
  });
});

test('no provider complains', () => {
  expect(world.simulator.complaints).toEqual([]);
});
