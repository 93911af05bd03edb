import { type Difference, summaryOf, type Told, type Trial } from '../judging/whatif.ts';
import { shortHash } from '../screening/programme.ts';

/** Somebody who would hear something else. `starts` is the office's own time, `YYYY-MM-DDTHH:MM`. */
export type Affected = Difference & {
  readonly appointment: { readonly office: string; readonly pathway: string; readonly starts: string } | null;
};

/** What a trial found, and how much it looked at. `faults` are situations that could not be read. */
export type Report = {
  readonly affected: readonly Affected[];
  readonly hearings: number;
  readonly people: number;
  readonly faults: number;
};

/** The report as one JSON document. */
export function asJson({ inUse, changed, on }: Trial, { affected, hearings, people, faults }: Report): string {
  const summary = [...summaryOf(affected)].map(([pathway, counts]) => [pathway, Object.fromEntries(counts)]);
  const document = {
    programme: { inUse: inUse.hash, changed: changed.hash },
    on,
    results: hearings,
    people,
    unreadable: faults,
    affected: peopleIn(affected),
    withAppointment: peopleIn(affected.filter(hasAppointment)),
    differences: affected,
    summary: Object.fromEntries(summary),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The report to be read: each difference in a line, then how many by pathway. */
export function asText({ inUse, changed, on }: Trial, { affected, hearings, people }: Report): string {
  const byChange = affected.filter(({ already }) => !already);
  const lines = [
    `Programme ${shortHash(changed.hash)} beside ${shortHash(inUse.hash)}, ${on ?? 'each on its own day'}: ${hearings} results of ${people} people.`,
    `${peopleIn(affected)} would hear something else, ${peopleIn(affected.filter(hasAppointment))} of them have an appointment.`,
    ...(byChange.length < affected.length
      ? [`${peopleIn(byChange)} because of the change; the others (*) would by the programme in use too.`]
      : []),
    ...affected.map(lineOf),
    ...summaryLines(affected),
  ];
  return `${lines.join('\n')}\n`;
}

function lineOf({ who, pathway, was, wouldBe, already, appointment }: Affected): string {
  const booked =
    appointment === null ? '' : `  appointment ${appointment.starts.replace('T', ' ')}, ${appointment.office}`;
  const forOther = appointment === null || appointment.pathway === pathway ? '' : ` (for ${appointment.pathway})`;
  return `  ${who}${already ? '*' : ' '} ${pathway}: ${wordsOf(was)} → ${wordsOf(wouldBe)}${booked}${forOther}`;
}

function wordsOf(told: Told | null): string {
  if (told === null) return 'nothing';
  const { status, requirement, asks } = told;
  return [status, requirement && `(${requirement})`, asks && `asks ${asks}`].filter(Boolean).join(' ');
}

function summaryLines(affected: readonly Affected[]): string[] {
  if (affected.length === 0) return [];
  const lines = [...summaryOf(affected)].map(
    ([pathway, counts]) => `  ${pathway}: ${[...counts].map(([change, count]) => `${change} ${count}`).join(', ')}`,
  );
  return ['By pathway:', ...lines];
}

function peopleIn(affected: readonly Affected[]): number {
  return new Set(affected.map(({ who }) => who)).size;
}

function hasAppointment({ appointment }: Affected): boolean {
  return appointment !== null;
}
