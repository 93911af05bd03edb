import type { Simulator, SmsPhone, WhatsAppPhone } from '../simulator/simulator.ts';

/** What somebody does on their phone: writes, taps the option with this id, or taps whatever stands first. */
type Step = string | { readonly tap: string } | 'first';

type Story = { readonly number: string; readonly on: 'whatsapp' | 'sms'; readonly steps: readonly Step[] };

const tap = (...options: string[]): Step[] => options.map((option) => ({ tap: option }));

const welcomed = (language: string): Step[] => ['👋', ...tap(`language=${language}`, 'consent=yes')];

/** Who answers so may have an appointment in this country on the day of the demonstration. */
const MAY_COME = [
  'answer.interest=office',
  'answer.adult=yes',
  'answer.country_now=CO',
  'answer.nationality=VE',
  'answer.in_colombia:2023-06-11=yes',
  'answer.registered_before=no',
  'answer.papers=ppt',
];

const booked = (language: string, town: string): Step[] => [
  ...welcomed(language),
  ...tap(...MAY_COME),
  town,
  // Alone, and in need of nothing.
  ...tap('people=1', 'access=none'),
  // The first time, and that it is meant.
  'first',
  'first',
  ...tap('word=none'),
];

/** People of the demonstration, so that its desk is one at work: each asks for a human, needs one, or has an appointment. */
const STORIES: readonly Story[] = [
  { number: '+573005550201', on: 'whatsapp', steps: [...welcomed('ht'), ...tap(...MAY_COME.slice(0, 3)), 'moun'] },
  { number: '+573005550202', on: 'whatsapp', steps: [...welcomed('es'), 'mi esposo me pega', ...tap('contact=write')] },
  { number: '+573005550203', on: 'whatsapp', steps: [...booked('es', 'Soacha'), 'quiero hablar con una persona'] },
  { number: '+573005550204', on: 'whatsapp', steps: booked('ht', 'Soacha') },
  { number: '+573005550205', on: 'whatsapp', steps: booked('es', 'Soacha') },
  {
    number: '+573005550206',
    on: 'whatsapp',
    steps: [...welcomed('fr'), 'zxq brt', 'plomk drt', ...tap('person=yes')],
  },
  {
    number: '+573005550207',
    on: 'whatsapp',
    steps: [...welcomed('es'), ...tap('answer.interest=office', 'answer.adult=no', 'answer.accompanied=no')],
  },
  { number: '+573005550208', on: 'sms', steps: ['oi', '4', 'sim', 'quero falar com uma pessoa'] },
];

/** Has them write and tap on phones of the simulator, all at once, by the webhooks that everybody comes by. */
export async function peopleCome({ whatsapp, sms }: Simulator): Promise<void> {
  await Promise.all(
    STORIES.map(({ number, on, steps }) => live(on === 'sms' ? sms.phone(number) : whatsapp.phone({ number }), steps)),
  );
}

async function live(phone: SmsPhone | WhatsAppPhone, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    const before = phone.received.length;
    await act(phone, step);
    await answered(phone, before);
  }
}

async function act(phone: SmsPhone | WhatsAppPhone, step: Step): Promise<void> {
  if (!('tap' in phone) || (typeof step === 'string' && step !== 'first')) await phone.write(String(step));
  else await phone.tap(step === 'first' ? firstShown(phone) : step.tap);
}

function firstShown({ received }: WhatsAppPhone): string {
  return received.findLast(({ options }) => options.length > 0)?.options[0]?.id ?? '';
}

const LOOKS_EVERY_MS = 50;
const MOST_LOOKS = 200;

/** Until the bot has answered, and says no more. */
async function answered(phone: SmsPhone | WhatsAppPhone, before: number): Promise<void> {
  for (let look = 0; look < MOST_LOOKS && phone.received.length <= before; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOKS_EVERY_MS));
  }
  await phone.settled(2 * LOOKS_EVERY_MS);
}
