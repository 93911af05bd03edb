import type { Channel } from '../channels/channel.ts';
import { createTwilio, type Twilio } from '../channels/twilio.ts';
import { createWhatsApp, type WhatsApp } from '../channels/whatsapp.ts';
import type { Connection } from '../database/database.ts';
import { clipBytes } from '../files/clips.ts';
import { uploadsIn } from '../mail/uploads.ts';
import type { ChannelId } from '../people/address.ts';
import type { Config } from './config.ts';

/**
 * The channels whose settings are there; the others are off.
 * @property whatsapp WhatsApp by Meta; WhatsApp by Twilio is one of Twilio's two channels
 */
export type OpenChannels = {
  readonly whatsapp: WhatsApp | null;
  readonly twilio: Twilio | null;
  readonly all: ReadonlyMap<ChannelId, Channel>;
};

/**
 * Opens each channel that has its settings; `readConfig` has refused half of them.
 * @param database where it is kept what was uploaded
 */
export function openChannels(config: Config, database: Connection): OpenChannels {
  const whatsapp = openWhatsApp(config, database);
  const twilio = openTwilio(config);
  const open = [whatsapp, twilio?.sms, twilio?.whatsapp].filter((channel) => channel !== null && channel !== undefined);
  return { whatsapp, twilio, all: new Map(open.map((channel) => [channel.id, channel])) };
}

function openWhatsApp(config: Config, database: Connection): WhatsApp | null {
  if (config.WHATSAPP_PHONE_NUMBER_ID === undefined) return null;
  const folder = config.VOICES_FOLDER;
  const voices =
    folder === undefined ? null : { ...uploadsIn(database), bytes: (clip: string) => clipBytes(folder, clip) };
  const settings = {
    phoneNumberId: config.WHATSAPP_PHONE_NUMBER_ID,
    accessToken: config.WHATSAPP_ACCESS_TOKEN ?? '',
    appSecret: config.WHATSAPP_APP_SECRET ?? '',
    verifyToken: config.WHATSAPP_VERIFY_TOKEN ?? '',
    apiUrl: config.WHATSAPP_API_URL,
    apiVersion: config.WHATSAPP_API_VERSION,
  };
  return createWhatsApp(settings, voices);
}

function openTwilio(config: Config): Twilio | null {
  if (config.TWILIO_ACCOUNT_SID === undefined) return null;
  const { TWILIO_FROM: from, TWILIO_MESSAGING_SERVICE_SID: messagingServiceSid } = config;
  const { TWILIO_WHATSAPP_FROM: whatsappFrom } = config;
  return createTwilio({
    accountSid: config.TWILIO_ACCOUNT_SID,
    authTokens: [config.TWILIO_AUTH_TOKEN, config.TWILIO_AUTH_TOKEN_SECONDARY].filter((token) => token !== undefined),
    ...(from !== undefined && { from }),
    ...(messagingServiceSid !== undefined && { messagingServiceSid }),
    ...(whatsappFrom !== undefined && { whatsappFrom }),
    publicUrl: config.PUBLIC_URL ?? '',
    isOneWay: config.TWILIO_ONE_WAY === 'true',
    apiUrl: config.TWILIO_API_URL,
  });
}
