import type { Database } from '../../src/database/database.ts';

/** How much of each kind a person has left behind. What was sent is settled, what came is answered. */
const HISTORY = { items: 3, said: 6, answers: 4, sent: 3, reports: 3 };

/** Fills the tables with people who have talked with Camino and gone, and lets Postgres know what it holds. */
export async function populate(database: Database, people: number): Promise<void> {
  await database.transaction(async (tx) => {
    // Everything below fits together by the way it is made; checking each row again would take longer than making it.
    await tx.query('set local session_replication_role = replica');
    for (const statement of statements(people)) await tx.query(statement);
  });
  await database.script('vacuum analyze');
  await database.script('checkpoint');
}

// An id for each number, so that rows find their person without being read again.
const id = (kind: string, number: string) => `md5('${kind}' || ${number})::uuid`;
const hash = (kind: string, number: string) => `sha256(convert_to('${kind}' || ${number}, 'UTF8'))`;
// As long as sealed words are, and as hard to compress.
const sealed = (number: string, words: number) =>
  Array.from({ length: words }, (_, part) => hash(`sealed${part}`, number)).join(' || ');
const past = (number: string) => `now() - interval '1 day' - ${number} % 600000 * interval '10 seconds'`;

function statements(people: number): string[] {
  const each = `generate_series(1, ${people}) as n`;
  const times = (count: number) => `${each}, generate_series(1, ${count}) as k`;
  const one = `n * 10 + k`;
  return [
    `insert into person (id, created_at, language, consent, consent_at, turn, session)
     select ${id('person', 'n')}, ${past('n')}, 'es', 'given', ${past('n')}, 3, ${id('session', 'n')}::text from ${each}`,
    `insert into address (id, person, channel, kind, sealed, hash, created_at, last_heard)
     select ${id('address', 'n')}, ${id('person', 'n')}, 'whatsapp', 'phone', ${sealed('n', 2)}, ${hash('address', 'n')},
       ${past('n')}, ${past('n')} from ${each}`,
    `insert into inbox_item (person, address, channel, message_hash, kind, sealed, sent_at, arrived_at, state, turn)
     select ${id('person', 'n')}, ${id('address', 'n')}, 'whatsapp', ${hash('item', one)}, 'message', null,
       ${past('n')}, ${past('n')}, 'done', k from ${times(HISTORY.items)}`,
    `insert into message (person, turn, position, said_by, channel, at, key, values, sealed)
     select ${id('person', 'n')}, (k + 1) / 2, k % 2, case when k % 2 = 0 then 'bot' else 'person' end, 'whatsapp',
       ${past('n')}, 'menu.ask', '{}', ${sealed(one, 4)} from ${times(HISTORY.said)}`,
    `insert into answer (person, turn, question, answer, at)
     select ${id('person', 'n')}, k, 'question-' || k, '{"is":"value","value":true}', ${past('n')} from ${times(HISTORY.answers)}`,
    `insert into assessment (person, turn, pathway, status, because, answers, programme, on_day, at)
     select ${id('person', 'n')}, 3, 'safe-mobility-colombia', 'unlikely', '["presence"]',
       '{"adult":{"is":"value","value":true}}', md5('programme'), '2023-11-15', ${past('n')} from ${each}`,
    `insert into outbox_message (id, person, address, channel, turn, sealed, menu, state, attempts, not_before, first_tried,
       provider_hash, created_at, settled_at)
     select ${id('outbox', one)}, ${id('person', 'n')}, ${id('address', 'n')}, 'whatsapp', k, ${sealed(one, 8)},
       '["go=screening", "go=today", "go=topics", "go=person"]', 'accepted', 1, ${past('n')}, ${past('n')},
       ${hash('provider', one)}, ${past('n')}, ${past('n')} from ${times(HISTORY.sent)}`,
    `insert into delivery_report (channel, provider_hash, outbox, state, at, arrived_at)
     select 'whatsapp', ${hash('provider', one)}, ${id('outbox', one)}, 'delivered', ${past('n')}, ${past('n')}
     from ${times(HISTORY.reports)}`,
  ];
}
