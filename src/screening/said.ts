import type { Language } from '../language/language.ts';
import type { Values } from '../language/reply.ts';
import type { Words } from '../language/words.ts';
import type { Answers } from './answer.ts';
import { type Assessment, type AssessmentStatus, assessPathway } from './assess.ts';
import type { Day, PathwayId } from './names.ts';
import type { Programme, Source } from './programme.ts';

/** In the order of what leads furthest: so results are told one after the other. */
const IN_ORDER: readonly AssessmentStatus[] = ['likely', 'see_adviser', 'undecided', 'unlikely', 'closed'];

const LEADING_NOWHERE: readonly AssessmentStatus[] = ['unlikely', 'closed'];

type Sentence = { readonly key: string; readonly values: Values };

type Said = Pick<Assessment, 'pathway' | 'status'>;

/**
 * Results by the names of their pathways, as they were said that day: a key and values for each status there is.
 * @param most of more than these that lead nowhere, only how many they are is said
 */
export function resultsSaid(
  words: Words,
  language: Language,
  results: readonly Said[],
  most = Number.POSITIVE_INFINITY,
): Sentence[] {
  return IN_ORDER.flatMap((status): Sentence[] => {
    const pathways = results.filter((result) => result.status === status).map(({ pathway }) => pathway);
    if (pathways.length === 0) return [];
    if (pathways.length > most && LEADING_NOWHERE.includes(status))
      return [{ key: `said.${status}`, values: { number: pathways.length, context: 'rest' } }];
    return [{ key: `said.${status}`, values: { names: pathwayNames(words, language, pathways) } }];
  });
}

/** A pathway that the programme has lost goes by its id: what was said must not disappear with its words. */
export function pathwayNames(words: Words, language: Language, pathways: readonly PathwayId[]): string {
  const nameOf = (id: PathwayId, key: string) => (words.has(language, key) ? words.say(language, key) : id);
  return pathways.map((id) => nameOf(id, `pathway.${id}.name`)).join(', ');
}

/** What the same answers come to otherwise today, because a rule changed since or we were wrong. */
export function noLongerSo(
  programme: Programme,
  results: readonly (Said & { readonly answers: Answers })[],
  today: Day,
): PathwayId[] {
  const changed = results.filter(({ pathway, status, answers }) => {
    const found = programme.pathways.get(pathway);
    return found === undefined || assessPathway(programme, found, answers, today).status !== status;
  });
  return changed.map(({ pathway }) => pathway);
}

/** On whose word results were told, each source once, that of what leads furthest first. */
export function sourcesSaid(
  { sources }: Programme,
  results: readonly Pick<Assessment, 'status' | 'because'>[],
): Source[] {
  const inOrder = IN_ORDER.flatMap((status) => results.filter((result) => result.status === status));
  const ids = new Set(inOrder.flatMap(({ because }) => because.map(({ source }) => source)));
  return [...ids].flatMap((id) => sources.get(id) ?? []);
}

/** A source as a sentence names it. `context` chooses the sentence for how exactly its page is dated. */
export function sourceSaid({ publisher, published }: Source): Values {
  if (published === null) return { publisher };
  const context = published.length === 4 ? 'year' : published.length === 7 ? 'month' : 'day';
  return { publisher, published, context };
}
