import type { Measured } from './measure.ts';

/** Beyond it the driver is measured as much as the subject. */
const BUSY = 0.85;

/** Of one processor; the neighbours of a line suffer from it as well, or do not. */
const MUCH_ELSE = 0.2;

/** What a line is about. */
export function nameOf({ subject, people, populated }: Measured): string {
  return `${subject}, ${people === 1 ? '1 person' : `${people} people`}${populated > 0 ? ' on full tables' : ''}`;
}

/** Why a line may not say what it seems to; nothing where it does. */
export function doubtsAbout(line: Measured): string[] {
  return DOUBTS.filter(([isSo]) => isSo(line)).map(([, doubt]) => `WARNING: ${doubt}`);
}

/** All of them, each once, with how often it was so. */
export function doubtsIn(lines: readonly Measured[]): string[] {
  const all = lines.flatMap((line) => doubtsAbout(line).map((doubt) => `${nameOf(line)}: ${doubt}`));
  return [...new Set(all)].map((doubt) => `- ${doubt} (${all.filter((each) => each === doubt).length} ×)`);
}

const DOUBTS: readonly (readonly [isSo: (line: Measured) => boolean, doubt: string])[] = [
  [
    ({ isCut }) => isCut,
    'it ended early: WhatsApp lets one person be sent 45 messages and then one in six seconds. Take more --people or fewer --seconds.',
  ],
  [
    ({ driverBusy }) => driverBusy > BUSY,
    'the driver was busy for more than 85 % of the time, and may be what was measured.',
  ],
  [({ strangers }) => strangers > MUCH_ELSE, 'other work took more than a fifth of a processor.'],
  [({ unanswered }) => unanswered > 0, 'some were not answered at all.'],
  [({ refused }) => refused > 0, 'some webhooks were refused.'],
];
