import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { giveBackIdle } from '../../src/desk/claim.ts';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import { idleClaims } from '../../src/records/claims.ts';
import { keepDraft } from '../../src/records/drafts.ts';
import type { ReplyId } from '../../src/records/replies.ts';
import { sendingStateOf } from '../../src/records/sending-state.ts';
import { addStaff, type StaffId } from '../../src/records/staff.ts';
import { type Colleague, colleague } from '../support/colleague.ts';
import { atTheTown, hashOf, start, type Talker, type World, welcomed } from '../support/talk.ts';
import { until } from '../support/until.ts';

const password = 'correct horse battery';
let world: World;
const staff: Record<string, Colleague & { id: StaffId }> = {};
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
  for (const [name, role] of [
    ['Ana Núñez', 'adviser'],
    ['Ben', 'adviser'],
    ['Sam', 'supervisor'],
  ] as const) {
    const email = `${name.slice(0, 3)}@example.org`;
    const organisation = 'safe-mobility' as OrganisationId;
    const id = await addStaff(world.camino.database, { email, name, password, role, organisation });
    staff[name.slice(0, 3)] = { ...(await colleague(world, email.toLowerCase(), password)), id };
  }
}, 60_000);
afterAll(() => world.close());

const who = (name: string) => {
  const found = staff[name];
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
};
const query = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  world.camino.database.query<Row>(text, values as unknown[]);

async function numberOf(person: Talker, channel: 'whatsapp' | 'sms'): Promise<number> {
  const [row] = await query<{ number: number }>(
    `select number from case_file join address on address.person = case_file.person where address.hash = $1`,
    [hashOf(world.camino, person.phone, channel)],
  );
  if (row === undefined) throw new Error('There is no case.');
  return row.number;
}

async function caseOf(channel: 'whatsapp' | 'sms' = 'whatsapp') {
  const person = world.someone(channel);
  await welcomed(person, 'es');
  await person.says('persona');
  return { person, number: await numberOf(person, channel) };
}

const textIn = (page: string, id: string) =>
  new RegExp(`<textarea id="${id}"[^>]*>([^<]*)</textarea>`).exec(page)?.[1] ?? null;
const idIn = (page: string) => /name="id" value="([^"]+)"/.exec(page)?.[1] ?? '';
/** The acts whose buttons can be pressed on a page, and those whose buttons cannot. */
function buttonsIn(page: string) {
  const all = [...page.matchAll(/<button[^>]*data-act="(\w+)"[^>]*>/g)];
  const acts = (disabled: boolean) =>
    [...new Set(all.filter(([tag]) => / disabled/.test(tag) === disabled).map(([, act = '']) => act))].sort();
  return { can: acts(false), cannot: acts(true) };
}

describe('a reply', () => {
  test('pressed twice is one; other words under the same id are not lost, and not sent', async () => {
    const { person, number } = await caseOf();
    await who('Ana').does(number, 'claim');
    const id = idIn(await who('Ana').reads(`/cases/${number}`));
    expect(id).not.toBe('');
    await Promise.all(['1', '2'].map(() => who('Ana').does(number, 'replies', { id, text: 'Buenos días' })));
    await person.settled();
    expect(person.words.match(/Buenos días/g)).toHaveLength(1);
    expect(await who('Ana').does(number, 'replies', { id, text: 'Buenos días. Traiga su PPT.' })).toBe(409);
    const page = await who('Ana').reads(`/cases/${number}`);
    expect(textIn(page, 'reply')).toBe('Buenos días. Traiga su PPT.');
    expect(idIn(page)).not.toBe(id);
  });

  test('of two advisers at once only the owner’s goes out, and the other’s words stay as their draft', async () => {
    const { person, number } = await caseOf();
    await who('Ana').does(number, 'claim');
    const done = await Promise.all([who('Ana').writes(number, 'Soy Ana'), who('Ben').writes(number, 'Soy Ben')]);
    expect(done).toEqual([303, 409]);
    await person.settled();
    expect(person.words).not.toContain('Soy Ben');
    expect(textIn(await who('Ben').reads(`/cases/${number}`), 'reply')).toBe('Soy Ben');
    expect(textIn(await who('Ana').reads(`/cases/${number}`), 'reply')).toBe('');
  });

  test('tells what became of it, and what did not arrive is sent once more for each press', async () => {
    const { person, number } = await caseOf();
    await who('Ana').does(number, 'claim');
    const id = randomUUID() as ReplyId;
    await who('Ana').does(number, 'replies', { id, text: 'Su cita es mañana' });
    await person.settled();
    const state = async () => (await sendingStateOf(world.camino.database, [id])).get(id);
    await until(async () => ['delivered', 'read'].includes((await state())?.state ?? ''));
    expect(await who('Ana').does(number, `replies/${id}/again`, { press: randomUUID() })).toBe(409);
    await query('delete from delivery_report where outbox in (select id from outbox_message where reply = $1)', [id]);
    await query(`update outbox_message set state = 'refused', code = 131026 where reply = $1`, [id]);
    expect(await state()).toMatchObject({ state: 'refused', code: 131026, canGoAgain: true });
    const page = await who('Ana').reads(`/cases/${number}`);
    expect(page).toContain(`/replies/${id}/again`);
    const press = randomUUID();
    await Promise.all([1, 2].map(() => who('Ana').does(number, `replies/${id}/again`, { press })));
    await until(async () => ['delivered', 'read'].includes((await state())?.state ?? ''));
    await person.settled();
    expect(person.words.match(/Su cita es mañana/g)).toHaveLength(2);
    expect(await who('Ben').does(number, `replies/${id}/again`, { press: randomUUID() })).toBe(409);
  });

  test('after STOP cannot be sent, and the page says why', async () => {
    const { person, number } = await caseOf();
    await who('Ana').does(number, 'claim');
    await person.says('parar');
    const page = await who('Ana').reads(`/cases/${number}?language=es`);
    expect(page).toMatch(/data-act="reply"[^>]*disabled/);
    expect(page).toContain('La persona escribió PARAR: no se le escribe hasta que ella escriba.');
    expect(await who('Ana').writes(number, 'Hola')).toBe(409);
  });
});

test('who is about to be forgotten is written nothing more, and the page says why', async () => {
  const { number } = await caseOf();
  await who('Ana').does(number, 'claim');
  const { database } = world.camino;
  // Held, so that the eraser does not come before the adviser.
  await database.transaction(async (tx) => {
    const [held] = await tx.query(
      'select person.id from person join case_file on case_file.person = person.id where number = $1 for key share of person',
      [number],
    );
    await database.query("insert into erasure (person, receipt) values ($1, 'AAA-AAA')", [held?.id]);
    const page = await who('Ana').reads(`/cases/${number}?language=es`);
    expect(page).toContain('La persona pidió borrar todo lo suyo: no se le escribe más.');
    expect(await who('Ana').writes(number, 'Hola')).toBe(409);
  });
});

describe('a draft', () => {
  test('is only mine, is gone when it is sent, and does not come back with a late save', async () => {
    const { number } = await caseOf();
    await who('Ana').does(number, 'claim');
    const id = idIn(await who('Ana').reads(`/cases/${number}`));
    expect(await who('Ana').does(number, `drafts/reply?form=${id}`, { text: 'Mañana le' })).toBe(204);
    const page = await who('Ana').reads(`/cases/${number}`);
    expect([textIn(page, 'reply'), idIn(page)]).toEqual(['Mañana le', id]);
    expect(textIn(await who('Ben').reads(`/cases/${number}`), 'reply')).toBe('');
    await who('Ana').does(number, 'replies', { id, text: 'Mañana le digo' });
    await who('Ana').does(number, `drafts/reply?form=${id}`, { text: 'Mañana le di' });
    expect(textIn(await who('Ana').reads(`/cases/${number}`), 'reply')).toBe('');
  });

  test('is not left behind when the case is closed or passed on', async () => {
    const { number } = await caseOf();
    await who('Ana').does(number, 'claim');
    const form = randomUUID();
    await who('Ana').does(number, `drafts/reply?form=${form}`, { text: 'Venga mañana' });
    const closes = () => who('Ana').does(number, 'closure', { reason: 'answered', note: '' });
    const passesOn = { organisation: 'haitian-partner', summary: 'Needs a lawyer', consent: 'chat' };
    expect([await closes(), await who('Ana').does(number, 'referral', passesOn)]).toEqual([409, 409]);
    // The address of what was refused leads back to the case.
    expect(await who('Ana').reads(`/cases/${number}/closure`)).toContain('Venga mañana');
    await who('Ana').does(number, `drafts/reply?form=${form}`, { text: '' });
    expect(await closes()).toBe(303);
  });

  test('saved in the very moment in which it is sent does not come back either', async () => {
    const { number } = await caseOf();
    await who('Ana').does(number, 'claim');
    const { database, seal } = world.camino;
    const place = { staff: who('Ana').id, number, kind: 'reply' } as const;
    for (let round = 0; round < 15; round += 1) {
      const form = randomUUID();
      const late = () => keepDraft(database, seal, place, { form, text: 'a medias', version: round });
      await late();
      await Promise.all([who('Ana').does(number, 'replies', { id: form, text: `Vuelta ${round}` }), late(), late()]);
      expect(await query('select from draft where number = $1', [number])).toEqual([]);
    }
  });

  test('typed earlier never takes the place of what was typed later', async () => {
    const { number } = await caseOf();
    const { database, seal } = world.camino;
    const place = { staff: who('Ben').id, number, kind: 'note' } as const;
    const form = randomUUID();
    expect(await keepDraft(database, seal, place, { form, text: 'uno dos', version: 2 })).toBe(true);
    expect(await keepDraft(database, seal, place, { form, text: 'uno', version: 1 })).toBe(false);
    expect(textIn(await who('Ben').reads(`/cases/${number}`), 'note')).toBe('uno dos');
  });

  test('gets ready replies behind what was typed, in the person’s language, without a script', async () => {
    const { person, number } = await caseOf();
    await query(`update person set language = 'ht' where id = (select person from case_file where number = $1)`, [
      number,
    ]);
    await who('Ana').does(number, 'claim');
    const page = await who('Ana').reads(`/cases/${number}?language=es`);
    expect(page).toContain('No mande fotos de sus documentos por aquí.');
    expect(page).toContain('Pa voye foto papye ou yo isit la.');
    const id = idIn(page);
    await who('Ana').does(number, 'drafts/reply/canned', { id, text: 'Bonjou', canned: 'pictures' });
    await who('Ana').does(number, 'drafts/reply/canned', {
      ...{ id, canned: 'closing' },
      text: textIn(await who('Ana').reads(`/cases/${number}`), 'reply') ?? '',
    });
    const text = textIn(await who('Ana').reads(`/cases/${number}`), 'reply') ?? '';
    expect(text).toMatch(/^Bonjou\s+Pa voye foto[\s\S]+Mèsi paske ou ekri/);
    await who('Ana').does(number, 'replies', { id, text });
    await person.settled();
    expect(person.words).toContain('Pa voye foto papye ou yo isit la.');
  });
});

describe('whose session is over', () => {
  const post = (path: string, fields: Record<string, string>, cookie = '') =>
    fetch(`${world.camino.url}/staff${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', cookie },
      body: new URLSearchParams(fields).toString(),
    });
  const carriedIn = (page: string) => ({
    carried_number: /name="carried_number" value="(\d+)"/.exec(page)?.[1] ?? '',
    carried_kind: /name="carried_kind" value="(\w+)"/.exec(page)?.[1] ?? '',
    carried_form: /name="carried_form" value="([\w-]+)"/.exec(page)?.[1] ?? '',
    carried_text: /name="carried_text"[^>]*>\n?([^<]*)</.exec(page)?.[1] ?? '',
  });

  test('loses nothing of what they typed, not even after a wrong password', async () => {
    const { number } = await caseOf();
    await who('Ben').does(number, 'claim');
    const text = 'La oficina abre a las ocho.\nLleve su documento. '.repeat(40).trim();
    const asked = await post(`/cases/${number}/replies`, { id: randomUUID(), text });
    expect(asked.status).toBe(401);
    const carried = carriedIn(await asked.text());
    const wrong = await post('/sign-in', { email: 'ben@example.org', password: 'wrong', ...carried });
    const again = carriedIn(await wrong.text());
    expect(again).toEqual(carried);
    const signedIn = await post('/sign-in', { email: 'ben@example.org', password, ...again });
    expect(signedIn.headers.get('location')).toBe(`/staff/cases/${number}?kept=draft`);
    const page = await who('Ben').reads(`/cases/${number}?kept=draft&language=es`);
    expect(textIn(page, 'reply')?.replaceAll('\r', '')).toBe(text);
    expect(page).toContain('está guardado como borrador');
    expect(textIn(await who('Ana').reads(`/cases/${number}`), 'reply')).toBe('');
  });

  test('finds the words of any other form as their note', async () => {
    const { number } = await caseOf();
    const asked = await post(`/cases/${number}/closure`, { reason: 'answered', note: 'Viene el martes' });
    await post('/sign-in', { email: 'ben@example.org', password, ...carriedIn(await asked.text()) });
    expect(textIn(await who('Ben').reads(`/cases/${number}`), 'note')).toBe('Viene el martes');
  });

  test('learns nothing of a case, and carries nothing to one that does not exist', async () => {
    const asked = await post('/cases/99999/replies', { id: randomUUID(), text: 'hola' });
    const page = await asked.text();
    expect(page).toContain('carried_text');
    const signedIn = await post('/sign-in', { email: 'ben@example.org', password, ...carriedIn(page) });
    expect(signedIn.headers.get('location')).not.toContain('99999');
    expect((await post('/cases/1/claim', {})).status).toBe(303);
  });
});

describe('what the page lets one do', () => {
  const SHOWN = [
    'claim',
    'take_over',
    'give_back',
    'wake',
    'reopen',
    'reply',
    'snooze',
    'refer',
    'close',
    'note',
  ].sort();

  test('is what the table says: other buttons stand there, disabled, with the reason', async () => {
    const { number } = await caseOf();
    const of = async (name: string) => buttonsIn(await who(name).reads(`/cases/${number}`));
    const waiting = await of('Ana');
    expect([...waiting.can, ...waiting.cannot].sort()).toEqual(SHOWN);
    expect(waiting.can).toEqual(['claim', 'note']);
    await who('Ana').does(number, 'claim');
    expect((await of('Ana')).can).toEqual(['close', 'give_back', 'note', 'refer', 'reply', 'snooze']);
    expect((await of('Ben')).can).toEqual(['note']);
    expect((await of('Sam')).can).toEqual(['note', 'take_over']);
    expect(await who('Ben').reads(`/cases/${number}?language=es`)).toContain(
      'Solo puede hacerlo Ana Núñez, que tiene el caso.',
    );
    await who('Ana').does(number, 'snooze', { at: '2023-11-20T08:00', why: 'espera el papel' });
    expect((await of('Ben')).can).toEqual(['claim', 'note', 'wake']);
    const asleep = await who('Ben').reads(`/cases/${number}?language=es`);
    expect(asleep).toContain('lunes 20 de noviembre de 2023, 08:00');
    expect(asleep).toContain('espera el papel');
    await who('Ben').does(number, 'claim');
    expect(await who('Ben').reads(`/cases/${number}`)).toContain('value="2023-11-20T08:00"');
    await who('Ben').does(number, 'closure', { reason: 'not_ours', note: 'Vive en Perú' });
    const closed = await who('Ana').reads(`/cases/${number}?language=es`);
    expect(buttonsIn(closed).can).toEqual(['note', 'reopen']);
    expect(closed).toContain('Vive en Perú');
    expect(await who('Ana').does(number, 'closure/end')).toBe(303);
    expect((await of('Ana')).can).toEqual(['claim', 'note']);
  });

  test('who comes second is told who was first; a form that lacks something says which field', async () => {
    const { number } = await caseOf();
    await who('Ana').does(number, 'claim');
    const sent = async (what: string, fields: Record<string, string>) => {
      const response = await who('Ben').sends(number, what, fields);
      return { status: response.status, page: await response.text() };
    };
    const second = await sent('claim', {});
    expect(second.status).toBe(409);
    expect(second.page).toMatch(/role="alert"[^>]*>[^<]*Ana Núñez/);
    await who('Sam').does(number, 'claim/take');
    await who('Sam').does(number, 'claim/end');
    await who('Ben').does(number, 'claim');
    const noReason = await sent('closure', { note: 'Dijo que viene' });
    expect(noReason.status).toBe(400);
    expect(noReason.page).toContain('value="Dijo que viene"');
    expect(noReason.page).toMatch(/<fieldset[^>]*aria-invalid="true"/);
    const past = await sent('snooze', { at: '2023-11-01T08:00', why: 'se fue' });
    expect([past.status, past.page.includes('value="se fue"')]).toEqual([400, true]);
    for (const at of ['0001-01-01T00:00', '2030-01-01T08:00', '9999-12-31T23:59'])
      expect([at, (await sent('snooze', { at, why: 'se fue' })).status]).toEqual([at, 400]);
    expect((await sent('notes', { form: randomUUID(), text: 'a\0b' })).status).toBe(400);
    expect((await sent('marks', { line: '2147483648', verdict: 'wrong' })).status).toBe(400);
    expect((await who('Ben').sends(99999, 'claim', {})).status).toBe(404);
  });

  test('closing goes on with the next who waits', async () => {
    const { number } = await caseOf();
    const { number: other } = await caseOf();
    await query('update case_file set urgent = true where number = $1', [other]);
    await who('Ana').does(number, 'claim');
    const closed = await who('Ana').sends(number, 'closure', { reason: 'answered', next: 'yes' });
    expect(closed.headers.get('location')).toBe(`/staff/cases/${other}`);
  });
});

test('a note reaches those it names, however they are written, until they have seen it', async () => {
  const { number } = await caseOf();
  const form = randomUUID();
  const note = { form, text: 'Mira esto, @ana nunez, antes del lunes' };
  await Promise.all([1, 2].map(() => who('Ben').does(number, 'notes', note)));
  expect(await query('select from note where number = $1', [number])).toHaveLength(1);
  const unseen = () =>
    query('select from mention join note on note.id = mention.note where number = $1 and seen_at is null', [number]);
  expect(await unseen()).toHaveLength(1);
  expect(await who('Ana').reads(`/cases/${number}`)).toContain('Mira esto, @ana nunez');
  expect(await unseen()).toEqual([]);
});

test('an answer put right is assessed again, stays to be seen as it was, and tells the person nothing', async () => {
  const person = world.someone('whatsapp');
  await atTheTown(person);
  await person.says('persona');
  const number = await numberOf(person, 'whatsapp');
  await who('Ana').does(number, 'claim');
  const [theirs] = await query<{ id: string; turn: number }>(
    'select id, turn from person where id = (select person from case_file where number = $1)',
    [number],
  );
  const results = () =>
    query<{ pathway: string; status: string; superseded: boolean }>(
      'select pathway, status, superseded from assessment where person = $1 order by id',
      [theirs?.id],
    );
  const told = await results();
  expect(told.length).toBeGreaterThan(0);
  const heard = person.received.length;
  expect(await who('Ana').does(number, 'answers', { question: 'adult', answer: 'nonsense' })).toBe(400);
  expect(await who('Ana').does(number, 'answers', { question: 'adult', answer: 'false' })).toBe(303);
  const after = await results();
  expect(after.filter(({ superseded }) => superseded).map(({ pathway, status }) => ({ pathway, status }))).toEqual(
    told.map(({ pathway, status }) => ({ pathway, status })),
  );
  const standing = after.filter(({ superseded }) => !superseded);
  expect(standing.map(({ pathway }) => pathway).sort()).toEqual(told.map(({ pathway }) => pathway).sort());
  expect(standing).not.toEqual(told);
  expect(await query('select turn from person where id = $1', [theirs?.id])).toEqual([{ turn: theirs?.turn }]);
  const page = await who('Ana').reads(`/cases/${number}?language=es`);
  expect(page).toMatch(/Corregido por Ana Núñez el [^<]*Antes: Sí/);
  expect(page).toContain('Corregí una de sus respuestas.');
  expect(person.received.length).toBe(heard);
  expect(await who('Ben').does(number, 'answers', { question: 'adult', answer: 'true' })).toBe(409);
  expect(await query(`select from audit where act = 'case_correct' and subject = $1`, [String(number)])).toHaveLength(
    1,
  );
});

test('a claim on which nobody does anything while the person waits goes back, and the person hears so', async () => {
  const { person, number } = await caseOf();
  await who('Ana').does(number, 'claim');
  await person.says('¿hay alguien?');
  expect(person.heard).toEqual([]);
  await query(`update claim set acted_at = now() - interval '31 minutes' where number = $1`, [number]);
  await query(`update case_file set waiting_since = now() - interval '31 minutes' where number = $1`, [number]);
  expect(await idleClaims(world.camino.database, 30)).toContain(number);
  const { database, seal } = world.camino;
  await giveBackIdle({ database, seal, workSoon: () => undefined }, 30);
  expect(await query('select from claim where number = $1 and ended_at is null', [number])).toEqual([]);
  await person.settled();
  expect(person.heard).toContain('handoff.failed');
});
