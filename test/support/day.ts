import { randomUUID } from 'node:crypto';
import { claim } from '../../src/desk/claim.ts';
import { close } from '../../src/desk/close.ts';
import { note } from '../../src/desk/note.ts';
import { refer } from '../../src/desk/refer.ts';
import { snooze } from '../../src/desk/snooze.ts';
import type { OrganisationId } from '../../src/handoff/organisation.ts';
import type { Language } from '../../src/language/language.ts';
import { addStaff, type Staff, type StaffId } from '../../src/records/staff.ts';
import { ANA, CHEAP, type TestConsole, tell } from './console.ts';
import { seal } from './stores.ts';

/** A colleague of Ana's. */
const LUIS = { email: 'luis@example.org', name: 'Luis Mora', password: 'correct horse battery' } as const;
/** Somebody of another organisation. */
const NOOR = { email: 'noor@example.net', name: 'Noor Haddad', password: 'correct horse battery' } as const;

/** The staff of a day, by their first names. */
export type Team = { readonly ana: Staff; readonly luis: Staff; readonly noor: Staff };

/** Makes the accounts of Ana's colleagues. */
export async function gatherTeam({ database }: TestConsole): Promise<Team> {
  const { role } = ANA;
  const other = 'other-organisation' as OrganisationId;
  const luis = { ...LUIS, role, organisation: ANA.organisation };
  const noor = { ...NOOR, role, organisation: other };
  const [row] = await database.query<{ id: StaffId }>('select id from staff where email = $1', [ANA.email]);
  if (row === undefined) throw new Error('Ana has no account.');
  return {
    ana: { ...ANA, id: row.id },
    luis: { ...luis, id: await addStaff(database, luis, CHEAP) },
    noor: { ...noor, id: await addStaff(database, noor, CHEAP) },
  };
}

let people = 0;

/** Somebody who waits. @param minutes since when */
export async function waits(
  console: TestConsole,
  of: {
    readonly reason?: string;
    readonly language?: Language;
    readonly urgent?: boolean;
    readonly minutes?: number;
  } = {},
): Promise<number> {
  people += 1;
  const { reason = 'asked', urgent = false, minutes = 5, language } = of;
  const person = await tell(console, {
    number: `+5730055${String(people).padStart(5, '0')}`,
    case: { reason, urgent },
    ...(language === undefined ? {} : { language }),
  });
  const [row] = await console.database.query<{ number: number }>(
    `update case_file set waiting_since = now() - $2 * interval '1 minute', opened_at = now() - $2 * interval '1 minute',
       heard_at = now() - $2 * interval '1 minute', changed = pg_current_xact_id() where person = $1 returning number`,
    [person, minutes],
  );
  if (row === undefined) throw new Error('Nobody waits.');
  return row.number;
}

/** What staff do with cases, as the desk does it. */
export function deskOf({ database }: TestConsole) {
  const desk = { database, seal, workSoon: () => undefined };
  const done = async (acted: Promise<{ readonly ok: boolean; readonly reason?: string }>) => {
    const { ok, reason } = await acted;
    if (!ok) throw new Error(`The desk refused: ${reason}`);
  };
  return {
    claims: (staff: Staff, number: number) => done(claim(desk, staff, number)),
    notes: (staff: Staff, number: number, mentioned: readonly StaffId[]) =>
      done(note(desk, staff, number, { form: randomUUID(), text: 'Please look', mentioned })),
    snoozes: (staff: Staff, number: number, hours: number) =>
      done(snooze(desk, staff, number, { until: new Date(Date.now() + hours * 3600_000), why: 'appointment' })),
    refers: (staff: Staff, number: number, organisation: OrganisationId) =>
      done(refer(desk, staff, number, { organisation, summary: 'Needs a lawyer', consent: 'chat' })),
    closes: (staff: Staff, number: number) => done(close(desk, staff, number, { reason: 'answered', note: '' })),
  };
}
