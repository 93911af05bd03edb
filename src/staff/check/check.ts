import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { type Instant, localDay } from '../../appointments/local-time.ts';
import type { House } from '../../conversation/house.ts';
import type { Database } from '../../database/database.ts';
import type { ProgrammeClock } from '../../database/programme-clock.ts';
import type { Seal } from '../../database/seal.ts';
import { readSlipCode } from '../../handoff/slip.ts';
import { FIRST_LANGUAGE, isLanguage, type Language } from '../../language/language.ts';
import { Attempts } from '../../ops/attempts.ts';
import type { Screening } from '../../records/assessments.ts';
import { screeningOfSlip } from '../../records/slips.ts';
import type { Day } from '../../screening/names.ts';
import { noLongerSo, pathwayNames, resultsSaid, sourceSaid, sourcesSaid } from '../../screening/said.ts';
import { html } from '../frame/layout.tsx';
import { protect } from '../frame/protection.ts';
import { readStyle } from '../frame/style.ts';
import { type Checked, CheckPage } from './check-page.tsx';

/** Behind a proxy all have one address: so many that helpers do not notice, and far too few to find a code. */
const MOST_WRONG = 60;
const MINUTE_MS = 60_000;

/** What the page is made of. */
export type CheckDesk = {
  readonly database: Database;
  readonly seal: Seal;
  readonly house: House;
  readonly clock: ProgrammeClock;
};

/** Where anybody checks a slip by its code. Mounted under `/check`; tells nothing of whose it is. */
export function checkPages(desk: CheckDesk): FastifyPluginAsync {
  return async (server) => {
    const attempts = new Attempts(MOST_WRONG, MINUTE_MS);
    const { address: css } = await readStyle();
    const isSecure = desk.house.publicUrl?.startsWith('https:') === true;
    server.removeAllContentTypeParsers();
    const answer = async (request: FastifyRequest, reply: FastifyReply, code: string | undefined) => {
      const checked = await check(desk, attempts, request.ip, code?.trim() ?? '');
      const language = languageOf(request);
      const say: Parameters<typeof CheckPage>[0]['say'] = (key, values) => desk.house.words.say(language, key, values);
      protect(reply, isSecure);
      const shown = checked.is === 'found' ? foundIn(desk, language, checked) : checked;
      return reply
        .code(STATUS[checked.is])
        .type('text/html; charset=utf-8')
        .send(html(CheckPage({ language, say, css, checked: shown })));
    };
    server.get('/', (request, reply) => answer(request, reply, textOf((request.query as { code?: unknown }).code)));
    server.get('/:code', (request, reply) => answer(request, reply, (request.params as { code: string }).code));
  };
}

const STATUS = { asked: 200, found: 200, unknown: 404, 'too-many': 429 } as const;

type Found = { readonly is: 'found'; readonly code: string; readonly screening: Screening };

/** What cannot be a code is no attempt at one, and the store is not asked. */
async function check(
  { database, seal }: CheckDesk,
  attempts: Attempts,
  ip: string,
  written: string,
): Promise<Found | Exclude<Checked, { readonly is: 'found' }>> {
  if (written === '') return { is: 'asked' };
  const code = readSlipCode(written);
  if (code === null) return { is: 'unknown' };
  if (attempts.isOver(ip, Date.now())) return { is: 'too-many' };
  const screening = await screeningOfSlip(database, seal, code);
  if (screening !== null) return { is: 'found', code, screening };
  attempts.count(ip, Date.now());
  return { is: 'unknown' };
}

/** What was said that day, on whose word, and what is not so any more. */
function foundIn(
  { house, clock }: CheckDesk,
  language: Language,
  { code, screening: { on, results } }: Found,
): Checked {
  const { programme, words } = house;
  const today = localDay(clock.now() as Instant, programme.timeZone) as Day;
  const changed = noLongerSo(programme, results, today);
  return {
    ...{ is: 'found', code, on },
    said: resultsSaid(words, language, results).map(({ key, values }) => words.say(language, key, values)),
    changed:
      changed.length === 0
        ? null
        : words.say(language, 'check.changed', { names: pathwayNames(words, language, changed) }),
    sources: sourcesSaid(programme, results).map((source) => ({
      words: words.say(language, 'source', sourceSaid(source)),
      url: source.url,
    })),
  };
}

/** The link that a person passes on names their language; who comes without one is asked by the browser's. */
function languageOf({ query, headers }: FastifyRequest): Language {
  const { lang } = query as { lang?: unknown };
  const liked = (headers['accept-language'] ?? '').split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return [lang, ...liked].find(isLanguage) ?? FIRST_LANGUAGE;
}

/** Of a query that names a thing twice nothing is taken. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
