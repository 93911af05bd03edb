/** What nobody reads: fields of the programme and of the core, and words. And the words that code names and a language lacks. */
import { loadCatalogues } from '../src/files/word-files.ts';
import type { Catalogues } from '../src/language/catalogue.ts';
import { LANGUAGES } from '../src/language/language.ts';
import { isOneOf } from '../src/language/limits.ts';
import { CONSOLE_LANGUAGES } from '../src/staff/frame/tongue.ts';
import { ANYTHING, type Field, OurCode } from './our-code.ts';

/** What nobody is told, and why it stands there all the same. */
const KEPT = {
  'evidence, for whoever reads the file again': ['Office.source', 'Helpline.source', 'SourcedAttachment.checkedOn'],
} as const;

/** Names that look like a sentence's and are none: the hand-off events are Bot Framework's. */
const NO_SENTENCES = ['handoff.status'];

const FACTS = /^src\/(?:appointments|handoff|language|people|places|screening)\//;
/** Who judges or walks the programme reads all of it and tells nobody. What other programs are given is told. */
const READERS = /^(?:src|dialogs)\/(?!files\/|judging\/(?!exchange\.ts)|exploration\/)/;
const FORMS = 'src/files/(?:programme|service)-schema.ts';
const EXAMPLES = /^src\/judging\/written\.ts$/;

/** How the name of a sentence looks. */
const KEY = /^[\w\0-]+(?:\.[\w\0-]+)+$/;
/** Words that are found by the name of something else: the option they mean, the reason of a case, a part of the calendar. */
const FOUND = /^(?:understand|console\.reason|calendar)\./;

type Unread = { readonly where: string; readonly name: string };

function unreadFields(fields: readonly Field[]): Unread[] {
  return fields.filter(({ isRead }) => !isRead).map(({ file, name }) => ({ where: file, name }));
}

/** What a form takes and no type has cannot be read at all. */
function fieldsOfNoType(code: OurCode, fields: readonly Field[]): string[] {
  const known = new Set([...fields, ...code.fields(EXAMPLES, READERS)].map(({ name }) => name.split('.')[1]));
  return [...code.namesWritten(new RegExp(`^${FORMS}$`))]
    .filter((name) => !known.has(name))
    .map((name) => `src/files: no type has the field '${name}' of a form, so nobody can read it.`);
}

function unsaidWords(texts: ReadonlySet<string>, catalogues: Catalogues): Unread[] {
  const isSaid = matcherOf(texts, (text) => KEY.test(text) && /[a-z]/.test(text));
  const isFound = matcherOf(texts, () => true);
  const isRead = (key: string) => isSaid(key) || (FOUND.test(key) && isFound(key.replace(FOUND, '')));
  return LANGUAGES.flatMap((language) =>
    [...catalogues[language].keys()]
      .filter((key) => !isRead(key) && !isRead(baseOf(key)))
      .map((name) => ({ where: `locales/${language}`, name })),
  );
}

function missingWords(texts: ReadonlySet<string>, catalogues: Catalogues): string[] {
  const rooms = new Set([...catalogues.es.keys()].map((key) => key.split('.')[0]));
  const named = [...texts].filter(
    (text) =>
      KEY.test(text) && !text.includes(ANYTHING) && rooms.has(text.split('.')[0]) && !NO_SENTENCES.includes(text),
  );
  return LANGUAGES.flatMap((language) => {
    const keys = [...catalogues[language].keys()];
    const has = new Set([...keys, ...keys.map(baseOf)]);
    const needs = (key: string) => !key.startsWith('console.') || CONSOLE_LANGUAGES.some((one) => one === language);
    const missing = named.filter((key) => needs(key) && !has.has(key));
    return missing.map((key) => `locales/${language}: '${key}' is missing; the code says it.`);
  });
}

/** Without the ending of a plural or a variant. */
function baseOf(key: string): string {
  return key.replace(/_[a-z]+$/, '');
}

/** Whether one of these texts can become a key. What a text begins with may have points. @param counts which unfinished ones may */
function matcherOf(texts: ReadonlySet<string>, counts: (text: string) => boolean): (key: string) => boolean {
  const patterns = [...texts]
    .filter((text) => text.includes(ANYTHING) && counts(text))
    .map((text) =>
      text
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replace(/^\0/, '.+')
        .replaceAll(ANYTHING, '[^.]+'),
    )
    .map((pattern) => new RegExp(`^${pattern}$`));
  return (key) => texts.has(key) || patterns.some((pattern) => pattern.test(key));
}

/** What is unread for no reason; and reasons that nothing needs any more, which would hide what is unread next. */
function reasonless(unread: readonly Unread[]): string[] {
  const kept = Object.values(KEPT).flat();
  return [
    ...unread
      .filter(({ name }) => !kept.some((pattern) => isOneOf(pattern, name)))
      .map(({ where, name }) => `${where}: nobody reads '${name}'. Use it or take it away.`),
    ...kept
      .filter((pattern) => !unread.some(({ name }) => isOneOf(pattern, name)))
      .map((pattern) => `scripts/unread.ts: '${pattern}' is read now, or gone. Take it out of KEPT.`),
  ];
}

async function allFaults(code: OurCode): Promise<string[]> {
  const loaded = await loadCatalogues('locales');
  if (!loaded.ok) return [...loaded.faults];
  const texts = code.texts(READERS);
  const fields = code.fields(FACTS, READERS);
  return [
    ...reasonless([...unreadFields(fields), ...unsaidWords(texts, loaded.catalogues)]),
    ...fieldsOfNoType(code, fields),
    ...missingWords(texts, loaded.catalogues),
  ];
}

const code = new OurCode();
const faults = await allFaults(code).finally(() => code.close());
for (const [why, names] of Object.entries(KEPT)) process.stdout.write(`${why}: ${names.join(', ')}\n`);
for (const fault of faults) process.stderr.write(`${fault}\n`);
process.exitCode = faults.length === 0 ? 0 : 1;
