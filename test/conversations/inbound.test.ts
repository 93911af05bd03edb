import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readTranscript } from '../../src/records/transcript.ts';
import { quiet, start, type Talker, type World, welcomed } from '../support/talk.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

const phoneOf = (person: Talker) => world.simulator.whatsapp.phone({ number: person.phone });

const personOf = async (kind: 'phone' | 'bsuid', value: string) => {
  const hash = world.camino.seal.hash('address', `whatsapp:${kind}:${value}`);
  const rows = await world.camino.database.query<{ person: string; addresses: number }>(
    `select person, (select count(*)::int from address other where other.person = address.person) as addresses
     from address where hash = $1`,
    [hash],
  );
  return rows[0] ?? null;
};

/** Delivers one change of one's own making, signed as Meta does. */
async function post(value: object): Promise<number | null> {
  const changes = [{ field: 'messages', value: { metadata: { phone_number_id: '106540352242922' }, ...value } }];
  const body = { object: 'whatsapp_business_account', entry: [{ id: '1', changes }] };
  return (await world.simulator.whatsapp.deliver(body)).status;
}

describe('what is no talk', () => {
  test.each([
    ['a reaction', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '👍' } }],
    ['a reaction of no named kind', { type: null, reaction: { message_id: 'wamid.x' } }],
    ['an order', { type: 'order', order: { catalog_id: '1', product_items: [] } }],
    ['an edit that holds no message', { type: 'edit', edit: { original_message_id: 'wamid.x' } }],
    ['a message in a group', { type: 'text', text: { body: 'Hola' }, group_id: 'g1' }],
  ])('%s makes nobody known and is not answered', async (_name, content) => {
    const { phone } = world.someone('whatsapp');
    expect(await post({ messages: [{ from: phone.slice(1), id: `wamid.${phone}`, ...content }] })).toBe(200);
    await quiet(world.camino);
    expect(await personOf('phone', phone)).toBeNull();
  });
});

describe('what cannot be read', () => {
  test('is said once for a burst, and again for another kind', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    const phone = phoneOf(person);
    await phone.sendImage();
    await person.settled();
    expect(person.heard).toEqual(['unreadable.media', 'menu.ask']);
    for (let more = 0; more < 4; more += 1) {
      await phone.sendImage();
      await person.settled();
      expect(person.heard).toEqual([]);
    }
    await phone.send({ type: 'unsupported', errors: [{ code: 131051 }, null], unsupported: { type: 'poll' } }, '');
    await person.settled();
    expect(person.heard).toEqual(['unreadable.other', 'menu.ask']);
    await person.says('ayuda');
    expect(person.heard).toContain('help');
  });

  test('leaves the contacts of others unread', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    const contacts = [{ name: { formatted_name: 'Luis Prieto' }, phones: [{ phone: '+573009998877' }], origin: 'x' }];
    await phoneOf(person).send({ type: 'contacts', contacts }, '');
    await person.settled();
    expect(person.heard).toEqual(['unreadable.media', 'menu.ask']);
    expect(JSON.stringify(await said(person))).not.toContain('Luis');
  });
});

async function said(person: Talker) {
  const known = await personOf('phone', person.phone);
  return readTranscript(world.camino.database, world.camino.seal, (known?.person ?? '') as never);
}

describe('what comes late, twice or is taken back', () => {
  test('a message hours old is answered', async () => {
    const person = world.someone('whatsapp');
    world.simulator.whatsapp.phone({ number: person.phone }).openWindow();
    const timestamp = String(Math.floor(Date.now() / 1000) - 6 * 3600);
    const message = { from: person.phone.slice(1), id: 'wamid.old', timestamp, type: 'text', text: { body: 'Bonjou' } };
    expect(await post({ messages: [message, message] })).toBe(200);
    await person.settled();
    expect(person.heard).toEqual(['welcome.who', 'welcome.consent']);
  });

  test('to one that comes days late our own words come too late: a notice says that the answer waits', async () => {
    const person = world.someone('whatsapp');
    const phone = world.simulator.whatsapp.phone({ number: person.phone });
    const timestamp = String(Math.floor(Date.now() / 1000) - 6 * 86_400);
    const message = {
      from: person.phone.slice(1),
      id: 'wamid.days',
      timestamp,
      type: 'text',
      text: { body: 'Bonjou' },
    };
    expect(await post({ messages: [message] })).toBe(200);
    await person.settled();
    expect(person.heard).toEqual(['welcome.who', 'welcome.consent', 'template.message-waiting']);
    expect(phone.received.map(({ optionKind }) => optionKind)).toEqual(['template']);
  });

  test('edited words take the place of the old ones, marked, and are not answered again', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    const id = await phoneOf(person).write('no sé');
    await person.settled();
    await phoneOf(person).edit(id, 'quiero hablar con una persona');
    await person.settled();
    expect(person.heard).toEqual([]);
    const mine = (await said(person)).filter(({ saidBy }) => saidBy === 'person');
    expect(mine.at(-1)).toMatchObject({ words: 'quiero hablar con una persona', isEdited: true });
    expect(mine.filter(({ isEdited }) => isEdited)).toHaveLength(1);
    expect(mine.map(({ words }) => words)).not.toContain('no sé');
  });

  test('an edit that overtakes its message stands for it, and the message itself is not answered after it', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    const message = { type: 'text', text: { body: 'menu' } };
    const edit = { original_message_id: 'wamid.overtaken', message };
    await phoneOf(person).send({ type: 'edit', edit }, '');
    await person.settled();
    expect(person.heard).toEqual(['menu.ask']);
    const from = person.phone.slice(1);
    expect(await post({ messages: [{ from, id: 'wamid.overtaken', type: 'text', text: { body: 'gracias' } }] })).toBe(
      200,
    );
    await person.settled();
    expect(person.heard).toEqual([]);
    expect((await said(person)).filter(({ isEdited }) => isEdited).map(({ words }) => words)).toEqual(['menu']);
  });

  test('a deletion takes the words out of the database and says nothing', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    const id = await phoneOf(person).write('vivo escondido en Bosa');
    await person.settled();
    expect((await said(person)).map(({ words }) => words)).toContain('vivo escondido en Bosa');
    await phoneOf(person).revoke(id);
    await person.settled();
    expect(person.heard).toEqual([]);
    expect((await said(person)).map(({ words }) => words)).not.toContain('vivo escondido en Bosa');
  });
});

describe('someone without a number', () => {
  const noNumber = (userId: string) => world.simulator.whatsapp.phone({ userId });

  test('is answered by the user id, through a change of it', async () => {
    const phone = noNumber('CO.1111111111');
    await phone.write('Bonjou');
    expect((await phone.next()).options).toHaveLength(3);
    const before = await personOf('bsuid', 'CO.1111111111');
    await phone.changeUserId('CO.2222222222');
    await phone.tap('consent=yes');
    expect((await phone.next()).options.map(({ id }) => id)).toContain('answer.interest=office');
    expect(await personOf('bsuid', 'CO.2222222222')).toEqual(before);
    expect(await personOf('bsuid', 'CO.1111111111')).toBeNull();
  });

  test('is not merged with who wrote from the new user id before the change was told', async () => {
    const before = noNumber('CO.3333333333');
    await before.write('Bonjou');
    await before.next();
    const after = noNumber('CO.4444444444');
    await after.write('Hola');
    await after.next();
    const [was, is] = [await personOf('bsuid', 'CO.3333333333'), await personOf('bsuid', 'CO.4444444444')];
    const system = { type: 'user_changed_user_id', previous_user_id: 'CO.3333333333', user_id: 'CO.4444444444' };
    expect(await post({ messages: [{ id: 'wamid.changed', type: 'system', system }] })).toBe(200);
    expect(await personOf('bsuid', 'CO.4444444444')).toEqual(is);
    expect(await personOf('bsuid', 'CO.3333333333')).toEqual(was);
  });

  test('who shows a number later is the same person, answered where they wrote', async () => {
    const phone = noNumber('CO.5555555555');
    await phone.write('Bonjou');
    await phone.next();
    const known = await personOf('bsuid', 'CO.5555555555');
    const number = world.someone('whatsapp');
    world.simulator.whatsapp.phone({ number: number.phone }).openWindow();
    const text = { type: 'text', text: { body: 'wi' } };
    const message = { from: number.phone.slice(1), from_user_id: 'CO.5555555555', id: 'wamid.shown', ...text };
    expect(await post({ messages: [message] })).toBe(200);
    await number.settled();
    expect(await personOf('phone', number.phone)).toEqual({ person: known?.person, addresses: 2 });
    const log = await world.camino.database.query<{ kind: string }>(
      'select a.kind from outbox_message o join address a on a.id = o.address where o.person = $1 order by o.position',
      [known?.person],
    );
    expect(log.map(({ kind }) => kind)).toEqual(['bsuid', 'phone']);
  });
});
