import type { WhatsAppAccount } from '../simulator/whatsapp-webhook.ts';

/** The pretend WhatsApp account that driver and servers both know. */
export const ACCOUNT: WhatsAppAccount = {
  phoneNumberId: '106540352242922',
  accessToken: 'token',
  appSecret: 'app-secret',
  verifyToken: 'verify',
  displayNumber: '+576015550100',
};
