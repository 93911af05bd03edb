/** What a word asks of the network. */
export type OptOutType = 'STOP' | 'START' | 'HELP';

/** Words by what they do, such as those an Advanced Opt-Out adds. */
export type OptOutWords = { readonly [kind in OptOutType]?: readonly string[] };

// Twilio's own, in English only; they count when the whole message is the word.
const WORDS: Record<OptOutType, readonly string[]> = {
  STOP: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'CANCEL', 'REVOKE', 'OPTOUT'],
  START: ['START', 'YES', 'UNSTOP'],
  HELP: ['HELP', 'INFO'],
};

const RECEIPTS: Record<OptOutType, string> = {
  STOP: 'You will get no more messages from this number. Write START to get them again.',
  START: 'You will get messages from this number again. Write STOP to end them.',
  HELP: 'Write STOP to get no more messages. Your network may charge for messages.',
};

const KINDS: readonly OptOutType[] = ['STOP', 'START', 'HELP'];

/** Which kind of opt-out word a message is, if any. */
export function optOutOf(text: string, more: OptOutWords = {}): OptOutType | null {
  const word = text.trim().toUpperCase();
  return (
    KINDS.find((kind) => [...WORDS[kind], ...(more[kind] ?? [])].some((known) => known.toUpperCase() === word)) ?? null
  );
}

/** Who has stopped messages, and what the network itself tells them. */
export class OptOuts {
  readonly #stopped = new Set<string>();

  /** Whether this number has stopped messages. */
  has(number: string): boolean {
    return this.#stopped.has(number);
  }

  /** Obeys a word; tells what the network answers, or null where it keeps silent. */
  obey(number: string, kind: OptOutType): string | null {
    const wasStopped = this.#stopped.has(number);
    if (kind === 'STOP') this.#stopped.add(number);
    if (kind === 'START') this.#stopped.delete(number);
    const isNews = kind === 'HELP' || wasStopped === (kind === 'START');
    return isNews ? RECEIPTS[kind] : null;
  }
}
