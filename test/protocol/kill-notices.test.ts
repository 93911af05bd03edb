import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Database } from '../../src/database/database.ts';
import { bookedFor, personOf } from '../support/booked.ts';
import { beforeTheKill, endAll, quiet, runDoomed, runHeir } from '../support/doomed.ts';
import { until } from '../support/until.ts';

const STEPS = ['notice_taken', 'notice_told', 'notice_committed'];

afterEach(endAll);

describe('a process killed while it reminds tells nobody twice and forgets nobody', () => {
  test.each(STEPS)(
    'killed after %s',
    async (killAt) => {
      const { simulator, config, database, phone, first } = await beforeTheKill();
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
