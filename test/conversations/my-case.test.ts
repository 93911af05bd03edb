import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { segments, toGsm7 } from '../../src/channels/segments.ts';
import { LANGUAGES } from '../../src/language/language.ts';
import type { ChannelId } from '../../src/people/address.ts';
import { hashOf, screened, start, type Talker, type World, welcomed } from '../support/talk.ts';
import { until } from '../support/until.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15' });
});
afterAll(() => world.close());

/** They came in August 2023: too late for an office, so that they are registered and nothing is booked. */
const TOO_LATE = ['adult=yes', 'country_now=CO', 'nationality=VE', 'in_colombia:2023-06-11=no', 'registered_before=no'];

async function tooLate(person: Talker, language: 'es' | 'ht'): Promise<void> {
  await welcomed(person, language);
  await screened(person);
  for (const answer of TOO_LATE)
    if (person.heard.at(-1)?.startsWith('question.')) await person.taps(`answer.${answer}`);
  await person.taps('reason=prefer_not');
}

const say = (language: 'es' | 'ht', key: string) => world.camino.house.words.say(language, key);
const CASE = { es: 'mi caso', ht: 'ka mwen' } as const;
const SLIP = { es: 'me da una constancia por favor', ht: 'ban m yon prèv' } as const;
const EVERYWHERE = (['whatsapp', 'sms'] as const).flatMap((channel) =>
  (['es', 'ht'] as const).map((language) => [channel, language] as const),
);

const personOf = async ({ phone }: Talker, channel: ChannelId) => {
  const [row] = await world.camino.database.query<{ person: string }>('select person from address where hash = $1', [
    hashOf(world.camino, phone, channel),
  ]);
  return row?.person;
};
const codeIn = (words: string) => /\b\w{4}-\w{4}-\w{4}\b/.exec(words)?.[0] ?? '';
const page = async (path: string) => {
  const response = await fetch(`${world.camino.url}${path}`);
  return { status: response.status, headers: response.headers, body: await response.text() };
};

describe.each(EVERYWHERE)('MY CASE on %s in %s', (channel, language) => {
  test('says where a newcomer stands: no registration, no case, and that nobody knows how long', async () => {
    const person = world.someone(channel);
    await welcomed(person, language);
    expect(person.received.at(-1)?.options.map(({ id }) => id)).not.toContain('go=case');
    await person.says(CASE[language]);
    expect(person.heard).toEqual(['my-case.not-registered', 'my-case.none', 'my-case.wait.unknown', 'menu.ask']);
  });

  test('says what was said and when, and that the team has the chat, in at most three messages', async () => {
    const person = world.someone(channel);
    await tooLate(person, language);
    await person.says(say(language, 'menu.open'));
    await person.taps('go=person');
    await person.taps('go=case');
    expect(person.heard.slice(0, 2)).toEqual(['my-case.registered', 'my-case.said']);
    expect(person.heard.slice(-3)).toEqual(['my-case.open', 'my-case.wait.unknown', 'menu.ask']);
    expect(person.heard).toContain('said.unlikely');
    expect(person.heard).not.toContain('my-case.changed');
    expect(person.words).toMatch(/R-\w{3}-\w{3}/);
    expect(person.words).toContain('15');
    const own = person.received.filter(({ by }) => by === 'camino').slice(-3);
    expect(own.filter(({ text }) => person.words.includes(text)).length).toBeLessThanOrEqual(3);
  });

  test('is obeyed in the middle of a question, which is asked again', async () => {
    const person = world.someone(channel);
    await welcomed(person, language);
    await screened(person);
    const [open] = person.heard.slice(-1);
    await person.says(CASE[language]);
    expect(person.heard).toEqual(['my-case.not-registered', 'my-case.none', 'my-case.wait.unknown', open]);
  });

  test('gives a slip that anybody can check, until the person is erased', async () => {
    const person = world.someone(channel);
    await tooLate(person, language);
    await person.says(SLIP[language]);
    expect(person.heard[0]).toBe('slip.made');
    expect(person.heard).toContain('slip.check');
    const code = codeIn(person.words);
    expect(person.words).toContain(`https://camino.example/check/${code}?lang=${language}`);
    const found = await page(`/check/${code}?lang=${language}`);
    expect(found.status).toBe(200);
    expect(found.body).toContain(say(language, 'check.no-permit').replaceAll("'", '&#39;'));
    expect(found.body).not.toContain(person.phone.slice(-7));
    expect(found.body).not.toMatch(/R-\w{3}-\w{3}|<script/);
    // As it is copied by hand.
    expect((await page(`/check?code=${code.toLowerCase().replaceAll('-', '+')}`)).status).toBe(200);
    const id = await personOf(person, channel);
    await person.says(language === 'es' ? 'borrar' : 'efase');
    await person.taps('delete=yes');
    await until(async () => (await page(`/check/${code}`)).status === 404);
    await until(async () => (await world.camino.database.query('select from person where id = $1', [id])).length === 0);
    expect(await world.camino.database.query('select from slip where person = $1', [id])).toEqual([]);
  });
});

describe('before it is known who writes', () => {
  test.each(['mi caso', 'ka mwen', 'comprobante'])(
    '"%s" as the first word is answered by the welcome alone',
    async (word) => {
      const person = world.someone('whatsapp');
      await person.says(word);
      expect(person.heard.filter((key) => !/^(welcome|language)\./.test(key))).toEqual([]);
      expect(person.heard).not.toEqual([]);
    },
  );

  test('nothing is told at a number that may have changed hands', async () => {
    const person = world.someone('whatsapp');
    await tooLate(person, 'es');
    const { database } = world.camino;
    const id = await personOf(person, 'whatsapp');
    await database.query("delete from address where person = $1 and kind <> 'phone'", [id]);
    await database.query("update address set last_heard = now() - interval '200 days' where person = $1", [id]);
    for (const word of ['hola', 'mi caso', 'comprobante']) {
      await person.says(word);
      expect([word, ...person.heard]).toEqual([word, 'same-person.ask']);
    }
    await person.taps('same-person=yes');
    await person.says('mi caso');
    expect(person.heard[0]).toBe('my-case.registered');
  });
});

describe('a slip', () => {
  test('is not made where nothing was said yet', async () => {
    const person = world.someone('whatsapp');
    await welcomed(person, 'es');
    await person.says('comprobante');
    expect(person.heard).toEqual(['slip.none', 'menu.ask']);
  });

  test('of a later result leaves the earlier one as it was', async () => {
    const person = world.someone('whatsapp');
    await tooLate(person, 'es');
    await person.says('comprobante');
    const first = codeIn(person.words);
    const before = (await page(`/check/${first}`)).body;
    await person.says('menú');
    await screened(person);
    await person.says('comprobante');
    const second = codeIn(person.words);
    expect(second).not.toBe(first);
    expect((await page(`/check/${first}`)).body).toBe(before);
  });

  test('says by itself what is not so any more', async () => {
    const person = world.someone('whatsapp');
    await tooLate(person, 'es');
    await person.says('comprobante');
    const code = codeIn(person.words);
    const sign = 'ya no diría lo mismo';
    expect((await page(`/check/${code}?lang=es`)).body).not.toContain(sign);
    await world.camino.database.query("update assessment set status = 'likely' where person = $1 and pathway = $2", [
      await personOf(person, 'whatsapp'),
      'safe-mobility-colombia',
    ]);
    expect((await page(`/check/${code}?lang=es`)).body).toContain(sign);
    await person.says('mi caso');
    expect(person.heard).toContain('my-case.changed');
  });
});

describe('the page that checks slips', () => {
  test('asks for a code, in the language that is asked for or that the browser likes', async () => {
    for (const language of LANGUAGES) {
      const { status, body } = await page(`/check?lang=${language}`);
      expect([status, body.includes(`<html lang="${language}">`)]).toEqual([200, true]);
    }
    const liked = await fetch(`${world.camino.url}/check`, { headers: { 'accept-language': 'ht-HT,fr;q=0.8' } });
    expect(await liked.text()).toContain('<html lang="ht">');
  });

  test('knows no other code, forbids scripts and copies, and stops who tries many', async () => {
    const { status, headers } = await page('/check/2222-3333-4444');
    expect(status).toBe(404);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
    // What cannot be a code is no attempt.
    for (let n = 0; n < 70; n += 1) expect((await page('/check/none')).status).toBe(404);
    const LETTERS = 'BCDFGHJKMNPQRSTVWXZ2';
    const tried: number[] = [];
    for (let n = 0; n < 61; n += 1)
      tried.push((await page(`/check/2222-3333-${LETTERS[n % 20]}${LETTERS[Math.floor(n / 20)]}BC`)).status);
    expect(tried.at(-1)).toBe(429);
  });
});

test('on SMS MY CASE stays within what may be said unasked, in every language', () => {
  const { words } = world.camino.house;
  for (const language of LANGUAGES) {
    const long = { reference: 'R-XXX-XXX', on: '2026-09-30', since: '2026-09-30', hours: 48 };
    const name = words.say(language, 'pathway.safe-mobility-colombia.name');
    const names = { names: [name, name, name].join(', ') };
    const text = [
      words.say(language, 'my-case.registered', long),
      words.say(language, 'my-case.said', long),
      words.say(language, 'said.likely', { names: name }),
      words.say(language, 'said.see_adviser', { names: name }),
      words.say(language, 'said.closed', names),
      words.say(language, 'my-case.wish'),
      words.say(language, 'my-case.open', long),
      words.say(language, 'my-case.wait.hours', long),
    ].join('\n');
    expect(segments(toGsm7(text)).count).toBeLessThanOrEqual(7);
  }
});

test('nobody complained, and nothing failed', () => {
  expect(world.simulator.complaints).toEqual([]);
  expect(world.events.filter(({ event }) => /refused|unknown|failed|breakdown|error|aside/.test(event))).toEqual([]);
});
