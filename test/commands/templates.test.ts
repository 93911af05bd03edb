import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { createSimulator, type Simulator } from '../../simulator/simulator.ts';
import { BUSINESS_ACCOUNT_ID } from '../../simulator/whatsapp-webhook.ts';
import { templates } from '../../src/commands/templates.ts';

let meta: Simulator;
const before = { ...process.env };

beforeEach(async () => {
  const whatsapp = {
    ...{ phoneNumberId: '106540352242922', accessToken: 'token', appSecret: 'secret', verifyToken: 'verify' },
    displayNumber: '+576015550100',
  };
  meta = await createSimulator({ whatsapp, twilio: { accountSid: 'AC1', authToken: 't', from: '+12025550100' } });
  process.env.WHATSAPP_API_URL = `${await meta.listen()}/graph`;
  process.env.WHATSAPP_BUSINESS_ACCOUNT_ID = BUSINESS_ACCOUNT_ID;
  process.env.WHATSAPP_ACCESS_TOKEN = 'token';
});
afterEach(async () => {
  process.env = { ...before };
  await meta.close();
});

/** What a command says, line by line, and its exit code. */
async function said(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const texts: string[] = [];
  const hear = (text: unknown) => texts.push(String(text)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation(hear as never),
  );
  const code = await templates.run(args);
  for (const spy of spies) spy.mockRestore();
  return { code, lines: texts.join('').trim().split('\n') };
}

const shelf = () => meta.whatsapp.templates;
const approveAll = () => {
  for (const { name, language } of shelf().all) shelf().decide(name, language, { state: 'approved' });
};

test('show prints each template in each language with its samples, and asks nobody', async () => {
  const { code, lines } = await said();
  expect([code, lines.length]).toEqual([0, 65]);
  const reminder = lines
    .map((line) => JSON.parse(line))
    .find(({ name, language }) => name === 'camino_appointment_reminder' && language === 'es');
  expect(reminder).toEqual({
    ...{ name: 'camino_appointment_reminder', language: 'es', category: 'UTILITY' },
    components: [
      {
        type: 'BODY',
        text: 'Usted tiene una cita: {{1}}, en {{2}}, con el código {{3}}. ¿Va a venir?',
        example: { body_text: [['lunes 4 de marzo de 2030, 10:30', 'Manizales', 'BCDF-GHJK']] },
      },
      {
        type: 'BUTTONS',
        buttons: ['Sí, voy', 'No puedo ir', 'Cambiar la cita'].map((text) => ({ type: 'QUICK_REPLY', text })),
      },
    ],
  });
  expect(shelf().all).toEqual([]);
});

test('push submits what Meta does not have, once; check waits until Meta has approved all', async () => {
  const first = await said('push');
  expect(first.code).toBe(0);
  expect(first.lines).toContain('camino_place_free (es): PENDING (UTILITY)');
  expect(first.lines.at(-1)).toBe('65 submitted, 0 were there, 0 not taken.');
  expect((await said('push')).lines).toEqual(['0 submitted, 65 were there, 0 not taken.']);
  const waiting = await said('check');
  expect([waiting.code, waiting.lines.length, waiting.lines.at(-1)]).toEqual([1, 66, '65 faults.']);
  expect(waiting.lines[0]).toMatch(
    /: camino_\w+ \(\w+\) waits for Meta, which takes up to a day\. Check again later\.$/,
  );
  approveAll();
  expect(await said('check')).toEqual({ code: 0, lines: ['Meta has approved all 65.'] });
});

test('check names the file, the line and what to do', async () => {
  await said('push');
  approveAll();
  shelf().decide('camino_place_free', 'es', { category: 'marketing' });
  shelf().decide('camino_place_free', 'en', { body: 'A time is free.' });
  shelf().decide('camino_place_gone_kreyol', 'fr', { state: 'rejected', reason: 'INVALID_FORMAT' });
  shelf().decide('camino_appointment_soon', 'pt_BR', { state: 'paused' });
  const { code, lines } = await said('check');
  expect(code).toBe(1);
  expect(lines).toEqual([
    expect.stringMatching(
      /^programme\/templates\/appointment-soon\.yaml:\d+: camino_appointment_soon \(pt_BR\) is paused at Meta\. Look at it in WhatsApp Manager\.$/,
    ),
    expect.stringMatching(
      /^locales\/es\/talk\.yaml:\d+: camino_place_free \(es\) is counted as marketing, which costs more/,
    ),
    expect.stringMatching(
      /^locales\/en\/talk\.yaml:\d+: camino_place_free \(en\) has other words at Meta: "A time is free\."\. Edit it in WhatsApp Manager, or give it a new name and push it\.$/,
    ),
    expect.stringMatching(
      /^locales\/ht\/talk\.yaml:\d+: camino_place_gone_kreyol \(fr\) was refused by Meta \(INVALID_FORMAT\)\. Change its words\./,
    ),
    '4 faults.',
  ]);
});

test('what is missing is told, and where to get it; a wrong token is Meta’s to say', async () => {
  delete process.env.WHATSAPP_BUSINESS_ACCOUNT_ID;
  expect(await said('check')).toEqual({
    code: 2,
    lines: ['WHATSAPP_BUSINESS_ACCOUNT_ID is missing: WhatsApp Manager shows it in its settings.'],
  });
  process.env.WHATSAPP_BUSINESS_ACCOUNT_ID = BUSINESS_ACCOUNT_ID;
  process.env.WHATSAPP_ACCESS_TOKEN = 'old';
  const { code, lines } = await said('push');
  expect([code, lines]).toEqual([1, [expect.stringContaining('Nothing was done: Meta says 190')]]);
  expect(lines.join()).not.toContain('old');
  expect((await said('pull')).code).toBe(2);
});
