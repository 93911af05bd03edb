import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from '../../simulator/chance.ts';
import type { Message, Option, Simulator, SmsPhone, WhatsAppPhone } from '../../simulator/simulator.ts';
import { LANGUAGES, type Language } from '../../src/language/language.ts';
import type { Plan } from './plan.ts';
import { RUBBISH, SAYINGS, STOPS, TOWNS } from './sayings.ts';

/** Somebody with a phone, who talks as chance has it. */
export type Talker = {
  readonly phone: WhatsAppPhone | SmsPhone;
  /** Where texts to the same number go, when WhatsApp does not deliver. */
  readonly texts: SmsPhone | null;
  readonly language: Language;
  readonly chance: Chance;
};

/** The people of a soak, in all five languages; some WhatsApp people hide their number. */
export function gather({ whatsapp, sms }: Simulator, plan: Plan): Talker[] {
  const person = (phone: Talker['phone'], texts: Talker['texts'], index: number): Talker => ({
    phone,
    texts,
    language: LANGUAGES[index % LANGUAGES.length] ?? 'es',
    chance: new Chance(plan.seed * 1000 + index),
  });
  const number = (index: number) => `+57300${String(1_000_000 + index)}`;
  return Array.from({ length: plan.whatsapp + plan.sms }, (_, index) => {
    if (index >= plan.whatsapp) return person(sms.phone(number(index)), null, index);
    const phone = whatsapp.phone({ number: number(index) });
    phone.hidesNumber = index % 3 === 1;
    return person(phone, sms.phone(number(index)), index);
  });
}

/** Talks until told to stop; whatever the phone does, the next act comes after a pause. */
export async function talk(talker: Talker, plan: Plan, isOver: () => boolean): Promise<void> {
  const { chance, phone, language } = talker;
  await pause(chance.between(0, plan.pauseMs[1]));
  await phone.write(SAYINGS[language][0] ?? '');
  while (!isOver()) {
    await pause(chance.between(...plan.pauseMs));
    if (chance.strikes(0.03)) phone.isOn = !phone.isOn;
    else if (!phone.isOn && chance.strikes(0.7)) phone.isOn = true;
    if ('hidesNumber' in phone && chance.strikes(0.01)) phone.hidesNumber = !phone.hidesNumber;
    const acts = chance.strikes(0.08) ? chance.between(2, 5) : 1;
    // Several at once: nobody waits for an answer while they type.
    await Promise.all(Array.from({ length: acts }, () => act(talker)));
  }
}

function act(talker: Talker): Promise<string> {
  const { chance, phone, language } = talker;
  if (chance.strikes(0.6)) return choose(talker);
  const kind = chance.between(1, 20);
  if (kind <= 8) return phone.write(chance.pick(SAYINGS[language]));
  if (kind <= 11) return phone.write(chance.pick(TOWNS));
  if (kind <= 14) return phone.write(String(chance.between(1, 9)));
  if (kind <= 17) return phone.write(chance.pick(RUBBISH));
  if (kind === 18 && chance.strikes(0.3)) return phone.write(chance.pick(STOPS));
  return sendWithoutWords(talker);
}

function sendWithoutWords({ chance, phone }: Talker): Promise<string> {
  if (!('tap' in phone)) return phone.write('', ['image/jpeg']);
  const kinds = [
    () => phone.sendVoice(),
    () => phone.sendSticker(),
    () => phone.sendImage('mi carta'),
    () => phone.sendLocation(4.6, -74.1),
  ];
  return chance.pick(kinds)();
}

/** Most people take what leads on; some take anything, and some tap on a message of long ago. */
function choose({ chance, phone, language }: Talker): Promise<string> {
  if (!('tap' in phone)) return phone.write(chance.strikes(0.7) ? '1' : String(chance.between(2, 5)));
  const menus = phone.received.filter(({ options }) => options.length > 0);
  const menu = chance.strikes(0.05) && menus.length > 0 ? chance.pick(menus) : menus.at(-1);
  if (menu === undefined) return phone.write(chance.pick(TOWNS));
  return phone.tap(optionOf(menu, language, chance).id, menu);
}

// The way to an appointment at one of the offices.
const LEADS_ON = [
  'consent=yes',
  'go=screening',
  'go=appointment',
  'answer.interest=office',
  'answer.adult=yes',
  'answer.country_now=CO',
  'answer.nationality=VE',
  'answer.in_colombia:2023-06-11=yes',
  'answer.registered_before=no',
  'answer.papers=ppt',
  'people=1',
  'access=none',
  'office=',
  'slot=',
  'confirm=yes',
  'word=none',
];

function optionOf({ options }: Message, language: Language, chance: Chance): Option {
  const wanted = [`language=${language}`, ...LEADS_ON];
  const leading = options.find(({ id }) => wanted.some((start) => id.startsWith(start)));
  return leading !== undefined && chance.strikes(0.75) ? leading : chance.pick(options);
}
