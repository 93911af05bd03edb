import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { freePort } from '../../scripts/servers.ts';
import { connectServer, type Database } from '../../src/database/database.ts';
import { startCamino } from '../../src/start/camino.ts';
import { endAll, quiet, runDoomed, runHeir, STEPS } from '../support/doomed.ts';
import { houseFor } from '../support/house.ts';
import { settingsFor, startSimulator } from '../support/talk.ts';

const PEOPLE = 6;
/** What comes once for each person of a batch: the process dies in the middle of them. */
const OF_EACH = ['turn_taken', 'answered'];

afterEach(endAll);

describe('a process killed in the middle of many people loses nothing and tells nobody twice', () => {
  test.each(STEPS)('killed after %s', async (killAt) => {
    const { simulator, url } = await startSimulator();
    const config = { ...(await settingsFor({ on: '2023-11-15' }, url)), PORT: await freePort() };
    const database = connectServer(config.DATABASE_URL ?? '', 2);
    simulator.connect(`http://127.0.0.1:${config.PORT}`, config.PUBLIC_URL);
    const phones = Array.from({ length: PEOPLE }, (_, index) =>
      simulator.whatsapp.phone({ number: `+57300333000${index}` }),
    );
    // Who only listens answers nobody: so those who wait are one batch when somebody comes who does.
    const door = await startCamino(
      { ...config, ROLE: 'web' },
      { house: await houseFor(config), log: { write: () => undefined } },
    );
    for (const phone of phones) await phone.write('Hola');
    await door.stop();

    const doomed = await runDoomed(config, killAt, OF_EACH.includes(killAt) ? PEOPLE / 2 : 1);
    if (doomed.exitCode === null && doomed.signalCode === null) await once(doomed, 'exit');
    expect(doomed.signalCode).toBe('SIGKILL');

    await runHeir(config);
    await quiet(database);
    expect(await turnsAndWords(database)).toEqual(Array(PEOPLE).fill({ turn: 1, heard: 1, said: 2 }));
    for (const phone of phones) {
      await phone.settled();
      expect(phone.received.filter(({ by }) => by === 'camino')).toHaveLength(1);
    }
    await database.close();
    await simulator.close();
  });
});

function turnsAndWords(database: Database) {
  return database.query(
    `select turn, (select count(*)::int from message where message.person = person.id and said_by = 'person') as heard,
       (select count(*)::int from message where message.person = person.id and said_by = 'bot') as said
     from person`,
  );
}
