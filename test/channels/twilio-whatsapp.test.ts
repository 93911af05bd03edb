import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { start, type World } from '../support/talk.ts';
import { until } from '../support/until.ts';

let world: World;
beforeAll(async () => {
  world = await start({ on: '2023-11-15', whatsappBy: 'twilio' });
});
afterAll(() => world.close());

const inbound = (change: Record<string, string>) => ({
  MessageSid: 'SM1',
  From: 'whatsapp:+573009000001',
  To: 'whatsapp:+12025550107',
  Body: 'Hola',
  ...change,
});
const items = async () => (await world.camino.database.query('select id from inbox_item')).length;

describe('WhatsApp by Twilio', () => {
  test('comes through the door of Twilio; that of Meta is shut', async () => {
    expect((await fetch(`${world.camino.url}/webhooks/whatsapp`)).status).toBe(404);
  });

  test('a wrong signature is 401, and is counted for WhatsApp', async () => {
    const answer = await world.simulator.sms.deliver(inbound({}), { signature: 'x' });
    expect(answer.status).toBe(401);
    expect(world.events).toContainEqual({ event: 'signature_refused', channel: 'whatsapp' });
    expect(await items()).toBe(0);
  });

  test.each([
    ['other whatsapp sender', inbound({ To: 'whatsapp:+12025550199' })],
    ['reaction', inbound({ MessageType: 'reaction', Body: '👍' })],
  ])('%s: taken, set aside by name, and not answered', async (name, form) => {
    expect((await world.simulator.sms.deliver(form)).status).toBe(200);
    expect(world.events.at(-1)).toMatchObject({ event: 'received', channel: 'whatsapp', setAside: [name] });
    expect(await items()).toBe(0);
  });

  test('a person without a number is answered at their user id, and no line of the log names them', async () => {
    const phone = world.simulator.sms.whatsAppPhone({ userId: 'VE.13491208655302741918' });
    await phone.write('Bonjou');
    expect((await phone.next()).by).toBe('camino');
    expect(JSON.stringify(world.events)).not.toMatch(/Luz|VE\.1349/);
  });

  test('each report meets the message it is of', async () => {
    const phone = world.simulator.sms.whatsAppPhone({ number: '+573009000002' });
    await phone.write('Hola');
    const { callbackData } = await phone.next();
    const outbox = new URL(callbackData ?? '').searchParams.get('id');
    const met = () =>
      world.camino.database.query(
        `select report.channel, report.state from outbox_message message
         join delivery_report report using (channel, provider_hash)
         where message.id = $1 and message.state = 'accepted' order by report.state`,
        [outbox],
      );
    const reports = ['delivered', 'read', 'sent'].map((state) => ({ channel: 'whatsapp', state }));
    await until(async () => (await met()).length === reports.length);
    expect(await met()).toEqual(reports);
  });
});
