import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { House } from '../conversation/house.ts';
import { choiceIn } from '../language/choices.ts';
import { dateIn } from '../language/dates.ts';
import { Hearing } from '../language/hearing.ts';
import { FIRST_LANGUAGE, LANGUAGES } from '../language/language.ts';
import { countryIn, nationalitiesIn } from '../language/nations.ts';
import { ageIn, numberIn } from '../language/numbers.ts';
import { yesNoIn } from '../language/yes-no.ts';
import { matchPlace } from '../places/match.ts';
import { readHouse } from '../start/read-house.ts';
import type { Command } from './command.ts';
import { folderInUse } from './in-use.ts';

/** Hears texts as the talk would, one JSON line each. */
export const understand: Command = {
  does: 'what texts mean: JSON lines in, JSON lines out',
  help: [
    'Reads lines such as {"kind":"intent","language":"es","text":"quiero pedir asilo"} and writes, for each, what it was taken',
    'for, the candidates, best first, and why. Kinds: intent, language, yesno, nationality, country, place, date, age, number,',
    'choice (with "options"). "now" is the day that dates are counted from, "language" that of the talk. A value is null where it',
    'was not understood or must be asked again. A line that cannot be read gives {"error": …}.',
  ].join('\n'),
  async run() {
    const house = await readHouse(folderInUse(), 'production');
    let faults = 0;
    for await (const line of createInterface({ input: process.stdin })) {
      if (line.trim() === '') continue;
      const read = readRequest(line);
      if (read === null) faults += 1;
      const answer = read === null ? { error: ERROR } : understandJson(house, read);
      process.stdout.write(`${JSON.stringify(answer)}\n`);
    }
    return faults === 0 ? 0 : 1;
  },
};

const KINDS = [
  'intent',
  'language',
  'yesno',
  'nationality',
  'country',
  'place',
  'date',
  'age',
  'number',
  'choice',
] as const;

const ERROR = `This line is not JSON of the form {"kind":"intent","language":"es","text":"…"}; kinds: ${KINDS.join(', ')}.`;

const request = z.object({
  kind: z.enum(KINDS),
  text: z.string(),
  language: z.enum(LANGUAGES).nullish(),
  options: z.array(z.string()).nullish(),
  now: z.iso.date().nullish(),
  prefer: z.enum(['past', 'future']).nullish(),
});

type Request = z.infer<typeof request>;

/** @property candidates best first; `value` is the first of them where it may be acted on */
type Understood = { readonly value: unknown; readonly candidates: readonly unknown[]; readonly because: string };

function readRequest(line: string): Request | null {
  try {
    return request.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** What a text is taken for. @internal */
export function understandJson(house: House, asked: Request): Understood {
  return READERS[asked.kind](house, asked);
}

type Reader = (house: House, asked: Request) => Understood;

const READERS: Readonly<Record<Request['kind'], Reader>> = {
  intent({ ears }, { text, language }) {
    const hearing = new Hearing(ears, text, language ?? null);
    const { danger, intents } = hearing;
    const heard = danger === null ? hearing.intent : `danger:${danger.danger}`;
    const first = hearing.exact === null ? [] : [hearing.exact];
    const all = [
      ...(danger === null ? first : [heard ?? '']),
      ...intents.candidates.slice(0, 8).map(({ intent }) => intent),
    ];
    const because = danger === null ? hearing.reason : `${danger.isSure ? 'sure' : 'to be asked'}: ${danger.because}`;
    return {
      value: heard === null ? null : published(heard),
      candidates: [...new Set(all.map(published))].slice(0, 5),
      because,
    };
  },
  yesno({ ears }, { text, language }) {
    return only(yesNoIn(ears.answers, language ?? FIRST_LANGUAGE, text));
  },
  nationality({ ears }, { text }) {
    const { codes, because } = nationalitiesIn(ears.nations, text);
    const value = codes.length > 1 ? codes : (codes[0] ?? null);
    return { value, candidates: value === null ? [] : [value], because };
  },
  country({ ears }, { text }) {
    const { code, because } = countryIn(ears.nations, text);
    return only({ value: code, because });
  },
  choice({ ears }, { text, language, options }) {
    const { index, because } = choiceIn(ears.answers, language ?? FIRST_LANGUAGE, text, options ?? []);
    return only({ value: index === null ? null : index + 1, because });
  },
  date({ ears }, { text, language, now, prefer }) {
    return only(dateIn(ears.times, language ?? FIRST_LANGUAGE, text, now ?? today(), prefer ?? undefined));
  },
  age({ ears }, { text, language, now }) {
    return only(ageIn(ears.times, language ?? FIRST_LANGUAGE, text, now ?? today()));
  },
  number({ ears }, { text, language }) {
    return only(numberIn(ears.times, language ?? FIRST_LANGUAGE, text));
  },
  place({ places }, { text }) {
    const match = matchPlace(places, text);
    if ('none' in match) return { value: null, candidates: [], because: 'no place of this name' };
    if ('found' in match) return only({ value: match.found.code, because: match.found.name });
    const codes = match.ask.map(({ code }) => code);
    return { value: null, candidates: codes, because: 'several places bear this name' };
  },
  language({ ears }, { text }) {
    const { language, letters } = new Hearing(ears, text, null);
    const candidates = [...LANGUAGES].sort(
      (a, b) => (letters.scores[LANGUAGES.indexOf(b)] ?? 0) - (letters.scores[LANGUAGES.indexOf(a)] ?? 0),
    );
    return { value: language, candidates, because: `margin ${letters.margin.toFixed(1)}` };
  },
};

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function only({ value, because }: { readonly value: unknown; readonly because: string }): Understood {
  return { value, candidates: value === null ? [] : [value], because };
}

/** Intents that deployments know under a name of their own (docs/understanding.md); ours are finer. */
const PUBLISHED: Readonly<Record<string, string>> = {
  robot: 'talk_to_human',
  insult: 'complaint',
  menu: 'help',
  more: 'help',
  continue: 'help',
  why: 'help',
  back: 'restart',
  change_answer: 'restart',
  my_case: 'status_check',
  slip: 'my_data',
  how_long: 'status_check',
  appointment_lost: 'office_where',
  appointment_late: 'appointment_change',
  appointment_coming: 'appointment_when',
  waiting_list: 'appointment_book',
  waiting_leave: 'appointment_cancel',
  returning: 'deportation',
  lost_relatives: 'out_of_scope',
  telling: 'out_of_scope',
  children: 'pathway:regularization',
  without_papers: 'pathway:regularization',
  haitians_cubans: 'eligibility',
  residence: 'pathway:regularization',
  new_permit: 'pathway:regularization',
  ppt_trouble: 'pathway:regularization',
  sc2: 'pathway:regularization',
  pep_tutor_wait: 'pathway:regularization',
  born_in_colombia: 'pathway:regularization',
  colombian_parents: 'pathway:regularization',
  degrees: 'pathway:regularization',
  health: 'pathway:regularization',
  work_rights: 'pathway:regularization',
  shelter: 'pathway:regularization',
  border_card: 'pathway:regularization',
  passport: 'documents_needed',
  migration_fine: 'deportation',
  deported_from_us: 'deportation',
  going_home: 'deportation',
  stuck_on_the_way: 'deportation',
  us_tps: 'pathway:parole',
  us_border: 'pathway:parole',
  us_visitor_visa: 'out_of_scope',
  spain_papers: 'pathway:spain',
  south_america: 'out_of_scope',
  'danger:extortion': 'danger:trafficking',
};

/** The name under which an intent is known outside. @internal */
export function published(intent: string): string {
  return PUBLISHED[intent] ?? intent;
}
