import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LANGUAGES, type Language } from '../../src/language/language.ts';
import type { ChannelId } from '../../src/people/address.ts';
import { start, type Talker, type World, welcomed } from '../support/talk.ts';

/** Five people who write on 26 November 2026, and what each must hear. */
type Situation = {
  readonly who: string;
  readonly interest: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly hears: readonly string[];
  readonly never: readonly string[];
};

const NOBODY = { adult: 'yes', country_now: 'CO', nationality: 'VE', colombian_family: 'none' };

const SITUATIONS: readonly Situation[] = [
  {
    who: 'a Venezuelan mother with a child out of school',
    interest: 'stay',
    answers: {
      ...NOBODY,
      child_without_ppt: 'yes',
      child_in_school: 'no',
      papers: 'none',
      afraid: 'no',
      in_colombia: 'no',
    },
    hears: ['assessment.ppt-minors.see_adviser.in-school'],
    never: ['assessment.ppt-minors.likely', 'assessment.asylum-colombia.unlikely'],
  },
  {
    who: 'a Haitian who is Colombian as well',
    interest: 'work',
    answers: { ...NOBODY, nationality: 'HT,CO', job_offer: 'us_other', petition_number: 'yes', asked_for_money: 'no' },
    hears: ['assessment.h2b-temporary-work.see_adviser'],
    never: ['assessment.h2b-temporary-work.unlikely', 'assessment.h2b-temporary-work.likely'],
  },
  {
    who: 'a Venezuelan whose wife is a citizen of the United States',
    interest: 'family',
    answers: { ...NOBODY, relative_us: 'citizen', relative_kind: 'spouse', petition: 'none' },
    hears: ['assessment.family-visa-us.see_adviser.entry-ban', 'closed'],
    never: ['assessment.family-visa-us.likely', 'assessment.family-visa-us.see_adviser.visas-issued'],
  },
  {
    who: 'a Venezuelan who has had a PPT for five years',
    interest: 'stay',
    answers: {
      ...NOBODY,
      papers: 'ppt',
      years_with_permit: 'yes',
      passport: 'expired',
      afraid: 'no',
      in_colombia: 'yes',
    },
    hears: [
      'assessment.visa-resident-time.likely',
      'pathway.visa-resident-time.fee.visa',
      'pathway.visa-resident-time.fee.study',
    ],
    never: ['assessment.visa-special-visitor.likely', 'assessment.asylum-colombia.likely'],
  },
  {
    who: 'a woman in Panama',
    interest: 'protection',
    answers: { ...NOBODY, country_now: 'PA', afraid: 'yes' },
    hears: ['assessment.common.unlikely.here', 'closed'],
    never: ['assessment.asylum-colombia.likely'],
  },
];

let world: World;
beforeAll(async () => {
  world = await start({ on: '2026-11-26' });
});
afterAll(() => world.close());

/** From the first word to the result; to what this person would not be asked for their sake, no. */
async function askedThrough(person: Talker, language: Language, { interest, answers }: Situation): Promise<void> {
  const say = (key: string) => world.camino.house.words.say(language, key);
  await welcomed(person, language);
  await person.taps('go=screening');
  await person.taps(`answer.interest=${interest}`);
  for (let asked = 0; person.heard.at(-1)?.startsWith('question.'); asked += 1) {
    expect(asked).toBeLessThan(16);
    const [, question = ''] = /^question\.([\w-]+)\.ask$/.exec(person.heard.at(-1) ?? '') ?? [];
    const answer = answers[question] ?? 'no';
    if (answer.includes(','))
      await person.says(
        nations(answer)
          .map((one) => say(`question.nationality.option.${one}`))
          .join(', '),
      );
    // The id of an option about a day holds the day; yes and no do not.
    else if (question.startsWith('in_')) await person.says(say(`answer.${answer}`));
    else await person.taps(`answer.${question}=${answer}`);
  }
}

const nations = (answer: string) => answer.split(',');

const CHANNELS: readonly ChannelId[] = ['whatsapp', 'sms'];

const CRY: Readonly<Partial<Record<Language, string>>> = {
  es: 'mi marido me pega y tengo miedo',
  ht: 'mari m ap bat mwen, m pè',
  fr: 'mon mari me frappe et j’ai peur',
  pt: 'meu marido me bate e tenho medo',
  en: 'my husband beats me and I am afraid',
};

describe('a woman in Panama who cries for help', () => {
  test.each(Object.entries(CRY) as [Language, string][])(
    'in %s is given the number of Panama',
    async (language, cry) => {
      const person = world.someone('sms');
      await welcomed(person, language);
      await person.taps('go=screening');
      await person.taps('answer.interest=protection');
      await person.taps('answer.adult=yes');
      await person.taps('answer.country_now=PA');
      await person.says(cry);
      if (person.heard[0] === 'danger.ask') await person.taps('now=yes');
      expect(person.heard[0]).toBe('danger.violence');
      expect(person.words).toContain('911');
      expect(person.words).not.toMatch(/\b155\b/);
    },
  );
});

const begins = (key: string) => expect.stringMatching(new RegExp(`^${key.replaceAll('.', '\\.')}`));

/** All languages at once: each of them is a person of their own. */
describe.each(SITUATIONS)('$who', (situation) => {
  test.each(CHANNELS)('in five languages by %s', async (channel) => {
    const people = LANGUAGES.map((language) => ({ language, person: world.someone(channel) }));
    await Promise.all(people.map(({ language, person }) => askedThrough(person, language, situation)));
    for (const { language, person } of people) {
      const heard = person.heard.map((key) => `${language} ${key}`);
      for (const key of situation.hears) expect(heard).toContainEqual(begins(`${language} ${key}`));
      for (const key of situation.never) expect(heard).not.toContainEqual(begins(`${language} ${key}`));
      // Every result leaves something to do.
      expect(heard.at(-1)).toBe(`${language} registration.reason.ask`);
    }
  });
});
