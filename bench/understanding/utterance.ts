import { readFile } from 'node:fs/promises';
import type { understandJson } from '../../src/commands/understand.ts';
import { LANGUAGES, type Language } from '../../src/language/language.ts';

type Request = Parameters<typeof understandJson>[1];

/**
 * A text as people write it, and what it means. Written from situations of life, not from what Camino hears.
 * @property value what it must be taken for; null where it must be asked again, `ask` where several places bear the name
 * @property alt   what else is right
 * @property alarm of an intent: `must` be heard as danger (a question counts), may bring a `question` and no siren, or `none`
 */
export type Utterance = Omit<Request, 'language'> & {
  readonly language: Language;
  readonly value: unknown;
  readonly alt?: readonly unknown[];
  readonly alarm?: 'must' | 'question' | 'none';
  readonly ask?: boolean;
};

/** `tuned` was looked at while Camino learned to hear; `held` was judged once and never looked into. */
export type SetName = 'tuned' | 'held';

export async function readUtterances(set: SetName): Promise<Utterance[]> {
  const files = await Promise.all(
    LANGUAGES.map((language) => readFile(`bench/understanding/${set}/${language}.jsonl`, 'utf8')),
  );
  return files.flatMap((file) =>
    file
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Utterance),
  );
}
