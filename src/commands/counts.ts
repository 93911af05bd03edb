import { type ShownGroup, showGroups, showWhole } from '../handoff/groups.ts';
import { countNotUnderstood } from '../records/not-understood.ts';
import { countRegistrations, type RegistrationCount } from '../records/registrations.ts';
import type { Command } from './command.ts';
import { folderInUse, refuse, usableProgramme, withDatabase } from './in-use.ts';

/** Counts who registered, without telling who. */
export const counts: Command = {
  does: 'registrations and what was not understood, by month; no group under ten',
  help: [
    'npm run camino -- counts',
    '',
    'Each registration counts once, in the month it was made. A group under ten is shown as <10; where it could be had by',
    'subtraction, the next larger group is hidden too. Of a month under ten nothing more is shown.',
    'What nobody understood is counted by what it came nearest to, and by the language of the talk: there the words of the',
    'house are missing. Nobody can tell from it who wrote, or what. DATABASE_URL or DATA_DIR says where.',
  ].join('\n'),
  async run(args) {
    if (args.length > 0) return refuse(this.help);
    const { programme } = await usableProgramme(folderInUse());
    return withDatabase(async (database) => {
      const [registered, missed] = [
        await countRegistrations(database, programme.timeZone),
        await countNotUnderstood(database),
      ];
      process.stdout.write(`${countsText(registered)}\n${missedText(missed)}`);
      return 0;
    });
  },
};

const KINDS = ['reason', 'nationality', 'language', 'result'] as const;

/** Registrations as they may be shown, month by month. @internal */
export function countsText(counted: readonly RegistrationCount[]): string {
  const months = [...new Set(counted.map(({ month }) => month))].sort();
  if (months.length === 0) return 'Nobody is registered yet.\n';
  return months
    .map((month) =>
      monthText(
        month,
        counted.filter((each) => each.month === month),
      ),
    )
    .join('\n');
}

function monthText(month: string, counted: readonly RegistrationCount[]): string {
  const whole = showWhole(totals(counted, ({ month: of }) => of));
  const lines = [`${month}  ${numberText(whole)} registered`];
  if (whole === 'under_ten') return `${lines.join('\n')}\n`;
  for (const kind of KINDS) {
    lines.push(`  ${kind}`, ...groupLines(showGroups(totals(counted, (each) => each[kind] ?? 'not said'))));
  }
  return `${lines.join('\n')}\n`;
}

/** Messages that were not understood, as they may be shown, month by month. */
function missedText(missed: readonly CountedMiss[]): string {
  const months = [...new Set(missed.map(({ month }) => month))].sort();
  if (months.length === 0) return 'Every message was understood.\n';
  return months
    .map((month) => {
      const these = missed.filter((each) => each.month === month);
      const whole = showWhole(totals(these, ({ month: of }) => of));
      const head = `${month}  ${numberText(whole)} not understood, by what they came nearest to`;
      if (whole === 'under_ten') return `${head}\n`;
      const groups = showGroups(totals(these, ({ nearest, language }) => `${language ?? 'not said'} ${nearest}`));
      return `${[head, ...groupLines(groups)].join('\n')}\n`;
    })
    .join('\n');
}

type CountedMiss = Awaited<ReturnType<typeof countNotUnderstood>>[number];

/** Groups as lines, a name and a number each. */
export function groupLines(groups: readonly ShownGroup[]): string[] {
  return groups.map(({ name, count }) => `    ${name.padEnd(14)}${numberText(count).padStart(7)}`);
}

/** How a number is shown, or that it is not. */
export function numberText(count: ShownGroup['count']): string {
  if (count === 'under_ten') return '<10';
  return String(count);
}

/** Counts added up by name. */
export function totals<Counted extends { readonly count: number }>(
  counted: readonly Counted[],
  nameOf: (each: Counted) => string,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const each of counted) sums.set(nameOf(each), (sums.get(nameOf(each)) ?? 0) + each.count);
  return sums;
}
