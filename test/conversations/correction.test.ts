import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findConcerned, tellAll } from '../../src/commands/correct.ts';
import { correctionText } from '../../src/commands/correct-report.ts';
import type { House } from '../../src/conversation/house.ts';
import type { Database } from '../../src/database/database.ts';
import { loadCatalogues } from '../../src/files/word-files.ts';
import type { Telling } from '../../src/jobs/correct.ts';
import { forEachLanguage } from '../../src/language/language.ts';
import { createWords } from '../../src/language/words.ts';
import { doubtAddress } from '../../src/mail/changed-hands.ts';
import type { AddressId, ChannelId } from '../../src/people/address.ts';
import type { Correction, CorrectionId, Programme } from '../../src/screening/programme.ts';
import { openChannels } from '../../src/start/open-channels.ts';
import { day, pathway } from '../support/programme.ts';
import { hashOf, screened, settingsFor, start, type Talker, type World, welcomed } from '../support/talk.ts';
import { until } from '../support/until.ts';

const WAY = pathway('safe-mobility-colombia');
const ON = day('2023-11-15');
const TOO_LATE = ['adult=yes', 'country_now=CO', 'nationality=VE', 'in_colombia:2023-06-11=no', 'registered_before=no'];
const ABOUT = { es: 'Le dijimos que era para usted.', ht: 'Nou te di ou li bon pou ou.' };

let world: World;
let telling: Telling;
let count = 0;
beforeAll(async () => {
  world = await start({ on: ON });
  const { database, seal, house } = world.camino;
  const config = await settingsFor({ on: ON }, 'http://127.0.0.1:9');
  telling = { database, seal, house: await corrected(house), channels: openChannels(config, database).all, today: ON };
});
afterAll(() => world.close());

/** The house once the way is known to have been closed that day already, with the words of any correction. */
async function corrected(house: House): Promise<House> {
  const way = house.programme.pathways.get(WAY);
  if (way === undefined) throw new Error(`The programme has no ${WAY}.`);
  const shut = { ...way, versions: way.versions.map((one) => ({ ...one, status: 'closed' as const })) };
  const read = await loadCatalogues('locales');
  if (!read.ok) throw new Error(read.faults.join('\n'));
  const worded = forEachLanguage((language) => {
    const about = language === 'ht' ? ABOUT.ht : ABOUT.es;
    const keys = Array.from({ length: 40 }, (_, n) => [`correction.about.c${n}`, about] as const);
    return new Map([...read.catalogues[language], ...keys]);
  });
  const words = createWords(worded);
  return {
    ...house,
    words,
    programme: { ...house.programme, pathways: new Map([...house.programme.pathways, [WAY, shut]]) },
  };
}

/** A correction of its own for each test. */
function aCorrection(more: Partial<Correction> = {}): Correction {
  count += 1;
  return {
    id: `c${count}` as CorrectionId,
    ...{ pathway: WAY, kind: 'mistake', on: ON, told: { from: day('2023-11-14'), until: ON } },
    ...{ concerns: 'other_result', wrong: 'We said that it was open.', source: sourceOf(world.camino.house.programme) },
    ...more,
  };
}

const sourceOf = ({ pathways }: Programme): Correction['source'] => {
  const source = pathways.get(WAY)?.versions[0]?.source;
  if (source === undefined) throw new Error(`${WAY} has no version.`);
  return source;
};

async function told(channel: ChannelId, language: 'es' | 'ht' = 'es'): Promise<Talker> {
  const person = world.someone(channel);
  await welcomed(person, language);
  await screened(person);
  for (const answer of TOO_LATE)
    if (person.heard.at(-1)?.startsWith('question.')) await person.taps(`answer.${answer}`);
  await person.taps('reason=prefer_not');
  return person;
}

const addressOf = async ({ phone }: Talker, channel: ChannelId = 'whatsapp') => {
  const [row] = await world.camino.database.query<{ id: AddressId; person: string }>(
    'select id, person from address where hash = $1',
    [hashOf(world.camino, phone, channel)],
  );
  if (row === undefined) throw new Error('Nobody was stored.');
  return row;
};
const came = ({ received }: Talker, start: string) => received.filter(({ text }) => text.startsWith(start));
const only = async (correction: Correction, person: Talker) => {
  const { person: id } = await addressOf(person);
  const found = await findConcerned(world.camino.database, telling.house.programme, correction, ON);
  return found.find((one) => one.person === id);
};

describe.each(
  (['whatsapp', 'sms'] as const).flatMap((channel) => (['es', 'ht'] as const).map((l) => [channel, l] as const)),
)('who was told the old thing on %s in %s', (channel, language) => {
  test('is told what was said, what is true, and a next step: once', async () => {
    const person = await told(channel, language);
    const correction = aCorrection();
    const start = language === 'es' ? 'Sobre ' : 'Sou ';
    expect(await tellAll(telling, correction)).toBeGreaterThan(0);
    await until(() => came(person, start).length > 0);
    await person.settled();
    expect(person.heard).toEqual([
      ...['correction.mistake', `correction.about.${correction.id}`, 'correction.result', 'source'],
      'correction.next',
    ]);
    const [message] = came(person, start);
    for (const part of [ABOUT[language], language === 'es' ? 'Nos equivocamos' : 'Nou te fe ere'])
      expect((message?.text ?? '').normalize('NFD').replace(/\p{M}/gu, '')).toContain(
        part.normalize('NFD').replace(/\p{M}/gu, ''),
      );
    if (channel === 'sms') expect(message?.segments?.count).toBeLessThanOrEqual(7);
    expect(await tellAll(telling, correction)).toBe(0);
    // What it names is heard, and answered by where they stand.
    await person.says(language === 'es' ? 'MI CASO' : 'KA MWEN');
    expect(person.heard[0]).toBe('my-case.registered');
    expect(came(person, start)).toHaveLength(1);
  });
});

describe('told once', () => {
  /** Its connection to the store is gone before each commit, as a killed process's is. */
  const killed = (database: Database): Database => ({
    ...database,
    transaction: (work) =>
      database.transaction(async (tx) => {
        await work(tx);
        return (await tx.query('select pg_terminate_backend(pg_backend_pid())')) as never;
      }),
  });

  test('who is killed before the commit has told nobody, and the next run tells', async () => {
    const person = await told('whatsapp');
    const correction = aCorrection();
    await expect(tellAll({ ...telling, database: killed(world.camino.database) }, correction)).rejects.toThrow();
    await person.settled();
    expect(came(person, 'Sobre ')).toEqual([]);
    expect(await tellAll(telling, correction)).toBeGreaterThan(0);
    await until(() => came(person, 'Sobre ').length === 1);
  });

  test('two runs at the same time tell each person once', async () => {
    const person = await told('whatsapp');
    const correction = aCorrection();
    const counts = await Promise.all([
      tellAll(telling, correction),
      tellAll(telling, correction),
      tellAll(telling, correction),
    ]);
    const keys = await world.camino.database.query('select person from correction_told where correction = $1', [
      correction.id,
    ]);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(keys.length);
    await until(() => came(person, 'Sobre ').length > 0);
    await person.settled();
    expect(came(person, 'Sobre ')).toHaveLength(1);
    const lines = await world.camino.database.query<{ subject: string }>(
      "select subject from audit where act = 'correction_told' and subject like $1",
      [`${correction.id}: %`],
    );
    expect(lines.length).toBeGreaterThan(0);
  });

  test('the database itself takes no second key', async () => {
    const person = await told('whatsapp');
    const { person: id } = await addressOf(person);
    const note = () =>
      world.camino.database.query('insert into correction_told (correction, person) values ($1, $2)', ['x', id]);
    await note();
    await expect(note()).rejects.toThrow();
  });
});

describe('outside the 24 hours', () => {
  test('a template says that a correction waits, and whatever they write brings it, also after days', async () => {
    const person = await told('whatsapp');
    const { person: id } = await addressOf(person);
    const { database } = world.camino;
    await database.query("update address set window_until = now() - interval '1 hour' where person = $1", [id]);
    await tellAll(telling, aCorrection());
    const notice = world.camino.house.words.say('es', 'template.correction-waiting');
    await until(() => person.received.at(-1)?.text === notice);
    await person.settled();
    expect(person.received.at(-1)?.optionKind).toBe('template');
    expect(came(person, 'Sobre ')).toEqual([]);
    await database.query("update outbox_message set created_at = now() - interval '9 days' where person = $1", [id]);
    await person.taps('notice=read');
    await until(() => came(person, 'Sobre ').length === 1);
  });
});

describe('is not told', () => {
  test('who said STOP; the operator sees why, and no number', async () => {
    const person = await told('whatsapp');
    await person.says('parar');
    const correction = aCorrection();
    const found = await only(correction, person);
    expect(found?.reach).toBe('said_stop');
    await tellAll(telling, correction);
    await person.settled();
    expect(came(person, 'Sobre ')).toEqual([]);
    const programme = telling.house.programme;
    const text = correctionText(
      programme,
      correction,
      await findConcerned(world.camino.database, programme, correction, ON),
    );
    expect(text).toContain(found?.reference ?? 'no reference');
    expect(text).toMatch(/unlikely.* → closed/);
    expect(text).toContain('said STOP');
    expect(text).toMatch(/By language: .*es \d/);
    expect(text).not.toContain(person.phone.slice(-7));
  });

  test('who withdrew or never gave consent, whose number is doubted, and who asked to be erased', async () => {
    const [unwilling, doubted, leaving] = [await told('whatsapp'), await told('whatsapp'), await told('sms')];
    const { database, seal } = world.camino;
    await database.query("update person set consent = 'refused' where id = $1", [(await addressOf(unwilling)).person]);
    const { id, person } = await addressOf(doubted);
    await database.transaction((tx) => doubtAddress(tx, seal, id));
    await database.query("insert into erasure (person, receipt) select person, 'x' from address where hash = $1", [
      hashOf(world.camino, leaving.phone, 'sms'),
    ]);
    const correction = aCorrection();
    const found = await findConcerned(database, telling.house.programme, correction, ON);
    expect(found.find((one) => one.person === person)?.reach).toBe('doubted');
    expect(found.map(({ reach }) => reach)).toContain('no_consent');
    await tellAll(telling, correction);
    await world.someone('whatsapp').says('Hola');
    for (const one of [unwilling, doubted, leaving]) expect(came(one, 'Sobre ')).toEqual([]);
  });

  test('who heard of it on another day, or another result, or the same as today', async () => {
    const person = await told('whatsapp');
    const early = { from: day('2023-11-01'), until: day('2023-11-14') };
    expect(await only(aCorrection({ told: early }), person)).toBeUndefined();
    expect(await only(aCorrection({ was: ['likely'] }), person)).toBeUndefined();
    expect(await only(aCorrection({ was: ['unlikely'] }), person)).toBeDefined();
    const same = { ...aCorrection(), concerns: 'other_result' as const };
    const { programme } = world.camino.house;
    const { person: id } = await addressOf(person);
    const byId = (found: readonly { readonly person: string }[]) => found.some((one) => one.person === id);
    expect(byId(await findConcerned(world.camino.database, programme, same, ON))).toBe(false);
    // Where a fee or a source was wrong, everybody who heard of it is concerned.
    const all = aCorrection({ concerns: 'everybody', kind: 'changed' });
    expect(byId(await findConcerned(world.camino.database, programme, all, ON))).toBe(true);
  });
});

test('nobody complained, and nothing failed', () => {
  expect(world.simulator.complaints).toEqual([]);
  const expected = (event: { event: string }) => event.event === 'send_refused';
  const events = world.events.filter((event) => !expected(event));
  expect(events.filter(({ event }) => /refused|unknown|failed|breakdown|error|aside/.test(event))).toEqual([]);
});
