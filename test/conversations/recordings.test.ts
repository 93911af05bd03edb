import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { voiceNote } from '../../simulator/voice-note.ts';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import { tidy } from '../../src/jobs/tidy.ts';
import { addStaff } from '../../src/records/staff.ts';
import { type Colleague, colleague } from '../support/colleague.ts';
import { hashOf, start, type Talker, type World, welcomed } from '../support/talk.ts';
import { until } from '../support/until.ts';

let world: World;
let ana: Colleague;
let ben: Colleague;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
  ana = await adviser(world, 'Ana');
  ben = await adviser(world, 'Ben');
}, 60_000);
afterAll(() => world.close());

async function adviser(of: World, name: string): Promise<Colleague> {
  const account = { email: `${name}@example.org`, name, password: 'correct horse battery' };
  const works = { role: 'adviser', organisation: 'safe-mobility' as OrganisationId } as const;
  await addStaff(of.camino.database, { ...account, ...works });
  return colleague(of, account.email.toLowerCase(), account.password);
}

const query = <Row extends object>(sql: string, person: Talker, channel: 'whatsapp' | 'sms' = 'whatsapp') =>
  world.camino.database.query<Row>(sql, [hashOf(world.camino, person.phone, channel)]);

const OF = `from recording r join message m on m.id = r.message join address a on a.person = m.person where a.hash = $1`;

type Kept = { message: number; isHere: boolean; isKnown: boolean; failure: string | null; attempts: number };

const kept = (person: Talker, channel: 'whatsapp' | 'sms' = 'whatsapp') =>
  query<Kept>(
    `select r.message, r.sealed is not null as "isHere", r.source is not null as "isKnown", failure, attempts ${OF} order by 1`,
    person,
    channel,
  );

async function caseOf(person: Talker, channel: 'whatsapp' | 'sms' = 'whatsapp'): Promise<number> {
  const [row] = await query<{ number: number }>(
    'select number from case_file c join address a on a.person = c.person where a.hash = $1',
    person,
    channel,
  );
  return row?.number ?? 0;
}

const speak = async (person: Talker, note?: Buffer, type?: string) => {
  await world.simulator.whatsapp.phone({ number: person.phone }).sendVoice(note, type);
  await person.settled();
};

/** Until the newest recording came, or never will. */
const fetched = async (person: Talker, channel: 'whatsapp' | 'sms' = 'whatsapp') => {
  await until(async () => (await kept(person, channel)).at(-1)?.isKnown === false, 'nothing was fetched');
  return (await kept(person, channel)).at(-1) as Kept;
};

/** Somebody who agreed to be kept and asked for a human. */
async function asked(): Promise<{ person: Talker; number: number }> {
  const person = world.someone('whatsapp');
  await welcomed(person, 'es');
  await person.says('persona');
  return { person, number: await caseOf(person) };
}

const plays = async () =>
  (
    await world.camino.database.query<{ name: string; subject: string }>(
      `select name, subject from audit join staff on staff.id = audit.staff where act = 'case_play_voice' order by audit.id`,
    )
  ).map(({ name, subject }) => `${name} ${subject}`);

describe('what somebody says aloud', () => {
  test('is fetched, sealed, and heard by the adviser who has the case and by nobody else', async () => {
    const { person, number } = await asked();
    const note = voiceNote(2);
    await speak(person, note);
    expect(person.heard).toEqual(['unreadable.voice.human', 'menu.ask']);
    const { message } = await fetched(person);
    const path = `/cases/${number}/recordings/${message}`;
    expect(await ana.reads(`/cases/${number}`)).toContain('Tome el caso para escucharla');
    expect((await ana.gets(path)).status).toBe(403);
    await ana.does(number, 'claim');
    const heard = await ana.gets(path);
    expect([heard.status, heard.headers.get('content-type')]).toEqual([200, 'audio/ogg']);
    expect(heard.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await heard.arrayBuffer())).toEqual(note);
    expect(await ana.reads(`/cases/${number}`)).toContain(`src="/staff${path}"`);
    const refused = await ben.gets(path);
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('Solo quien tiene el caso escucha sus notas de voz');
    expect(await ben.reads(`/cases/${number}`)).toContain('Solo la escucha quien tiene el caso');
    expect(await plays()).toEqual([`Ana ${number}`]);
    const [{ sealed } = { sealed: note }] = await query<{ sealed: Uint8Array }>(`select r.sealed ${OF}`, person);
    expect(Buffer.from(sealed).includes('OggS')).toBe(false);
  });

  test('is heard in parts, each hearing written down once; a part that was never begun is one too', async () => {
    const { person, number } = await asked();
    const note = voiceNote();
    await speak(person, note);
    const path = `/cases/${number}/recordings/${(await fetched(person)).message}`;
    await ana.does(number, 'claim');
    const mine = async () => (await plays()).filter((one) => one === `Ana ${number}`).length;
    const part = await ana.gets(path, { range: 'bytes=100-199' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${note.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(note.subarray(100, 200));
    expect(await mine()).toBe(1);
    expect((await ana.gets(path, { range: 'bytes=200-' })).status).toBe(206);
    expect(await mine()).toBe(1);
    expect((await ana.gets(path, { range: 'bytes=0-' })).status).toBe(206);
    expect(await mine()).toBe(2);
    expect((await ana.gets(path, { range: `bytes=${note.length}-` })).status).toBe(416);
  });

  test('said before a human was asked for, is fetched once there is a case', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await speak(person);
    expect(person.heard).toEqual(['unreadable.voice', 'menu.ask']);
    expect(await kept(person)).toMatchObject([{ isKnown: true, attempts: 0 }]);
    await person.says('persona');
    expect(await fetched(person)).toMatchObject({ isHere: true });
  });

  test('is not kept, not even where it is, of who did not agree', async () => {
    const person = world.someone('whatsapp');
    await person.says('Hola');
    await person.taps('consent=no');
    await person.says('persona');
    await speak(person);
    expect(person.heard[0]).toBe('unreadable.voice');
    expect(await kept(person)).toEqual([]);
    expect(await ana.reads(`/cases/${await caseOf(person)}`)).toContain('Nota de voz no guardada');
  });

  test('is kept seven days; then that there was something is all that is left', async () => {
    const { person, number } = await asked();
    await speak(person);
    const { message } = await fetched(person);
    await ana.does(number, 'claim');
    await query(
      `update recording set said_at = now() - interval '7 days' from message m join address a on a.person = m.person
       where m.id = recording.message and a.hash = $1`,
      person,
    );
    expect((await ana.gets(`/cases/${number}/recordings/${message}`)).status).toBe(404);
    expect(await ana.reads(`/cases/${number}`)).toContain('Se guardó siete días');
    await tidy(world.camino.database);
    expect(await kept(person)).toMatchObject([{ isHere: false, isKnown: false }]);
  });

  test('goes with a message that is taken back, and with a person who has everything deleted', async () => {
    const { person } = await asked();
    const phone = world.simulator.whatsapp.phone({ number: person.phone });
    const id = await phone.sendVoice();
    await person.settled();
    await fetched(person);
    await phone.revoke(id);
    await person.settled();
    expect(await kept(person)).toEqual([]);
    await speak(person);
    const { message } = await fetched(person);
    await person.says('borrar');
    await person.taps('delete=yes');
    const left = () => world.camino.database.query('select from recording where message = $1', [message]);
    await until(async () => (await left()).length === 0, 'the recording is still there');
  });

  test('that cannot be fetched says so', async () => {
    const { person, number } = await asked();
    await speak(person, Buffer.from('<svg/>'), 'image/svg+xml');
    expect(await fetched(person)).toMatchObject({ isHere: false, failure: 'no_sound' });
    expect(await ana.reads(`/cases/${number}`)).toContain('El archivo no es un sonido');
    await speak(person, Buffer.alloc(16 * 1024 * 1024 + 1));
    expect(await fetched(person)).toMatchObject({ isHere: false, failure: 'too_large' });
    expect(await ana.reads(`/cases/${number}`)).toContain('Es demasiado larga');
  });
});

test('by Twilio it is fetched too, from a text message as from WhatsApp', async () => {
  const person = world.someone('sms');
  await welcomed(person, 'es');
  await person.says('persona');
  const note = voiceNote(3);
  await world.simulator.sms.phone(person.phone).sendVoice(note);
  await person.settled();
  expect(person.heard[0]).toBe('unreadable.voice.human');
  const number = await caseOf(person, 'sms');
  const { message } = await fetched(person, 'sms');
  await ana.does(number, 'claim');
  const heard = await ana.gets(`/cases/${number}/recordings/${message}`);
  expect(Buffer.from(await heard.arrayBuffer())).toEqual(note);
  expect(await ana.reads(`/cases/${number}`)).toContain('Nota de voz, 3 s');
});
