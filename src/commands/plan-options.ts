import { parseArgs, types } from 'node:util';
import type { Office } from '../appointments/office.ts';
import { didYouMean } from '../judging/did-you-mean.ts';
import { ASSUMPTIONS, type Assumption, type AssumptionName, FAMILY_SIZES } from '../planning/assumptions.ts';
import { flatArrivals, launchArrivals, type Plan } from '../planning/plan.ts';
import { type Day, isDay } from '../screening/names.ts';

/** What is asked of `camino plan`. @property file of arrivals; null where they are reckoned */
export type Asked = {
  readonly plan: Omit<Plan, 'arrivals' | 'from'>;
  readonly from: Day;
  readonly file: string | null;
  readonly arrivals: readonly number[];
  /** Share who would not come, reminded or not: the other way than in the plan. */
  readonly missedOtherwise: number;
  readonly reminders: boolean;
  readonly json: boolean;
  readonly whatIf: boolean;
};

/** The programme's part in it. */
type Surroundings = { readonly offices: readonly Office[]; readonly timeZone: string };

const NAMES = Object.keys(ASSUMPTIONS) as AssumptionName[];

const OPTIONS = {
  people: { type: 'string' },
  days: { type: 'string' },
  from: { type: 'string' },
  arrivals: { type: 'string', default: 'launch' },
  'half-life': { type: 'string', default: '14' },
  'family-sizes': { type: 'string' },
  desks: { type: 'string', multiple: true, default: [] as string[] },
  pathway: { type: 'string' },
  seed: { type: 'string', default: '1' },
  'no-reminders': { type: 'boolean', default: false },
  'no-what-if': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  ...(Object.fromEntries(NAMES.map((name) => [name, { type: 'string' }])) as Record<
    AssumptionName,
    { type: 'string' }
  >),
} as const;

/** How the command is called. */
export const PLAN_HELP = [
  'npm run camino -- plan --people 100000 --days 90 --arrivals launch',
  '',
  'Plays so many days against the desks, hours, holidays, notice and horizon in programme/offices, by the rules by which the talk',
  'offers times and the list its freed places, and prints how long people would wait. It knows nothing of anybody in particular, and',
  'is no forecast: it says what would follow from the numbers below. Tells on standard error how far it is. See docs/plan.md.',
  '',
  '  --people <n>            how many write; 100000',
  '  --days <n>              on how many days; 90',
  '  --from <day>            the first of them; without it, the first day of the first office',
  '  --arrivals flat|launch|<file.csv>  the same each day; most at first, then half as many every --half-life days (14); or lines',
  '                          of day,count such as 2023-08-01,1200: then the file says how many people and days',
  '  --family-sizes <sizes>  how many come together and how often; 2:5,3:3,4:2 (a guess)',
  '  --desks <office>=<n>    so many desks there instead; may be said again',
  '  --pathway <id>          only the offices that serve it',
  '  --no-reminders          as if nobody were reminded',
  '  --no-what-if            leaves out the table of what would change',
  '  --seed <n>              of what is left to chance; 1. The same seed gives the same days',
  '  --json                  everything as one JSON document',
  '',
  ...NAMES.flatMap((name) => helpOf(name, ASSUMPTIONS[name])),
].join('\n');

function helpOf(name: AssumptionName, { unit, by, means, sources }: Assumption): string[] {
  const lines = sources.map(({ url, says, unverified }) => `      ${says}${unverified ? ' (unverified)' : ''}: ${url}`);
  return [
    `${`  --${name} <${unit}>`.padEnd(26)}${by}: ${means}`,
    ...(lines.length === 0 ? ['      A guess: nobody has measured it. Replace it by what your desk sees.'] : lines),
  ];
}

/** What the options say, or what is wrong with them and what to do. */
export function readPlanOptions(args: readonly string[], { offices, timeZone }: Surroundings): Asked | string {
  try {
    return optionsOf(args, offices, timeZone);
  } catch (error) {
    if (types.isNativeError(error)) return error.message;
    throw error;
  }
}

function optionsOf(args: readonly string[], all: readonly Office[], timeZone: string): Asked {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const share = (name: AssumptionName) =>
    numberOf(name, values[name], ASSUMPTIONS[name].by, 0, ASSUMPTIONS[name].unit === 'share' ? 1 : 8760);
  const reminders = !values['no-reminders'];
  const [missed, reminded] = [share('missed'), share('missed-reminded')];
  const offices = withDesks(serving(all, values.pathway), values.desks);
  return {
    plan: {
      ...{ offices, timeZone },
      ...{ through: share('through'), families: share('families'), familySizes: sizesOf(values['family-sizes']) },
      ...{ elsewhere: share('elsewhere'), missed: reminders ? reminded : missed },
      ...{ cancel: share('cancel'), cancelLead: share('cancel-lead') },
      ...{ earlier: share('earlier'), accept: share('accept'), acceptEarlier: share('accept-earlier') },
      ...{ reactHours: share('react'), soon: share('soon'), lookAgainDays: share('look-again') },
      seed: wholeOf('seed', values.seed, 1, 0, 2 ** 32 - 1),
    },
    from: firstDay(values.from, offices),
    ...arrivalsOf(values),
    missedOtherwise: reminders ? missed : reminded,
    reminders,
    json: values.json,
    whatIf: !values['no-what-if'],
  };
}

type Values = { readonly arrivals: string } & Partial<Record<'people' | 'days' | 'half-life', string>>;

function arrivalsOf(values: Values): Pick<Asked, 'file' | 'arrivals'> {
  const isFile = values.arrivals !== 'flat' && values.arrivals !== 'launch';
  if (isFile && !values.arrivals.endsWith('.csv'))
    throw new Error(`--arrivals: '${values.arrivals}' is neither flat nor launch nor a file that ends in .csv.`);
  if (isFile && (values.people !== undefined || values.days !== undefined))
    throw new Error(`--people and --days: ${values.arrivals} says how many write on which days. Leave them out.`);
  if (isFile) return { file: values.arrivals, arrivals: [] };
  const people = wholeOf('people', values.people, 100_000, 0, 2_000_000);
  const days = wholeOf('days', values.days, 90, 1, 1000);
  const halfLife = numberOf('half-life', values['half-life'], 14, 0.1, 10_000);
  const arrivals = values.arrivals === 'flat' ? flatArrivals(people, days) : launchArrivals(people, days, halfLife);
  return { file: null, arrivals };
}

function numberOf(name: string, written: string | undefined, otherwise: number, least: number, most: number): number {
  if (written === undefined) return otherwise;
  const number = written.trim() === '' ? Number.NaN : Number(written);
  if (number >= least && number <= most) return number;
  throw new Error(`--${name}: '${written}' is no number from ${least} to ${most}. Write it as ${otherwise}.`);
}

function wholeOf(name: string, written: string | undefined, otherwise: number, least: number, most: number): number {
  const number = numberOf(name, written, otherwise, least, most);
  if (Number.isInteger(number)) return number;
  throw new Error(`--${name}: '${written}' is no whole number. Write it as ${otherwise}.`);
}

function sizesOf(written: string | undefined): Plan['familySizes'] {
  if (written === undefined) return FAMILY_SIZES;
  return written.split(',').map((one) => {
    const [, people, weight] = /^(\d+):(\d+(?:\.\d+)?)$/.exec(one.trim()) ?? [];
    if (Number(people) >= 2 && Number(people) <= 20 && Number(weight) > 0)
      return { people: Number(people), weight: Number(weight) };
    throw new Error(
      `--family-sizes: '${one}' is not how many come together (2 to 20) and how often. Write 2:5,3:3,4:2.`,
    );
  });
}

function serving(offices: readonly Office[], pathway: string | undefined): readonly Office[] {
  if (offices.length === 0) throw new Error('There is no office to plan for. Add one to programme/offices.');
  if (pathway === undefined) return offices;
  const found = offices.filter(({ pathways }) => pathways.includes(pathway));
  if (found.length > 0) return found;
  const known = [...new Set(offices.flatMap(({ pathways }) => pathways))];
  throw new Error(
    `--pathway: no office serves '${pathway}'.${didYouMean(pathway, known)} Served: ${known.join(', ')}.`,
  );
}

function withDesks(offices: readonly Office[], said: readonly string[]): Office[] {
  const desks = new Map(said.map((one) => deskOf(one, offices)));
  return offices.map((office) => ({ ...office, desks: desks.get(office.id) ?? office.desks }));
}

function deskOf(written: string, offices: readonly Office[]): [string, number] {
  const [id = '', count = ''] = written.split('=');
  const known = offices.map((office) => office.id as string);
  if (!known.includes(id))
    throw new Error(`--desks: there is no office '${id}'.${didYouMean(id, known)} There are: ${known.join(', ')}.`);
  return [id, wholeOf('desks', count, 2, 1, 1000)];
}

function firstDay(written: string | undefined, offices: readonly Office[]): Day {
  if (written !== undefined && isDay(written)) return written;
  if (written !== undefined) throw new Error(`--from: '${written}' is not a day. Write it as 2023-08-01.`);
  return offices.map(({ inForce }) => inForce.from).sort()[0] as Day;
}
