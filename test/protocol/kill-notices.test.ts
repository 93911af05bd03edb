import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { freePort } from '../../scripts/servers.ts';
import { connectServer, type Database } from '../../src/database/database.ts';
import { startCamino } from '../../src/start/camino.ts';
import { bookedFor, personOf } from '../support/booked.ts';
import { endAll, quiet, runDoomed, runHeir } from '../support/doomed.ts';
import { houseFor } from '../support/house.ts';
import { settingsFor, startSimulator } from '../support/talk.ts';
import { until } from '../support/until.ts';

const STEPS = ['notice_taken', 'notice_told', 'notice_committed'];

afterEach(endAll);

describe('a process killed while it reminds tells nobody twice and forgets nobody', () => {
  test.each(STEPS)(
    'killed after %s',
    async (killAt) => {
      const { simulator, url } = await startSimulator();
      const config = { ...(await settingsFor({ on: '2023-11-15' }, url)), PORT: await freePort() };
      const database = connectServer(config.DATABASE_URL ?? '', 2);
      const phone = simulator.whatsapp.phone({ number: '+573001234567' });
      simulator.connect(`http://127.0.0.1:${config.PORT}`, config.PUBLIC_URL);

      const first = await startCamino(config, { house: await houseFor(config), log: { write: () => undefined } });
      await phone.write('Hola');
      await quiet(database);
      await phone.settled();
      const person = await personOf(first, 'whatsapp:phone:+573001234567');
      await first.stop();
      const before = phone.received.length;
      // Booked days ago, in two days: due as soon as somebody looks.
      const { appointment } = await bookedFor({ database }, person, '2023-11-17T08:00');
      await database.query("update appointment set taken_at = taken_at - interval '5 days' where id = $1", [
        appointment,
      ]);

      const doomed = await runDoomed(config, killAt);
      const died = doomed.exitCode ?? doomed.signalCode ?? (await once(doomed, 'exit'))[1];
      expect(died).toBe('SIGKILL');

      await runHeir(config);
      await until(async () => (await told(database)).notices === 1, 'nobody was reminded');
      await quiet(database);
      await until(() => phone.received.length > before, 'the reminder has not arrived');
      await phone.settled();
      expect(await told(database)).toEqual({ notices: 1, said: 1, messages: 1 });
      expect(phone.received.slice(before)).toHaveLength(1);

      await database.close();
      await simulator.close();
    },
    180_000,
  );
});

/** What a reminder leaves behind, counted. */
async function told(database: Database) {
  const [row] = await database.query<{ notices: number; said: number; messages: number }>(
    `select (select count(*) from appointment_notice)::int as notices,
            (select count(*) from message where key = 'template.appointment-reminder')::int as said,
            (select count(*) from outbox_message where about is not null)::int as messages`,
  );
  if (row === undefined) throw new Error('nothing to count');
  return row;
}
